import { CfnComponent } from 'aws-cdk-lib/aws-imagebuilder';
import { ComponentConfiguration } from '../../src/common/component-configuration';
import { newStack } from '../support/synth';

test.each([[undefined], [{}], [{ Level: '2' }]])('a component has the parameters that it is given: %j', (parameters) => {
  const component = new CfnComponent(newStack(), 'Component', { name: 'mine', version: '1.0.0', platform: 'Linux', data: '{}' });
  expect({ ...ComponentConfiguration.of(component, parameters) }).toEqual({ component, parameters });
});
