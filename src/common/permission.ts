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
 * The condition that a key is used through a service. The names of services end with `amazonaws.com` in every partition, unlike their endpoints, as
 * AWS documents them and aws-cdk-lib writes them.
 */
export function viaService(service: string, region = '*'): Record<string, Record<string, string>> {
  return { [region === '*' ? 'StringLike' : 'StringEquals']: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } };
}

/** What was granted to roles, with the resources that builds must wait for. Patterns grant a role that they share the same for each image. */
const GRANTED = new WeakMap<iam.IRole, Map<string, IDependable | undefined>>();

/**
 * Gives a role a permission, and accepts cdk-nag's findings about wildcards that have a reason.
 *
 * @returns resources that a build must wait for
 */
export function grantPermission(role: iam.IRole, permission: Permission): IDependable | undefined {
  const granted = GRANTED.get(role) ?? new Map<string, IDependable | undefined>();
  GRANTED.set(role, granted);
  const key = JSON.stringify(permission);
  if (!granted.has(key)) {
    granted.set(key, grantAnew(role, permission));
  }
  return granted.get(key);
}

function grantAnew(role: iam.IRole, { actions, resources, conditions, reason, managedPolicy }: Permission): IDependable | undefined {
  if (managedPolicy !== undefined) {
    attachManagedPolicy(role, managedPolicy, reason!);
    return undefined;
  }
  acknowledgeWildcards(role, resources, reason);
  return role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources, conditions })).policyDependable;
}

/** Accepts cdk-nag's findings about the wildcards of a permission that has a reason for them. */
export function acknowledgeWildcards(role: iam.IRole, resources: readonly string[], reason: string | undefined): void {
  if (reason !== undefined) {
    resources.filter((resource) => resource.includes('*')).forEach((resource) => acknowledgeWildcard(role, resource, reason));
  }
}

/** Entries that become known one after another. */
export class Growing<Entry> {
  // Most have one entry and one subscriber, and a list that grows by `push()` has room for 17.
  private entries: readonly Entry[] = [];
  private subscribers: readonly ((entry: Entry) => void)[] = [];

  /** The entries that are known so far. */
  public get known(): readonly Entry[] {
    return this.entries;
  }

  public add(...entries: Entry[]): void {
    this.entries = [...this.entries, ...entries];
    entries.forEach((entry) => this.subscribers.forEach((subscriber) => subscriber(entry)));
  }

  /** Calls a subscriber with each entry: at once if the entry is known, otherwise when it becomes known. */
  public subscribe(subscriber: (entry: Entry) => void): void {
    this.entries.forEach((entry) => subscriber(entry));
    this.subscribers = [...this.subscribers, subscriber];
  }
}

/** Permissions that become known one after another. */
export class Permissions extends Growing<Permission> {}

/** Permissions that are all known, or undefined if there are none. */
export function permissionsOf(known: Permission[]): Permissions | undefined {
  if (known.length === 0) {
    return undefined;
  }
  const permissions = new Permissions();
  permissions.add(...known);
  return permissions;
}

/** Permissions that the execution role needs for a recipe, an infrastructure configuration or a distribution configuration. */
export const EXECUTION_PERMISSIONS = new KnownFact<Permissions>();
