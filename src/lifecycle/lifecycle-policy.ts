import { Annotations, IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnLifecyclePolicy } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { renderDetails } from './details';
import { LifecyclePolicyDetail, LifecyclePolicyResourceSelection, LifecyclePolicyResourceType } from './lifecycle-policy-detail';
import { grantLifecycle } from './permissions';
import { renderSelection } from './selection';
import { importNamed } from '../common/import';
import { arnComponents, physicalName } from '../common/naming';
import { omitEmpty } from '../common/render';
import { checkName, checkTags, checkText } from '../common/validate';

/** A lifecycle policy: deletes, deprecates or disables images when they are old. */
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
   * Allows actions on this lifecycle policy.
   *
   * @param grantee who may
   * @param actions IAM actions, for example `imagebuilder:GetLifecyclePolicy`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows to read this lifecycle policy.
   *
   * @param grantee who may
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/** Whether a lifecycle policy is in force. */
export enum LifecyclePolicyStatus {
  /** It runs once a day. */
  ENABLED = 'ENABLED',
  /** It does nothing. */
  DISABLED = 'DISABLED',
}

/** Properties of a lifecycle policy. */
export interface LifecyclePolicyProps {
  /** Whether it is about AMIs or containers. */
  readonly resourceType: LifecyclePolicyResourceType;

  /** The rules: one to three, with another action each. */
  readonly details: LifecyclePolicyDetail[];

  /** Whose images: recipes, or tags. */
  readonly resourceSelection: LifecyclePolicyResourceSelection;

  /**
   * The name of the lifecycle policy.
   *
   * @default - a unique name in lower case
   */
  readonly lifecyclePolicyName?: string;

  /**
   * What the lifecycle policy is for.
   *
   * @default - it is shown without a description
   */
  readonly description?: string;

  /**
   * Whether the lifecycle policy is in force.
   *
   * @default LifecyclePolicyStatus.ENABLED
   */
  readonly status?: LifecyclePolicyStatus;

  /**
   * The role with which the service does it. It has to trust `imagebuilder.amazonaws.com`, and gets what the rules need.
   *
   * @default - a new role
   */
  readonly executionRole?: iam.IRole;

  /**
   * Tags of the lifecycle policy.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
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
 * A lifecycle policy: deletes, deprecates or disables images when they are old.
 *
 * The service looks once a day. It does not ask who uses an image: one that a template still reads can be spared with a tag, or with
 * `lastLaunched`.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-lifecycles.html
 * @resource AWS::ImageBuilder::LifecyclePolicy
 */
export class LifecyclePolicy extends LifecyclePolicyBase {
  /**
   * An existing lifecycle policy, by its ARN.
   *
   * @param scope parent
   * @param id id within the parent
   * @param lifecyclePolicyArn its ARN
   */
  public static fromLifecyclePolicyArn(scope: Construct, id: string, lifecyclePolicyArn: string): ILifecyclePolicy {
    return LifecyclePolicy.imported(scope, id, { arn: lifecyclePolicyArn });
  }

  /**
   * An existing lifecycle policy of this account and Region, by its name.
   *
   * @param scope parent
   * @param id id within the parent
   * @param lifecyclePolicyName its name
   */
  public static fromLifecyclePolicyName(scope: Construct, id: string, lifecyclePolicyName: string): ILifecyclePolicy {
    return LifecyclePolicy.imported(scope, id, { name: lifecyclePolicyName });
  }

  private static imported(scope: Construct, id: string, known: { readonly arn?: string; readonly name?: string }): ILifecyclePolicy {
    const { arn, name } = importNamed(scope, 'lifecycle-policy', known);

    class Import extends LifecyclePolicyBase {
      public readonly lifecyclePolicyArn = arn;
      public readonly lifecyclePolicyName = name;
    }
    return new Import(scope, id, { environmentFromArn: arn });
  }

  public readonly lifecyclePolicyArn: string;
  public readonly lifecyclePolicyName: string;

  /** The role with which the service does it. */
  public readonly executionRole: iam.IRole;

  constructor(scope: Construct, id: string, props: LifecyclePolicyProps) {
    super(scope, id, { physicalName: physicalName(props.lifecyclePolicyName, () => this) });
    checkName(this, 'lifecyclePolicyName', props.lifecyclePolicyName);
    checkText(this, 'description', props.description);
    checkTags(this, 'tags', props.tags, 50);
    const forContainers = props.resourceType === LifecyclePolicyResourceType.CONTAINER_IMAGE;
    const details = renderDetails(this, props.details, forContainers);
    const selection = renderSelection(this, props.resourceSelection, forContainers);

    this.executionRole = props.executionRole ?? new iam.Role(this, 'ExecutionRole', { assumedBy: new iam.ServicePrincipal('imagebuilder.amazonaws.com') });
    const resource = new CfnLifecyclePolicy(this, 'Resource', {
      name: this.physicalName,
      description: props.description,
      executionRole: this.executionRole.roleArn,
      resourceType: props.resourceType,
      policyDetails: details,
      resourceSelection: selection.rendered,
      status: props.status,
      tags: omitEmpty(props.tags),
    });
    this.lifecyclePolicyArn = this.getResourceArnAttribute(resource.attrArn, arnComponents('lifecycle-policy', this.physicalName));
    this.lifecyclePolicyName = this.getResourceNameAttribute(this.physicalName);
    const reach = { details, imageNames: selection.imageNames, repositoryArns: selection.repositoryArns, forContainers };
    if (!grantLifecycle(resource, this.executionRole, reach)) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:lifecycleRoleClosed',
        'The execution role is closed for updates, so it gets no permissions. The rules do nothing unless it has '
        + 'EC2ImageBuilderLifecycleExecutionPolicy, or the like.');
    }
  }
}
