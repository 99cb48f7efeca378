import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  BaseImage, BuildDashboard, BuildMonitor, BuildMonitorProps, IImagePipeline, ImagePipeline, ImageRecipe, MonitorSource, SeverityGate,
} from '../../src';
import { parseMonitorRequest } from '../../src/handler/core/request/monitor-request';
import { newStack, propertiesOf, resourcesOf, statementsOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const OWN = 'arn:aws:imagebuilder:eu-central-1:123456789012';
const everything: Partial<BuildMonitorProps> = {
  gate: SeverityGate.atMost({ critical: 0 }), logTail: true, rejudge: { startPipelineAfter: Duration.days(1) }, sbom: true,
};

let stack: Stack;
beforeEach(() => {
  stack = newStack({ env });
});

/** A pipeline that is known with its recipe. */
const known = (name: string, scope: Stack = stack) => ImagePipeline.fromImagePipelineAttributes(scope, name, {
  imagePipelineName: name, recipe: ImageRecipe.fromImageRecipeName(scope, `${name}Recipe`, name),
});
/** A pipeline whose images can have any name. */
const unknown = (name: string) => ImagePipeline.fromImagePipelineName(stack, name, name);
/** A pipeline of the stack. */
const own = (name: string, scope: Stack = stack) =>
  new ImagePipeline(scope, name, { recipe: new ImageRecipe(scope, `${name}Recipe`, { baseImage: BaseImage.amazonLinux2023() }) });
const names = (count: number) => Array.from({ length: count }, (_, index) => `p${100 + index}`);

/** The same with the statements of policies in an order of their own: the dead-letter queue names rules as they were created. */
function sorted(template: any): any {
  const text = (value: unknown) => JSON.stringify(value);
  return JSON.parse(text(template), (key, value) => key === 'Statement' && Array.isArray(value) ? value.sort((a, b) => text(a) < text(b) ? -1 : 1) : value);
}

/** A monitor to which pipelines are added one by one. */
function grown(pipelines: IImagePipeline[], props: Partial<BuildMonitorProps> = everything): BuildMonitor {
  const monitor = new BuildMonitor(stack, 'Monitor', props);
  pipelines.forEach((each) => monitor.addPipelines(each));
  return monitor;
}

/** The template of a monitor in a stack of its own. */
function templateOf(make: () => unknown): any {
  stack = newStack({ env });
  make();
  return Template.fromStack(stack).toJSON();
}

/** Patterns and states of the rules about builds that end. */
function buildRules(): [id: string, resources: string[] | undefined, state: string][] {
  return Object.entries(Template.fromStack(stack).findResources('AWS::Events::Rule'))
    .filter(([id]) => id.startsWith('MonitorBuildEnded'))
    .map(([id, { Properties: { EventPattern, State } }]) => [id.slice('Monitor'.length, -8), EventPattern.resources?.map(nameIn), State]);
}

/** The name at the end of an ARN, of which the partition is not known. */
function nameIn(matched: any): string {
  const arn = matched.prefix ?? matched;
  const text: string = typeof arn === 'string' ? arn : arn['Fn::Join'][1].findLast((part: unknown) => /\w/.test(String(part)) && typeof part === 'string');
  return /[^/]+(?=\/?$)/.exec(text)![0];
}

/** Last parts of the resources of the statement with an action. */
function resourcesFor(action: string): string[] {
  const [{ Resource }] = statementsOf(stack).filter(({ Action }) => [Action].flat().includes(action));
  return [Resource].flat().map((each) => typeof each === 'string' ? each : each['Fn::Join']?.[1].at(-1) ?? JSON.stringify(each))
    .map((text) => text.replace(/^.*(:log-group:|:image\/|:image-pipeline\/)/, ''));
}

describe('a monitor to which pipelines are added', () => {
  test.each<[string, () => IImagePipeline[]]>([
    ['one pipeline', () => [known('web')]],
    ['nine pipelines', () => names(9).map((name) => known(name))],
    ['pipelines of the stack', () => ['A', 'B', 'C'].map((id) => own(id))],
    ['a pipeline whose recipe is not known first', () => [unknown('aaa'), ...names(17).map((name) => known(name))]],
  ])('is what it would be if it had been given them: %s', (_, pipelines) => {
    const given = sorted(templateOf(() => new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines(pipelines()), ...everything })));
    expect(sorted(templateOf(() => grown(pipelines())))).toEqual(given);
    expect(sorted(templateOf(() => new BuildMonitor(stack, 'Monitor', everything).addPipelines(...pipelines())))).toEqual(given);
  });

  test('does not depend on the order in which they are added', () => {
    const inOrder = (ids: string[]) => templateOf(() => {
      const pipelines = new Map(['A', 'B', 'C'].map((id) => [id, own(id)] as const));
      const imported = new Map(['ddd', 'eee'].map((name) => [name, known(name)] as const));
      grown(ids.map((id) => pipelines.get(id) ?? imported.get(id)!));
    });
    const first = inOrder(['A', 'B', 'C', 'ddd', 'eee']);
    expect(inOrder(['eee', 'C', 'A', 'ddd', 'B'])).toEqual(first);
    expect(inOrder(['ddd', 'eee', 'C', 'B', 'A'])).toEqual(first);
  });

  test('has those that it was given in their order first', () => {
    const monitor = new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines([known('zzz'), known('mmm')]) });
    monitor.addPipelines(known('bbb'), known('aaa'));
    expect([...parseMonitorRequest(json()).pipelines!]).toEqual(['zzz', 'mmm', 'aaa', 'bbb']);
    expect(resourcesFor('imagebuilder:GetImagePipeline')).toEqual(['zzz', 'mmm', 'aaa', 'bbb']);
  });

  test('has a pipeline once, whoever adds it again', () => {
    const [web, api] = [own('Web'), known('api')];
    const monitor = new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines([web]) });
    monitor.addPipelines(web, api, api);
    monitor.addPipelines(api);
    monitor.addPipelines(ImagePipeline.fromImagePipelineName(stack, 'Again', 'api'));
    monitor.addPipelines();
    expect(resourcesFor('imagebuilder:GetImagePipeline')).toHaveLength(2);
    expect(buildRules()[0][1]).toEqual([expect.anything(), 'api']);
  });

  test('takes an L1, and knows its recipe', () => {
    const l1 = new CfnImagePipeline(stack, 'L1', {
      name: 'l1', infrastructureConfigurationArn: `${OWN}:infrastructure-configuration/x`, imageRecipeArn: `${OWN}:image-recipe/golden/1.0.0`,
    });
    new BuildMonitor(stack, 'Monitor').addPipelines(l1);
    expect(resourcesFor('imagebuilder:GetImage')).toEqual(['golden/*']);
  });

  test('can be synthesized again', () => {
    grown([known('web')]);
    const app = stack.node.root as App;
    const [first, second] = [1, 2].map(() => app.synth({ force: true }).getStackArtifact(stack.artifactId).template);
    expect(second).toEqual(first);
  });

  test('reads the log groups that pipelines name, and no others', () => {
    const logGroup = new logs.LogGroup(stack, 'Logs', { logGroupName: '/builds' });
    const pipeline = new ImagePipeline(stack, 'Own', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }), imageLogGroup: logGroup });
    const monitor = new BuildMonitor(stack, 'Monitor', { logTail: true, imageLogGroups: [logGroup] });
    monitor.addPipelines(pipeline);
    const groups = JSON.stringify(statementsOf(stack).find(({ Action }) => Action === 'logs:GetLogEvents')!.Resource);
    expect(groups).toContain('{"Ref":"Logs');
    expect(groups).not.toContain('/aws/imagebuilder/');
  });

  test('has alarms for each pipeline, whenever it is added', () => {
    const before = own('Before');
    const monitor = new BuildMonitor(stack, 'Monitor');
    monitor.addPipelines(before);
    expect(monitor.addAlarms({ maximumImageAge: Duration.days(2) })).toHaveLength(6);
    monitor.addPipelines(known('after'), before);
    const alarms = resourcesOf(stack, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    expect(alarms).toHaveLength(11);
    expect(alarms.filter(({ Threshold }) => Threshold === 2 * 86_400)).toHaveLength(2);
    expect(monitor.node.tryFindChild('BuildsFailed-after')).toBeDefined();
  });

  test('has metrics of its own while it has one pipeline', () => {
    const monitor = new BuildMonitor(stack, 'Monitor');
    expect(() => monitor.metricBuildsFailed()).toThrow(/unless the monitor has exactly one, got: 0\./);
    monitor.addPipelines(known('web'));
    expect(monitor.metricBuildsFailed().dimensions).toEqual({ PipelineName: 'web' });
    monitor.addPipelines(known('api'));
    expect(() => monitor.metricBuildsFailed()).toThrow(/unless the monitor has exactly one, got: 2\./);
    const pipeline = known('data');
    monitor.addPipelines(pipeline);
    expect(monitor.alarmBuildsFailed({ pipeline }).node.id).toBe('BuildsFailed-data');
  });

  test('has a row of a dashboard for each', () => {
    const [monitor, other] = ['Monitor', 'Other'].map((id) => new BuildMonitor(stack, id));
    monitor.addPipelines(known('web'));
    new BuildDashboard(stack, 'Dashboard', { monitors: [monitor, other] });
    const api = known('api');
    monitor.addPipelines(api);
    other.addPipelines(api);
    const { DashboardBody } = propertiesOf(stack, 'AWS::CloudWatch::Dashboard');
    expect(DashboardBody.match(/## \w+/g)).toEqual(['## web', '## api']);
  });
});

describe('rules', () => {
  test.each([[8, 1], [9, 2], [16, 2], [17, 3]])('for %d pipelines are %d, and keep what they match when others are added', (count, parts) => {
    const rulesOf = (all: string[]) => {
      stack = newStack({ env });
      grown(all.map((name) => known(name)));
      return buildRules();
    };
    const before = rulesOf(names(count));
    expect(before.map(([id, resources, state]) => [id, resources?.length, state])).toEqual(
      ['BuildEnded', 'BuildEnded2', 'BuildEnded3'].slice(0, parts).map((id, index) => [id, Math.min(8, count - 8 * index), 'ENABLED']));
    const after = rulesOf([...names(count), 'api']);
    expect(after.slice(0, parts - 1)).toEqual(before.slice(0, -1));
    expect(after.flatMap(([, resources]) => resources).sort()).toEqual(['api', ...names(count)]);
  });

  test('bring each event once when a pipeline is added last of which no image is known', () => {
    grown([...names(17).map((name) => known(name)), unknown('golden')]);
    expect(buildRules()).toEqual([
      ['BuildEnded', undefined, 'ENABLED'],
      ['BuildEnded2', names(17).slice(8, 16), 'DISABLED'],
      ['BuildEnded3', names(17).slice(16), 'DISABLED'],
    ]);
    const others = resourcesOf(stack, 'AWS::Events::Rule').map(({ Properties }) => Properties).filter(({ EventPattern }) => EventPattern?.['detail-type'].length === 2);
    expect(others.map(({ EventPattern, State }) => [EventPattern.resources.length, State])).toEqual([[8, 'ENABLED'], [8, 'ENABLED'], [2, 'ENABLED']]);
  });

  test('are no more once every build is matched', () => {
    grown([unknown('golden'), ...names(17).map((name) => known(name))]);
    expect(buildRules()).toEqual([['BuildEnded', undefined, 'ENABLED']]);
  });
});

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
    stack = new Stack(app, 'Images', { env: here });
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

function json(): string {
  const { MONITOR } = propertiesOf(stack, 'AWS::Lambda::Function').Environment.Variables;
  return typeof MONITOR === 'string' ? MONITOR : MONITOR['Fn::Join'][1].map((part: unknown) => typeof part === 'string' ? part : 'x').join('').replace('"BucketName":"x"', '"BucketName":"records"');
}
