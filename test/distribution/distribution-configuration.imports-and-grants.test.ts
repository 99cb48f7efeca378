import { Lazy } from 'aws-cdk-lib';
import { User } from 'aws-cdk-lib/aws-iam';
import { env, distribution } from './distribution-in-test';
import { DistributionConfiguration } from '../../src/distribution/distribution-configuration';
import { newStack, statementsOf } from '../support/synth';

const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:distribution-configuration/mine';

describe('an existing distribution configuration', () => {
  const stack = newStack({ env });

  test('is known by its ARN', () => {
    expect(DistributionConfiguration.fromDistributionConfigurationArn(newStack(), 'Known', arn)).toMatchObject({
      distributionConfigurationArn: arn, distributionConfigurationName: 'mine', distributionConfigurationRef: { distributionConfigurationArn: arn },
    });
  });

  test('is known by an ARN that is a token', () => {
    const known = DistributionConfiguration.fromDistributionConfigurationArn(stack, 'Token', Lazy.string({ produce: () => arn }));
    expect(stack.resolve(known.distributionConfigurationName)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] });
  });

  test('is known by its name', () => {
    const known = DistributionConfiguration.fromDistributionConfigurationName(stack, 'Name', 'Mine');
    expect(known.distributionConfigurationName).toBe('Mine');
    expect(JSON.stringify(stack.resolve(known.distributionConfigurationArn)))
      .toContain(':imagebuilder:eu-central-1:123456789012:distribution-configuration/mine');
  });

  test('is not known by a malformed name', () => {
    expect(() => DistributionConfiguration.fromDistributionConfigurationName(stack, 'Bad', 'x')).toThrow(/^DistributionConfigurationNameMalformed: /);
  });
});

describe('grants', () => {
  test('reading is allowed on this distribution configuration', () => {
    const made = distribution();
    made.grantRead(new User(made.stack, 'User'));
    expect(statementsOf(made.stack)).toEqual([{
      Effect: 'Allow', Action: 'imagebuilder:GetDistributionConfiguration', Resource: made.stack.resolve(made.distributionConfigurationArn),
    }]);
  });

  test('any action is allowed on this distribution configuration', () => {
    const made = distribution();
    made.grant(new User(made.stack, 'User'), 'imagebuilder:UpdateDistributionConfiguration');
    expect(statementsOf(made.stack)[0].Action).toBe('imagebuilder:UpdateDistributionConfiguration');
  });

  test('nothing is allowed without a grant', () => {
    expect(statementsOf(distribution().stack)).toEqual([]);
  });
});
