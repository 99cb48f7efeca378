import { Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  BaseImage, BuildReport, BuildSource, Component, ComponentDocument, ComponentStep, DistributionConfiguration, ImagePipeline, ImageRecipe,
  ImageScanning, InfrastructureConfiguration, Platform, ScanReport, ScanSource, SeverityGate,
} from 'cdk-imagebuilder';

/** What another stack of the same kind may want different. */
export interface GoldenAmiStackProps extends StackProps {
  /** Commands that harden the image. */
  readonly hardening?: string[];

  /** How many vulnerabilities are accepted. */
  readonly gate?: SeverityGate;

  /** Whether the image is scanned. */
  readonly imageScanning?: ImageScanning;
}

/** A hardened AMI, built during the deployment; its outcome and its vulnerabilities are stack outputs. */
export class GoldenAmiStack extends Stack {
  constructor(scope: Construct, id: string, props: GoldenAmiStackProps = {}) {
    super(scope, id, props);

    const hardening = new Component(this, 'Hardening', {
      platform: Platform.LINUX,
      document: ComponentDocument.fromSteps({
        buildSteps: [ComponentStep.bash('Harden', props.hardening ?? ['dnf -y update', 'systemctl disable --now rpcbind || true'])],
        testSteps: [ComponentStep.bash('Check', ['! systemctl is-active rpcbind'])],
      }),
    });

    const pipeline = new ImagePipeline(this, 'Pipeline', {
      recipe: new ImageRecipe(this, 'Recipe', {
        baseImage: BaseImage.amazonLinux2023(),
        components: [hardening],
      }),
      infrastructureConfiguration: new InfrastructureConfiguration(this, 'Infrastructure'),
      distributionConfiguration: new DistributionConfiguration(this, 'Distribution', {
        amiDistributions: [{ amiName: 'golden-{{ imagebuilder:buildDate }}', amiTags: { Team: 'platform' } }],
      }),
      imageScanning: props.imageScanning ?? ImageScanning.testInstance(),
    });
    const image = pipeline.runOnDeploy();

    const build = new BuildReport(this, 'Build', { source: BuildSource.image(image) });
    build.addStackOutputs();

    const scan = new ScanReport(this, 'Scan', {
      source: ScanSource.image(image),
      gate: props.gate ?? SeverityGate.atMost({ critical: 1, high: 10 }),
    });
    scan.addStackOutputs();
  }
}
