import * as iam from 'aws-cdk-lib/aws-iam';
import { IDependable } from 'constructs';
import { acknowledgeWildcard } from './acknowledge';
import { KnownFact } from './known-facts';

/** What a role has to be allowed. */
export interface Permission {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Record<string, Record<string, string | string[] | boolean>>;
  /** Why a resource holds a `*`. */
  readonly reason?: string;
  /** Whether the service-linked role and AWS's managed policy for execution roles have it anyway. */
  readonly inManagedPolicy?: boolean;
  /** Whether the service-linked role has it, from elsewhere: it is needed by an execution role and takes none. */
  readonly inServiceLinkedRole?: boolean;
}

/**
 * Gives a role a permission, and accepts cdk-nag's findings about wildcards that have a reason.
 *
 * @returns what a build has to wait for
 */
export function grantPermission(role: iam.IRole, { actions, resources, conditions, reason }: Permission): IDependable | undefined {
  if (reason !== undefined) {
    resources.filter((resource) => resource.includes('*')).forEach((resource) => acknowledgeWildcard(role, resource, reason));
  }
  return role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources, conditions })).policyDependable;
}

/** Permissions that become known one after the other. */
export class Permissions {
  private readonly known: Permission[] = [];
  private readonly subscribers: ((permission: Permission) => void)[] = [];

  public add(...permissions: Permission[]): void {
    this.known.push(...permissions);
    permissions.forEach((permission) => this.subscribers.forEach((subscriber) => subscriber(permission)));
  }

  /** Calls a subscriber with each permission: at once with those that are known, and with every other when it becomes known. */
  public subscribe(subscriber: (permission: Permission) => void): void {
    this.known.forEach(subscriber);
    this.subscribers.push(subscriber);
  }
}

/** What the role that runs a build has to be allowed for a recipe, an infrastructure or a distribution configuration. */
export const EXECUTION_PERMISSIONS = new KnownFact<Permissions>();
