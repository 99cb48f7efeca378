import { Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { ExecutionRole } from './execution-role';
import { allowInstances } from '../common/instance-grants';
import { Permission } from '../common/permission';
import { checkPattern } from '../common/validate';

/** Where the service-linked role and the managed policies of Image Builder let logs be written. */
const OWN_LOG_GROUPS = '/aws/imagebuilder/';

/** Who writes the logs. */
interface Writers {
  readonly executionRole: ExecutionRole;
  /** Given if the instances write them too. */
  readonly infrastructureConfiguration?: IConstruct;
}

/** The name of a log group for the logs of builds. Whoever writes them may write to it. */
export function useLogGroup(scope: IConstruct, prop: string, group: logs.ILogGroupRef | undefined, writers: Writers): string | undefined {
  if (group === undefined) {
    return undefined;
  }
  const name = nameOf(group);
  checkPattern(scope, prop, name, /^[a-zA-Z0-9\-_/.]{1,512}$/, 'have a name of 1 to 512 letters, digits, hyphens, underscores, slashes or periods');
  const permission: Permission = {
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [group.logGroupRef.logGroupArn],
    reason: 'Log streams are named after builds, which are not known before.',
    inManagedPolicy: !Token.isUnresolved(name) && name.startsWith(OWN_LOG_GROUPS),
  };
  writers.executionRole.allow(permission);
  if (writers.infrastructureConfiguration !== undefined && !permission.inManagedPolicy) {
    allowInstances(scope, permission, writers.infrastructureConfiguration,
      `The role of the instances is not known here, so it may not write to \`${prop}\`. Builds cannot log there unless it has `
      + `${permission.actions.join(', ')}.`);
  }
  return group.logGroupRef.logGroupName;
}

/** The name, if synthesis knows it. That of a log group of the stack is a token, and stands in its resource. */
function nameOf(group: logs.ILogGroupRef): string {
  const resource = group.node.defaultChild ?? group;
  return logs.CfnLogGroup.isCfnLogGroup(resource) && resource.logGroupName !== undefined ? resource.logGroupName : group.logGroupRef.logGroupName;
}
