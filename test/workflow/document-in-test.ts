import { Lazy, Stack } from 'aws-cdk-lib';
import { DocumentNode } from '../../src/document/document-node';
import { checkWorkflow } from '../../src/workflow/check';
import { newStack } from '../support/synth';

export const launch = { name: 'Launch', action: 'LaunchInstance', inputs: { waitFor: 'ssmAgent' } };
export const instance = { 'instanceId.$': '$.stepOutputs.Launch.instanceId' };
export const create = { name: 'Create', action: 'CreateImage', inputs: instance };
export const stop = { name: 'Stop', action: 'TerminateInstance', inputs: instance };
export const later = Lazy.string({ produce: () => 'later' });

export function check(document: unknown, type = 'BUILD', stack: Stack = newStack()) {
  return checkWorkflow(DocumentNode.root(stack, document), type);
}

export const withSteps = (...steps: unknown[]) => ({ schemaVersion: '1.0', steps });
export const withStep = (step: object) => withSteps({ name: 'Step', action: 'WaitForAction', ...step });
