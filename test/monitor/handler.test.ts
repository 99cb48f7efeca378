import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  BuildMonitor, BuildMonitorProps, BuildNotification, BuildNotificationEvent, ImagePipeline, ImageRecipe, MonitorSource, SeverityGate,
} from '../../src';
import { parseImageArn } from '../../src/handler/core/model/arn';
import { monitorPlace, noticePlace, pipelineNoticePlace, placesOf } from '../../src/handler/core/record/keys';
import { MonitorRequest, parseMonitorRequest } from '../../src/handler/core/request/monitor-request';
import { allows, rolesOf, Statement } from '../iam/policies';
import { newStack } from '../support/synth';
import { TemplateValues } from '../support/template-values';

/** What the construct gives to the function: its configuration, which the function checks, and permissions for the calls that it makes. */
const REGION = 'eu-central-1';
const ACCOUNT = '123456789012';
const OWN = `arn:aws:imagebuilder:${REGION}:${ACCOUNT}`;
const PIPELINE = `${OWN}:image-pipeline/golden`;
const IMAGE = `${OWN}:image/golden-recipe/1.2.3/4`;
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:builds`;

/** A monitor, as its function sees it. */
interface Deployed {
  readonly request: MonitorRequest;
  readonly statements: readonly Statement[];
}

function deployed(props: (stack: Stack) => Partial<BuildMonitorProps> = () => ({})): Deployed {
  const stack = newStack({ env: { account: ACCOUNT, region: REGION } });
  const golden = ImagePipeline.fromImagePipelineAttributes(stack, 'Golden', {
    imagePipelineName: 'golden', recipe: ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'golden-recipe'),
  });
  new BuildMonitor(stack, 'Monitor', {
    source: MonitorSource.pipelines([golden]), records: { bucket: s3.Bucket.fromBucketName(stack, 'History', 'history') }, ...props(stack),
  });
  const template = Template.fromStack(stack).toJSON();
  const stackId = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Stack/uuid`;
  const values = new TemplateValues(template as any, { region: REGION, account: ACCOUNT, stackId });
  const [{ Properties }] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  const [{ statements }] = [...rolesOf(template as any, values).values()];
  return { request: parseMonitorRequest(values.text(Properties.Environment.Variables.MONITOR)), statements };
}

const topic = (stack: Stack, id: string) => sns.Topic.fromTopicArn(stack, id, TOPIC);
const everything = (stack: Stack): Partial<BuildMonitorProps> => ({
  records: { bucket: s3.Bucket.fromBucketAttributes(stack, 'Shared', { bucketName: 'history', account: '210987654321' }), prefix: 'images' },
  notifications: [
    BuildNotification.email(topic(stack, 'Mail')), BuildNotification.chat(topic(stack, 'Chat'), { events: [BuildNotificationEvent.BUILD_ENDED] }),
  ],
  gate: SeverityGate.atMost({ critical: 0, high: 10, onlyFixable: true, ignore: [{ vulnerabilityId: 'CVE-2026-1', until: '2099-12-31', reason: 'Unused' }] }),
  scanPatience: Duration.minutes(5),
  logTail: true,
  sbom: true,
  rejudge: { startPipelineAfter: Duration.days(1) },
});

describe('the configuration', () => {
  test('is what the function takes, with the least that is set', () => {
    expect(deployed().request).toEqual({
      id: expect.stringMatching(/^123456789012-eu-central-1-Stack-Monitor-/),
      pipelines: new Set(['golden']),
      records: { bucket: 'history', owner: ACCOUNT },
      scanPatienceSeconds: 3600,
      logTail: false,
      sbom: false,
      topics: [],
    });
  });

  test('is what the function takes, with all that can be set', () => {
    expect(deployed(everything).request).toMatchObject({
      records: { bucket: 'history', owner: '210987654321', prefix: 'images' },
      gate: { limits: expect.anything() },
      scanPatienceSeconds: 300,
      logTail: true,
      sbom: true,
      topics: [{ arn: TOPIC, isChat: false }, { arn: TOPIC, isChat: true, notifications: new Set(['BUILD_ENDED']) }],
      rejudge: { startAfterSeconds: 86_400 },
    });
  });

  test('of the account has no pipelines', () => {
    expect(deployed(() => ({ source: MonitorSource.account() })).request.pipelines).toBeUndefined();
  });
});

/** Calls of the adapters by their operations, with a resource that the monitor is about and one that it is not. */
const ALWAYS: Readonly<Record<string, readonly [action: string, own: string, other: string | undefined]>> = {
  GetImage: ['imagebuilder:GetImage', IMAGE, `${OWN}:image/other/1.2.3/4`],
  ListWorkflowExecutions: ['imagebuilder:ListWorkflowExecutions', IMAGE, `${OWN}:image/other/1.2.3/4`],
  ListImagePackages: ['imagebuilder:ListImagePackages', IMAGE, `${OWN}:image/other/1.2.3/4`],
  ListImageScanFindings: ['imagebuilder:ListImageScanFindings', IMAGE, `${OWN}:image/other/1.2.3/4`],
  ListImageScanFindingAggregations: ['imagebuilder:ListImageScanFindingAggregations', IMAGE, `${OWN}:image/other/1.2.3/4`],
  ListWorkflowStepExecutions: ['imagebuilder:ListWorkflowStepExecutions', `${OWN}:workflow-execution/wf-1`, undefined],
  GetImagePipeline: ['imagebuilder:GetImagePipeline', PIPELINE, `${OWN}:image-pipeline/other`],
  ListImagePipelineImages: ['imagebuilder:ListImagePipelineImages', PIPELINE, `${OWN}:image-pipeline/other`],
  DescribeImages: ['ec2:DescribeImages', '*', undefined],
  GetImageFindings: ['ec2:GetImageFindings', '*', undefined],
};
/** The same, of calls that something requires. */
const IF_SET: typeof ALWAYS = {
  GetLogEvents: ['logs:GetLogEvents', `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/imagebuilder/golden-recipe:log-stream:1.2.3/4`,
    `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/imagebuilder/other:log-stream:1.2.3/4`],
  Publish: ['sns:Publish', TOPIC, `${TOPIC}2`],
  StartOnDemandScan: ['inspector2:StartOnDemandScan', '*', undefined],
  StartImagePipelineExecution: ['imagebuilder:StartImagePipelineExecution', PIPELINE, `${OWN}:image-pipeline/other`],
};
const OF_ACCOUNT: typeof ALWAYS = {
  ListImageBuildVersions: ['imagebuilder:ListImageBuildVersions', '*', undefined],
  ListImagePipelines: ['imagebuilder:ListImagePipelines', '*', undefined],
};
/** Operations that only the functions of executions use. */
const NOT_OF_MONITORS = ['CancelImageCreation', 'InvokeFunction', 'RetryImage', 'TagResource'];

test('every call of the adapters is in the tables below', () => {
  const folder = join(__dirname, '..', '..', 'src', 'handler', 'adapters');
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const operations = new Set(texts.flatMap((text) => [...text.matchAll(/operation: '(\w+)'/g)].map(([, name]) => name)));
  expect([...operations].sort()).toEqual([...Object.keys(ALWAYS), ...Object.keys(IF_SET), ...Object.keys(OF_ACCOUNT), ...NOT_OF_MONITORS].sort());
});

describe('permissions', () => {
  const may = ({ statements }: Deployed, action: string, resource: string) => allows(statements, { action, resource });
  let least: Deployed;
  let most: Deployed;
  let account: Deployed;
  beforeAll(() => {
    least = deployed();
    most = deployed(everything);
    account = deployed((stack) => ({ ...everything(stack), source: MonitorSource.account() }));
  });

  test.each(Object.values(ALWAYS))('allow %s on %s, and not on %s', (action, own, other) => {
    expect([least, most, account].map((monitor) => may(monitor, action, own))).toEqual([true, true, true]);
    expect(other !== undefined && may(least, action, other)).toBe(false);
  });

  test.each(Object.values(IF_SET))('allow %s on %s if something requires it, and not on %s', (action, own, other) => {
    expect([least, most, account].map((monitor) => may(monitor, action, own))).toEqual([false, true, true]);
    expect(other !== undefined && may(most, action, other)).toBe(false);
  });

  test.each(Object.values(OF_ACCOUNT))('allow %s if all images of the account are monitored', (action, own) => {
    expect([least, most, account].map((monitor) => may(monitor, action, own))).toEqual([false, false, true]);
  });

  test.each(NOT_OF_MONITORS)('do not allow %s', (name) => {
    expect([least, most, account].flatMap((monitor) => [`imagebuilder:${name}`, `lambda:${name}`].map((action) => may(monitor, action, IMAGE)))).not.toContain(true);
  });

  test.each([['least', () => least], ['most', () => most]])('allow the objects that the function reads and writes, with the %s that is set', (_, monitor) => {
    const { request: { records, id } } = monitor();
    const arn = parseImageArn(IMAGE)!;
    const { record, page, sbom } = placesOf(records, arn, '2026-01-05T08:00:00Z');
    const places = [
      record, page, sbom, placesOf(records, arn, undefined).record,
      noticePlace(records, id, arn), pipelineNoticePlace(records, id, PIPELINE), monitorPlace(records, id),
    ];
    const object = ({ bucket, key }: { bucket: string; key: string }) => `arn:aws:s3:::${bucket}/${key}`;
    for (const action of ['s3:GetObject', 's3:PutObject']) {
      expect(places.filter((place) => !may(monitor(), action, object(place)))).toEqual([]);
    }
    expect(may(monitor(), 's3:ListBucket', 'arn:aws:s3:::history')).toBe(true);
  });

  test.each([
    ['of another account', (id: string) => [
      `records/day=2026-01-05/210987654321/${REGION}/golden/1.2.3/4.json`, `notices/${id}/210987654321/${REGION}/golden/1.2.3/4.json`,
    ]],
    ['of another account, below a folder that is called like this one',
      () => [`records/day=2026-01-05/210987654321/${REGION}/day=2026-01-05/${ACCOUNT}/${REGION}/golden/1.2.3/4.json`]],
    ['of another Region', () => [`pages/day=2026-01-05/${ACCOUNT}/us-east-1/golden/1.2.3/4.html`]],
    ['of another monitor', (id: string) => [`monitors/${id}2.json`, `notices/${id}2/${ACCOUNT}/${REGION}/golden/1.2.3/4.json`]],
    ['elsewhere', () => ['golden.json', 'results/1.csv']],
  ])('do not allow objects %s', (_, keys) => {
    for (const action of ['s3:GetObject', 's3:PutObject']) {
      expect(keys(least.request.id).filter((key) => may(least, action, `arn:aws:s3:::history/${key}`))).toEqual([]);
    }
  });

  test('never allow to delete', () => {
    expect(account.statements.flatMap(({ Action }) => Action).filter((action) => /Delete(?!NetworkInterface)|\*/.test(action))).toEqual([]);
  });
});
