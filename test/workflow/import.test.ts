import { Lazy } from 'aws-cdk-lib';
import { importWorkflow } from '../../src/workflow/import';
import { WorkflowAttributes } from '../../src/workflow/workflow-props';
import { WorkflowType } from '../../src/workflow/workflow-type';
import { newStack } from '../support/synth';

const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:workflow/test/mine/1.2.3/4';
const token = Lazy.string({ produce: () => arn });
const known = (attrs: WorkflowAttributes) => stack.resolve(importWorkflow(stack, attrs, Object.values(WorkflowType)));

test.each([
  ['build', WorkflowType.BUILD], ['test', WorkflowType.TEST], ['distribution', WorkflowType.DISTRIBUTION],
])('an ARN tells the stage %s', (stage, type) => {
  const own = arn.replace('/test/', `/${stage}/`);
  expect(known({ workflowArn: own })).toEqual({ arn: own, name: 'mine', version: '1.2.3', type });
  expect(known({ workflowArn: own, workflowType: type })).toEqual({ arn: own, name: 'mine', version: '1.2.3', type });
});

test('an ARN without a version is that of any', () => {
  expect(known({ workflowArn: 'arn:aws:imagebuilder:eu-central-1:aws:workflow/build/build-image' })).toMatchObject({ name: 'build-image', version: 'x.x.x' });
});

test('a token tells name and version, and not the stage', () => {
  const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['/', arn] }] });
  expect(known({ workflowArn: token })).toEqual({ arn, name: part(2), version: part(3), type: undefined });
  expect(known({ workflowArn: token, workflowType: WorkflowType.TEST })).toEqual({ arn, name: part(2), version: part(3), type: 'TEST' });
});

test('name, type and version make an ARN', () => {
  const join = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:imagebuilder:eu-central-1:123456789012:${rest}`]] });
  expect(known({ workflowName: 'My_Workflow', workflowType: WorkflowType.TEST })).toEqual({ arn: join('workflow/test/my-workflow/x.x.x'), name: 'My_Workflow', version: 'x.x.x', type: 'TEST' });
  expect(known({ workflowName: 'mine', workflowType: WorkflowType.BUILD, workflowVersion: '1.x.x' }).arn).toEqual(join('workflow/build/mine/1.x.x'));
});

test.each<[WorkflowAttributes, string]>([
  [{}, 'WorkflowNameRequired: `workflowName` must be given when `workflowArn` is not.'],
  [{ workflowName: 'mine' }, 'WorkflowTypeRequired: `workflowType` must be given when `workflowName` is.'],
  [{ workflowArn: arn, workflowType: WorkflowType.BUILD }, 'WorkflowTypeConflict: `workflowType` must be TEST, as in `workflowArn`, got: \'BUILD\'.'],
  [{ workflowArn: arn, workflowName: 'mine', workflowType: WorkflowType.TEST }, 'WorkflowNameConflict: `workflowName` must be absent when `workflowArn` is given.'],
  [{ workflowArn: arn.replace('test', 'deploy') },
    'WorkflowArnMalformed: `workflowArn` must be the ARN of an Image Builder workflow, got: '
    + '\'arn:aws:imagebuilder:eu-central-1:123456789012:workflow/deploy/mine/1.2.3/4\'.'],
  [{ workflowName: 'mine', workflowType: WorkflowType.TEST, workflowVersion: '1.x.0' },
    'WorkflowVersionMalformed: `workflowVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or `x.x.x`, got: \'1.x.0\'.'],
])('%j is refused', (given, message) => {
  expect(() => known(given)).toThrow(new Error(`${message} [Stack]`));
});
