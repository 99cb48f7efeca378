import { Stack } from 'aws-cdk-lib';
import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BuildReport, BuildReportProps, BuildSource, PipelineExecution } from '../../src';
import { BUILD_REPORT_TYPE, PIPELINE_EXECUTION_TYPE } from '../../src/contract/custom-resource';
import { newStack, propertiesOf, statementsOf } from '../support/synth';

const IMAGE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image/golden/1.0.3/2';
const PIPELINE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';

let stack: Stack;
beforeEach(() => {
  stack = newStack({ env: { region: 'us-east-1', account: '111122223333' } });
});

const report = (props: Partial<BuildReportProps>) => new BuildReport(stack, 'Build', { source: BuildSource.imageArn(IMAGE_ARN), ...props });
/** What may be read of logs. */
const logs = () => statementsOf(stack).filter(({ Action: action }) => [action].flat().some((name: string) => name.startsWith('logs:Get')));
const streamsOf = (...group: unknown[]) => [{
  Effect: 'Allow',
  Action: 'logs:GetLogEvents',
  Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...joined(':logs:us-east-1:111122223333:log-group:', ...group, ':log-stream:*')]] },
}];
/** Texts that stand side by side become one, as in a template. */
const joined = (...parts: unknown[]) => parts.reduce<unknown[]>((all, part) => typeof part === 'string' && typeof all.at(-1) === 'string'
  ? [...all.slice(0, -1), `${String(all.at(-1))}${part}`] : [...all, part], []);

test.each([undefined, false])('with logTail %s no log may be read', (logTail) => {
  report({ logTail });
  new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, logTail });
  expect(logs()).toEqual([]);
  for (const type of [BUILD_REPORT_TYPE, PIPELINE_EXECUTION_TYPE]) {
    expect(propertiesOf(stack, type)).not.toHaveProperty('LogTail');
  }
});

test('the log of one image name may be read', () => {
  report({ logTail: true });
  expect(logs()).toEqual(streamsOf('/aws/imagebuilder/golden'));
  expect(propertiesOf(stack, BUILD_REPORT_TYPE)).toMatchObject({ LogTail: 'true' });
});

test('the name is read from an ARN that is known when it is deployed', () => {
  const image = new CfnImage(stack, 'Image', {});
  report({ logTail: true, source: BuildSource.image(image) });
  const withNone = { 'Fn::Join': ['', [stack.resolve(image.imageRef.imageArn), '/NONE']] };
  expect(logs()).toEqual(streamsOf('/aws/imagebuilder/', { 'Fn::Select': [1, { 'Fn::Split': ['/', withNone] }] }));
});

test('the logs of all images may be read where a pipeline does not tell their name', () => {
  report({ logTail: true, source: BuildSource.latestOfArn(PIPELINE_ARN) });
  expect(logs()).toEqual(streamsOf('/aws/imagebuilder/*'));
});

test('only the function that waits for a pipeline may read its log', () => {
  new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, logTail: true });
  expect(logs()).toEqual(streamsOf('/aws/imagebuilder/*'));
  expect(propertiesOf(stack, PIPELINE_EXECUTION_TYPE)).toMatchObject({ LogTail: 'true' });
});

test('the log group that is named may be read, and no other', () => {
  const imageLogGroup = LogGroup.fromLogGroupName(stack, 'Logs', '/my/Golden');
  report({ logTail: true, imageLogGroup, source: BuildSource.latestOfArn(PIPELINE_ARN) });
  expect(logs()).toEqual(streamsOf('/my/Golden'));
});

test('a log group without logTail is refused', () => {
  const imageLogGroup = LogGroup.fromLogGroupName(stack, 'Logs', '/my/Golden');
  expect(() => report({ imageLogGroup })).toThrow('LogTailRequired: `logTail` must be given when `imageLogGroup` is. [Stack/Build]');
});
