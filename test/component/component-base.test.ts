import { ComponentConfiguration } from '../../src/common/component-configuration';
import { Platform } from '../../src/common/platform';
import { Component } from '../../src/component/component';
import { IComponent } from '../../src/component/component-base';
import { ComponentDocument } from '../../src/component/component-document';
import { ComponentStep } from '../../src/component/component-step';
import { newStack } from '../support/synth';

const document = ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Step', ['true'])] });
const components: [string, IComponent][] = [
  ['of this library', new Component(newStack(), 'Component', { platform: Platform.LINUX, document })],
  ['that is imported', Component.fromComponentName(newStack(), 'Component', 'mine')],
];

describe.each(components)('a component %s', (_, component) => {
  test('is its own configuration, with the default values of its parameters', () => {
    expect([component.component, component.parameters]).toEqual([component, undefined]);
  });

  test('makes a configuration with parameters, and stays as it is', () => {
    const configuration = component.withParameters({ Level: '2' });
    expect(configuration).toBeInstanceOf(ComponentConfiguration);
    expect([configuration.component, configuration.parameters]).toEqual([component, { Level: '2' }]);
    expect(component.parameters).toBeUndefined();
  });
});
