import { ComponentStep } from '../component-step';
import { ComponentStepInputs, ComponentStepOptions } from '../component-step-options';

/** A step whose action takes a list of files or folders. */
export function listStep(name: string, action: string, items: object[], options: ComponentStepOptions): ComponentStep {
  return ComponentStep.of(name, action, ComponentStepInputs.fromList(items.map((item) => ({ ...item }))), options);
}
