import { WORKFLOW_VARIABLES } from '../../src/workflow/actions';
import { WorkflowVariable } from '../../src/workflow/workflow-variable';

test('there is a constant for every documented variable', () => {
  const { of, ...constants } = Object.fromEntries(Object.getOwnPropertyNames(WorkflowVariable).filter((name) => /^[A-Z_0-9]+$/.test(name))
    .map((name) => [name, (WorkflowVariable as any)[name]._render()]));
  expect(Object.values(constants)).toEqual(WORKFLOW_VARIABLES.map((name) => `$.imagebuilder.${name}`));
});

test('any other variable can be named', () => {
  expect(WorkflowVariable.of('brandNew')._render()).toBe('$.imagebuilder.brandNew');
});
