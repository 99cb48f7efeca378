import { Duration, Stack, StackProps, TimeZone } from 'aws-cdk-lib';
import { InstanceClass, InstanceSize, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import {
  AmazonManagedWorkflow, BaseContainerImage, BaseImage, BuildReport, BuildSource, Component, ComponentDocument, ComponentStep, ContainerRecipe,
  DistributionConfiguration, Image, ImagePipeline, ImagePipelineSchedule, ImageRecipe, ImageScanning, InfrastructureConfiguration, LaunchInstanceStep,
  LifecyclePolicy, LifecyclePolicyActionType, LifecyclePolicyResourceType, Platform, Repository, RunCommandStep, ScanReport, ScanSource, SeverityGate,
  TerminateInstanceStep, WeekDay, Workflow, WorkflowDocument, WorkflowOnFailure, WorkflowType,
} from 'cdk-imagebuilder';

/** What another stack of the same kind may want different. */
export interface EverythingStackProps extends StackProps {
  /** What the names of resources begin with. */
  readonly prefix?: string;

  /** What the images are for, as the descriptions of the resources tell it. */
  readonly purpose?: string;

  /** Commands that harden both images. */
  readonly hardening?: string[];

  /** Commands that have to succeed on an instance of the new AMI. */
  readonly smokeTest?: string[];
}

/** The same hardening for an AMI and for a container image, with every type of resource that Image Builder has. */
export class EverythingStack extends Stack {
  constructor(scope: Construct, id: string, props: EverythingStackProps = {}) {
    super(scope, id, props);
    const { prefix = 'everything', purpose: description = 'Base of all services' } = props;

    const hardening = new Component(this, 'Hardening', {
      platform: Platform.LINUX,
      document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', props.hardening ?? ['dnf -y update'])] }),
    });
    const components = [hardening];

    const infrastructureConfiguration = new InfrastructureConfiguration(this, 'Infrastructure', {
      infrastructureConfigurationName: `${prefix}-infrastructure`,
      description,
      instanceTypes: [InstanceType.of(InstanceClass.M7I, InstanceSize.LARGE)],
    });

    const launch = new LaunchInstanceStep('Launch');
    const smokeTest = new Workflow(this, 'SmokeTest', {
      workflowType: WorkflowType.TEST,
      document: WorkflowDocument.fromSteps([
        launch,
        new RunCommandStep('Check', {
          instanceId: launch.instanceId,
          documentName: 'AWS-RunShellScript',
          parameters: { commands: props.smokeTest ?? ['systemctl is-system-running --wait'] },
        }),
        new TerminateInstanceStep('Terminate', { instanceId: launch.instanceId, onFailure: WorkflowOnFailure.CONTINUE }),
      ]),
    });

    // The AMI: built by its pipeline during the deployment, and every Sunday.
    const amiRecipe = new ImageRecipe(this, 'AmiRecipe', { baseImage: BaseImage.amazonLinux2023(), components });
    const amiPipeline = new ImagePipeline(this, 'AmiPipeline', {
      imagePipelineName: `${prefix}-ami`,
      description,
      recipe: amiRecipe,
      infrastructureConfiguration,
      distributionConfiguration: new DistributionConfiguration(this, 'Distribution', {
        distributionConfigurationName: `${prefix}-distribution`,
        description,
        amiDistributions: [{ amiName: 'golden-{{ imagebuilder:buildDate }}' }],
      }),
      workflows: [
        { workflow: AmazonManagedWorkflow.buildImage(this, 'BuildImage') },
        { workflow: AmazonManagedWorkflow.testImage(this, 'TestImage') },
        { workflow: smokeTest },
      ],
      imageScanning: ImageScanning.testInstance(),
      schedule: ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3, timeZone: TimeZone.EUROPE_BERLIN }),
    });
    const ami = amiPipeline.runOnDeploy();
    new BuildReport(this, 'AmiBuild', { source: BuildSource.image(ami) }).addStackOutputs({ prefix: 'Ami' });
    new ScanReport(this, 'AmiScan', { source: ScanSource.image(ami), gate: SeverityGate.atMost({ critical: 0 }) }).addStackOutputs({ prefix: 'Ami' });

    // The container image: built by itself during the deployment; its pipeline is for later.
    const containerRecipe = new ContainerRecipe(this, 'ContainerRecipe', {
      baseImage: BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX }),
      targetRepository: Repository.fromEcr(new EcrRepository(this, 'Repository')),
      components,
    });
    const container = new Image(this, 'Container', { recipe: containerRecipe, infrastructureConfiguration });
    new ImagePipeline(this, 'ContainerPipeline', {
      imagePipelineName: `${prefix}-container`, description, recipe: containerRecipe, infrastructureConfiguration,
    });
    new BuildReport(this, 'ContainerBuild', { source: BuildSource.image(container) }).addStackOutputs({ prefix: 'Container' });

    new LifecyclePolicy(this, 'Cleanup', {
      lifecyclePolicyName: `${prefix}-cleanup`,
      description,
      resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
      resourceSelection: { recipes: [amiRecipe] },
      details: [{ action: { type: LifecyclePolicyActionType.DELETE }, filter: { ageFilter: { age: Duration.days(90), retainAtLeast: 3 } } }],
    });
  }
}
