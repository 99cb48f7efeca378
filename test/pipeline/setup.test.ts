import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { CfnContainerRecipe, CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { HttpTokens, InfrastructureConfigurationProps } from '../../src/infrastructure/infrastructure-configuration-props';
import { AmazonManagedWorkflow } from '../../src/managed/amazon-managed-workflow';
import { Image } from '../../src/pipeline/image';
import { ImageBuildOptions } from '../../src/pipeline/image-build-options';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImageScanning } from '../../src/pipeline/image-scanning';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { IRecipe } from '../../src/recipe/recipe';
import { dependenciesOf, faultsOf, newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

/** What pipelines and images have in common is tested with both. */
interface Builder {
  readonly type: string;
  readonly logGroupProp: string;
  readonly logGroupName: (name: any) => object;
  make(stack: Stack, options?: ImageBuildOptions & { readonly recipe?: IRecipe; readonly logGroup?: logs.ILogGroupRef }): ImagePipeline | Image;
}

const recipeIn = (stack: Stack): IRecipe => ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'golden');
const containerRecipeIn = (stack: Stack) => new CfnContainerRecipe(stack, 'L1Recipe', {
  containerType: 'DOCKER', name: 'web', version: '1.0.x', parentImage: 'amazonlinux:2023', targetRepository: { service: 'ECR' }, components: [],
});
const BUILDERS: [string, Builder][] = [
  ['a pipeline', {
    type: 'AWS::ImageBuilder::ImagePipeline',
    logGroupProp: 'imageLogGroup',
    make: (stack, { recipe = recipeIn(stack), logGroup, ...options } = {}) => new ImagePipeline(stack, 'Build', {
      recipe, imageLogGroup: logGroup, ...options,
    }),
    logGroupName: (ImageLogGroupName) => ({ ImageLogGroupName }),
  }],
  ['an image', {
    type: 'AWS::ImageBuilder::Image',
    logGroupProp: 'logGroup',
    make: (stack, { recipe = recipeIn(stack), ...options } = {}) => new Image(stack, 'Build', { recipe, ...options }),
    logGroupName: (LogGroupName) => ({ LogGroupName }),
  }],
];

/** Who may write to a log group: the kind of each role, by the policy that allows it. */
function writersIn(stack: Stack, resource: any): string[] {
  return resourcesOf(stack, 'AWS::IAM::Policy').filter(({ Properties: { PolicyDocument } }) => PolicyDocument.Statement.some((statement: any) =>
    JSON.stringify(statement) === JSON.stringify({
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: stack.resolve(resource),
    }))).flatMap(({ Properties }) => Properties.Roles.map(({ Ref }: any) => /InstanceProfileRole|ExecutionRole/.exec(Ref)?.[0] ?? Ref)).sort();
}

describe.each(BUILDERS)('%s', (_, { type, make, logGroupProp, logGroupName }) => {
  test('takes a container recipe, and workflows for containers', () => {
    const stack = newStack();
    make(stack, { recipe: containerRecipeIn(stack), workflows: [{ workflow: AmazonManagedWorkflow.buildContainer(stack, 'Workflow') }] });
    expect(faultsOf(stack)).toEqual([]);
    expect(propertiesOf(stack, type)).toMatchObject({ ContainerRecipeArn: { Ref: 'L1Recipe' } });
    expect(propertiesOf(stack, type)).not.toHaveProperty('ImageRecipeArn');
  });

  test.each<[string, InfrastructureConfigurationProps, typeof recipeIn, string[]]>([
    ['containers on instances with one hop', { httpPutResponseHopLimit: 1 }, containerRecipeIn, [
      'The recipe is for containers, which are one hop away from the instance, and `httpPutResponseHopLimit` of the infrastructure configuration is 1, so '
      + 'components in a container get no metadata and no credentials of the instance. Set it to 2. [ack: cdk-imagebuilder:containerHopLimit]',
    ]],
    ['containers on instances with two hops', { httpPutResponseHopLimit: 2 }, containerRecipeIn, []],
    ['containers with the default', {}, containerRecipeIn, []],
    ['containers that need no token', { httpPutResponseHopLimit: 1, httpTokens: HttpTokens.OPTIONAL }, containerRecipeIn, []],
    ['AMIs with one hop', { httpPutResponseHopLimit: 1 }, recipeIn, []],
  ])('warns of %s as it should', (__, props, recipeOf, warnings) => {
    const stack = newStack();
    make(stack, { recipe: recipeOf(stack), infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure', props) });
    expect(warningsOf(stack)).toEqual(warnings);
  });

  test('gives away its instances and their role', () => {
    const stack = newStack();
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure');
    const made = make(stack, { infrastructureConfiguration });
    expect(made.infrastructureConfiguration).toBe(infrastructureConfiguration);
    expect(made.instanceRole).toBe(infrastructureConfiguration.role);
    expect(made.instanceRole).toBeDefined();
  });

  describe('a scan of containers', () => {
    const scanned = (stack: Stack, imageScanning: ImageScanning, options: ImageBuildOptions = {}) => make(stack, {
      recipe: containerRecipeIn(stack), imageScanning, ...options,
    });
    const configurationOf = (stack: Stack) => propertiesOf(stack, type).ImageScanningConfiguration;

    test('takes place in the repository of the service by default', () => {
      const stack = newStack();
      expect(scanned(stack, ImageScanning.container()).executionRole).toBeUndefined();
      expect(configurationOf(stack)).toEqual({ ImageScanningEnabled: true });
    });

    test('takes place in another repository, into which instances may put it and from which the service may delete it', () => {
      const stack = newStack();
      const ecrRepository = new Repository(stack, 'Repository');
      const made = scanned(stack, ImageScanning.container({ ecrRepository, ecrTags: ['scan', 'latest'] }));
      expect(configurationOf(stack)).toEqual({
        ImageScanningEnabled: true, EcrConfiguration: { RepositoryName: stack.resolve(ecrRepository.repositoryName), ContainerTags: ['scan', 'latest'] },
      });
      expect(propertiesOf(stack, type).ExecutionRole).toEqual(stack.resolve(made.executionRole!.roleArn));
      const statements = statementsOf(stack).map(({ Action }) => Action).flat();
      expect(statements).toEqual(expect.arrayContaining(['ecr:PutImage', 'ecr:GetAuthorizationToken']));
      expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'ecr:BatchDeleteImage', Resource: stack.resolve(ecrRepository.repositoryArn) });
      expect(warningsOf(stack)).toEqual([]);
    });

    test('says so when the instances are not known', () => {
      const stack = newStack();
      const infrastructureConfiguration = new CfnInfrastructureConfiguration(stack, 'L1', { name: 'l1', instanceProfileName: 'mine' });
      const ecrRepository = new Repository(stack, 'Repository');
      scanned(stack, ImageScanning.container({ ecrRepository }), { infrastructureConfiguration });
      expect(warningsOf(stack)).toEqual([
        'The role of the instances is not known here, so it may not put containers into the repositories of the scan. Builds fail unless it may. '
        + '[ack: cdk-imagebuilder:unknownInstanceRole]',
      ]);
    });

    test('takes tags without a repository', () => {
      const stack = newStack();
      scanned(stack, ImageScanning.container({ ecrTags: ['scan'] }));
      expect(configurationOf(stack)).toEqual({ ImageScanningEnabled: true, EcrConfiguration: { ContainerTags: ['scan'] } });
    });

    test('omits an empty list of tags', () => {
      const stack = newStack();
      scanned(stack, ImageScanning.container({ ecrTags: [] }));
      expect(configurationOf(stack)).toEqual({ ImageScanningEnabled: true });
    });

    test.each([['t'], ['t'.repeat(1024)]])('takes the tag %.10s', (tag) => {
      expect(() => scanned(newStack(), ImageScanning.container({ ecrTags: [tag] }))).not.toThrow();
    });

    test.each([
      ['', 'EcrTagsMalformed: `imageScanning.ecrTags[1]` must be 1 to 1024 characters long, got: \'\'. [Stack/Build]'],
      ['t'.repeat(1025), `EcrTagsTooLong: \`imageScanning.ecrTags[1]\` must be 1 to 1024 characters long, got: '${'t'.repeat(119)}.... [Stack/Build]`],
    ])('refuses the tag %.10s', (tag, message) => {
      expect(() => scanned(newStack(), ImageScanning.container({ ecrTags: ['fine', tag] }))).toThrow(new Error(message));
    });

    test('is refused for an image recipe', () => {
      const stack = newStack();
      make(stack, { imageScanning: ImageScanning.container() });
      expect(faultsOf(stack)).toEqual(['ImageScanningConflict: `imageScanning` must not be `container()` for an image recipe. [Stack/Build]']);
    });

    test('is refused without tests', () => {
      expect(() => scanned(newStack(), ImageScanning.container(), { imageTestsEnabled: false })).toThrow(new Error(
        'ImageScanningConflict: `imageScanning` must be absent or disabled when `imageTestsEnabled` is false, because the scan is made while the image is '
        + 'tested. [Stack/Build]'));
    });

    test('does not scan an AMI', () => {
      const stack = newStack();
      scanned(stack, ImageScanning.onDemandAmi());
      expect(faultsOf(stack)).toEqual(['ImageScanningConflict: `imageScanning` must not be `onDemandAmi()` for a container recipe. [Stack/Build]']);
    });

    test.each([['testInstance', ImageScanning.testInstance()], ['disabled', ImageScanning.disabled()]])('%s is for both kinds of recipe', (__, scanning) => {
      const [one, other] = [newStack(), newStack()];
      scanned(one, scanning);
      make(other, { imageScanning: scanning });
      expect(configurationOf(one)).toEqual(configurationOf(other));
    });
  });

  describe('the time for tests', () => {
    const timeoutOf = (imageTestsTimeout: Duration) => {
      const stack = newStack();
      make(stack, { imageTestsTimeout });
      return propertiesOf(stack, type).ImageTestsConfiguration;
    };

    test.each([[Duration.hours(1), 60], [Duration.minutes(61), 61], [Duration.days(1), 1440]])('%s is taken', (timeout, minutes) => {
      expect(timeoutOf(timeout)).toEqual({ TimeoutMinutes: minutes });
    });

    test.each([
      [Duration.minutes(59), '59 minutes'],
      [Duration.minutes(1441), '1 day 1 minute'],
      [Duration.seconds(3630), '1 hour 30 seconds'],
    ])('%s is refused', (timeout, got) => {
      expect(() => timeoutOf(timeout)).toThrow(new Error(
        `ImageTestsTimeoutOutOfRange: \`imageTestsTimeout\` must be 1 to 24 hours in whole minutes, got: '${got}'. [Stack/Build]`));
    });

    test('may be a token', () => {
      expect(timeoutOf(Duration.minutes(Lazy.number({ produce: () => 90 })))).toEqual({ TimeoutMinutes: 90 });
    });

    test('stands beside enabled tests', () => {
      const stack = newStack();
      make(stack, { imageTestsEnabled: true, imageTestsTimeout: Duration.hours(2) });
      expect(propertiesOf(stack, type).ImageTestsConfiguration).toEqual({ ImageTestsEnabled: true, TimeoutMinutes: 120 });
    });

    test('is refused without tests', () => {
      expect(() => make(newStack(), { imageTestsEnabled: false, imageTestsTimeout: Duration.hours(2) })).toThrow(new Error(
        'ImageTestsTimeoutConflict: `imageTestsTimeout` must be absent when `imageTestsEnabled` is false. [Stack/Build]'));
    });
  });

  // Whether a log group needs permissions is decided by the group. A token says nothing about the name behind it.
  describe('the log group of builds', () => {
    test('is that of the service by default', () => {
      const stack = newStack();
      make(stack);
      expect(propertiesOf(stack, type)).not.toHaveProperty('LoggingConfiguration');
      expect(propertiesOf(stack, type)).not.toHaveProperty('ExecutionRole');
    });

    test.each<[string, (stack: Stack) => logs.ILogGroupRef]>([
      ['of the stack, with a generated name', (stack) => new LogGroup(stack, 'Logs')],
      ['of the stack, with a name', (stack) => new LogGroup(stack, 'Logs', { logGroupName: '/builds/golden' })],
      ['that is an L1', (stack) => new CfnLogGroup(stack, 'Logs', { logGroupName: '/builds/golden' })],
      ['that is an L1, with a generated name', (stack) => new CfnLogGroup(stack, 'Logs')],
      ['that is imported by its name', (stack) => LogGroup.fromLogGroupName(stack, 'Logs', '/builds/golden')],
      ['that is imported by a token', (stack) => LogGroup.fromLogGroupName(stack, 'Logs', Lazy.string({ produce: () => '/aws/imagebuilder/golden' }))],
    ])('trap 2: %s: instances and service may write to it, and the image waits until they may', (__, logGroupIn) => {
      const stack = newStack();
      const logGroup = logGroupIn(stack);
      const made = make(stack, { logGroup });
      if (made instanceof ImagePipeline) {
        made.runOnDeploy();
      }
      expect(propertiesOf(stack, type).LoggingConfiguration).toEqual(logGroupName(stack.resolve(logGroup.logGroupRef.logGroupName)));
      expect(propertiesOf(stack, type).ExecutionRole).toEqual(stack.resolve(made.executionRole!.roleArn));
      expect(writersIn(stack, logGroup.logGroupRef.logGroupArn)).toEqual(['ExecutionRole', 'InstanceProfileRole']);
      expect(dependenciesOf(stack, 'AWS::ImageBuilder::Image').filter((each) => each === 'AWS::IAM::Policy')).toHaveLength(2);
      expect(warningsOf(stack)).toEqual([]);
    });

    // Trap 61: there, and only there, the service-linked role and the managed policies may write.
    test.each<[string, (stack: Stack) => logs.ILogGroupRef]>([
      ['of the stack', (stack) => new LogGroup(stack, 'Logs', { logGroupName: '/aws/imagebuilder/golden' })],
      ['that is an L1', (stack) => new CfnLogGroup(stack, 'Logs', { logGroupName: '/aws/imagebuilder/golden' })],
      ['that is imported', (stack) => LogGroup.fromLogGroupName(stack, 'Logs', '/aws/imagebuilder/golden')],
    ])('%s: below /aws/imagebuilder/ takes no permission', (__, logGroupIn) => {
      const stack = newStack();
      const logGroup = logGroupIn(stack);
      const made = make(stack, { logGroup });
      expect(propertiesOf(stack, type).LoggingConfiguration).toEqual(logGroupName(stack.resolve(logGroup.logGroupRef.logGroupName)));
      expect(made.executionRole).toBeUndefined();
      expect(resourcesOf(stack, 'AWS::IAM::Policy')).toEqual([]);
    });

    test('says so when the instances are not known', () => {
      const stack = newStack();
      const infrastructureConfiguration = new CfnInfrastructureConfiguration(stack, 'L1', { name: 'l1', instanceProfileName: 'mine' });
      const logGroup = new LogGroup(stack, 'Logs');
      make(stack, { infrastructureConfiguration, logGroup });
      expect(writersIn(stack, logGroup.logGroupArn)).toEqual(['ExecutionRole']);
      expect(warningsOf(stack)).toEqual([
        `The role of the instances is not known here, so it may not write to \`${logGroupProp}\`. Builds cannot log there unless it has logs:CreateLogGroup, `
        + 'logs:CreateLogStream, logs:PutLogEvents. [ack: cdk-imagebuilder:unknownInstanceRole]',
      ]);
    });

    test.each([['a'], ['a'.repeat(512)], ['aZ09-_/.']])('may be called %s', (name) => {
      const stack = newStack();
      expect(() => make(stack, { logGroup: LogGroup.fromLogGroupName(stack, 'Logs', name) })).not.toThrow();
    });

    test.each([['a'.repeat(513)], ['a#b']])('cannot be called %s', (name) => {
      const stack = newStack();
      const got = name.length > 120 ? `${`'${name}'`.slice(0, 120)}...` : `'${name}'`;
      expect(() => make(stack, { logGroup: new LogGroup(stack, 'Logs', { logGroupName: name }) })).toThrow(new Error(
        `${logGroupProp[0].toUpperCase()}${logGroupProp.slice(1)}Malformed: \`${logGroupProp}\` must have a name of 1 to 512 letters, digits, hyphens, `
        + `underscores, slashes or periods, got: ${got}. [Stack/Build]`));
    });
  });
});

describe('the log group of a pipeline', () => {
  test('is written by the service alone', () => {
    const stack = newStack();
    const imagePipelineLogGroup = new LogGroup(stack, 'Logs');
    new ImagePipeline(stack, 'Build', { recipe: recipeIn(stack), imagePipelineLogGroup });
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline').LoggingConfiguration).toEqual({ PipelineLogGroupName: { Ref: 'Logs6819BB44' } });
    expect(writersIn(stack, imagePipelineLogGroup.logGroupArn)).toEqual(['ExecutionRole']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is checked', () => {
    const stack = newStack();
    const imagePipelineLogGroup = LogGroup.fromLogGroupName(stack, 'Logs', '#');
    expect(() => new ImagePipeline(stack, 'Build', { recipe: recipeIn(stack), imagePipelineLogGroup })).toThrow(/^ImagePipelineLogGroupMalformed: /);
  });
});
