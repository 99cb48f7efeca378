import { Annotations } from 'aws-cdk-lib';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { KnownFact } from './known-facts';
import { grantPermission, Permission } from './permission';

/** Allows something to the role of the instances that build and test. */
export type GrantToInstances = (role: IRole) => void;

/** Allows the role of instances to do what a component or a recipe does there, if that takes permissions. */
export const GRANT_TO_INSTANCES = new KnownFact<GrantToInstances>();
/** Role of the instances of an infrastructure configuration. */
export const INSTANCE_ROLE = new KnownFact<IRole>();
/** Role of the running instances on which an infrastructure configuration lets builds take place. */
export const PARENT_INSTANCE_ROLE = new KnownFact<IRole>();

/** Several of them as one, if there is any. */
export function allGrants(grants: (GrantToInstances | undefined)[]): GrantToInstances | undefined {
  const given = grants.filter((grant) => grant !== undefined);
  return given.length === 0 ? undefined : (role) => given.forEach((grant) => grant(role));
}

/** Allows what a recipe does to the instances on which it is built, as far as both are known. */
export function grantToInstances(scope: IConstruct, recipe: IConstruct, infrastructure: IConstruct): void {
  const grant = GRANT_TO_INSTANCES.of(recipe);
  if (grant !== undefined && INSTANCE_ROLE.of(infrastructure) === undefined) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:unknownInstanceRole',
      'The recipe uses buckets, keys or repositories, and the role of the instances is not known here, so it gets no permissions for them. '
      + 'Builds fail unless it has them.');
  }
  rolesOf(infrastructure).forEach((role) => grant?.(role));
}

/** Allows something to the instances that build and test, or else warns. */
export function allowInstances(scope: IConstruct, permission: Permission, infrastructure: IConstruct, warning: string): void {
  if (INSTANCE_ROLE.of(infrastructure) === undefined) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:unknownInstanceRole', warning);
  }
  rolesOf(infrastructure).forEach((role) => grantPermission(role, permission));
}

/** The roles of the instances, as far as they are known: builds may take place on others than tests. */
function rolesOf(infrastructure: IConstruct): IRole[] {
  return [INSTANCE_ROLE.of(infrastructure), PARENT_INSTANCE_ROLE.of(infrastructure)].filter((role) => role !== undefined);
}
