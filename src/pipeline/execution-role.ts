import { Annotations, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { CfnImage, CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { Construct, Dependable, IConstruct } from 'constructs';
import { attachManagedPolicy, takesPolicies } from '../common/acknowledge';
import { grantPermission, Permission } from '../common/permission';

type Builder = Partial<Pick<CfnImage | CfnImagePipeline, 'executionRole'>>;

/** The managed policy that AWS documents for execution roles. */
const MANAGED_POLICY = 'EC2ImageBuilderExecutionPolicy';

/**
 * The role with which Image Builder builds: the given role, or a new role if a build needs permissions that the service-linked role does not have.
 *
 * What depends on it waits for the role and its policies, if there is a role.
 */
export class ExecutionRole {
  private role?: iam.IRole;
  private resource?: Builder;
  /** Permissions that a role needs if one is created later. */
  private readonly deferred: Permission[] = [];

  constructor(private readonly scope: Construct, given?: iam.IRole) {
    if (given !== undefined) {
      this.role = this.equipped(given);
    }
    const roots = (): IConstruct[] => this.role === undefined ? [] : Dependable.of(this.role).dependencyRoots;
    Dependable.implement(this, {
      get dependencyRoots() {
        return roots();
      },
    });
  }

  /** The role, if there is one so far. */
  public get current(): iam.IRole | undefined {
    return this.role;
  }

  /** Builds of a resource use the role, if there is one or as soon as there is one. Without one they use the service-linked role. */
  public useIn(resource: Builder): void {
    this.resource = resource;
    this.render();
  }

  /** Returns the role, and creates it if there is none. */
  public require(): iam.IRole {
    if (this.role === undefined) {
      const role = this.role = this.equipped(new iam.Role(this.scope, 'ExecutionRole', { assumedBy: trusted(this.scope) }));
      this.render();
      this.deferred.forEach((permission) => grantPermission(role, permission));
    }
    return this.role;
  }

  /** Grants a permission that builds need, unless the service-linked role is used and has it, or the managed policy contains it. */
  public allow(permission: Permission): void {
    if (this.role === undefined && permission.inServiceLinkedRole) {
      this.deferred.push(permission);
    } else if (!permission.inManagedPolicy) {
      const role = this.require();
      if (permission.managedPolicy !== undefined) {
        this.warnIfClosed(role, permission.managedPolicy);
      }
      grantPermission(role, permission);
    }
  }

  private render(): void {
    if (this.resource !== undefined) {
      this.resource.executionRole = this.role?.roleArn;
    }
  }

  private equipped(role: iam.IRole): iam.IRole {
    this.warnIfClosed(role, MANAGED_POLICY);
    attachManagedPolicy(role, MANAGED_POLICY,
      'Image Builder documents this policy for execution roles in place of its service-linked role; AWS keeps it in step with the service.');
    return role;
  }

  private warnIfClosed(role: iam.IRole, policy: string): void {
    if (!takesPolicies(role)) {
      Annotations.of(this.scope).addWarningV2('cdk-imagebuilder:importedExecutionRole',
        `The execution role is imported or closed for updates, so no policies are attached to it. Builds fail unless it has ${policy}, or the like.`);
    }
  }
}

/** The principal of Image Builder, restricted to requests on behalf of this account. */
function trusted(scope: IConstruct): iam.ServicePrincipal {
  return new iam.ServicePrincipal('imagebuilder.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } } });
}
