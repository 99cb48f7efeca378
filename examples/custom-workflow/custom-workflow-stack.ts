import { join } from 'path';
import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  AmazonManagedWorkflow, BaseImage, CreateImageStep, ExecuteComponentsStep, ImagePipeline, ImageRecipe, ImageScanning, LaunchInstanceStep,
  SanitizeInstanceStep, TerminateInstanceStep, WaitForActionStep, Workflow, WorkflowCondition, WorkflowDocument, WorkflowOnFailure, WorkflowParameter,
  WorkflowParameterValue, WorkflowType, WorkflowVariable,
} from 'cdk-imagebuilder';

/** A pipeline that asks somebody before it makes an AMI, and tests the AMI side by side in two ways. */
export class CustomWorkflowStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);

    const topic = new Topic(this, 'Approvals', { masterKey: new Key(this, 'Key', { enableKeyRotation: true }), enforceSSL: true });

    const approval = WorkflowParameter.ofBoolean('approval', { defaultValue: WorkflowParameterValue.fromBoolean(true) });
    const launch = new LaunchInstanceStep('Launch');
    const { instanceId } = launch;
    const create = new CreateImageStep('CreateImage', { instanceId });
    const approvedBuild = new Workflow(this, 'ApprovedBuild', {
      workflowType: WorkflowType.BUILD,
      document: WorkflowDocument.fromSteps([
        launch,
        new ExecuteComponentsStep('ExecuteComponents', { instanceId }),
        new SanitizeInstanceStep('Sanitize', { instanceId }),
        new WaitForActionStep('Approve', {
          condition: WorkflowCondition.booleanEquals(approval.value, true),
          topic,
          payload: { image: WorkflowVariable.IMAGE_NAME, instance: instanceId },
          timeout: Duration.days(1),
        }),
        create,
        new TerminateInstanceStep('Terminate', { instanceId, onFailure: WorkflowOnFailure.CONTINUE }),
      ], { parameters: [approval], outputs: { ImageId: create.imageId } }),
    });

    const smokeTest = new Workflow(this, 'SmokeTest', {
      workflowType: WorkflowType.TEST,
      document: WorkflowDocument.fromFile(join(__dirname, 'smoke-test.yaml')),
    });

    new ImagePipeline(this, 'Pipeline', {
      recipe: new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }),
      imageScanning: ImageScanning.testInstance(),
      workflows: [
        { workflow: approvedBuild },
        { workflow: AmazonManagedWorkflow.testImage(this, 'TestImage'), parallelGroup: 'tests' },
        {
          workflow: smokeTest,
          parallelGroup: 'tests',
          onFailure: WorkflowOnFailure.CONTINUE,
          parameters: { commands: WorkflowParameterValue.fromStringList(['systemctl is-system-running --wait']) },
        },
      ],
    });
  }
}
