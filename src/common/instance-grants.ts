import { Annotations } from 'aws-cdk-lib';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { KnownFact } from './known-facts';
import { grantPermission, Permission } from './permission';

/** Grants permissions to the role of the instances that build and test. */
export type GrantToInstances = (role: IRole) => void;

/** Grants the permissions that a component or a recipe needs on instances, if it needs any. */
export const GRANT_TO_INSTANCES = new KnownFact<GrantToInstances>();
/** Role of the instances of an infrastructure configuration. */
export const INSTANCE_ROLE = new KnownFact<IRole>();
/** Role of the running instances on which an infrastructure configuration runs builds. */
export const PARENT_INSTANCE_ROLE = new KnownFact<IRole>();

/** Several grants as one, if there is any. */
export function allGrants(grants: (GrantToInstances | undefined)[]): GrantToInstances | undefined {
  const given = grants.filter((grant) => grant !== undefined);
  return given.length === 0 ? undefined : (role) => given.forEach((grant) => grant(role));
}

/** Grants the permissions that a recipe needs to the instances on which it is built, as far as both are known. */
export function grantToInstances(scope: IConstruct, recipe: IConstruct, infrastructure: IConstruct): void {
  const grant = GRANT_TO_INSTANCES.of(recipe);
  if (grant !== undefined && INSTANCE_ROLE.of(infrastructure) === undefined) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:unknownInstanceRole',
      'The recipe uses buckets, keys or repositories, and the role of the instances is not known here, so it gets no permissions for them. '
      + 'Builds fail unless it has them.');
  }
  rolesOf(infrastructure).forEach((role) => grant?.(role));
}

/** Grants a permission to the instances that build and test, or else warns. */
export function allowInstances(scope: IConstruct, permission: Permission, infrastructure: IConstruct, warning: string): void {
  if (INSTANCE_ROLE.of(infrastructure) === undefined) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:unknownInstanceRole', warning);
  }
  rolesOf(infrastructure).forEach((role) => grantPermission(role, permission));
}

/** The roles of the instances, as far as they are known. Builds may run on other instances than tests. */
function rolesOf(infrastructure: IConstruct): IRole[] {
  return [INSTANCE_ROLE.of(infrastructure), PARENT_INSTANCE_ROLE.of(infrastructure)].filter((role) => role !== undefined);
}
