import { parseArn } from './arns';
import { EC2_MODEL } from './ec2/model';
import { INSPECTOR2_MODEL } from './inspector2/model';
import { MODEL } from './model/model';
import {
  AmiScenario, BuildScenario, ClockScenario, Durations, ErrorAnswer, EVENT_TYPES, EventDelivery, FailedComponent, FailedStep, Fault, FindingCounts,
  Occurrence, OnDemandScanScenario, PackageScenario, RawAnswer, RegionFailure, RetryScenario, ScanScenario, Scenario, SeedCall, SeedImage,
  SeedScenario, SeedStep, SeedWorkflowExecution, StepCounts, WorkflowScenario,
} from './scenario';

/** Checks that a value is a scenario: unknown members, missing ones and values of the wrong type are refused. */
export function parseScenario(value: unknown): Scenario {
  scenario(value, '');
  return value as Scenario;
}

/** Refuses a value that does not conform. */
type Check = (value: unknown, path: string) => void;

function must(path: string, rule: string, value: unknown): never {
  throw new Error(`\`${path || 'scenario'}\` must ${rule}, got: ${typeof value === 'string' ? value : JSON.stringify(value)}.`);
}

const rule = (sentence: string, holds: (value: any) => boolean): Check => (value, path) => {
  if (!holds(value)) {must(path, sentence, value);}
};

const anything: Check = () => undefined;
const text = rule('be a string', (value) => typeof value === 'string');
const flag = rule('be true or false', (value) => typeof value === 'boolean');
const amount = rule('be a number of at least 0', (value) => typeof value === 'number' && value >= 0);
const count = rule('be an integer of at least 0', (value) => Number.isInteger(value) && value >= 0);
const ordinal = rule('be an integer of at least 1', (value) => Number.isInteger(value) && value >= 1);
const status = rule('be an HTTP status', (value) => Number.isInteger(value) && value >= 200 && value <= 599);
const time = rule('be a time in ISO 8601', (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)));
const range = rule('be two integers, the first not greater than the second', (value) =>
  Array.isArray(value) && value.length === 2 && value.every((n) => Number.isInteger(n) && n >= 1) && value[0] <= value[1]);
const imageArn = rule('be the ARN of an image build version', (value) => isArnOf(value, 'image') && parseArn(value)!.build !== undefined);
const pipelineArn = rule('be the ARN of an image pipeline', (value) => isArnOf(value, 'image-pipeline'));
const structured = rule('be a structure', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const operation = rule('be an operation of the service', (value) => value in MODEL.operations);
const anyOperation = rule('be an operation of the service or *', (value) =>
  value === '*' || [MODEL, EC2_MODEL, INSPECTOR2_MODEL].some(({ operations }) => value in operations));
const oneOf = (...values: readonly string[]) => rule(`be one of ${values.join(', ')}`, (value) => values.includes(value));
const enumerated = (shape: string) => oneOf(...MODEL.shapes[shape].enum!);

const isArnOf = (value: unknown, noun: string): value is string => typeof value === 'string' && parseArn(value)?.noun === noun;

function list(entry: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) {return must(path, 'be a list', value);}
    value.forEach((one, i) => entry(one, `${path}[${i}]`));
  };
}

function some(entry: Check): Check {
  return (value, path) => {
    list(entry)(value, path);
    if ((value as unknown[]).length === 0) {must(path, 'have at least one entry', value);}
  };
}

/** A structure with these members; the type makes sure that none is forgotten here. */
function structure<T>(members: { readonly [K in keyof Required<T>]: Check }, ...required: readonly (keyof T & string)[]): Check {
  return (value, path) => {
    structured(value, path);
    const given = value as Record<string, unknown>;
    for (const member of required) {
      if (given[member] === undefined) {must(path, `have the member ${member}`, value);}
    }
    for (const [member, entry] of Object.entries(given)) {
      if (!(member in members)) {must(path, `have no other members than ${Object.keys(members).join(', ')}`, member);}
      if (entry !== undefined) {(members as Record<string, Check>)[member](entry, path ? `${path}.${member}` : member);}
    }
  };
}

const component = structure<FailedComponent>({ componentArn: text, phaseName: text, stepName: text, action: text, errorMessage: text });
const failStep = structure<FailedStep>({
  name: text, onFailure: oneOf('Abort', 'Continue'), message: text, component, outputs: anything, attempts: ordinal,
});
const workflow = structure<WorkflowScenario>({ failStep });
const durations = structure<Durations>({
  pending: amount, creating: amount, building: amount, testing: amount, distributing: amount, integrating: amount,
});
const findings = structure<FindingCounts>({ all: count, critical: count, high: count, medium: count });
const scan = structure<ScanScenario>({ status: enumerated('ImageScanStatus'), reason: text, findings, secondsAfterAvailable: amount });
const onDemandScan = structure<OnDemandScanScenario>({
  seconds: amount, status: oneOf('SUCCESSFUL', 'FAILED'), reason: oneOf(...INSPECTOR2_MODEL.shapes.OnDemandScanStatusReason.enum!), findings,
});
const regionFailure = structure<RegionFailure>({
  region: text, status: enumerated('RegionFailureStatus'), imageConfigurationStep: text, errorMessage: text, targetAccountId: text,
}, 'region');
const ami = structure<AmiScenario>({ image: text, region: text, accountId: text, name: text, status: enumerated('ImageStatus'), reason: text });
const packages = list(structure<PackageScenario>({ name: text, version: text }, 'name'));
const continuation = {
  durations, test: workflow, distribution: workflow, regionFailures: list(regionFailure), reason: text, failureContext: flag,
};
const build = structure<BuildScenario>({
  ...continuation, build: workflow, retries: some(structure<RetryScenario>(continuation)), scan, amis: list(ami), packages,
});

const step = structure<SeedStep>({
  id: text,
  name: text,
  action: text,
  status: enumerated('WorkflowStepExecutionStatus'),
  description: text,
  message: text,
  rollbackStatus: enumerated('WorkflowStepExecutionRollbackStatus'),
  inputs: anything,
  outputs: anything,
  startTime: time,
  endTime: time,
  onFailure: text,
  timeoutSeconds: count,
  attemptNumber: ordinal,
  maxAttempts: ordinal,
}, 'name', 'action', 'status');
const counts = structure<StepCounts>({ total: count, succeeded: count, failed: count, skipped: count });
const execution = structure<SeedWorkflowExecution>({
  id: text,
  workflowArn: text,
  type: enumerated('WorkflowType'),
  status: enumerated('WorkflowExecutionStatus'),
  message: text,
  startTime: time,
  endTime: time,
  parallelGroup: text,
  retried: rule('be true, false or null', (value) => value === null || typeof value === 'boolean'),
  counts,
  steps: list(step),
}, 'status');
const container = structure<{ region: string; imageUris: string[] }>({ region: text, imageUris: list(text) }, 'region', 'imageUris');
const image = structure<SeedImage>({
  arn: imageArn,
  pipelineArn,
  dateCreated: time,
  members: structured,
  build,
  scanning: flag,
  tests: flag,
  status: enumerated('ImageStatus'),
  reason: text,
  failureContext: structured,
  amis: list(ami),
  containers: list(container),
  findings,
  packages,
  workflowExecutions: list(execution),
  scanState: structure<{ status: string; reason: string }>({ status: enumerated('ImageScanStatus'), reason: text }, 'status'),
}, 'arn');
const seed = structure<SeedScenario>({
  calls: list(structure<SeedCall>({ operation, input: structured, region: text }, 'operation', 'input')),
  images: list(image),
});

const EFFECTS = ['html502', 'reset', 'truncated', 'emptyBody', 'hang', 'stall', 'slowDrip'];
const patch: Check = (value, path) => {
  structured(value, path);
  const given = value as Record<string, unknown>;
  if ('set' in given) {return structure<{ set: string; value: unknown }>({ set: text, value: anything }, 'set', 'value')(value, path);}
  structure<{ delete: string }>({ delete: text }, 'delete')(value, path);
};
const effectStructure = structure<{ error: ErrorAnswer; rawBody: RawAnswer; patch: unknown }>({
  error: structure<ErrorAnswer>({ code: text, status, message: text }, 'code'),
  rawBody: structure<RawAnswer>({ body: text, status, contentType: text }, 'body'),
  patch: list(patch),
});
const effect: Check = (value, path) => {
  if (typeof value === 'string') {return oneOf(...EFFECTS)(value, path);}
  effectStructure(value, path);
  if (Object.keys(value as object).length !== 1) {must(path, 'have one of error, rawBody, patch', value);}
};
const fault = structure<Fault>({
  operation: anyOperation, where: structured, nth: ordinal, every: ordinal, between: range, effect,
}, 'operation', 'effect');
const counted = (check: Check): Check => (value, path) => {
  check(value, path);
  const { nth, every, between } = value as Occurrence;
  if ([nth, every, between].filter((one) => one !== undefined).length > 1) {must(path, 'have at most one of nth, every, between', value);}
};
const delivery = structure<EventDelivery>({
  detailType: oneOf(...Object.values(EVENT_TYPES)), status: enumerated('ImageStatus'), nth: ordinal, every: ordinal, between: range, after: list(amount),
}, 'after');

const scenario = structure<Scenario>({
  description: text,
  clock: structure<ClockScenario>({ start: time, rate: amount }),
  builds: some(build),
  onDemandScans: some(onDemandScan),
  seed,
  pageSize: ordinal,
  latencyMs: amount,
  faults: list(counted(fault)),
  events: list(counted(delivery)),
});
