import * as fc from 'fast-check';
import { maybe, text } from './texts';
import { executionOf } from '../../../src/handler/core/request/execution-request';
import { handOverText } from '../../../src/handler/core/request/hand-over';
import { executionEvent } from '../execution-fixtures';
import { event, IMAGE_ARN, PIPELINE_ARN } from '../fixtures';

/** Requests of CloudFormation that are in order, as the provider framework hands them on. */

export type Request = ReturnType<typeof event>;
type Properties = Record<string, unknown>;

/** What else is in a response: it may be so long that little room is left. */
const envelope = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ StackId: `arn:aws:cloudformation:eu-central-1:123456789012:stack/${'S'.repeat(128)}/${event().RequestId}`, LogicalResourceId: 'L'.repeat(255) }) },
);
const requestType = fc.constantFrom('Create', 'Update');
const readMore = fc.record({ LogTail: maybe(fc.constantFrom('true', 'false')), Details: maybe(fc.constant({ BucketName: 'details' }), 2) });

const imageSource: fc.Arbitrary<Properties> = fc.constantFrom(
  { SourceType: 'IMAGE', SourceArn: IMAGE_ARN }, { SourceType: 'IMAGE', SourceArn: IMAGE_ARN }, { SourceType: 'PIPELINE', SourceArn: PIPELINE_ARN }, { SourceType: 'IMAGE', SourceArn: 'NONE' },
);
const anySource: fc.Arbitrary<Properties> = fc.oneof(
  { weight: 3, arbitrary: imageSource },
  { weight: 1, arbitrary: fc.constantFrom({ SourceType: 'ACCOUNT', SourceId: '123456789012' }, { SourceType: 'VULNERABILITY', SourceId: 'CVE-2026-10000' }) },
);

const limit = maybe(fc.constantFrom('0', '1', '10'), 2);
const gate = fc.record({
  Critical: fc.constantFrom('0', '2', '20'),
  High: limit,
  Medium: limit,
  Other: limit,
  All: limit,
  OnUnknown: fc.constantFrom('FAIL', 'CONTINUE'),
  OnlyFixable: maybe(fc.constantFrom('true', 'false'), 2),
  Ignore: maybe(fc.constant([{ Id: 'CVE-2026-10001', Until: '2026-12-31' }, { Id: 'CVE-2026-10002', Until: '2025-12-31' }]), 2),
});

export const buildRequest: fc.Arbitrary<Request> = fc.tuple(requestType, envelope, imageSource, maybe(fc.constantFrom('FAIL', 'CONTINUE')), readMore)
  .map(([RequestType, members, source, OnFailure, more]) => event({ RequestType, ...members }, { ...source, OnFailure, ...more }));

/** What the construct writes for a gate. */
function readFindings(given: Properties | undefined): string | undefined {
  return given?.OnlyFixable === 'true' || given?.Ignore !== undefined ? 'true' : undefined;
}

export const scanRequest: fc.Arbitrary<Request> = fc.tuple(requestType, envelope, anySource, fc.constantFrom('0', '300', '1500'), maybe(gate), readMore)
  .map(([RequestType, members, source, ScanTimeoutSeconds, Gate, { Details }]) => event(
    { RequestType, ResourceType: 'Custom::ImageBuilderScanReport', ...members },
    { SourceArn: undefined, ...source, ScanTimeoutSeconds, ReadFindings: readFindings(Gate), Gate, Details },
  ));

export const executionRequest: fc.Arbitrary<Request> = fc.tuple(requestType, envelope, fc.constantFrom('abc', 'def'), fc.constantFrom('FAIL', 'CONTINUE'), fc.constantFrom('60', '3300'), maybe(fc.constantFrom('1', '2', '5')), readMore)
  .map(([RequestType, members, before, OnFailure, TimeoutSeconds, MaxRetries, more]) => executionEvent(
    { RequestType, OldResourceProperties: RequestType === 'Update' ? { ImagePipelineArn: PIPELINE_ARN, Trigger: before } : undefined, ...members },
    { OnFailure, TimeoutSeconds, MaxRetries, ...more },
  ));

/** What may have been handed over, by a request that started the image or by an earlier one. */
const handOver = fc.record({
  imageArn: maybe(fc.constant(IMAGE_ARN)),
  hasEnded: fc.boolean(),
  waitedSeconds: fc.nat({ max: 40_000 }),
  execution: fc.constant(executionOf(executionEvent())),
  requestId: fc.constantFrom(event().RequestId, 'before'),
  isCreate: fc.boolean(),
  isNew: fc.boolean(),
  refusal: maybe(text, 2),
}).map(handOverText);

/** The custom resources of an execution that has several: the first, those in between, and the last. */
export const linkRequest: fc.Arbitrary<Request> = fc.tuple(
  executionRequest, fc.constantFrom({ first: true, last: false }, { first: false, last: false }, { first: false, last: true }), handOver,
).map(([request, { first, last }, Continues]) => ({
  ...request,
  ResourceProperties: { ...request.ResourceProperties, ...last ? {} : { HandsOver: 'true' }, ...first ? {} : { Continues } },
}));
