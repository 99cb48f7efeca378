import { createHash } from 'node:crypto';
import { HandOver, parseHandOver } from './hand-over';
import { OptionalReads, parseOptionalReads } from './optional-reads';
import { checkRegion, Delivered, malformed, membersOf, propertiesOf, trueOrFalse, wholeNumber } from './properties';
import { parseOnFailure, parseRequestType } from './request';
import { PIPELINE_EXECUTION_TYPE } from '../../../contract/custom-resource';
import {
  EXECUTION_TAG, MAX_EXECUTION_TIMEOUT_SECONDS, MAX_RETRIES, PipelineExecutionProperties, REQUEST_TAG, TRIGGER_TAG,
} from '../../../contract/execution';
import { envelopeOf } from '../answer/response';
import { isPipelineArn } from '../model/arn';
import { CallFailure } from '../model/call-failure';

/** The request of a custom resource that is created or updated. */
export interface ExecutionRequest extends OptionalReads {
  readonly pipelineArn: string;
  readonly trigger: string;
  /** Whether a failed build fails the deployment. */
  readonly failOnFailure: boolean;
  readonly timeoutSeconds: number;
  /** Whether another custom resource goes on when the time is over. */
  readonly handsOver?: boolean;
  /** What the custom resource before has handed over, of which this one goes on. */
  readonly continued?: HandOver;
  /** How often a build is retried from the test or distribution that failed. */
  readonly maxRetries: number;
  readonly isCreate: boolean;
  /** Whether the pipeline or the trigger has changed. A build can start only then. */
  readonly isNew: boolean;
  /** The trigger before an update of the same pipeline, which is that of the newest build of this custom resource. */
  readonly previousTrigger?: string;
  /** Stack and logical ID of the first custom resource. */
  readonly execution: string;
  /** The request that the first custom resource got. */
  readonly requestId: string;
}

/** Longest value of a tag. */
const MAX_TAG_VALUE = 256;
const MAX_TRIGGER = 1024;
/** Maximum length of an idempotency token of the service. */
const MAX_CLIENT_TOKEN = 64;

/** Reads the request of the custom resource, or throws one sentence that states what is wrong. */
export function parseExecutionRequest(event: unknown): ExecutionRequest {
  const { ResourceType: type, OldResourceProperties: old } = membersOf(event);
  if (type !== PIPELINE_EXECUTION_TYPE) throw malformed('ResourceType', `be ${PIPELINE_EXECUTION_TYPE}`, type);
  const properties = propertiesOf<PipelineExecutionProperties>(event);
  const { ImagePipelineArn: pipelineArn, Trigger: trigger, OnFailure: onFailure, TimeoutSeconds: timeout, MaxRetries: retries = '0' } = properties;
  if (!isPipelineArn(pipelineArn)) {
    throw malformed('ImagePipelineArn', 'be the ARN of an image pipeline (…:image-pipeline/name)', pipelineArn);
  }
  checkRegion(pipelineArn, event);
  if (typeof trigger !== 'string' || trigger.length === 0 || trigger.length > MAX_TRIGGER) {
    throw malformed('Trigger', `be 1 to ${MAX_TRIGGER} characters long`, trigger);
  }
  const before = (old ?? {}) as Delivered<PipelineExecutionProperties>;
  const isCreate = parseRequestType(event) === 'Create';
  const continued = properties.Continues === undefined ? undefined : parseHandOver(properties.Continues);
  return {
    pipelineArn,
    trigger,
    failOnFailure: parseOnFailure(onFailure),
    timeoutSeconds: wholeNumber('TimeoutSeconds', timeout, MAX_EXECUTION_TIMEOUT_SECONDS),
    maxRetries: wholeNumber('MaxRetries', retries, MAX_RETRIES),
    isCreate,
    isNew: isCreate || before.Trigger !== trigger || before.ImagePipelineArn !== pipelineArn,
    ...(before.ImagePipelineArn === pipelineArn ? { previousTrigger: String(before.Trigger) } : {}),
    execution: executionOf(event),
    requestId: envelopeOf(event).RequestId,
    ...parseOptionalReads(properties, event),
    ...(trueOrFalse('HandsOver', properties.HandsOver) ? { handsOver: true } : {}),
    ...(continued && {
      continued, isCreate: continued.isCreate, isNew: continued.isNew, execution: continued.execution, requestId: continued.requestId,
    }),
  };
}

/** Stack and logical ID of the custom resource, which are unique and do not change between its creation and its deletion. */
export function executionOf(event: unknown): string {
  const { StackId, LogicalResourceId } = envelopeOf(event);
  return `${StackId.split('/').at(-1)}/${LogicalResourceId}`.slice(0, MAX_TAG_VALUE);
}

/**
 * The pipeline and the trigger of a request that may be malformed, such as a Delete after a failed Create. Undefined also of a custom resource that
 * continues: what the execution has running is ended by the Delete of the first one.
 */
export function pipelineOf(event: unknown): { readonly pipelineArn: string; readonly trigger: string } | undefined {
  const { ResourceProperties: given } = membersOf(event);
  const { ImagePipelineArn: arn, Trigger: trigger, Continues: continued } = (given ?? {}) as Delivered<PipelineExecutionProperties>;
  if (continued !== undefined) return undefined;
  return isPipelineArn(arn) ? { pipelineArn: arn, trigger: String(trigger) } : undefined;
}

/** What `onEvent` answered: the image that it found or started, why it is not known which one it is, the call that failed, or nothing. */
export interface StartAnswer {
  readonly ImageArn?: string;
  readonly Unidentified?: string;
  readonly NotStarted?: CallFailure;
}

/** The answer of `onEvent`, which the provider framework writes into the event. */
export function parseStartAnswer(event: unknown): StartAnswer {
  const { ImageArn: arn, Unidentified: unidentified, NotStarted: callFailure } = membersOf(event);
  if (typeof arn === 'string') return { ImageArn: arn };
  return typeof unidentified === 'string' ? { Unidentified: unidentified } : { NotStarted: callFailure as CallFailure | undefined };
}

/** The physical ID, which depends on the pipeline only, so that a new pipeline replaces the resource and a new build does not. */
export function executionIdOf({ pipelineArn }: ExecutionRequest): string {
  return `pipeline-execution:${pipelineArn}`;
}

/** The idempotency token, with which a repeated call starts only one build. */
export function clientTokenOf({ requestId }: Pick<ExecutionRequest, 'requestId'>): string {
  return requestId.slice(0, MAX_CLIENT_TOKEN);
}

/** The trigger as the value of a tag: unchanged, or hashed if tags do not accept it. */
export function triggerTagOf(trigger: string): string {
  return /^[A-Za-z0-9 _.:/=+@-]{1,256}$/.test(trigger) ? trigger : createHash('sha256').update(trigger).digest('hex');
}

/** The request as the value of a tag. */
export function requestTagOf({ requestId }: Pick<ExecutionRequest, 'requestId'>): string {
  return requestId.slice(0, MAX_TAG_VALUE);
}

/** The idempotency token of a retry, with which a repeated call retries only once. Not every version of the service accepts more than 36 characters. */
export function retryTokenOf({ requestId }: Pick<ExecutionRequest, 'requestId'>, number: number): string {
  return createHash('sha256').update(`${requestId} ${number}`).digest('hex').slice(0, 36);
}

/** The tags of the image, by which the image is found later. */
export function tagsOf({ trigger, execution, requestId }: ExecutionRequest): Record<string, string> {
  return { [TRIGGER_TAG]: triggerTagOf(trigger), [EXECUTION_TAG]: execution, [REQUEST_TAG]: requestTagOf({ requestId }) };
}
