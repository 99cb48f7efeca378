import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { env, OWN, everything, stack, known, unknown, own, names, grown, resourcesFor, useStack } from './added-pipelines-in-test';
import { BaseImage, BuildMonitor, IImagePipeline, ImagePipeline, ImageRecipe, MonitorSource } from '../../src';
import { statementsOf } from '../support/synth';

describe('permissions', () => {
  test('are for the images and the pipelines that were added', () => {
    grown([known('web'), known('api')]);
    expect(resourcesFor('imagebuilder:GetImage')).toEqual(['api/*', 'web/*']);
    expect(resourcesFor('imagebuilder:ListImagePipelineImages')).toEqual(['api', 'web']);
    expect(resourcesFor('imagebuilder:StartImagePipelineExecution')).toEqual(['api', 'web']);
    expect(resourcesFor('logs:GetLogEvents')).toEqual(['/aws/imagebuilder/api:log-stream:*', '/aws/imagebuilder/web:log-stream:*']);
  });

  test.each<[string, () => IImagePipeline[]]>([
    ['first', () => [unknown('golden'), known('web')]], ['last', () => [known('web'), unknown('golden')]],
  ])('are for every image if a pipeline whose recipe is not known is added %s, and each wildcard has its reason', (_, pipelines) => {
    const monitor = grown(pipelines());
    expect(resourcesFor('imagebuilder:GetImage')).toEqual(['*']);
    expect(resourcesFor('imagebuilder:ListImagePipelineImages')).toEqual(['golden', 'web']);
    expect(resourcesFor('logs:GetLogEvents')).toEqual(['/aws/imagebuilder/*:log-stream:*']);
    const { metadata } = monitor.lambdaFunction.role!.node;
    const acknowledged = metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).flatMap(({ data }) => Object.keys(data));
    expect(acknowledged.filter((id) => id.includes(':image/'))).toEqual([expect.stringMatching(/:image\/\*\]$/)]);
    expect(acknowledged.filter((id) => id.includes('web'))).toEqual([]);
  });
});

describe('a monitor of another stack', () => {
  test.each([
    ['imports what pipelines of this stack export, and depends on this stack', { ...env }, { ...env }],
    ['does so without a known environment', undefined, undefined],
  ])('%s', (_, here, there) => {
    const app = new App();
    useStack(new Stack(app, 'Images', { env: here }));
    const central = new Stack(app, 'Central', { env: there });
    const monitor = new BuildMonitor(central, 'Monitor', everything);
    names(3).forEach((name) => monitor.addPipelines(own(name)));
    monitor.addAlarms();
    const assembly = app.synth();
    expect(central.dependencies).toEqual([stack]);
    expect(stack.dependencies).toEqual([]);
    expect(JSON.stringify(assembly.getStackArtifact(central.artifactId).template)).toContain('Images:ExportsOutput');
  });

  test.each([
    ['Region', { ...env, region: 'eu-west-1' }, 'be in the Region of the stack, eu-central-1, got: \'Other/web in eu-west-1\'.'],
    ['account', { ...env, account: '210987654321' }, 'be in the account of the stack, 123456789012, got: \'Other/web in 210987654321\'.'],
  ])('refuses a pipeline of another %s, whose events never arrive', (_, theirs, rule) => {
    const pipeline = own('web', new Stack(stack.node.root as App, 'Other', { env: theirs }));
    const monitor = new BuildMonitor(stack, 'Monitor');
    expect(() => monitor.addPipelines(pipeline)).toThrow(new Error(`PipelinesUnsupported: \`pipelines\` must ${rule} [Stack/Monitor]`));
    expect(() => new BuildMonitor(stack, 'Given', { source: MonitorSource.pipelines([pipeline]) }))
      .toThrow(new Error(`SourceUnsupported: \`source\` must ${rule} [Stack/Given]`));
  });

  test('takes a pipeline of a stack whose environment is not known', () => {
    const monitor = new BuildMonitor(stack, 'Monitor');
    monitor.addPipelines(ImagePipeline.fromImagePipelineName(new Stack(stack.node.root as App, 'Other'), 'Import', 'web'));
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('a policy that somebody reads before synthesis', () => {
  const pipelines = (statements: any[]) => JSON.stringify(statements.filter(({ Action }) => [Action].flat().includes('imagebuilder:GetImagePipeline')));

  function read(monitor: BuildMonitor): string {
    const policy = monitor.node.findAll().find((each) => CfnPolicy.isCfnPolicy(each))!;
    return pipelines(stack.resolve(policy.policyDocument).Statement);
  }

  test('has the pipelines that the monitor was given', () => {
    expect(read(new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines([known('web')]) }))).toContain('image-pipeline/web"');
  });

  test('still grows with each pipeline that is added', () => {
    const monitor = new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines([known('web')]) });
    read(monitor);
    monitor.addPipelines(known('database'));
    const allowed = pipelines(statementsOf(stack));
    expect(allowed.match(/(?<=image-pipeline\/)\w+/g)).toEqual(['web', 'database']);
  });
});

describe('names that are too long for the environment of a function', () => {
  const long = (count: number, length: number) => grown(Array.from({ length: count }, (_, index) => new ImagePipeline(stack, `Pipeline${index}`, {
    imagePipelineName: `${'n'.repeat(length - 3)}${100 + index}`,
    recipe: new ImageRecipe(stack, `Recipe${index}`, { baseImage: BaseImage.amazonLinux2023() }),
  })), {});

  test('are refused at synth, though the template refers to them by attributes', () => {
    long(30, 126);
    expect(() => Template.fromStack(stack)).toThrow(/^Validation failed with the following errors:\n {2}\[Stack\/Monitor\] SourceTooLong: .* fit into 3600 bytes, got: 40\d\d\. [^\n]*$/);
  });

  test('are accepted as long as they fit', () => {
    long(25, 126);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('of L1s count as well', () => {
    const l1 = (index: number) => new CfnImagePipeline(stack, `L1${index}`, { name: `${'n'.repeat(123)}${100 + index}`, infrastructureConfigurationArn: `${OWN}:infrastructure-configuration/x` });
    new BuildMonitor(stack, 'Monitor').addPipelines(...Array.from({ length: 30 }, (_, index) => l1(index)));
    expect(() => Template.fromStack(stack)).toThrow(/SourceTooLong: .* fit into 3600 bytes, got: 40\d\d/);
  });
});
