import { Lazy } from 'aws-cdk-lib';
import { importWorkflow } from '../../src/private/workflow-import';
import { newStack } from '../support/synth';

const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:workflow/test/mine/1.2.3/4';
const token = Lazy.string({ produce: () => arn });
const known = (given: object) => stack.resolve(importWorkflow(stack, given));

test.each([
  ['build', 'BUILD'], ['test', 'TEST'], ['distribution', 'DISTRIBUTION'],
])('an ARN tells the stage %s', (stage, type) => {
  const own = arn.replace('/test/', `/${stage}/`);
  expect(known({ arn: own })).toEqual({ arn: own, name: 'mine', version: '1.2.3', type });
  expect(known({ arn: own, type })).toEqual({ arn: own, name: 'mine', version: '1.2.3', type });
});

test('an ARN without a version is that of any', () => {
  expect(known({ arn: 'arn:aws:imagebuilder:eu-central-1:aws:workflow/build/build-image' })).toMatchObject({ name: 'build-image', version: 'x.x.x' });
});

test('a token tells name and version, and not the stage', () => {
  const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['/', arn] }] });
  expect(known({ arn: token })).toEqual({ arn, name: part(2), version: part(3), type: undefined });
  expect(known({ arn: token, type: 'TEST' })).toEqual({ arn, name: part(2), version: part(3), type: 'TEST' });
});

test('name, type and version make an ARN', () => {
  const join = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:imagebuilder:eu-central-1:123456789012:${rest}`]] });
  expect(known({ name: 'My_Workflow', type: 'TEST' })).toEqual({ arn: join('workflow/test/my-workflow/x.x.x'), name: 'My_Workflow', version: 'x.x.x', type: 'TEST' });
  expect(known({ name: 'mine', type: 'BUILD', version: '1.x.x' }).arn).toEqual(join('workflow/build/mine/1.x.x'));
});

test.each([
  [{}, 'WorkflowNameRequired: `workflowName` must be given when `workflowArn` is not.'],
  [{ name: 'mine' }, 'WorkflowTypeRequired: `workflowType` must be given when `workflowName` is.'],
  [{ arn, type: 'BUILD' }, 'WorkflowTypeConflict: `workflowType` must be TEST, as in `workflowArn`, got: \'BUILD\'.'],
  [{ arn, name: 'mine', type: 'TEST' }, 'WorkflowNameConflict: `workflowName` must be absent when `workflowArn` is given.'],
  [{ arn: arn.replace('test', 'deploy') },
    'WorkflowArnMalformed: `workflowArn` must be the ARN of an Image Builder workflow, got: '
    + '\'arn:aws:imagebuilder:eu-central-1:123456789012:workflow/deploy/mine/1.2.3/4\'.'],
  [{ name: 'mine', type: 'TEST', version: '1.x.0' },
    'WorkflowVersionMalformed: `workflowVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or `x.x.x`, got: \'1.x.0\'.'],
])('%j is refused', (given, message) => {
  expect(() => known(given)).toThrow(new Error(`${message} [Stack]`));
});
