import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { aws_imagebuilder as refs, aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { GoldenImageOptions } from './golden-image-options';
import { LaunchTemplateConfiguration } from '../distribution/ami-distribution';
import { ImageScanning } from '../pipeline/image-scanning';
import { BaseImage } from '../recipe/base-image';
import { IRecipe } from '../recipe/recipe';

/** Properties of a golden AMI. */
export interface GoldenAmiProps extends GoldenImageOptions {
  /**
   * The base image. Required unless `recipe` is given.
   *
   * @default - the base image of `recipe`
   */
  readonly baseImage?: BaseImage;

  /**
   * The image recipe, in place of a new one. Mutually exclusive with `baseImage`, `components`, `blockDevices` and `imageName`.
   *
   * @default - a new recipe
   */
  readonly recipe?: IRecipe;

  /**
   * The volumes of the build instance, which become volumes of the AMI.
   *
   * @default - the volumes of the base image
   */
  readonly blockDevices?: ec2.BlockDevice[];

  /**
   * How often the build of a deployment is retried from the test or distribution that failed, without building again, 0 to 5 times.
   *
   * Requires `buildOnDeploy: BuildOnDeploy.REPORT_FAILURE`, because CloudFormation does not retry the image of `BuildOnDeploy.ROLL_BACK`. The retries
   * must end within `timeout`.
   *
   * @default 0
   */
  readonly maxRetries?: number;

  /**
   * How Amazon Inspector scans the images for vulnerabilities.
   *
   * @default ImageScanning.onDemandAmi()
   */
  readonly imageScanning?: ImageScanning;

  /**
   * The Regions to which the AMI is distributed, besides the Region of the stack. Requires that the Region of the stack is known at synth.
   *
   * Mutually exclusive with `distributionConfiguration`.
   *
   * @default - only the Region of the stack
   */
  readonly regions?: string[];

  /**
   * IDs of accounts that can launch instances from the AMI. Mutually exclusive with `distributionConfiguration`.
   *
   * @default - no other accounts
   */
  readonly accounts?: string[];

  /**
   * ARNs of organizations whose accounts can launch instances from the AMI, at most 25. Mutually exclusive with `distributionConfiguration`.
   *
   * @default - no organizations
   */
  readonly organizationArns?: string[];

  /**
   * ARNs of organizational units whose accounts can launch instances from the AMI, at most 25. Mutually exclusive with `distributionConfiguration`.
   *
   * @default - no organizational units
   */
  readonly organizationalUnitArns?: string[];

  /**
   * The customer managed key that encrypts the AMI.
   *
   * The accounts, organizations and organizational units get permission to use the key, unless it is imported. In other Regions a multi-Region key encrypts with
   * its replica, which must exist there; any other key needs an entry for each Region in `regionalEncryptionKeys`. Mutually exclusive with
   * `distributionConfiguration`.
   *
   * @default - the encryption of the base image
   */
  readonly encryptionKey?: kmsRefs.IKeyRef;

  /**
   * The customer managed keys that encrypt the AMI in other Regions, by the name of the Region. Requires `encryptionKey`.
   *
   * @default - the replicas of `encryptionKey`
   */
  readonly regionalEncryptionKeys?: Record<string, kmsRefs.IKeyRef>;

  /**
   * The name of the AMI, at most 127 characters, which must be unique in a Region and therefore needs `{{ imagebuilder:buildDate }}`.
   *
   * Mutually exclusive with `distributionConfiguration`.
   *
   * @default - the name of the recipe and a timestamp
   */
  readonly amiName?: string;

  /**
   * Launch templates of the Region of the stack that get a new version with the AMI after every build.
   *
   * Mutually exclusive with `distributionConfiguration`.
   *
   * @default - no launch templates
   */
  readonly launchTemplates?: LaunchTemplateConfiguration[];

  /**
   * The name of the SSM parameter to which Image Builder writes the ID of the AMI after every build, in each Region.
   *
   * Image Builder creates the parameter, and keeps it when the stack is deleted. With `distributionConfiguration`, this is the parameter to which that
   * configuration writes.
   *
   * @default - `/imagebuilder/golden/<image name>`; with `distributionConfiguration` no parameter is known
   */
  readonly parameterName?: string;

  /**
   * The distribution configuration, in place of a new one.
   *
   * @default - a new distribution configuration
   */
  readonly distributionConfiguration?: refs.IDistributionConfigurationRef;
}
