import { WorkflowCondition } from '../../src/workflow/workflow-condition';
import { WorkflowVariable } from '../../src/workflow/workflow-variable';

const value = WorkflowVariable.PLATFORM;
const path = '$.imagebuilder.platform';

test.each([
  [WorkflowCondition.stringEquals(value, 'Linux'), { stringEquals: 'Linux', value: path }],
  [WorkflowCondition.booleanEquals(value, false), { booleanEquals: false, value: path }],
  [WorkflowCondition.numberEquals(value, 1), { numberEquals: 1, value: path }],
  [WorkflowCondition.numberGreaterThan(value, 1), { numberGreaterThan: 1, value: path }],
  [WorkflowCondition.numberGreaterThanEquals(value, 1), { numberGreaterThanEquals: 1, value: path }],
  [WorkflowCondition.numberLessThan(value, 1), { numberLessThan: 1, value: path }],
  [WorkflowCondition.numberLessThanEquals(value, 1), { numberLessThanEquals: 1, value: path }],
  [WorkflowCondition.stringEquals(value, 'Linux').negated(), { not: { stringEquals: 'Linux', value: path } }],
  [WorkflowCondition.allOf(WorkflowCondition.stringEquals(value, 'a'), WorkflowCondition.stringEquals(value, 'b')),
    { and: [{ stringEquals: 'a', value: path }, { stringEquals: 'b', value: path }] }],
  [WorkflowCondition.anyOf(WorkflowCondition.stringEquals(value, 'a')), { or: [{ stringEquals: 'a', value: path }] }],
])('renders as the service has it (%#)', (condition, expected) => {
  expect(condition._render()).toEqual(expected);
});
