import { Annotations, IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnLifecyclePolicy } from 'aws-cdk-lib/aws-imagebuilder';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct } from 'constructs';
import { noteDeletion } from './deletion';
import { renderDetails } from './details';
import { LifecyclePolicyActionType, LifecyclePolicyResourceType } from './lifecycle-policy-detail';
import { KeepLatestOptions, LifecyclePolicyProps, LifecyclePolicyStatus } from './lifecycle-policy-props';
import { grantLifecycle } from './permissions';
import { areForContainers, renderSelection } from './selection';
import { isMarkedAs, markAs } from '../common/class-mark';
import { importNamed } from '../common/import';
import { memoized } from '../common/memoized';
import { arnComponents, physicalName, requiredName } from '../common/naming';
import { warnOfUnknownProperties } from '../common/property-names';
import { omitEmpty } from '../common/render';
import { checkResourceName } from '../common/unique';
import { checkRange, checkTags, checkText } from '../common/validate';
import { ANY_VERSION } from '../common/versions';

/** A lifecycle policy, which deletes, deprecates or disables old images. */
export interface ILifecyclePolicy extends IResource, refs.ILifecyclePolicyRef {
  /**
   * The ARN of the lifecycle policy.
   *
   * @attribute
   */
  readonly lifecyclePolicyArn: string;

  /**
   * The name of the lifecycle policy.
   *
   * @attribute
   */
  readonly lifecyclePolicyName: string;

  /**
   * Grants a principal IAM actions on this lifecycle policy.
   *
   * @param grantee the principal that gets the permissions
   * @param actions IAM actions, for example `imagebuilder:GetLifecyclePolicy`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Grants a principal permission to read this lifecycle policy.
   *
   * @param grantee the principal that gets the permission
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

abstract class LifecyclePolicyBase extends Resource implements ILifecyclePolicy {
  public abstract readonly lifecyclePolicyArn: string;
  public abstract readonly lifecyclePolicyName: string;

  public get lifecyclePolicyRef(): refs.LifecyclePolicyReference {
    return { lifecyclePolicyArn: this.lifecyclePolicyArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.lifecyclePolicyArn] });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetLifecyclePolicy');
  }
}

/**
 * A lifecycle policy, which deletes, deprecates or disables old images with their AMIs, snapshots or container images.
 *
 * Image Builder evaluates the policy once a day. The execution role gets the permissions that the rules need.
 *
 * #### Limitations
 *
 * - Image Builder does not check whether an image is in use. To keep an image whose attributes a template reads, exclude the image by a tag, or
 *   keep enough of the newest images.
 * - Container images are deleted only from repositories that have the tag `LifecycleExecutionAccess` with the value `EC2 Image Builder`, and
 *   from the target repositories of container recipes of this library that `resourceSelection` names.
 *
 * @example
 * new LifecyclePolicy(this, 'Cleanup', {
 *   resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
 *   resourceSelection: { tags: { Team: 'platform' } },
 *   details: [{
 *     action: { type: LifecyclePolicyActionType.DELETE },
 *     filter: { ageFilter: { age: Duration.days(180), retainAtLeast: 3 } },
 *     exclusionRules: { amiExclusionRules: { lastLaunched: Duration.days(60) } },
 *   }],
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-lifecycles.html
 * @resource AWS::ImageBuilder::LifecyclePolicy
 */
@propertyInjectable
export class LifecyclePolicy extends LifecyclePolicyBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.LifecyclePolicy';

  /**
   * Imports an existing lifecycle policy by its ARN.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param lifecyclePolicyArn ARN of the lifecycle policy
   */
  public static fromLifecyclePolicyArn(scope: Construct, id: string, lifecyclePolicyArn: string): ILifecyclePolicy {
    return LifecyclePolicy.imported(scope, id, { arn: lifecyclePolicyArn });
  }

  /**
   * Imports an existing lifecycle policy of the account and Region of the stack by its name.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param lifecyclePolicyName name of the lifecycle policy
   */
  public static fromLifecyclePolicyName(scope: Construct, id: string, lifecyclePolicyName: string): ILifecyclePolicy {
    return LifecyclePolicy.imported(scope, id, { name: lifecyclePolicyName });
  }

  /**
   * Whether a construct is a lifecycle policy that this library creates, and neither an import nor an L1.
   *
   * @param construct any construct
   */
  public static isLifecyclePolicy(construct: IConstruct): construct is LifecyclePolicy {
    return isMarkedAs(construct, LifecyclePolicy.PROPERTY_INJECTION_ID);
  }

  /**
   * Creates a lifecycle policy that deletes all images of recipes except the newest ones, with their AMIs and snapshots or their container images.
   *
   * Image Builder counts the images of each version of a recipe by themselves.
   *
   * @example
   * LifecyclePolicy.keepLatest(this, 'KeepFive', {
   *   recipes: [recipe],
   *   count: 5,
   *   exclusionRules: { imageExclusionRules: { tags: { DeployedBy: 'cdk' } } },
   * });
   *
   * @param scope parent construct
   * @param id ID of the lifecycle policy within the parent
   * @param options recipes, number of images and exclusions
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-lifecycle-rules.html
   */
  public static keepLatest(scope: Construct, id: string, options: KeepLatestOptions): LifecyclePolicy {
    const { recipes, count, exclusionRules, ...others } = options;
    checkRange(scope, 'count', count, 1, 1000);
    return new LifecyclePolicy(scope, id, {
      ...others,
      resourceType: areForContainers(scope, 'recipes', recipes) ? LifecyclePolicyResourceType.CONTAINER_IMAGE : LifecyclePolicyResourceType.AMI_IMAGE,
      resourceSelection: { recipeVersions: recipes.map((recipe) => ({ recipe, version: ANY_VERSION })) },
      details: [{ action: { type: LifecyclePolicyActionType.DELETE }, filter: { countFilter: { count } }, exclusionRules }],
    });
  }

  private static imported(scope: Construct, id: string, known: { readonly arn?: string; readonly name?: string }): ILifecyclePolicy {
    const { arn, name } = importNamed(scope, 'lifecycle-policy', known);

    class Import extends LifecyclePolicyBase {
      public readonly lifecyclePolicyArn = arn;
      public readonly lifecyclePolicyName = name;
    }
    return new Import(scope, id, { environmentFromArn: arn });
  }

  /** The IAM role with which Image Builder applies the rules. */
  public readonly executionRole: iam.IRole;

  private readonly resource: CfnLifecyclePolicy;

  constructor(scope: Construct, id: string, props: LifecyclePolicyProps) {
    super(scope, id, { physicalName: physicalName(props.lifecyclePolicyName, () => this) });
    markAs(this, LifecyclePolicy.PROPERTY_INJECTION_ID);
    warnOfUnknownProperties(this, 'LifecyclePolicyProps', props);
    checkResourceName(this, 'lifecyclePolicyName', 'lifecycle-policy', props.lifecyclePolicyName);
    checkText(this, 'description', props.description);
    checkTags(this, 'tags', props.tags, 50);
    const forContainers = props.resourceType === LifecyclePolicyResourceType.CONTAINER_IMAGE;
    const details = renderDetails(this, props.details, forContainers);
    const selection = renderSelection(this, props.resourceSelection, forContainers);

    this.executionRole = props.executionRole ?? new iam.Role(this, 'ExecutionRole', { assumedBy: new iam.ServicePrincipal('imagebuilder.amazonaws.com') });
    this.resource = new CfnLifecyclePolicy(this, 'Resource', {
      name: requiredName(props.lifecyclePolicyName, this.physicalName, this),
      description: props.description,
      executionRole: this.executionRole.roleArn,
      resourceType: props.resourceType,
      policyDetails: details,
      resourceSelection: selection.rendered,
      status: props.status,
      tags: omitEmpty(props.tags),
    });
    if (props.status !== LifecyclePolicyStatus.DISABLED) {
      noteDeletion(this, details, selection);
    }
    const reach = { details, imageNames: selection.imageNames, repositoryArns: selection.repositoryArns, forContainers };
    if (!grantLifecycle(this.resource, this.executionRole, reach)) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:lifecycleRoleClosed',
        'The execution role is closed for updates, so it gets no permissions. The rules do nothing unless it has '
        + 'EC2ImageBuilderLifecycleExecutionPolicy, or the like.');
    }
  }

  @memoized
  public get lifecyclePolicyArn(): string {
    return this.getResourceArnAttribute(this.resource.attrArn, arnComponents('lifecycle-policy', this.physicalName));
  }

  @memoized
  public get lifecyclePolicyName(): string {
    return this.getResourceNameAttribute(this.resource.name);
  }
}
