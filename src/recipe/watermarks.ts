import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkCount, checkDifferent, checkPattern } from '../common/validate';

/** Checks the names of watermarks. */
export function checkWatermarks(scope: IConstruct, watermarks: string[]): void {
  checkCount(scope, 'amiWatermarks', watermarks, 0, 5);
  checkDifferent(scope, 'amiWatermarks', watermarks);
  if (!Token.isUnresolved(watermarks)) {
    watermarks.forEach((name) => checkPattern(scope, 'amiWatermarks', name,
      /^[A-Za-z0-9()[\]./'@_-][A-Za-z0-9 ()[\]./'@_-]{1,126}[A-Za-z0-9()[\]./'@_-]$/,
      'be names of 3 to 128 letters, digits, inner spaces or any of ()[]./\'@_-'));
  }
}
