import { MAX_RESPONSE_BYTES } from '../../../contract/custom-resource';

/**
 * The members of CloudFormation's request that the provider framework copies into its response,
 * and that therefore share the limit of the response with the attributes of a report.
 */
export interface Envelope {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
}

/** What the framework appends to a reason: two line breaks, the name of the function (64 characters at most) and a line break. */
const LOGS_HINT_BYTES = Buffer.byteLength('\\n\\nLogs: /aws/lambda/\\n') + 64;

/** Marker of the framework for a failed Create, which replaces the missing physical ID. */
const CREATE_FAILED_MARKER = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

/** Reads the envelope. Missing members count as empty. */
export function envelopeOf(event: unknown): Envelope {
  const members = (typeof event === 'object' && event !== null ? event : {}) as Record<string, unknown>;
  const text = (name: keyof Envelope) => typeof members[name] === 'string' ? members[name] : '';
  return {
    StackId: text('StackId'),
    RequestId: text('RequestId'),
    LogicalResourceId: text('LogicalResourceId'),
    PhysicalResourceId: text('PhysicalResourceId') || CREATE_FAILED_MARKER,
  };
}

/** Whether the response that carries these attributes is short enough for CloudFormation. */
export function attributesFit(envelope: Envelope, attributes: Readonly<Record<string, string>>): boolean {
  return Buffer.byteLength(JSON.stringify({ Status: 'SUCCESS', Reason: 'SUCCESS', ...envelope, Data: attributes })) <= MAX_RESPONSE_BYTES;
}

/** Maximum number of bytes of JSON for a reason in the response to a failure. */
export function reasonBytes(envelope: Envelope): number {
  return MAX_RESPONSE_BYTES - LOGS_HINT_BYTES - Buffer.byteLength(JSON.stringify({ Status: 'FAILED', Reason: '', ...envelope }));
}
