import {
  clientTokenOf, executionIdOf, executionOf, parseExecutionRequest, parseStartAnswer, pipelineOf, retryTokenOf, tagsOf, triggerTagOf,
} from '../../../../src/handler/core/request/execution-request';
import { HandOver, handOverText } from '../../../../src/handler/core/request/hand-over';
import { executionEvent } from '../../execution-fixtures';
import { PIPELINE_ARN } from '../../fixtures';

describe('a request', () => {
  test('is what the custom resource asks', () => {
    expect(parseExecutionRequest(executionEvent())).toEqual({
      pipelineArn: PIPELINE_ARN,
      trigger: 'abc',
      failOnFailure: true,
      timeoutSeconds: 3300,
      maxRetries: 0,
      isCreate: true,
      isNew: true,
      execution: '11111111-2222-3333-4444-555555555555/Execution1A2B3C4D',
      requestId: '66666666-7777-8888-9999-000000000000',
    });
  });

  test.each([
    ['another trigger is new', { Trigger: 'old', ImagePipelineArn: PIPELINE_ARN }, true],
    ['another pipeline is new', { Trigger: 'abc', ImagePipelineArn: `${PIPELINE_ARN}-2` }, true],
    ['neither is not', { Trigger: 'abc', ImagePipelineArn: PIPELINE_ARN, OnFailure: 'CONTINUE' }, false],
    ['properties that are not told is new', undefined, true],
  ])('of an update with %s', (_, OldResourceProperties, isNew) => {
    const event = executionEvent({ RequestType: 'Update', OldResourceProperties });
    expect(parseExecutionRequest(event)).toMatchObject({ isCreate: false, isNew });
  });

  test.each([
    ['FAIL', true],
    ['CONTINUE', false],
  ])('with OnFailure %s fails the deployment: %s', (OnFailure, failOnFailure) => {
    expect(parseExecutionRequest(executionEvent({}, { OnFailure }))).toMatchObject({ failOnFailure });
  });

  test.each([
    ['ImagePipelineArn', 'golden', '`ImagePipelineArn` must be the ARN of an image pipeline (…:image-pipeline/name), got: golden.'],
    ['ImagePipelineArn', [PIPELINE_ARN], `\`ImagePipelineArn\` must be the ARN of an image pipeline (…:image-pipeline/name), got: ["${PIPELINE_ARN}"].`],
    ['ImagePipelineArn', undefined, '`ImagePipelineArn` must be the ARN of an image pipeline (…:image-pipeline/name), got: undefined.'],
    ['Trigger', '', '`Trigger` must be 1 to 1024 characters long, got: .'],
    ['Trigger', undefined, '`Trigger` must be 1 to 1024 characters long, got: undefined.'],
    ['OnFailure', 'IGNORE', '`OnFailure` must be FAIL or CONTINUE, got: IGNORE.'],
    ['MaxRetries', '6', '`MaxRetries` must be a whole number from 0 to 5, got: 6.'],
    ['MaxRetries', 'many', '`MaxRetries` must be a whole number from 0 to 5, got: many.'],
    ['HandsOver', 'yes', '`HandsOver` must be true or false, got: yes.'],
    ['Continues', 'NONE', '`Continues` must be what a pipeline execution handed over, got: NONE.'],
    ['TimeoutSeconds', '3301', '`TimeoutSeconds` must be a whole number from 0 to 3300, got: 3301.'],
  ])('is refused with %s %s', (property, value, message) => {
    expect(() => parseExecutionRequest(executionEvent({}, { [property]: value }))).toThrow(`INVALID_REQUEST: ${message}`);
  });

  test('that continues another one is the request of the first, and may hand over again', () => {
    const continued: HandOver = { hasEnded: false, waitedSeconds: 2700, execution: 'stack/First', requestId: 'r-1', isCreate: false, isNew: false };
    expect(parseExecutionRequest(executionEvent({}, { Continues: handOverText(continued), HandsOver: 'true' }))).toMatchObject({
      continued, handsOver: true, execution: 'stack/First', requestId: 'r-1', isCreate: false, isNew: false,
    });
  });

  test('is refused without properties', () => {
    expect(() => parseExecutionRequest(executionEvent({ ResourceProperties: undefined }))).toThrow(
      'INVALID_REQUEST: `ResourceProperties` must be an object, got: undefined.');
  });

  test('is refused with a pipeline of another Region', () => {
    const arn = PIPELINE_ARN.replace('eu-central-1', 'us-east-1');
    expect(() => parseExecutionRequest(executionEvent({}, { ImagePipelineArn: arn }))).toThrow(
      `WRONG_REGION: ${arn} is in us-east-1, and only what is in eu-central-1 can be reached from here. Use it in a stack in us-east-1.`);
  });

  test('takes a trigger of 1024 characters, and not one more', () => {
    expect(parseExecutionRequest(executionEvent({}, { Trigger: 'x'.repeat(1024) }))).toMatchObject({ trigger: 'x'.repeat(1024) });
    expect(() => parseExecutionRequest(executionEvent({}, { Trigger: 'x'.repeat(1025) }))).toThrow(/must be 1 to 1024 characters long/);
  });

  test('of another type is refused', () => {
    expect(() => parseExecutionRequest(executionEvent({ ResourceType: 'Custom::ImageBuilderBuildReport' }))).toThrow(
      'INVALID_REQUEST: `ResourceType` must be Custom::ImageBuilderPipelineExecution, got: Custom::ImageBuilderBuildReport.');
  });
});

test('the physical id is the same for every trigger, and another one for another pipeline', () => {
  const idOf = (properties: object) => executionIdOf(parseExecutionRequest(executionEvent({}, { ...properties })));
  expect(idOf({})).toBe(`pipeline-execution:${PIPELINE_ARN}`);
  expect(idOf({ Trigger: 'def' })).toBe(idOf({}));
  expect(idOf({ ImagePipelineArn: `${PIPELINE_ARN}-2` })).toBe(`pipeline-execution:${PIPELINE_ARN}-2`);
});

test('a Delete of what continues has nothing to end, however malformed it is', () => {
  expect(pipelineOf(executionEvent({}, { Continues: 'odd' }))).toBeUndefined();
});

test('the trigger of a Delete is known with its pipeline', () => {
  expect(pipelineOf(executionEvent())).toEqual({ pipelineArn: PIPELINE_ARN, trigger: 'abc' });
});

test('the tags name trigger, custom resource and request', () => {
  expect(tagsOf(parseExecutionRequest(executionEvent()))).toEqual({
    'cdk-imagebuilder:trigger': 'abc',
    'cdk-imagebuilder:execution': '11111111-2222-3333-4444-555555555555/Execution1A2B3C4D',
    'cdk-imagebuilder:request': '66666666-7777-8888-9999-000000000000',
  });
});

test.each([
  ['is itself when tags take it', 'abc/2026-11 v:1+2=3@x_y', 'abc/2026-11 v:1+2=3@x_y'],
  ['is itself with 256 characters', 'x'.repeat(256), 'x'.repeat(256)],
  ['is a hash with 257 characters', 'x'.repeat(257), expect.stringMatching(/^[0-9a-f]{64}$/)],
  ['is a hash when tags do not take it', 'a#b', expect.stringMatching(/^[0-9a-f]{64}$/)],
])('the tag of a trigger %s', (_, trigger, tag) => {
  expect(triggerTagOf(trigger)).toEqual(tag);
});

test('custom resource and request are named within the length of a tag', () => {
  expect(executionOf(executionEvent({ LogicalResourceId: 'x'.repeat(255) }))).toHaveLength(256);
  expect(tagsOf(parseExecutionRequest(executionEvent({ RequestId: 'r'.repeat(257) })))['cdk-imagebuilder:request']).toBe('r'.repeat(256));
});

test('the token of a call is the id of the request, within the length that the service takes', () => {
  expect(clientTokenOf({ requestId: 'r' })).toBe('r');
  expect(clientTokenOf({ requestId: 'r'.repeat(65) })).toBe('r'.repeat(64));
});

test('the token of a retry is one for each request and number, within the length that every version of the service takes', () => {
  const tokens = [['r', 1], ['r', 2], ['s', 1]].map(([requestId, number]) => retryTokenOf({ requestId: String(requestId) }, Number(number)));
  expect(new Set(tokens).size).toBe(3);
  expect(tokens).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f]{36}$/)));
  expect(retryTokenOf({ requestId: 'r' }, 1)).toBe(tokens[0]);
});

test('the retries are as many as the custom resource says', () => {
  expect(parseExecutionRequest(executionEvent({}, { MaxRetries: '5' }))).toMatchObject({ maxRetries: 5 });
});

test('the image is the one that onEvent handed on, if it did', () => {
  const NotStarted = { kind: 'DENIED', operation: 'StartImagePipelineExecution', resource: PIPELINE_ARN, code: 'Odd', message: 'why' };
  expect(parseStartAnswer(executionEvent({ ImageArn: 'arn', NotStarted }))).toEqual({ ImageArn: 'arn' });
  expect(parseStartAnswer(executionEvent())).toEqual({});
  expect(parseStartAnswer(executionEvent({ ImageArn: ['arn'] }))).toEqual({});
  expect(parseStartAnswer(executionEvent({ NotStarted }))).toEqual({ NotStarted });
  expect(parseStartAnswer(executionEvent({ Unidentified: 'why' }))).toEqual({ Unidentified: 'why' });
  expect(parseStartAnswer(executionEvent({ Unidentified: ['why'] }))).toEqual({});
  expect(parseStartAnswer(executionEvent({ ImageArn: 'arn', Unidentified: 'why' }))).toEqual({ ImageArn: 'arn' });
});

test.each([
  ['a pipeline', { ImagePipelineArn: PIPELINE_ARN }, PIPELINE_ARN],
  ['something else', { ImagePipelineArn: 'golden' }, undefined],
  ['nothing', undefined, undefined],
])('the pipeline of a Delete with %s', (_, ResourceProperties, arn) => {
  expect(pipelineOf(executionEvent({ ResourceProperties }))?.pipelineArn).toBe(arn);
});
