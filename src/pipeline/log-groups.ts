import { Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { ExecutionRole } from './execution-role';
import { allowInstances } from '../common/instance-grants';
import { Permission } from '../common/permission';
import { checkFaults, placeFaults } from '../common/regions';
import { checkPattern } from '../common/validate';

/** Prefix of the log groups to which the service-linked role and the managed policies of Image Builder allow writing. */
const OWN_LOG_GROUPS = '/aws/imagebuilder/';

/** The roles that write the logs. */
interface Writers {
  readonly executionRole: ExecutionRole;
  /** Set if the instances also write the logs. */
  readonly infrastructureConfiguration?: IConstruct;
}

/** Returns the name of a log group for the logs of builds, and allows the writers to write to it. */
export function useLogGroup(scope: IConstruct, prop: string, group: logs.ILogGroupRef, writers: Writers): string {
  const name = nameOf(group);
  checkPattern(scope, prop, name, /^[a-zA-Z0-9\-_/.]{1,512}$/, 'have a name of 1 to 512 letters, digits, hyphens, underscores, slashes or periods');
  // Image Builder gets the name only, which is that of a log group in its account and Region.
  checkFaults(scope, placeFaults(scope, [prop, group]));
  if (Token.isUnresolved(name) || !name.startsWith(OWN_LOG_GROUPS)) {
    allowLogs(scope, prop, group.logGroupRef.logGroupArn, writers);
  }
  // The reference makes a token of the ARN as well, which log groups of that path do not need.
  return group instanceof logs.LogGroup ? group.logGroupName : group.logGroupRef.logGroupName;
}

function allowLogs(scope: IConstruct, prop: string, logGroupArn: string, { executionRole, infrastructureConfiguration }: Writers): void {
  const permission: Permission = {
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroupArn],
    reason: 'Log streams are named after builds, which are not known before.',
  };
  executionRole.allow(permission);
  if (infrastructureConfiguration !== undefined) {
    allowInstances(scope, permission, infrastructureConfiguration,
      `The role of the instances is not known here, so it may not write to \`${prop}\`. Builds cannot log there unless it has `
      + `${permission.actions.join(', ')}.`);
  }
}

/** The name, if it is known at synthesis. The reference of a log group of the stack is a token, so the name is read from its resource. */
function nameOf(group: logs.ILogGroupRef): string {
  const resource = group.node.defaultChild ?? group;
  return logs.CfnLogGroup.isCfnLogGroup(resource) && resource.logGroupName !== undefined ? resource.logGroupName : group.logGroupRef.logGroupName;
}
