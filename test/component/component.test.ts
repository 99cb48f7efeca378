import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OsVersion, Platform } from '../../src/common/platform';
import { Component } from '../../src/component/component';
import { ComponentDocument } from '../../src/component/component-document';
import { ComponentProps } from '../../src/component/component-props';
import { ComponentStep } from '../../src/component/component-step';
import { ComponentVersion } from '../../src/component/component-version';
import { TransferStep } from '../../src/component/steps/transfer-step';
import { Image } from '../../src/pipeline/image';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { newStack, propertiesOf, resourcesOf, statementsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::Component';
const document = ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Step', ['true'])] });
const DATA = '{"schemaVersion":"1.0","phases":[{"name":"build","steps":[{"name":"Step","action":"ExecuteBash","inputs":{"commands":["true"]}}]}]}';
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/1.2.3/4';

function component(props: Partial<ComponentProps> = {}, stack: Stack = newStack()): Component {
  return new Component(stack, 'Component', { platform: Platform.LINUX, document, ...props });
}

describe('a component', () => {
  test('has a name, a version and a document by default, and nothing else', () => {
    const { stack } = component();
    expect(propertiesOf(stack, TYPE)).toEqual({
      Name: expect.stringMatching(/^stack-component-[0-9a-f]{8}$/), Version: '1.0.0', Platform: 'Linux', Data: DATA,
    });
  });

  test('renders every property', () => {
    const stack = newStack();
    const kmsKey = new Key(stack, 'Key');
    component({
      componentName: 'My_Component 1',
      componentVersion: ComponentVersion.of('2.1.0'),
      description: 'what it is for',
      changeDescription: 'what is different',
      kmsKey,
      supportedOsVersions: [OsVersion.AMAZON_LINUX_2023],
      tags: { Team: 'platform' },
    }, stack);
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      Name: 'My_Component 1',
      Version: '2.1.0',
      Platform: 'Linux',
      Data: DATA,
      Description: 'what it is for',
      ChangeDescription: 'what is different',
      KmsKeyId: stack.resolve(kmsKey.keyArn),
      SupportedOsVersions: ['Amazon Linux 2023'],
      Tags: { Team: 'platform' },
    }));
  });

  test('supports families of operating systems', () => {
    const { stack } = component({ supportedOsVersions: [OsVersion.AMAZON_LINUX, OsVersion.UBUNTU] });
    expect(propertiesOf(stack, TYPE).SupportedOsVersions).toEqual(['Amazon Linux', 'Ubuntu']);
  });

  test.each([
    [[OsVersion.LINUX]],
    [[OsVersion.AMAZON_LINUX_2023, OsVersion.LINUX]],
  ])('supports every version of the platform if that is one of the versions', (supportedOsVersions) => {
    expect(propertiesOf(component({ supportedOsVersions }).stack, TYPE)).not.toHaveProperty('SupportedOsVersions');
  });

  test('omits empty collections', () => {
    const { stack } = component({ supportedOsVersions: [], tags: {} });
    expect(Object.keys(propertiesOf(stack, TYPE)).sort()).toEqual(['Data', 'Name', 'Platform', 'Version']);
  });

  test('has attributes that come from the service', () => {
    const made = component();
    const attribute = (name: string) => ({ 'Fn::GetAtt': [made.stack.getLogicalId(made.node.defaultChild as any), name] });
    expect(made.stack.resolve([made.componentArn, made.componentRef.componentArn, made.componentName, made.componentType])).toEqual(
      made.stack.resolve([attribute('Arn'), attribute('Arn'), attribute('Name'), attribute('Type')]));
    expect([made.componentVersion, made.platform]).toEqual(['1.0.0', Platform.LINUX]);
  });

  test('has ARNs of its newest versions', () => {
    const made = component();
    expect(made.stack.resolve([made.latestVersionArn, made.latestMajorVersionArn, made.latestMinorVersionArn, made.latestPatchVersionArn]))
      .toEqual(['Arn', 'Major', 'Minor', 'Patch'].map((name) => ({ 'Fn::GetAtt': [expect.any(String), `LatestVersion.${name}`] })));
  });

  test('keeps name and version when its document changes, so that the service makes the next build', () => {
    const [one, other] = [['true'], ['false']].map((commands) => {
      const made = component({ document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Step', commands)] }) });
      return propertiesOf(made.stack, TYPE);
    });
    expect(one.Data).not.toEqual(other.Data);
    expect([one.Name, one.Version]).toEqual([other.Name, other.Version]);
  });

  test('takes a token as its name', () => {
    const { stack } = component({ componentName: Lazy.string({ produce: () => 'later' }) });
    expect(propertiesOf(stack, TYPE).Name).toBe('later');
  });

  test('takes 25 supported versions, and not 26', () => {
    const versions = (count: number) => Array.from({ length: count }, (_, index) => OsVersion.of(Platform.LINUX, `Linux ${index}`));
    expect(() => component({ supportedOsVersions: versions(25) })).not.toThrow();
    expect(() => component({ supportedOsVersions: versions(26) })).toThrow(new Error(
      'SupportedOsVersionsOutOfRange: `supportedOsVersions` must have 0 to 25 entries, got: 26. [Stack/Component]'));
  });

  test('supports versions of its platform only', () => {
    expect(() => component({ supportedOsVersions: [OsVersion.AMAZON_LINUX_2, OsVersion.MACOS_14] })).toThrow(new Error(
      'SupportedOsVersionsConflict: `supportedOsVersions` must name versions of Linux only, got: \'macOS 14\'. [Stack/Component]'));
    expect(() => component({ supportedOsVersions: [OsVersion.LINUX, OsVersion.WINDOWS] })).toThrow(new Error(
      'SupportedOsVersionsConflict: `supportedOsVersions` must name versions of Linux only, got: \'Windows\'. [Stack/Component]'));
  });

  test.each([
    [{ componentName: 'x' },
      'ComponentNameMalformed: `componentName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'x\'. [Stack/Component]'],
    [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Component]'],
    [{ changeDescription: '' },
      'ChangeDescriptionMalformed: `changeDescription` must be 1 to 1024 characters long, got: \'\'. [Stack/Component]'],
  ])('refuses %j', (props, message) => {
    expect(() => component(props)).toThrow(new Error(message));
  });

  const sized = (bytes: number) => {
    const [start, end] = ['{"schemaVersion":"1.0","phases":[{"name":"build","steps":[{"name":"Step","action":"ExecuteBash","inputs":{"commands":["', '"]}}]}]}'];
    return `${start}${'x'.repeat(bytes - start.length - end.length)}${end}`;
  };

  test('takes a document of 16,000 bytes', () => {
    const { stack } = component({ document: ComponentDocument.fromInline(sized(16_000)) });
    expect(propertiesOf(stack, TYPE).Data).toHaveLength(16_000);
  });

  test('trap 10: takes one of 16,001 bytes from Amazon S3', () => {
    const { stack } = component({ document: ComponentDocument.fromInline(sized(16_001)) });
    expect(propertiesOf(stack, TYPE)).toMatchObject({ Uri: { 'Fn::Sub': expect.stringMatching(/^s3:\/\//) } });
    expect(propertiesOf(stack, TYPE)).not.toHaveProperty('Data');
  });

  test('refuses one of 16,001 bytes with tokens at synth', () => {
    const { stack } = component({ document: ComponentDocument.fromInline(Lazy.string({ produce: () => sized(16_001) })) });
    expect(() => Template.fromStack(stack)).toThrow(
      '[Stack/Component] DocumentTooLong: `document` must be at most 16000 bytes of UTF-8 when it is rendered, got: 16001. '
      + 'Move long scripts to Amazon S3 and let a step download them, or split the document.');
  });

  test('allows the instances of a recipe what it does there, with its key', () => {
    const stack = newStack();
    const kmsKey = new Key(stack, 'Key');
    const bucket = Bucket.fromBucketName(stack, 'Bucket', 'files');
    const made = component({
      kmsKey, document: ComponentDocument.fromSteps({ buildSteps: [TransferStep.s3Download('Fetch', [{ bucket, key: 'a', destination: '/a' }])] }),
    }, stack);
    new Image(stack, 'Image', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [made] }) });
    expect(statementsOf(stack)).toEqual(expect.arrayContaining([
      expect.objectContaining({ Action: 's3:GetObject' }), { Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(kmsKey.keyArn) },
    ]));
  });

  test('allows the instances of a recipe nothing that it does not need', () => {
    const made = component();
    const { stack } = made;
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [made] });
    new Image(stack, 'Image', { recipe });
    expect(statementsOf(stack)).toEqual([]);
  });
});

describe('an existing component', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });

  test('is known by its ARN', () => {
    const known = Component.fromComponentArn(newStack(), 'Known', arn);
    expect(known).toMatchObject({
      componentArn: arn,
      componentName: 'mine',
      componentVersion: '1.2.3',
      componentRef: { componentArn: arn },
      env: { account: '123456789012', region: 'eu-central-1' },
    });
  });

  test('is known by an ARN that is a token', () => {
    const known = Component.fromComponentArn(stack, 'Token', Lazy.string({ produce: () => arn }));
    expect(stack.resolve([known.componentArn, known.componentName, known.componentVersion])).toEqual([
      arn, { 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] }, { 'Fn::Select': [2, { 'Fn::Split': ['/', arn] }] },
    ]);
  });

  test('is known by its name, in its newest version', () => {
    const known = Component.fromComponentName(stack, 'Name', 'My_Component');
    expect([known.componentName, known.componentVersion]).toEqual(['My_Component', 'x.x.x']);
    expect(stack.resolve(known.componentArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:eu-central-1:123456789012:component/my-component/x.x.x']],
    });
  });

  test('is known by its name, which is a token', () => {
    const known = Component.fromComponentName(stack, 'NameToken', Lazy.string({ produce: () => 'later' }));
    expect(stack.resolve(known.componentName)).toBe('later');
    expect(JSON.stringify(stack.resolve(known.componentArn))).toContain(':component/later/x.x.x');
  });

  test('is known by name and version', () => {
    const known = Component.fromComponentAttributes(stack, 'Version', { componentName: 'mine', componentVersion: '1.x.x' });
    expect(known.componentVersion).toBe('1.x.x');
    expect(JSON.stringify(stack.resolve(known.componentArn))).toContain(':component/mine/1.x.x');
  });

  test('is not known by ARN and name', () => {
    expect(() => Component.fromComponentAttributes(stack, 'Both', { componentArn: arn, componentName: 'mine' })).toThrow(new Error(
      'ComponentNameConflict: `componentName` must be absent when `componentArn` is given. [Stack]'));
  });

  test('makes no resource', () => {
    const empty = newStack();
    Component.fromComponentArn(empty, 'Known', arn);
    expect(resourcesOf(empty, TYPE)).toEqual([]);
  });
});

describe('grants', () => {
  test('reading is allowed on this component', () => {
    const made = component();
    const grant = made.grantRead(new User(made.stack, 'User'));
    expect(grant.success).toBe(true);
    expect(statementsOf(made.stack)).toEqual([
      { Effect: 'Allow', Action: 'imagebuilder:GetComponent', Resource: made.stack.resolve(made.componentArn) },
    ]);
  });

  test('reading an encrypted component allows decryption too', () => {
    const stack = newStack();
    const kmsKey = new Key(stack, 'Key');
    component({ kmsKey }, stack).grantRead(new User(stack, 'User'));
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(kmsKey.keyArn) });
  });

  test('any action is allowed on this component', () => {
    const made = component();
    made.grant(new User(made.stack, 'User'), 'imagebuilder:GetComponent', 'imagebuilder:GetComponentPolicy');
    expect(statementsOf(made.stack)).toEqual([{
      Effect: 'Allow', Action: ['imagebuilder:GetComponent', 'imagebuilder:GetComponentPolicy'], Resource: made.stack.resolve(made.componentArn),
    }]);
  });

  test('nothing is allowed without a grant', () => {
    const made = component();
    new Role(made.stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    expect(statementsOf(made.stack)).toEqual([]);
  });

  test('a principal without policies of its own gets nothing, and says so', () => {
    expect(component().grantRead(new AccountPrincipal('123456789012')).success).toBe(false);
  });

  test('reading a component by name covers whatever version is found', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
    Component.fromComponentName(stack, 'Known', 'mine').grantRead(new User(stack, 'User'));
    expect(statementsOf(stack)[0].Resource).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:eu-central-1:123456789012:component/mine/*']],
    });
  });
});
