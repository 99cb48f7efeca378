import { createHash } from 'node:crypto';
import { OptionalReads, parseOptionalReads } from './optional-reads';
import { checkRegion, Delivered, malformed, membersOf, propertiesOf, wholeNumber } from './properties';
import { parseOnFailure, parseRequestType } from './request';
import {
  EXECUTION_TAG, MAX_EXECUTION_TIMEOUT_SECONDS, PIPELINE_EXECUTION_TYPE, PipelineExecutionProperties, REQUEST_TAG, TRIGGER_TAG,
} from '../../../contract';
import { envelopeOf } from '../answer/response';
import { isPipelineArn } from '../model/arn';

/** What a custom resource asks of a pipeline when it is created or updated. */
export interface ExecutionRequest extends OptionalReads {
  readonly pipelineArn: string;
  readonly trigger: string;
  /** Whether a build that fails, fails the deployment. */
  readonly failOnFailure: boolean;
  readonly timeoutSeconds: number;
  readonly isCreate: boolean;
  /** Whether pipeline or trigger are other ones than before; only then may a build start. */
  readonly isNew: boolean;
  /** Stack and logical id of the custom resource. */
  readonly execution: string;
  readonly requestId: string;
}

/** Longest value of a tag. */
const MAX_TAG_VALUE = 256;
const MAX_TRIGGER = 1024;
/** Longest token that the service takes for a call that must not be carried out twice. */
const MAX_CLIENT_TOKEN = 64;

/** Reads the request of the custom resource, or says in one sentence what is wrong with it. */
export function parseExecutionRequest(event: unknown): ExecutionRequest {
  const { ResourceType: type, OldResourceProperties: old } = membersOf(event);
  if (type !== PIPELINE_EXECUTION_TYPE) throw malformed('ResourceType', `be ${PIPELINE_EXECUTION_TYPE}`, type);
  const properties = propertiesOf<PipelineExecutionProperties>(event);
  const { ImagePipelineArn: pipelineArn, Trigger: trigger, OnFailure: onFailure, TimeoutSeconds: timeout } = properties;
  if (!isPipelineArn(pipelineArn)) {
    throw malformed('ImagePipelineArn', 'be the ARN of an image pipeline (…:image-pipeline/name)', pipelineArn);
  }
  checkRegion(pipelineArn, event);
  if (typeof trigger !== 'string' || trigger.length === 0 || trigger.length > MAX_TRIGGER) {
    throw malformed('Trigger', `be 1 to ${MAX_TRIGGER} characters long`, trigger);
  }
  const before = (old ?? {}) as Delivered<PipelineExecutionProperties>;
  const isCreate = parseRequestType(event) === 'Create';
  return {
    pipelineArn,
    trigger,
    failOnFailure: parseOnFailure(onFailure),
    timeoutSeconds: wholeNumber('TimeoutSeconds', timeout, MAX_EXECUTION_TIMEOUT_SECONDS),
    isCreate,
    isNew: isCreate || before.Trigger !== trigger || before.ImagePipelineArn !== pipelineArn,
    execution: executionOf(event),
    requestId: envelopeOf(event).RequestId,
    ...parseOptionalReads(properties, event),
  };
}

/** Stack and logical id of the custom resource, which no other one has; the same from its creation to its deletion. */
export function executionOf(event: unknown): string {
  const { StackId, LogicalResourceId } = envelopeOf(event);
  return `${StackId.split('/').at(-1)}/${LogicalResourceId}`.slice(0, MAX_TAG_VALUE);
}

/** The pipeline of a request that may be one that nobody understands, as a Delete after a failed Create is. */
export function pipelineOf(event: unknown): string | undefined {
  const { ResourceProperties: given } = membersOf(event);
  const arn = (given as Delivered<PipelineExecutionProperties> | undefined)?.ImagePipelineArn;
  return isPipelineArn(arn) ? arn : undefined;
}

/** The image that `onEvent` found or started; nothing when it could do neither. */
export function parseImageArnOf(event: unknown): string | undefined {
  const { ImageArn: arn } = membersOf(event);
  return typeof arn === 'string' ? arn : undefined;
}

/** The same for all executions of one pipeline by one resource: another build replaces nothing, and a pipeline does. */
export function executionIdOf({ pipelineArn }: ExecutionRequest): string {
  return `pipeline-execution:${pipelineArn}`;
}

/** Makes of a call that is repeated one start. */
export function clientTokenOf({ requestId }: Pick<ExecutionRequest, 'requestId'>): string {
  return requestId.slice(0, MAX_CLIENT_TOKEN);
}

/** The trigger as a tag takes it: as it is, or a hash of it where tags do not take it. */
export function triggerTagOf(trigger: string): string {
  return /^[A-Za-z0-9 _.:/=+@-]{1,256}$/.test(trigger) ? trigger : createHash('sha256').update(trigger).digest('hex');
}

/** What the image bears, so that it is found again. */
export function tagsOf({ trigger, execution, requestId }: ExecutionRequest): Record<string, string> {
  return { [TRIGGER_TAG]: triggerTagOf(trigger), [EXECUTION_TAG]: execution, [REQUEST_TAG]: requestId.slice(0, MAX_TAG_VALUE) };
}
