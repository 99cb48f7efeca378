import { App, Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import * as logs from 'aws-cdk-lib/aws-logs';
import { env, OWN, everything, stack, known, unknown, own, names, grown, resourcesFor, useStack } from './added-pipelines-in-test';
import { BaseImage, BuildDashboard, BuildMonitor, IImagePipeline, ImagePipeline, ImageRecipe, MonitorSource } from '../../src';
import { parseMonitorRequest } from '../../src/handler/core/request/monitor-request';
import { newStack, propertiesOf, resourcesOf, statementsOf } from '../support/synth';

/** The same with the statements of policies in an order of their own: the dead-letter queue names rules as they were created. */
function sorted(template: any): any {
  const text = (value: unknown) => JSON.stringify(value);
  return JSON.parse(text(template), (key, value) => key === 'Statement' && Array.isArray(value) ? value.sort((a, b) => text(a) < text(b) ? -1 : 1) : value);
}

/** The template of a monitor in a stack of its own. */
function templateOf(make: () => unknown): any {
  useStack(newStack({ env }));
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
      useStack(newStack({ env }));
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

function json(): string {
  const { MONITOR } = propertiesOf(stack, 'AWS::Lambda::Function').Environment.Variables;
  return typeof MONITOR === 'string' ? MONITOR : MONITOR['Fn::Join'][1].map((part: unknown) => typeof part === 'string' ? part : 'x').join('').replace('"BucketName":"x"', '"BucketName":"records"');
}
