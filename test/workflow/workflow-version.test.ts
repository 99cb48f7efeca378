import { WorkflowVersion } from '../../src/workflow/workflow-version';

test('a workflow version is fixed', () => {
  expect(WorkflowVersion.of('1.2.3').version).toBe('1.2.3');
});

test.each(['1.0.x', '1.0', ''])('a workflow version is not %p', (version) => {
  expect(() => WorkflowVersion.of(version)).toThrow(new Error(
    `WorkflowVersionMalformed: \`workflowVersion\` must have three numbers, as in \`1.0.0\`, got: '${version}'.`));
});
