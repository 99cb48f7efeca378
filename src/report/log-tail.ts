import { ArnFormat, Stack } from 'aws-cdk-lib';
import { aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { imageNameOf, ReportSource } from './source';
import { Permission } from '../common/permission';
import { checkNeeds } from '../common/validate';
import { BuildProperties } from '../contract/build-report';
import { SOURCE_PIPELINE } from '../contract/source';

/** Whether and where the log of a build is read. */
export interface LogTailOptions {
  readonly logTail?: boolean;
  readonly imageLogGroup?: logs.ILogGroupRef;
}

/** The property of the custom resource. */
export function logTailProperty({ logTail }: LogTailOptions): Pick<BuildProperties, 'LogTail'> {
  return logTail ? { LogTail: 'true' } : {};
}

/** The permission to read the log of a build, if `logTail` is set. */
export function readLog(scope: Construct, source: ReportSource, { logTail, imageLogGroup }: LogTailOptions): Permission[] {
  checkNeeds(scope, ['imageLogGroup', imageLogGroup], ['logTail', logTail]);
  if (!logTail) {
    return [];
  }
  const name = imageLogGroup?.logGroupRef.logGroupName ?? `/aws/imagebuilder/${source.type === SOURCE_PIPELINE ? '*' : imageNameOf(source)}`;
  return [{
    actions: ['logs:GetLogEvents'],
    resources: [
      Stack.of(scope).formatArn({ service: 'logs', resource: 'log-group', resourceName: `${name}:log-stream:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
    ],
    reason: 'The log stream bears the version and build of the image, which are known only after it is built; reading is all that is allowed.',
  }];
}
