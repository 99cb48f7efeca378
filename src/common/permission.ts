import * as iam from 'aws-cdk-lib/aws-iam';
import { IDependable } from 'constructs';
import { acknowledgeWildcard, attachManagedPolicy } from './acknowledge';
import { KnownFact } from './known-facts';

/** A permission that a role needs. */
export interface Permission {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Record<string, Record<string, string | string[] | boolean>>;
  /** Why a resource contains a `*`, or why a managed policy is attached. */
  readonly reason?: string;
  /** Whether the service-linked role and the AWS managed policy for execution roles have the permission already. */
  readonly inManagedPolicy?: boolean;
  /** Whether the service-linked role has the permission already. A given execution role needs the permission, which requires no execution role. */
  readonly inServiceLinkedRole?: boolean;
  /** The AWS managed policy that AWS demands for the actions, and that is attached to the role in place of a statement. */
  readonly managedPolicy?: string;
}

/**
 * Gives a role a permission, and accepts cdk-nag's findings about wildcards that have a reason.
 *
 * @returns resources that a build must wait for
 */
export function grantPermission(role: iam.IRole, { actions, resources, conditions, reason, managedPolicy }: Permission): IDependable | undefined {
  if (managedPolicy !== undefined) {
    attachManagedPolicy(role, managedPolicy, reason!);
    return undefined;
  }
  if (reason !== undefined) {
    resources.filter((resource) => resource.includes('*')).forEach((resource) => acknowledgeWildcard(role, resource, reason));
  }
  return role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources, conditions })).policyDependable;
}

/** Permissions that become known one after another. */
export class Permissions {
  private readonly known: Permission[] = [];
  private readonly subscribers: ((permission: Permission) => void)[] = [];

  public add(...permissions: Permission[]): void {
    this.known.push(...permissions);
    permissions.forEach((permission) => this.subscribers.forEach((subscriber) => subscriber(permission)));
  }

  /** Calls a subscriber with each permission: at once if the permission is known, otherwise when it becomes known. */
  public subscribe(subscriber: (permission: Permission) => void): void {
    this.known.forEach(subscriber);
    this.subscribers.push(subscriber);
  }
}

/** Permissions that the execution role needs for a recipe, an infrastructure configuration or a distribution configuration. */
export const EXECUTION_PERMISSIONS = new KnownFact<Permissions>();
