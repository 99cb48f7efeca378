import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { KnownFact } from '../common/known-facts';
import { checkCount, checkDifferent, checkPattern } from '../common/validate';

/** Whether the AMIs of a recipe have watermarks. */
export const HAS_WATERMARKS = new KnownFact<boolean>();

/** Checks the names of watermarks. */
export function checkWatermarks(scope: IConstruct, watermarks?: string[]): void {
  checkCount(scope, 'amiWatermarks', watermarks, 0, 5);
  checkDifferent(scope, 'amiWatermarks', watermarks);
  if (!Token.isUnresolved(watermarks)) {
    watermarks?.forEach((name) => checkPattern(scope, 'amiWatermarks', name,
      /^[A-Za-z0-9()[\]./'@_-][A-Za-z0-9 ()[\]./'@_-]{1,126}[A-Za-z0-9()[\]./'@_-]$/,
      'be names of 3 to 128 letters, digits, inner spaces or any of ()[]./\'@_-'));
  }
}
