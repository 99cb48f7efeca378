import { Duration, Stack } from 'aws-cdk-lib';
import { allows, rolesOf, Statement } from './policies';
import { BuildMonitor, IImagePipeline, ImagePipeline, ImageRecipe, MonitorSource, SeverityGate } from '../../src';
import { ACCOUNT, REGION, synthesize } from '../contract/report-stack';

/** What the function of a monitor may do with images and pipelines, which it was given or which were added, in whatever order. */

const arn = (resource: string) => `arn:aws:imagebuilder:${REGION}:${ACCOUNT}:${resource}`;
const log = (group: string) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}:log-stream:1.0.0/1`;
const known = (scope: Stack, name: string) => ImagePipeline.fromImagePipelineAttributes(scope, name, {
  imagePipelineName: name, recipe: ImageRecipe.fromImageRecipeName(scope, `${name}Recipe`, `${name}-image`),
});
const unknown = (scope: Stack, name: string) => ImagePipeline.fromImagePipelineName(scope, name, name);

type Pipelines = (scope: Stack) => IImagePipeline[];

function statementsOf(given: Pipelines | undefined, added: Pipelines): readonly Statement[] {
  const { template, values } = synthesize((scope) => {
    const monitor = new BuildMonitor(scope, 'Monitor', {
      source: given && MonitorSource.pipelines(given(scope)),
      gate: SeverityGate.atMost({ critical: 0 }),
      logTail: true,
      rejudge: { startPipelineAfter: Duration.days(1) },
    });
    added(scope).forEach((pipeline) => monitor.addPipelines(pipeline));
  });
  return [...rolesOf(template, values).values()].find(({ logicalId }) => logicalId.startsWith('MonitorFunctionRole'))!.statements;
}

const CALLS: [action: string, of: (name: string) => string][] = [
  ['imagebuilder:GetImage', (name) => arn(`image/${name}-image/1.0.0/1`)],
  ['imagebuilder:ListWorkflowExecutions', (name) => arn(`image/${name}-image/1.0.0/1`)],
  ['imagebuilder:ListImagePipelineImages', (name) => arn(`image-pipeline/${name}`)],
  ['imagebuilder:GetImagePipeline', (name) => arn(`image-pipeline/${name}`)],
  ['imagebuilder:StartImagePipelineExecution', (name) => arn(`image-pipeline/${name}`)],
  ['logs:GetLogEvents', (name) => log(`/aws/imagebuilder/${name}-image`)],
];

describe.each<[string, Pipelines | undefined, Pipelines]>([
  ['one that was given and one that was added', (scope) => [known(scope, 'web')], (scope) => [known(scope, 'api')]],
  ['two that were added', undefined, (scope) => [known(scope, 'web'), known(scope, 'api')]],
])('the role for %s', (_, given, added) => {
  let statements: readonly Statement[];
  beforeAll(() => {
    statements = statementsOf(given, added);
  });

  test.each(CALLS)('allows %s for both, and for no other', (action, of) => {
    expect(['web', 'api', 'other'].map((name) => allows(statements, { action, resource: of(name) }))).toEqual([true, true, false]);
  });
});

test.each<[string, Pipelines]>([
  ['first', (scope) => [unknown(scope, 'golden'), known(scope, 'web')]], ['last', (scope) => [known(scope, 'web'), unknown(scope, 'golden')]],
])('the role reads every image if a pipeline without a known recipe is added %s, and no other pipeline', (_, added) => {
  const statements = statementsOf(undefined, added);
  const allowed = (name: string) => CALLS.map(([action, of]) => allows(statements, { action, resource: of(name) }));
  expect(allowed('web')).toEqual([true, true, true, true, true, true]);
  expect(allowed('golden')).toEqual([true, true, true, true, true, true]);
  expect(allowed('other')).toEqual([true, true, false, false, false, true]);
});
