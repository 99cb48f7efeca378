import { Stack, StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { AmazonManagedComponent, BaseImage, GoldenAmi, SeverityGate } from 'cdk-imagebuilder';

/** Who may launch the AMI, and where. */
export interface SharedAmiStackProps extends StackProps {
  /** The account that launches instances from the AMI. */
  readonly consumerAccount: string;

  /** The multi-Region key that encrypts the AMI. */
  readonly encryptionKeyArn: string;

  /** Regions that get the AMI besides that of the stack. */
  readonly regions: string[];
}

/** An AMI that is encrypted with a multi-Region key, and that another account can launch in several Regions. */
export class SharedAmiStack extends Stack {
  readonly golden: GoldenAmi;

  constructor(scope: Construct, id: string, props: SharedAmiStackProps) {
    super(scope, id, props);
    this.golden = new GoldenAmi(this, 'Web', {
      baseImage: BaseImage.amazonLinux2023(),
      components: [AmazonManagedComponent.updateLinux(this, 'Update')],
      regions: props.regions,
      accounts: [props.consumerAccount],
      encryptionKey: Key.fromKeyArn(this, 'Key', props.encryptionKeyArn),
      gate: SeverityGate.atMost({ critical: 1, high: 10 }),
    });
    this.golden.addStackOutputs();
  }
}
