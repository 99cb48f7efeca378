import { AmazonManagedWorkflow } from '../../src/managed/amazon-managed-workflow';
import { WORKFLOW_FACTS } from '../../src/workflow/facts';
import { WorkflowType } from '../../src/workflow/workflow-type';
import { newStack } from '../support/synth';

const ofAmazon = (rest: string, region: unknown = { Ref: 'AWS::Region' }) =>
  ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:', region, `:aws:${rest}`]] });

describe('a managed workflow', () => {
  test.each([
    ['build', AmazonManagedWorkflow.buildContainer, 'build-container', WorkflowType.BUILD, 'Docker'],
    ['build', AmazonManagedWorkflow.buildImage, 'build-image', WorkflowType.BUILD, 'AMI'],
    ['distribution', AmazonManagedWorkflow.distributeContainer, 'distribute-container', WorkflowType.DISTRIBUTION, 'Docker'],
    ['distribution', AmazonManagedWorkflow.distributeImage, 'distribute-image', WorkflowType.DISTRIBUTION, 'AMI'],
    ['build', AmazonManagedWorkflow.expressBuildContainer, 'express-build-container', WorkflowType.BUILD, 'Docker'],
    ['build', AmazonManagedWorkflow.expressBuildImage, 'express-build-image', WorkflowType.BUILD, 'AMI'],
    ['test', AmazonManagedWorkflow.expressTestImage, 'express-test-image', WorkflowType.TEST, 'AMI'],
    ['test', AmazonManagedWorkflow.testContainer, 'test-container', WorkflowType.TEST, 'Docker'],
    ['test', AmazonManagedWorkflow.testImage, 'test-image', WorkflowType.TEST, 'AMI'],
  ])('of the stage %s is the newest of its name (%#)', (stage, make, name, type, imageType) => {
    const stack = newStack();
    const workflow = make(stack, 'Workflow');
    expect(stack.resolve(workflow.workflowArn)).toEqual(ofAmazon(`workflow/${stage}/${name}/x.x.x`));
    expect([workflow.workflowName, workflow.workflowVersion, workflow.workflowType]).toEqual([name, 'x.x.x', type]);
    expect(WORKFLOW_FACTS.of(workflow)).toMatchObject({ type, imageType });
  });

  test('is known by name and stage', () => {
    const stack = newStack();
    const workflow = AmazonManagedWorkflow.fromAmazonManagedWorkflowAttributes(stack, 'Workflow', { workflowName: 'brand-new', workflowType: WorkflowType.TEST });
    expect(stack.resolve(workflow.workflowArn)).toEqual(ofAmazon('workflow/test/brand-new/x.x.x'));
    expect(WORKFLOW_FACTS.of(workflow)).toEqual({ type: 'TEST' });
  });

  test.each(['Brand New', 'brand-new!', '!brand-new'])('has a name as it stands in ARNs, unlike %s', (workflowName) => {
    expect(() => AmazonManagedWorkflow.fromAmazonManagedWorkflowAttributes(newStack(), 'Workflow', { workflowName, workflowType: WorkflowType.TEST })).toThrow(
      new Error(`WorkflowNameMalformed: \`workflowName\` must be a name as it stands in ARNs: lower-case letters, digits, hyphens, got: '${workflowName}'. [Stack]`));
  });
});
