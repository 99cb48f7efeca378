import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import {
  BaseContainerImage, BuildReport, BuildSource, Component, ComponentDocument, ComponentStep, ContainerRecipe, FileStep, ImagePipeline,
  LifecyclePolicy, LifecyclePolicyActionType, LifecyclePolicyResourceType, Platform, Repository,
} from 'cdk-imagebuilder';

/** A hardened container image, built during the deployment; old ones are deleted. */
export class GoldenContainerStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const repository = new EcrRepository(this, 'Repository', { imageScanOnPush: true });

    const version = ComponentStep.bash('Version', ['. /etc/os-release', 'echo -n "$VERSION_ID"']);
    const hardening = new Component(this, 'Hardening', {
      platform: Platform.LINUX,
      document: ComponentDocument.fromSteps({
        parameters: { Banner: { defaultValue: 'golden', description: 'What a shell greets with' } },
        buildSteps: [
          ComponentStep.bash('Update', ['dnf -y update', 'dnf clean all']),
          version,
          FileStep.create('Greet', [{ path: '/etc/motd', content: `${ComponentDocument.reference('Banner')} ${version.output('stdout')}` }]),
        ],
        testSteps: [ComponentStep.bash('Check', ['test -s /etc/motd'])],
      }),
    });

    const recipe = new ContainerRecipe(this, 'Recipe', {
      baseImage: BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX }),
      targetRepository: Repository.fromEcr(repository),
      components: [hardening.withParameters({ Banner: 'golden container' })],
    });
    const image = new ImagePipeline(this, 'Pipeline', { recipe }).runOnDeploy();
    new BuildReport(this, 'Build', { source: BuildSource.image(image) }).addStackOutputs();

    new LifecyclePolicy(this, 'Cleanup', {
      resourceType: LifecyclePolicyResourceType.CONTAINER_IMAGE,
      resourceSelection: { recipes: [recipe] },
      details: [{
        action: { type: LifecyclePolicyActionType.DELETE },
        filter: { ageFilter: { age: Duration.days(90), retainAtLeast: 3 } },
      }],
    });
  }
}
