import { Stack, Token } from 'aws-cdk-lib';

/** The ARN of a parameter has one slash before the name, also if the name begins with a slash. For a token, both forms are possible. */
export function parameterArns(stack: Stack, name: string, region?: string, account?: string): string[] {
  const arnOf = (resource: string) => stack.formatArn({ service: 'ssm', region, account, resource });
  const names = Token.isUnresolved(name) ? [`/${name}`, name] : [`/${name.replace(/^\//, '')}`];
  return names.map((each) => arnOf(`parameter${each}`));
}
