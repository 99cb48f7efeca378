import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Permission, Permissions, permissionsOf } from '../common/permission';
import { parameterArns } from '../common/ssm-parameter';
import { checkPattern } from '../common/validate';

/** Checks the name or ARN of a parameter that holds the ID of an AMI. A version or a label may follow a colon. */
export function checkParameterInReference(prop: string, name: string): void {
  checkPattern(undefined, prop, name, /^(arn:aws[^:]*:ssm:[^:]+:(\d{12})?:parameter(?=\/))?[a-zA-Z0-9_./-]{1,1011}(:[a-zA-Z0-9_.-]{1,100})?$/,
    'be an ARN or 1 to 1011 letters, digits or any of _.-/, perhaps with a colon and a version');
}

/** Permissions of the execution role for an image that an SSM parameter names, as `ssm:` with a name or ARN. Other images need none. */
export function imageParameterPermissions(scope: IConstruct, image: string = ''): Permissions | undefined {
  return permissionsOf(image.startsWith('ssm:') ? [parameterPermission(scope, image.slice('ssm:'.length))] : []);
}

function parameterPermission(scope: IConstruct, parameter: string): Permission {
  // A version at the end is not part of the ARN in a policy.
  const name = parameter.replace(/:[\w.-]+$/, '');
  const resources = name.startsWith('arn:') ? [name] : parameterArns(Stack.of(scope), name);
  // The AWS managed policies cover these parameters (trap 4).
  return { actions: ['ssm:GetParameter'], resources, inManagedPolicy: /^\/?(imagebuilder|aws\/service)\//.test(parameter) };
}
