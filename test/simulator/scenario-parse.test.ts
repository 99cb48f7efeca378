import { parseScenario } from './scenario-parse';

const image = 'arn:aws:imagebuilder:eu-west-1:123456789012:image/golden/1.0.0/1';

test.each<[string, unknown]>([
  ['nothing', {}],
  ['a failing test workflow', { builds: [{ test: { failStep: { name: 'ApplyTestComponents', message: 'no' } } }, {}] }],
  ['a seeded image', { seed: { images: [{ arn: image, scanState: { status: 'PENDING' }, workflowExecutions: [{ status: 'RUNNING', steps: [] }] }] } }],
  ['every kind of effect', {
    faults: [
      ...['html502', 'reset', 'truncated', 'emptyBody', 'hang', 'stall', 'slowDrip'].map((effect) => ({ operation: '*', effect })),
      { operation: 'GetImage', nth: 1, effect: { error: { code: 'ServiceException' } } },
      { operation: 'GetImage', between: [1, 1], effect: { rawBody: { body: '{' } } },
      { operation: 'GetImage', every: 3, where: { x: 1 }, effect: { patch: [{ set: 'a', value: null }, { delete: 'b' }] } },
    ],
  }],
  ['every way of events', { events: [{ after: [] }, { detailType: 'EC2 Image Builder CVE Detected', nth: 2, after: [0, 600] }, { status: 'FAILED', after: [0.5] }] }],
])('takes %s', (_, scenario) => {
  expect(parseScenario(scenario)).toBe(scenario);
});

test.each<[unknown, string]>([
  [[], '`scenario` must be a structure, got: [].'],
  [{ bilds: [] }, '`scenario` must have no other members than description, clock, builds, onDemandScans, seed, pageSize, latencyMs, faults, events, got: bilds.'],
  [{ builds: [{ tests: {} }] }, '`builds[0]` must have no other members than durations, test, distribution, regionFailures, reason, failureContext, build, '
    + 'retries, scan, amis, packages, got: tests.'],
  [{ builds: [] }, '`builds` must have at least one entry, got: [].'],
  [{ builds: {} }, '`builds` must be a list, got: {}.'],
  [{ builds: [{ scan: { status: 'DONE' } }] },
    '`builds[0].scan.status` must be one of PENDING, SCANNING, COLLECTING, COMPLETED, ABANDONED, FAILED, TIMED_OUT, got: DONE.'],
  [{ builds: [{ scan: { findings: { critical: -1 } } }] }, '`builds[0].scan.findings.critical` must be an integer of at least 0, got: -1.'],
  [{ builds: [{ durations: { building: -1 } }] }, '`builds[0].durations.building` must be a number of at least 0, got: -1.'],
  [{ builds: [{ test: { failStep: { onFailure: 'ABORT' } } }] }, '`builds[0].test.failStep.onFailure` must be one of Abort, Continue, got: ABORT.'],
  [{ builds: [{ failureContext: 'no' }] }, '`builds[0].failureContext` must be true or false, got: no.'],
  [{ clock: { start: 'yesterday' } }, '`clock.start` must be a time in ISO 8601, got: yesterday.'],
  [{ pageSize: 0 }, '`pageSize` must be an integer of at least 1, got: 0.'],
  [{ description: 1 }, '`description` must be a string, got: 1.'],
  [{ seed: { images: [{}] } }, '`seed.images[0]` must have the member arn, got: {}.'],
  [{ seed: { images: [{ arn: 'arn:aws:imagebuilder:eu-west-1:123456789012:image/golden/1.0.0' }] } },
    '`seed.images[0].arn` must be the ARN of an image build version, got: arn:aws:imagebuilder:eu-west-1:123456789012:image/golden/1.0.0.'],
  [{ seed: { images: [{ arn: image, pipelineArn: image }] } }, `\`seed.images[0].pipelineArn\` must be the ARN of an image pipeline, got: ${image}.`],
  [{ seed: { calls: [{ operation: 'MakeImage', input: {} }] } }, '`seed.calls[0].operation` must be an operation of the service, got: MakeImage.'],
  [{ faults: [{ operation: 'MakeImage', effect: 'reset' }] }, '`faults[0].operation` must be an operation of the service or *, got: MakeImage.'],
  [{ faults: [{ operation: '*', effect: 'explode' }] },
    '`faults[0].effect` must be one of html502, reset, truncated, emptyBody, hang, stall, slowDrip, got: explode.'],
  [{ faults: [{ operation: '*', effect: {} }] }, '`faults[0].effect` must have one of error, rawBody, patch, got: {}.'],
  [{ faults: [{ operation: '*', effect: { error: { code: 'X', status: 42 } } }] }, '`faults[0].effect.error.status` must be an HTTP status, got: 42.'],
  [{ faults: [{ operation: '*', effect: { patch: [{ set: 'x' }] } }] }, '`faults[0].effect.patch[0]` must have the member value, got: {"set":"x"}.'],
  [{ faults: [{ operation: '*', nth: 1, every: 2, effect: 'reset' }] },
    '`faults[0]` must have at most one of nth, every, between, got: {"operation":"*","nth":1,"every":2,"effect":"reset"}.'],
  [{ events: [{ detailType: 'Image State Change', after: [] }] }, '`events[0].detailType` must be one of EC2 Image Builder Image State Change, EC2 Image Builder '
    + 'CVE Detected, EC2 Image Builder Workflow Step Waiting, EC2 Image Builder Image Pipeline Automatically Disabled, got: Image State Change.'],
  [{ events: [{ status: 'FAILED' }] }, '`events[0]` must have the member after, got: {"status":"FAILED"}.'],
  [{ events: [{ nth: 1, every: 2, after: [] }] }, '`events[0]` must have at most one of nth, every, between, got: {"nth":1,"every":2,"after":[]}.'],
  [{ events: [{ after: [-1] }] }, '`events[0].after[0]` must be a number of at least 0, got: -1.'],
  [{ faults: [{ operation: '*', between: [3, 2], effect: 'reset' }] },
    '`faults[0].between` must be two integers, the first not greater than the second, got: [3,2].'],
])('refuses %j', (scenario, message) => {
  expect(() => parseScenario(scenario)).toThrow(new Error(message));
});
