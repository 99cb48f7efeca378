import { DETAIL_TYPES } from '../../../src/pipeline/events';
import { EVENT_TYPES, Scenario } from '../scenario';
import { ACCOUNT, arn, createStack, REGION, startBuild, TestService, WORKFLOW } from '../testing';
import { ServiceEvent } from './events';

const DONE = 1300;
const changes = (events: readonly ServiceEvent[]) => events.filter((event) => event['detail-type'] === EVENT_TYPES.stateChange)
  .map(({ time, detail }) => `${time.slice(11)} ${detail['previous-state'].status} ${detail.state.status}`);
const ofType = (events: readonly ServiceEvent[], type: string) => events.filter((event) => event['detail-type'] === type);

test('the types are those that the constructs have rules for', () => {
  expect(Object.values(EVENT_TYPES).sort()).toEqual(Object.values(DETAIL_TYPES).sort());
});

test('a build sends an event of each state that the service documents, and one of its scan with the pipeline', () => {
  const service = new TestService();
  const image = startBuild(service, {}, DONE);
  const events = service.takeEvents();
  expect(changes(events)).toEqual([
    '08:00:30Z CREATING BUILDING', '08:10:30Z BUILDING TESTING', '08:16:30Z TESTING DISTRIBUTING', '08:19:30Z DISTRIBUTING INTEGRATING',
    '08:20:00Z INTEGRATING AVAILABLE',
  ]);
  expect(events.at(-1)).toEqual({
    'version': '0',
    'id': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    'detail-type': 'EC2 Image Builder Image State Change',
    'source': 'aws.imagebuilder',
    'account': ACCOUNT,
    'time': '2026-01-05T08:20:00Z',
    'region': REGION,
    'resources': [image],
    'detail': { 'previous-state': { status: 'INTEGRATING' }, 'state': { status: 'AVAILABLE' } },
  });
  const [cve, ...others] = ofType(events, EVENT_TYPES.cveDetected);
  expect([cve.resources, cve.detail, others]).toEqual([
    [image, arn('image-pipeline/pipeline')],
    { 'resource-id': expect.stringMatching(/^i-[0-9a-f]{17}$/), 'finding-severity-counts': { all: 25, critical: 1, high: 7, medium: 12 } },
    [],
  ]);
  // It comes while the image is tested.
  expect(events.indexOf(cve)).toBe(2);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

test.each<[string, Scenario, object, string]>([
  ['a build that fails', { builds: [{ test: { failStep: {} } }] }, {}, 'TESTING FAILED'],
  ['a Region that fails', { builds: [{ regionFailures: [{ region: REGION }] }] }, {}, 'DISTRIBUTING FAILED'],
])('%s sends FAILED, and no event of a scan that was abandoned', (_, scenario, pipeline, last) => {
  const service = new TestService({ builds: scenario.builds!.map((build) => ({ ...build, scan: { status: 'ABANDONED' } })) });
  startBuild(service, pipeline, DONE);
  const events = service.takeEvents();
  expect(changes(events).at(-1)).toContain(last);
  expect(ofType(events, EVENT_TYPES.cveDetected)).toEqual([]);
});

test('a build that is cancelled goes no further', () => {
  const service = new TestService();
  const image = startBuild(service, {}, 700);
  service.do('CancelImageCreation', { imageBuildVersionArn: image });
  expect(changes(service.takeEvents())).toEqual(['08:00:30Z CREATING BUILDING', '08:10:30Z BUILDING TESTING']);
  service.clock.advance(DONE);
  expect(changes(service.takeEvents())).toEqual(['08:11:50Z TESTING CANCELLED']);
  const seeded = new TestService({ seed: { images: [{ arn: arn('image/golden/1.0.0/1'), status: 'BUILDING' }] } });
  seeded.do('CancelImageCreation', { imageBuildVersionArn: arn('image/golden/1.0.0/1') });
  expect(changes(seeded.takeEvents())).toEqual(['08:00:00Z BUILDING CANCELLED']);
});

test('a scan without findings sends zeros, one that ends later sends later, and an on-demand scan names its AMI', () => {
  const clean = new TestService({ builds: [{ scan: { findings: {}, secondsAfterAvailable: 600 } }] });
  startBuild(clean, {}, DONE);
  expect(ofType(clean.takeEvents(), EVENT_TYPES.cveDetected)).toEqual([]);
  clean.clock.advance(600);
  expect(clean.takeEvents().map(({ detail }) => detail['finding-severity-counts'])).toEqual([{ all: 0, critical: 0, high: 0, medium: 0 }]);
  const onDemand = new TestService({ builds: [{ amis: [{ image: 'ami-00000000000000001' }] }] });
  startBuild(onDemand, { imageScanningConfiguration: { imageScanningEnabled: true, imageScanningTypes: ['ON_DEMAND_AMI_CVE'] } }, DONE);
  expect(ofType(onDemand.takeEvents(), EVENT_TYPES.cveDetected)[0].detail['resource-id']).toBe('ami-00000000000000001');
});

test('no scan sends no event', () => {
  const service = new TestService();
  startBuild(service, { imageScanningConfiguration: undefined }, DONE);
  expect(ofType(service.takeEvents(), EVENT_TYPES.cveDetected)).toEqual([]);
});

test('a step that waits names workflow, execution and step', () => {
  const service = new TestService();
  const data = JSON.stringify({ steps: [{ name: 'Approve', action: 'WaitForAction' }] });
  const { workflowBuildVersionArn } = service.do('CreateWorkflow', { ...WORKFLOW, data });
  const managed = arn('workflow/build/build-image/x.x.x').replace(ACCOUNT, 'aws');
  const image = startBuild(service, { executionRole: 'role', workflows: [{ workflowArn: managed }, { workflowArn: workflowBuildVersionArn }] }, 620);
  expect(ofType(service.takeEvents(), EVENT_TYPES.stepWaiting)).toEqual([]);
  service.clock.advance(DONE);
  const [{ resources, detail }] = ofType(service.takeEvents(), EVENT_TYPES.stepWaiting);
  const { workflowExecutions } = service.do('ListWorkflowExecutions', { imageBuildVersionArn: image });
  const { workflowExecutionId } = workflowExecutions.find(({ type }: { type: string }) => type === 'TEST');
  const [step] = service.do('ListWorkflowStepExecutions', { workflowExecutionId }).steps;
  expect([resources, detail]).toEqual([
    [image, workflowBuildVersionArn],
    { 'workflow-execution-id': workflowExecutionId, 'workflow-step-execution-id': step.stepExecutionId, 'workflow-step-name': 'Approve' },
  ]);
});

describe('the schedule', () => {
  const schedule = { scheduleExpression: 'cron(0 3 ? * sun *)', autoDisablePolicy: { failureCount: 2 } };
  const fails = { test: { failStep: {} } };
  const stateOf = (service: TestService, imagePipelineArn: string) => {
    const { status, consecutiveFailures } = service.do('GetImagePipeline', { imagePipelineArn }).imagePipeline;
    return `${status} ${consecutiveFailures}`;
  };

  test('starts builds of its own type with the tags for images', () => {
    const service = new TestService();
    const { imagePipelineArn } = createStack(service, { schedule, imageTags: { team: 'a' } });
    const { image } = service.do('GetImage', { imageBuildVersionArn: service.runSchedule(imagePipelineArn) });
    expect([image.buildType, image.tags, image.sourcePipelineArn]).toEqual(['SCHEDULED', { team: 'a' }, imagePipelineArn]);
    const bare = new TestService();
    const { imagePipelineArn: other } = createStack(bare);
    for (const unusable of [other, arn('image-pipeline/none'), 'none']) {
      expect(() => bare.runSchedule(unusable)).toThrow(new Error(`\`pipelineArn\` must be a pipeline that is enabled and has a schedule, got: ${unusable}.`));
    }
  });

  test('ends when too many of its builds failed one after the other, which is an event', () => {
    const service = new TestService({ builds: [fails, {}, fails, fails] });
    const { imagePipelineArn } = createStack(service, { schedule });
    const run = () => {
      service.runSchedule(imagePipelineArn);
      service.clock.advance(DONE);
      return stateOf(service, imagePipelineArn);
    };
    // A success between failures counts from the beginning.
    expect([run(), run(), run()]).toEqual(['ENABLED 1', 'ENABLED 0', 'ENABLED 1']);
    expect(ofType(service.takeEvents(), EVENT_TYPES.pipelineDisabled)).toEqual([]);
    expect(run()).toBe('DISABLED 2');
    expect(service.do('ListImagePipelines').imagePipelineList[0].status).toBe('DISABLED');
    expect(() => service.runSchedule(imagePipelineArn)).toThrow('enabled');
    expect(ofType(service.takeEvents(), EVENT_TYPES.pipelineDisabled).map(({ resources, detail }) => [resources, detail]))
      .toEqual([[[imagePipelineArn], { 'consecutive-failures': '2' }]]);
  });

  test('counts no builds that somebody starts, and an update begins anew without taking back the event', () => {
    const service = new TestService({ builds: [fails] });
    const { imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn } = createStack(service, { schedule });
    service.do('StartImagePipelineExecution', { imagePipelineArn });
    service.clock.advance(DONE);
    expect(stateOf(service, imagePipelineArn)).toBe('ENABLED 0');
    for (let i = 0; i < 2; i++) {
      service.runSchedule(imagePipelineArn);
      service.clock.advance(DONE);
    }
    service.do('UpdateImagePipeline', { imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn, schedule });
    expect(stateOf(service, imagePipelineArn)).toBe('ENABLED 0');
    expect(ofType(service.takeEvents(), EVENT_TYPES.pipelineDisabled)).toHaveLength(1);
  });
});

describe('on their way, events are', () => {
  const take = (events: Scenario['events']) => {
    const service = new TestService({ events });
    startBuild(service, { imageScanningConfiguration: undefined }, DONE);
    const now = changes(service.takeEvents());
    service.clock.advance(600);
    return [now, changes(service.takeEvents())].map((each) => each.map((change) => change.split(' ').at(-1)));
  };
  const ALL = ['BUILDING', 'TESTING', 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE'];

  test.each<[string, Scenario['events'], string[], string[]]>([
    ['delivered once', undefined, ALL, []],
    ['lost', [{ status: 'AVAILABLE', after: [] }, { status: 'TESTING', after: [] }], ['BUILDING', 'DISTRIBUTING', 'INTEGRATING'], []],
    ['all lost', [{ after: [] }], [], []],
    ['delivered twice', [{ nth: 5, after: [0, 0] }], [...ALL, 'AVAILABLE'], []],
    ['late', [{ status: 'AVAILABLE', after: [300] }], ALL.slice(0, 4), ['AVAILABLE']],
    ['delivered again later', [{ between: [5, 5], after: [0, 300] }], ALL, ['AVAILABLE']],
    ['out of order', [{ detailType: EVENT_TYPES.stateChange, every: 2, after: [500] }], ['BUILDING', 'DISTRIBUTING', 'TESTING', 'AVAILABLE'], ['INTEGRATING']],
    ['not affected by ways of other types', [{ detailType: EVENT_TYPES.cveDetected, after: [] }], ALL, []],
  ])('%s', (_, events, now, later) => {
    expect(take(events)).toEqual([now, later]);
  });

  test('sent by what is deleted afterwards, and go as the scenario says that was there when they were sent', () => {
    const service = new TestService();
    const image = startBuild(service, {}, DONE);
    service.do('DeleteImage', { imageBuildVersionArn: image });
    service.load({ events: [{ after: [] }] });
    expect(changes(service.takeEvents())).toHaveLength(5);
    startBuildAgain(service);
    expect(service.takeEvents()).toEqual([]);
  });

  function startBuildAgain(service: TestService): void {
    service.do('StartImagePipelineExecution', { imagePipelineArn: arn('image-pipeline/pipeline') });
    service.clock.advance(DONE);
  }
});
