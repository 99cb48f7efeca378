import { App, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  AmazonManagedWorkflow, BaseContainerImage, BaseImage, Component, ComponentDocument, ComponentStep, ContainerRecipe, DistributionConfiguration,
  ImageArchitecture, ImagePipeline, ImageRecipe, ImageScanning, InfrastructureConfiguration, LifecyclePolicy, LifecyclePolicyActionType,
  LifecyclePolicyResourceType, ParentInstance, Platform, Repository, WorkflowOnFailure, WorkflowParameterValue,
} from '../src';
import { newStack } from './support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };

/** An app whose constructs are each right, and do not fit together. */
function mismatched(): App {
  const stack = newStack({ env });
  const app = stack.node.root as App;
  const elsewhere = new Stack(app, 'Elsewhere', { env: { ...env, region: 'us-east-1' } });

  const windows = new Component(stack, 'Windows', {
    platform: Platform.WINDOWS,
    document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.powerShell('Run', ['date'])], parameters: { Level: {}, Mode: {} } }),
  });
  const recipe = new ImageRecipe(stack, 'Recipe', {
    baseImage: BaseImage.amazonLinux2023({ architecture: ImageArchitecture.ARM64 }),
    components: [windows.withParameters({ level: '1', mode: 'fast' })],
  });
  const group = new autoscaling.CfnAutoScalingGroup(elsewhere, 'Group', { minSize: '1', maxSize: '1' });
  new ImagePipeline(stack, 'Pipeline', {
    recipe,
    infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure', {
      instanceTypes: [new ec2.InstanceType('m7g.large'), new ec2.InstanceType('m7i.large')],
      notificationTopic: new sns.Topic(stack, 'Topic', { fifo: true }),
      parentInstance: ParentInstance.fromAutoScalingGroup(group),
    }),
    distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', {
      amiDistributions: [{ amiName: 'golden-{{ imagebuilder:buildDate }}', amiKmsKey: new kms.Key(elsewhere, 'Key') }],
    }),
    imageScanning: ImageScanning.container(),
    workflows: [
      { workflow: AmazonManagedWorkflow.buildContainer(stack, 'Build'), onFailure: WorkflowOnFailure.ABORT },
      { workflow: AmazonManagedWorkflow.testImage(stack, 'Test'), parameters: { Level: WorkflowParameterValue.fromInteger(1) } },
    ],
  });
  new LifecyclePolicy(stack, 'Lifecycle', {
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    details: [{ action: { type: LifecyclePolicyActionType.DELETE }, filter: { countFilter: { count: 5 } } }],
    resourceSelection: {
      recipes: [new ContainerRecipe(stack, 'ContainerRecipe', {
        baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'),
        targetRepository: Repository.fromEcr(new ecr.Repository(stack, 'Repository')),
      })],
    },
  });
  return app;
}

test('what does not fit together is said all at once, at the construct that says it', () => {
  expect(() => mismatched().synth()).toThrow(new Error([
    'Validation failed with the following errors:',
    '[Stack/Recipe] ComponentsConflict: `components[0]` must be for Linux, like the base image, got: \'Windows\'.',
    '[Stack/Recipe] ParametersUnsupported: `components[0].parameters` must name parameters of the component (Level, Mode), got: \'level\'.',
    '[Stack/Recipe] ParametersUnsupported: `components[0].parameters` must name parameters of the component (Level, Mode), got: \'mode\'.',
    '[Stack/Recipe] ParametersRequired: `components[0].parameters` must set `Level`, which has no default value.',
    '[Stack/Recipe] ParametersRequired: `components[0].parameters` must set `Mode`, which has no default value.',
    '[Stack/Infrastructure] NotificationTopicUnsupported: `notificationTopic` must be a standard topic, because the service knows no FIFO topics.',
    '[Stack/Infrastructure] ParentInstanceConflict: `parentInstance` must be of eu-central-1, the Region of the stack, got: \'us-east-1\'.',
    '[Stack/Distribution] AmiKmsKeyConflict: `amiDistributions[0].amiKmsKey` must be a key of eu-central-1, got: \'us-east-1\'.',
    '[Stack/Pipeline] InstanceTypesConflict: `instanceTypes` must be for arm64, like the base image of the recipe, got: \'x86_64\'.',
    '[Stack/Pipeline] ImageScanningConflict: `imageScanning` must not be `container()` for an image recipe.',
    '[Stack/Pipeline] OnFailureUnsupported: `workflows[0].onFailure` must be absent, because the workflow is a BUILD workflow, got: \'Abort\'.',
    '[Stack/Pipeline] WorkflowConflict: `workflows[0].workflow` must be for AMI images, like the recipe, got: \'Docker\'.',
    '[Stack/Lifecycle] RecipesConflict: `resourceSelection.recipes[0]` must be an image recipe, like `resourceType`, got: \'Stack/ContainerRecipe\'.',
  ].join('\n  ')));
});
