import { Stack, StackProps, TimeZone } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BaseImage, DistributionConfiguration, ImagePipeline, ImagePipelineSchedule, ImageRecipe } from 'cdk-imagebuilder';

/** What both sides of the distribution have to agree on. */
export interface DistributionProps {
  /** The account that gets copies of the AMI. */
  readonly targetAccountId: string;

  /** The parameter, in each account and Region, that tells the newest AMI. */
  readonly parameterName: string;

  /** Regions that get the AMI beside that of the stack. */
  readonly regions: string[];
}

/** An AMI that is built every Sunday and goes to several Regions of two accounts. */
export class DistributionStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & DistributionProps) {
    super(scope, id, props);
    const { targetAccountId, parameterName } = props;

    const distributionConfiguration = new DistributionConfiguration(this, 'Distribution');
    for (const region of [this.region, ...props.regions]) {
      distributionConfiguration.addAmiDistributions({
        region,
        amiName: 'golden-{{ imagebuilder:buildDate }}',
        amiTargetAccountIds: [targetAccountId],
        ssmParameters: [{ parameterName }, { parameterName, amiAccountId: targetAccountId }],
      });
    }

    new ImagePipeline(this, 'Pipeline', {
      recipe: new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }),
      distributionConfiguration,
      schedule: ImagePipelineSchedule.cron('0 3 ? * sun *', { timeZone: TimeZone.EUROPE_BERLIN, autoDisableFailureCount: 3 }),
    });
  }
}
