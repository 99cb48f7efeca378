import { Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { User } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AmiDistribution, DistributionConfiguration, DistributionConfigurationProps } from '../src/distribution-configuration';
import { newStack, propertiesOf, statementsOf, warningsOf } from './support/synth';

const TYPE = 'AWS::ImageBuilder::DistributionConfiguration';
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:distribution-configuration/mine';
const env = { account: '123456789012', region: 'eu-central-1' };
const amiName = 'golden-{{ imagebuilder:buildDate }}';

function distribution(props: DistributionConfigurationProps = { amiDistributions: [{ amiName }] }, stack = newStack()): DistributionConfiguration {
  return new DistributionConfiguration(stack, 'Distribution', props);
}

function ami(props: AmiDistribution, stack?: Stack): DistributionConfiguration {
  return distribution({ amiDistributions: [props] }, stack);
}

describe('a distribution configuration', () => {
  test('distributes to the Region of the stack by default', () => {
    expect(propertiesOf(distribution().stack, TYPE)).toEqual({
      Name: expect.stringMatching(/^stack-distribution-[0-9a-f]{8}$/),
      Distributions: [{ Region: { Ref: 'AWS::Region' }, AmiDistributionConfiguration: { Name: amiName } }],
    });
  });

  test('renders every property, with the names of CloudFormation', () => {
    const stack = newStack({ env });
    const amiKmsKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1');
    distribution({
      distributionConfigurationName: 'My Distribution',
      description: 'what it is for',
      amiDistributions: [{
        region: 'us-east-1',
        amiName,
        amiDescription: 'what is in it',
        amiTags: { Stage: 'golden' },
        amiKmsKey,
        amiTargetAccountIds: ['111111111111'],
        amiLaunchPermission: {
          accountIds: ['222222222222'],
          organizationArns: ['arn:aws:organizations::123456789012:organization/o-1234567890'],
          organizationalUnitArns: ['arn:aws:organizations::123456789012:ou/o-1234567890/ou-1234-12345678'],
          isPublicUserGroup: true,
        },
      }],
      tags: { Team: 'platform' },
    }, stack);
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      Name: 'My Distribution',
      Description: 'what it is for',
      Distributions: [{
        Region: 'us-east-1',
        AmiDistributionConfiguration: {
          Name: amiName,
          Description: 'what is in it',
          AmiTags: { Stage: 'golden' },
          KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
          TargetAccountIds: ['111111111111'],
          LaunchPermissionConfiguration: {
            UserIds: ['222222222222'],
            OrganizationArns: ['arn:aws:organizations::123456789012:organization/o-1234567890'],
            OrganizationalUnitArns: ['arn:aws:organizations::123456789012:ou/o-1234567890/ou-1234-12345678'],
            UserGroups: ['all'],
          },
        },
      }],
      Tags: { Team: 'platform' },
    }));
  });

  test('omits empty collections', () => {
    const { stack } = ami({ amiName, amiTags: {}, amiTargetAccountIds: [], amiLaunchPermission: { accountIds: [], isPublicUserGroup: false } });
    expect(propertiesOf(stack, TYPE).Distributions).toEqual([
      { Region: { Ref: 'AWS::Region' }, AmiDistributionConfiguration: { Name: amiName } },
    ]);
  });

  test('takes more Regions later', () => {
    const made = new DistributionConfiguration(newStack(), 'Distribution');
    made.addAmiDistributions({ region: 'us-east-1', amiName }, { region: 'us-west-2', amiName });
    expect(propertiesOf(made.stack, TYPE).Distributions.map(({ Region }: any) => Region)).toEqual(['us-east-1', 'us-west-2']);
  });

  test('has ARN and name of the service', () => {
    const made = distribution();
    expect(made.stack.resolve([made.distributionConfigurationArn, made.distributionConfigurationName])).toEqual([
      { 'Fn::GetAtt': [expect.any(String), 'Arn'] }, { 'Fn::GetAtt': [expect.any(String), 'Name'] },
    ]);
    expect(made.distributionConfigurationRef.distributionConfigurationArn).toBe(made.distributionConfigurationArn);
  });

  test('needs an entry at synth', () => {
    const { stack } = distribution({});
    expect(() => Template.fromStack(stack)).toThrow(
      '[Stack/Distribution] AmiDistributionsRequired: `amiDistributions` must have at least one entry.');
  });
});

describe('the Region of an entry', () => {
  test('is taken once', () => {
    expect(() => distribution({ amiDistributions: [{ region: 'us-east-1', amiName }, { region: 'us-east-1', amiName }] })).toThrow(new Error(
      'RegionConflict: `amiDistributions[1].region` must differ from the Regions of the other entries, got: \'us-east-1\'. [Stack/Distribution]'));
  });

  test('is taken once, also where it is that of the stack', () => {
    expect(() => distribution({ amiDistributions: [{ amiName }, { region: 'eu-central-1', amiName }] }, newStack({ env }))).toThrow(new Error(
      'RegionConflict: `amiDistributions[1].region` must differ from the Regions of the other entries, got: \'eu-central-1\'. '
      + '[Stack/Distribution]'));
  });

  test('may be another one than that of the stack', () => {
    expect(() => distribution({ amiDistributions: [{ amiName }, { region: 'us-east-1', amiName }] }, newStack({ env }))).not.toThrow();
  });

  test('needs something to say about the AMI', () => {
    expect(() => ami({ region: 'us-east-1' })).toThrow(new Error(
      'AmiDistributionsRequired: `amiDistributions[0]` must say something about the AMI. Set at least one property beside `region`, '
      + 'for example `amiName`. [Stack/Distribution]'));
  });
});

describe('the key of an entry', () => {
  const keyIn = (stack: Stack, region: string) => Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${region}:123456789012:key/1`);

  test('is of the Region of the entry', () => {
    const stack = newStack({ env });
    expect(() => ami({ region: 'us-east-1', amiKmsKey: keyIn(stack, 'us-east-1') }, stack)).not.toThrow();
  });

  test('is not of another Region', () => {
    const stack = newStack({ env });
    expect(() => ami({ amiKmsKey: keyIn(stack, 'us-east-1') }, stack)).toThrow(new Error(
      'AmiKmsKeyConflict: `amiDistributions[0].amiKmsKey` must be a key of eu-central-1, got: \'us-east-1\'. [Stack/Distribution]'));
  });

  test('may be of a Region that is not known yet', () => {
    const stack = newStack();
    expect(() => ami({ region: 'us-east-1', amiKmsKey: new Key(stack, 'Key') }, stack)).not.toThrow();
    expect(() => ami({ amiKmsKey: keyIn(newStack(), 'us-east-1') })).not.toThrow();
  });
});

describe('the name of an AMI', () => {
  test.each(['ab'.repeat(63) + 'c', 'a-b', '{{ imagebuilder:buildDate }}', Lazy.string({ produce: () => 'later' })])('%p passes', (name) => {
    expect(() => ami({ amiName: name })).not.toThrow();
  });

  test.each(['x'.repeat(128), 'ab', ' ab', 'a/b/c', 'abc.'])('%p is refused', (name) => {
    expect(() => ami({ amiName: name })).toThrow(
      /^AmiNameMalformed: `amiDistributions\[0\]\.amiName` must be at most 127 letters, digits, spaces or any of -_:\{\}\. and neither start/);
  });

  test('is warned of if it is the same for every build', () => {
    expect(warningsOf(ami({ amiName: 'golden' }).stack)).toEqual([
      'The AMI name \'golden\' is the same for every build, so the second build fails. Add {{ imagebuilder:buildDate }} to it. '
      + '[ack: cdk-imagebuilder:amiNameNotUnique]',
    ]);
  });

  test.each([amiName, Lazy.string({ produce: () => 'later' }), undefined])('is not warned of if it is %p', (name) => {
    expect(warningsOf(ami({ amiName: name, amiDescription: 'any' }).stack)).toEqual([]);
  });
});

describe('accounts', () => {
  test('may be a list that is not known yet', () => {
    expect(() => ami({ amiTargetAccountIds: Lazy.list({ produce: () => ['111111111111'] }) })).not.toThrow();
  });
});

describe('launch permission', () => {
  test('for everybody is warned of', () => {
    expect(warningsOf(ami({ amiLaunchPermission: { isPublicUserGroup: true } }).stack)).toEqual([
      'The AMI is public: everybody may start instances from it. [ack: cdk-imagebuilder:publicAmi]',
    ]);
  });

  test('for accounts is not warned of', () => {
    expect(warningsOf(ami({ amiLaunchPermission: { accountIds: ['111111111111'] } }).stack)).toEqual([]);
  });
});

describe.each<[string, number, (count: number) => AmiDistribution]>([
  ['amiTargetAccountIds', 1536, (count) => ({ amiTargetAccountIds: Array(count).fill('111111111111') })],
  ['amiLaunchPermission.accountIds', 1536, (count) => ({ amiLaunchPermission: { accountIds: Array(count).fill('111111111111') } })],
  ['amiLaunchPermission.organizationArns', 25, (count) => ({ amiLaunchPermission: { organizationArns: Array(count).fill('arn') } })],
  ['amiLaunchPermission.organizationalUnitArns', 25, (count) => ({ amiLaunchPermission: { organizationalUnitArns: Array(count).fill('arn') } })],
])('%s', (prop, most, entry) => {
  test(`takes ${most} entries`, () => {
    expect(() => ami(entry(most))).not.toThrow();
  });

  test(`refuses ${most + 1} entries`, () => {
    expect(() => ami(entry(most + 1))).toThrow(`\`amiDistributions[0].${prop}\` must have 0 to ${most} entries, got: ${most + 1}.`);
  });
});

test.each<[DistributionConfigurationProps, string | RegExp]>([
  [{ distributionConfigurationName: 'x' }, /^DistributionConfigurationNameMalformed: /],
  [{ description: '' }, /^DescriptionMalformed: /],
  [{ tags: { 'aws:x': 'y' } }, /^TagsMalformed: /],
  [{ amiDistributions: [{ amiDescription: '' }] }, /^AmiDescriptionMalformed: /],
  [{ amiDistributions: [{ amiTags: { 'aws:x': 'y' } }] }, /^AmiTagsMalformed: /],
  [{ amiDistributions: [{ amiTargetAccountIds: ['1'] }] },
    'AmiTargetAccountIdsMalformed: `amiDistributions[0].amiTargetAccountIds` must have 12 digits each, got: \'1\'. [Stack/Distribution]'],
  [{ amiDistributions: [{ amiLaunchPermission: { accountIds: ['1'] } }] },
    'AccountIdsMalformed: `amiDistributions[0].amiLaunchPermission.accountIds` must have 12 digits each, got: \'1\'. [Stack/Distribution]'],
])('%j is refused', (props, message) => {
  expect(() => distribution(props)).toThrow(typeof message === 'string' ? new Error(message) : message);
});

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
