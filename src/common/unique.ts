import { Annotations, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ListedFact } from './known-facts';
import { nameInArn, ResourceKind } from './naming';
import { checkAtSynth, checkName } from './validate';

/** Something that only one resource of an account and Region can have. */
export interface Unique {
  /** The property that gives it. */
  readonly prop: string;
  /** The value of the property. */
  readonly got: string;
  /** What distinguishes it, for example the end of an ARN. */
  readonly key: string;
  readonly words: string;
}

const TAKEN = new ListedFact<string>();

/**
 * Checks the name of a resource, and that no other resource of the account and Region has this name.
 *
 * @param version the version of a resource that has a name and a version
 */
export function checkResourceName(scope: IConstruct, prop: string, kind: ResourceKind, name?: string, version?: string): void {
  checkName(scope, prop, name);
  // Image Builder takes the next version in place of a wildcard.
  if (name === undefined || version?.includes('x')) {
    return;
  }
  const words = version === undefined ? `the name ${nameInArn(name)}` : `the name ${nameInArn(name)} with the version ${version}`;
  checkUnique(scope, { prop, got: name, key: `${kind}/${nameInArn(name)}/${version}`, words });
}

/**
 * Reports what two resources of the app have in the same account and Region. Within a stack, the deployment fails. Of several stacks perhaps only one is
 * deployed, so these cause a warning.
 */
export function checkUnique(scope: IConstruct, { prop, got, key, words }: Unique): void {
  if (Token.isUnresolved(got)) {
    return;
  }
  const others = othersWith(TAKEN, scope, words, `${placeOf(Stack.of(scope))} ${key}`);
  const near = others.find((other) => Stack.of(other) === Stack.of(scope));
  if (near !== undefined) {
    checkAtSynth(scope, () => [scope, near].every(isAlwaysDeployed)
      ? [{ prop, problem: 'Conflict', rule: `differ from that of ${near.node.path}, because only one resource can have ${words}`, got }] : []);
  } else if (others.length > 0) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:nameTaken',
      `\`${prop}\` gives this resource and ${others[0].node.path} ${words} in the same account and Region, where only one of them can be deployed.`);
  }
}

/** Whether a construct is part of the app still, and its resource has no condition, which could exclude that of another. */
function isAlwaysDeployed({ node }: IConstruct): boolean {
  const { defaultChild } = node;
  const hasCondition = CfnResource.isCfnResource(defaultChild) && defaultChild.cfnOptions.condition !== undefined;
  return !hasCondition && node.scope!.node.tryFindChild(node.id)?.node === node;
}

/** Lists a construct under a key, and returns the other constructs that were listed under the key before. */
export function othersWith(listed: ListedFact<string>, scope: IConstruct, words: string, key: string): IConstruct[] {
  const others = listed.within(scope.node.root, key).filter((other) => other !== scope);
  listed.list(scope, words, [key]);
  return others;
}

/** An account and a Region as a key. If they are not known, they are those of one stack. */
export function placeOf(stack: Stack, region: string = stack.region, account: string = stack.account): string {
  return `${[region, account].some(Token.isUnresolved) ? stack.node.path : ''} ${account} ${region}`;
}

/** The same for each import of a resource, and for a resource of the app its path, because its name is known at deployment only. */
export function identityOf({ node }: IConstruct, name: string): string {
  return Token.isUnresolved(name) ? node.path : name;
}
