import { IStringParameter } from 'aws-cdk-lib/aws-ssm';
import { checkParameterInReference } from './image-parameter';
import { checkAmiId, checkText } from '../common/validate';

/**
 * The AMI of the instances on which containers are built. The AMI must have Docker.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-container-recipes.html
 *
 * @example
 * new ContainerRecipe(this, 'Recipe', {
 *   baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'),
 *   targetRepository: Repository.fromEcr(new ecr.Repository(this, 'Golden')),
 *   instanceImage: ContainerInstanceImage.fromSsmParameterName('/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id'),
 * });
 */
export class ContainerInstanceImage {
  /**
   * An AMI of the Region in which containers are built.
   *
   * @param amiId ID of the AMI, for example `ami-0123456789abcdef0`
   */
  public static fromAmiId(amiId: string): ContainerInstanceImage {
    checkAmiId(undefined, 'amiId', amiId);
    return new ContainerInstanceImage(amiId);
  }

  /**
   * The AMI whose ID an SSM parameter holds when a container is built.
   *
   * @param parameter parameter of this app, or an import
   */
  public static fromSsmParameter(parameter: IStringParameter): ContainerInstanceImage {
    return new ContainerInstanceImage(`ssm:${parameter.parameterArn}`);
  }

  /**
   * The AMI whose ID an SSM parameter holds when a container is built.
   *
   * A parameter outside of `/imagebuilder/` and `/aws/service/` needs an execution role, which gets the permission to read the parameter.
   *
   * @param parameterName name or ARN of the parameter
   */
  public static fromSsmParameterName(parameterName: string): ContainerInstanceImage {
    checkParameterInReference('parameterName', parameterName);
    return new ContainerInstanceImage(`ssm:${parameterName}`);
  }

  /**
   * An AMI in any other form that Image Builder takes.
   *
   * @param image value that is passed to Image Builder unchanged
   */
  public static fromString(image: string): ContainerInstanceImage {
    checkText(undefined, 'image', image);
    return new ContainerInstanceImage(image);
  }

  private constructor(
    /** The AMI in the form that CloudFormation takes. */
    public readonly image: string,
  ) {}
}
