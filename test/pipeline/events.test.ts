import { Lazy, Stack } from 'aws-cdk-lib';
import { EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { eventRule, EventScope, eventsOfImage, warnOfLoop } from '../../src/pipeline/events';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { newStack, propertiesOf, warningsOf } from '../support/synth';

const images = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden';

describe('events of an image', () => {
  test.each<[string, EventScope]>([
    [`${images}/1.2.3/4`, { arns: [`${images}/1.2.3/4`] }],
    [`${images}/1.2.3/40`, { arns: [`${images}/1.2.3/40`] }],
    [`${images}/10.20.30`, { imagePrefix: `${images}/10.20.30/` }],
    [`${images}/10.20.x`, { imagePrefix: `${images}/10.20.` }],
    [`${images}/1.2.3`, { imagePrefix: `${images}/1.2.3/` }],
    [`${images}/1.2.x`, { imagePrefix: `${images}/1.2.` }],
    [`${images}/1.x.x`, { imagePrefix: `${images}/1.` }],
    [`${images}/x.x.x`, { imagePrefix: `${images}/` }],
    [images, { imagePrefix: `${images}/` }],
  ])('%s', (arn, scope) => {
    expect(eventsOfImage(arn)).toEqual(scope);
  });

  test.each([
    ['the ARN', Lazy.string({ produce: () => images })],
    ['the version', `${images}/${Lazy.string({ produce: () => '1.0.0' })}`],
  ])('are those of all versions when %s is a token', (_, arn) => {
    const stack = newStack();
    const prefix = stack.resolve(eventsOfImage(arn).imagePrefix);
    const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['/', stack.resolve(arn)] }] });
    expect(prefix).toEqual({ 'Fn::Join': ['', [part(0), '/', part(1), '/']] });
  });
});

describe('a rule', () => {
  const patternOf = (scope: EventScope, own: EventPattern = {}, eventPattern?: EventPattern) => {
    const stack = newStack();
    eventRule(new Construct(stack, 'Source'), 'Rule', 'onEvent', scope, own, { eventPattern });
    return propertiesOf(stack, 'AWS::Events::Rule').EventPattern;
  };

  test.each<[EventScope, unknown[]]>([
    [{ arns: ['one', 'other'] }, ['one', 'other']],
    [{ imagePrefix: 'one' }, [{ prefix: 'one' }]],
    [{ arns: ['one'], imagePrefix: 'other' }, ['one', { prefix: 'other' }]],
  ])('on %j sees exactly that', (scope, resources) => {
    expect(patternOf(scope)).toEqual({ source: ['aws.imagebuilder'], resources });
  });

  test('joins fields at any depth', () => {
    expect(patternOf({ arns: ['one'] }, { detail: { a: { b: [1] } } }, { detail: { a: { c: [2] }, d: [3] }, id: ['4'] })).toEqual({
      source: ['aws.imagebuilder'], resources: ['one'], detail: { a: { b: [1], c: [2] }, d: [3] }, id: ['4'],
    });
  });

  test('keeps a list that the rule sets itself', () => {
    expect(() => patternOf({ arns: ['one'] }, { detailType: ['own'] }, { detailType: ['mine'] })).toThrow(new Error(
      'DetailTypeConflict: `eventPattern.detailType` must be absent, because `onEvent` sets it itself. [Stack/Source]'));
    expect(() => patternOf({ arns: ['one'] }, { detail: { a: ['own'] } }, { detail: { a: { b: [1] } } })).toThrow(new Error(
      'AConflict: `eventPattern.detail.a` must be absent, because `onEvent` sets it itself. [Stack/Source]'));
    expect(() => patternOf({ arns: ['one'] }, { detail: { a: { b: [1] } } }, { detail: { a: ['mine'] } })).toThrow(/^AConflict: `eventPattern\.detail\.a` must be absent/);
    expect(() => patternOf({ arns: ['one'] }, { detail: { a: null } }, { detail: { a: null } })).toThrow(/^AConflict: /);
  });

  test('does not change the pattern that it is given', () => {
    const eventPattern = { detail: { a: { c: [2] } } };
    patternOf({ arns: ['one'] }, { detail: { a: { b: [1] } } }, eventPattern);
    expect(eventPattern).toEqual({ detail: { a: { c: [2] } } });
  });
});

describe('a loop', () => {
  const arnOf = (name: string) => `arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/${name}`;
  const pipelineOf = (stack: Stack, name: string) => ImagePipeline.fromImagePipelineArn(stack, 'Pipeline', arnOf(name));

  test.each([['mine', 1], ['other', 0]])('is warned of for the pipeline whose builds the rule sees: %s', (arn, warnings) => {
    const stack = newStack();
    warnOfLoop(eventRule(new Construct(stack, 'Source'), 'Rule', 'onEvent', { arns: ['x'], pipelineArn: arnOf('mine') }, {}, {}), pipelineOf(stack, arn));
    expect(warningsOf(stack)).toEqual(Array(warnings).fill(
      'Events of the builds of a pipeline start the same pipeline, whose build sends such events again: it may build without end. '
      + '[ack: cdk-imagebuilder:pipelineStartsItself]'));
  });

  test('is not warned of with a rule of the user', () => {
    const stack = newStack();
    warnOfLoop(new Rule(stack, 'Rule', { eventPattern: { source: ['aws.imagebuilder'] } }), pipelineOf(stack, 'mine'));
    expect(warningsOf(stack)).toEqual([]);
  });
});
