import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Permission, Permissions } from '../common/permission';
import { parameterArns } from '../common/ssm-parameter';
import { checkPattern } from '../common/validate';

/** The name or ARN of a parameter that holds the id of an image. After a colon, it may name a version or a label. */
export function checkParameterInReference(prop: string, name: string): void {
  checkPattern(undefined, prop, name, /^(arn:aws[^:]*:ssm:[^:]+:(\d{12})?:parameter(?=\/))?[a-zA-Z0-9_./-]{1,1011}(:[a-zA-Z0-9_.-]{1,100})?$/,
    'be an ARN or 1 to 1011 letters, digits or any of _.-/, perhaps with a colon and a version');
}

/** What the role that builds has to be allowed for an image whose id a parameter holds: `ssm:` and its name or ARN. Other images take nothing. */
export function imageParameterPermissions(scope: IConstruct, image: string = ''): Permissions {
  const permissions = new Permissions();
  if (image.startsWith('ssm:')) {
    permissions.add(parameterPermission(scope, image.slice('ssm:'.length)));
  }
  return permissions;
}

function parameterPermission(scope: IConstruct, parameter: string): Permission {
  // It may end with a version, to which nobody grants.
  const name = parameter.replace(/:[\w.-]+$/, '');
  const resources = name.startsWith('arn:') ? [name] : parameterArns(Stack.of(scope), name);
  // The reach of the service's own policies (trap 4).
  return { actions: ['ssm:GetParameter'], resources, inManagedPolicy: /^\/?(imagebuilder|aws\/service)\//.test(parameter) };
}
