import { Lazy } from 'aws-cdk-lib';
import { launch, instance, create, stop, later, check, withSteps, withStep } from './document-in-test';
import { newStack, warningsOf } from '../support/synth';

describe('warnings', () => {
  function warnings(document: unknown, type = 'BUILD'): string[] {
    const stack = newStack();
    check(document, type, stack);
    return warningsOf(stack);
  }

  test('are not given for a plain document', () => {
    expect(warnings(withSteps(launch, create, stop))).toEqual([]);
  });

  test('are not given for an instance that is handed on, as by a build of a container', () => {
    const bootstrap = { name: 'Bootstrap', action: 'BootstrapInstanceForContainer', inputs: instance };
    expect(warnings({ ...withSteps(launch, bootstrap), outputs: [{ name: 'InstanceId', value: '$.stepOutputs.Launch.instanceId' }] })).toEqual([]);
  });

  test('are not given for a document that has all there is', () => {
    expect(warnings({
      name: 'mine',
      description: 'what it is for',
      schemaVersion: '1.0',
      parameters: [{ name: 'Wait', type: 'boolean', default: true, description: 'whether to wait' }],
      steps: [{
        name: 'Step',
        action: 'WaitForAction',
        description: 'waits',
        if: { booleanEquals: true, value: '$.parameters.Wait' },
        inputs: { payload: 'a' },
        onFailure: 'Abort',
        rollbackEnabled: true,
        timeoutSeconds: 60,
      }],
      outputs: [{ name: 'A', value: 'golden' }],
    })).toEqual([]);
  });

  test('are not given for an action that only the deployment knows', () => {
    expect(warnings(withStep({ action: later }))).toEqual([]);
  });

  test.each([
    ['names that may be new', { ...withStep({ retries: 1 }), author: 'me' }, [
      '`author` is none of the documented names there: name, description, schemaVersion, parameters, steps, outputs. [ack: cdk-imagebuilder:unknownDocumentKey]',
      '`steps[0].retries` is none of the documented names there: name, action, description, if, inputs, onFailure, rollbackEnabled, timeoutSeconds. '
      + '[ack: cdk-imagebuilder:unknownDocumentKey]',
    ]],
    ['an input that may be new', withStep({ inputs: { urgency: 'high' } }), [
      '`steps[0].inputs.urgency` is none of the documented names there: snsTopicArn, lambdaFunctionName, payload. [ack: cdk-imagebuilder:unknownDocumentKey]',
    ]],
    ['an action that may be new', withStep({ action: 'BrandNew' }), [
      '`steps[0].action` is \'BrandNew\', which is none of the documented actions. [ack: cdk-imagebuilder:unknownAction]',
    ]],
    ['an action that is misspelled', withStep({ action: 'WaitForActoin' }), [
      '`steps[0].action` is \'WaitForActoin\', which is none of the documented actions. Did you mean \'WaitForAction\'? [ack: cdk-imagebuilder:unknownAction]',
    ]],
    ['a variable that is misspelled', withStep({ inputs: { 'payload.$': '$.imagebuilder.imageNam' } }), [
      '`steps[0].inputs.payload` refers to \'$.imagebuilder.imageNam\', which is none of the documented variables. Did you mean \'imageName\'? '
      + '[ack: cdk-imagebuilder:unknownVariable]',
    ]],
    ['a variable that may be new', withStep({ inputs: { 'payload.$': '$.imagebuilder.brandNew' } }), [
      '`steps[0].inputs.payload` refers to \'$.imagebuilder.brandNew\', which is none of the documented variables. [ack: cdk-imagebuilder:unknownVariable]',
    ]],
    ['a reference without its mark', withSteps(launch, { ...stop, inputs: { instanceId: '$.stepOutputs.Launch.instanceId' } }), [
      '`steps[1].inputs.instanceId` is the text \'$.stepOutputs.Launch.instanceId\': it is taken for a reference only if it is named \'instanceId.$\'. '
      + '[ack: cdk-imagebuilder:literalReference]',
    ]],
    ['an instance that stays, although another value is handed on', {
      ...withSteps(launch, create), outputs: [{ name: 'ImageId', value: '$.stepOutputs.Create.imageId' }, { name: 'Text', value: 'instanceId' }],
    }, [
      '`steps[0]` launches an instance, and no step terminates it. [ack: cdk-imagebuilder:instanceNotTerminated]',
    ]],
    ['an instance that stays, although what is handed on is known at deployment', {
      ...withSteps(launch, create), outputs: [{ name: 'Later', value: Lazy.string({ produce: () => 'x' }) }],
    }, [
      '`steps[0]` launches an instance, and no step terminates it. [ack: cdk-imagebuilder:instanceNotTerminated]',
    ]],
    ['an instance that stays', withSteps(launch, create), [
      '`steps[0]` launches an instance, and no step terminates it. [ack: cdk-imagebuilder:instanceNotTerminated]',
    ]],
  ])('name %s', (_, document, expected) => {
    expect(warnings(document)).toEqual(expected);
  });
});
