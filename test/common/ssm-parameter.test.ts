import { Lazy, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { parameterArns } from '../../src/common/ssm-parameter';
import { AmiDistribution } from '../../src/distribution/ami-distribution';
import { amiPermissions } from '../../src/distribution/permissions';
import { newStack } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });

function permissions(ami: AmiDistribution, stack: Stack = newStack({ env })): any[] {
  return stack.resolve(amiPermissions(stack, 'us-east-1', ami));
}

/** The permissions beyond those that every distribution takes. */
function beyond(ami: AmiDistribution, stack?: Stack): any[] {
  return permissions(ami, stack).slice(3);
}

describe('parameters', () => {
  test.each([
    ['/golden/ami', ':ssm:us-east-1:123456789012:parameter/golden/ami', false],
    ['golden', ':ssm:us-east-1:123456789012:parameter/golden', false],
    ['/imagebuilder/golden', ':ssm:us-east-1:123456789012:parameter/imagebuilder/golden', true],
    ['imagebuilder/golden', ':ssm:us-east-1:123456789012:parameter/imagebuilder/golden', false],
    ['/imagebuilder', ':ssm:us-east-1:123456789012:parameter/imagebuilder', false],
  ])('%s is written', (parameterName, resource, inManagedPolicy) => {
    expect(beyond({ ssmParameters: [{ parameterName }] })).toEqual([
      { actions: ['ssm:GetParameter', 'ssm:PutParameter'], resources: [arn(resource)], inManagedPolicy },
    ]);
  });

  test('of the CDK are written by their ARN', () => {
    const stack = newStack({ env });
    const parameter = new StringParameter(stack, 'Parameter', { parameterName: '/golden', stringValue: 'none' });
    expect(beyond({ ssmParameters: [{ parameter }] }, stack)).toEqual([
      { actions: ['ssm:GetParameter', 'ssm:PutParameter'], resources: [stack.resolve(parameter.parameterArn)], inManagedPolicy: false },
    ]);
  });

  test('that were imported are written by their name, in the Region of the entry', () => {
    const stack = newStack({ env });
    const parameter = StringParameter.fromStringParameterName(stack, 'Parameter', '/golden');
    expect(beyond({ ssmParameters: [{ parameter }] }, stack)[0].resources).toEqual([arn(':ssm:us-east-1:123456789012:parameter/golden')]);
  });

  test.each([['123456789012', 1], ['111111111111', 0]])('of the account %s are a matter of %d permissions', (amiAccountId, count) => {
    expect(beyond({ ssmParameters: [{ parameterName: '/golden', amiAccountId }] })).toHaveLength(count);
  });

  test('whose name is known at deployment only may begin with a slash or not', () => {
    const stack = newStack({ env });
    const name = Lazy.string({ produce: () => ({ Ref: 'Name' }) as unknown as string });
    expect(stack.resolve(parameterArns(stack, name))).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-central-1:123456789012:parameter/', { Ref: 'Name' }]] },
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-central-1:123456789012:parameter', { Ref: 'Name' }]] },
    ]);
  });
});
