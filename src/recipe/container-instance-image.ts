import { IStringParameter } from 'aws-cdk-lib/aws-ssm';
import { checkParameterInReference } from './image-parameter';
import { checkAmiId, checkText } from '../common/validate';

/** The AMI of the instances on which containers are built. It has Docker. */
export class ContainerInstanceImage {
  /**
   * An AMI of the Region in which containers are built.
   *
   * @param amiId for example `ami-0123456789abcdef0`
   */
  public static fromAmiId(amiId: string): ContainerInstanceImage {
    checkAmiId(undefined, 'amiId', amiId);
    return new ContainerInstanceImage(amiId);
  }

  /**
   * The AMI whose id an SSM parameter holds when a container is built.
   *
   * @param parameter of this stack or an import
   */
  public static fromSsmParameter(parameter: IStringParameter): ContainerInstanceImage {
    return new ContainerInstanceImage(`ssm:${parameter.parameterArn}`);
  }

  /**
   * The AMI whose id an SSM parameter holds when a container is built.
   *
   * Parameters that are not below `/imagebuilder/` or `/aws/service/` take an execution role, which is allowed to read this one.
   *
   * @param parameterName name or ARN of the parameter
   */
  public static fromSsmParameterName(parameterName: string): ContainerInstanceImage {
    checkParameterInReference('parameterName', parameterName);
    return new ContainerInstanceImage(`ssm:${parameterName}`);
  }

  /**
   * Any other form that the service takes.
   *
   * @param image passed on as it is
   */
  public static fromString(image: string): ContainerInstanceImage {
    checkText(undefined, 'image', image);
    return new ContainerInstanceImage(image);
  }

  private constructor(
    /** The image as CloudFormation takes it. */
    public readonly image: string,
  ) {}
}
