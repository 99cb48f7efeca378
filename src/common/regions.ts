import { Stack, Token } from 'aws-cdk-lib';
import { IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { Fault } from './errors';
import { checkAtSynth, checkRegionName, isKnown } from './validate';

/** A resource that another resource names, with the property that names it. */
export type Named = readonly [prop: string, resource: IEnvironmentAware | undefined];

/**
 * Reports resources that are known to be in another Region than the stack of `scope`. Image Builder looks up an ARN in the Region of the request only.
 * Resources of other accounts may be shared with AWS RAM.
 */
export function regionFaults(scope: IConstruct, ...named: Named[]): Fault[] {
  // Loops, because each build asks for several resources.
  const faults: Fault[] = [];
  for (const [prop, resource] of named) {
    const got = otherRegion(scope, resource?.env?.region);
    if (got !== undefined) {
      faults.push(regionFault(scope, prop, got));
    }
  }
  return faults;
}

/**
 * Reports resources that are known to be in another account or Region than the stack of `scope`, of kinds that no other account can use: AWS RAM shares
 * components, images and recipes only, and Image Builder looks up what it gets by name in its own account.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-shared-resources.html
 */
export function placeFaults(scope: IConstruct, ...named: Named[]): Fault[] {
  return [...accountFaults(scope, ...named), ...regionFaults(scope, ...named)];
}

/** Reports resources that are known to be in another account than the stack of `scope`. What AWS manages is in no account. */
export function accountFaults(scope: IConstruct, ...named: Named[]): Fault[] {
  const own = Stack.of(scope).account;
  const faults: Fault[] = [];
  for (const [prop, resource] of named) {
    const got = resource?.env?.account;
    if (got !== undefined && got !== own && /^\d{12}$/.test(got) && !Token.isUnresolved(own)) {
      faults.push({ prop, problem: 'Conflict', rule: `be of ${own}, the account of the stack`, got });
    }
  }
  return faults;
}

/** Reports the ARN of a resource of another Region. */
export function arnRegionFaults(scope: IConstruct, prop: string, arn: string): Fault[] {
  const got = otherRegion(scope, /^arn:[^:]+:[^:]+:([a-z0-9-]+):/.exec(arn)?.[1]);
  return got === undefined ? [] : [regionFault(scope, prop, got)];
}

/** Checks at synth that resources are of the Region of the stack of `scope`. */
export function checkSameRegion(scope: IConstruct, ...named: Named[]): void {
  checkFaults(scope, regionFaults(scope, ...named));
}

/** Checks at synth that there are no faults, none of which can disappear until then. */
export function checkFaults(scope: IConstruct, faults: Fault[]): void {
  if (faults.length > 0) {
    checkAtSynth(scope, () => faults);
  }
}

/** The Region of a resource, if it is known to differ from that of the stack of `scope`. */
export function otherRegion(scope: IConstruct, theirs: string | undefined): string | undefined {
  const own = Stack.of(scope).region;
  return theirs === undefined || theirs === own || ![theirs, own].every(isKnown) ? undefined : theirs;
}

/** The partition of a Region. The names of Regions outside the partition `aws` begin with the partition: `us-gov-west-1` is in `aws-us-gov`. */
export function partitionOf(region: string): string {
  // The isolated partitions have letters: `us-isob-east-1` is in `aws-iso-b`.
  const [, partition, iso, letter] = /^(?:(cn|eusc|us-gov)|(?:eu|us)-(iso)([a-z]?))-/.exec(region) ?? [];
  return ['aws', partition ?? iso, letter].filter(Boolean).join('-');
}

/** Checks a Region to which an image is distributed. Images cannot be copied to another partition, which has accounts of its own. */
export function checkTargetRegion(scope: IConstruct, prop: string, region: string): void {
  checkRegionName(scope, prop, region);
  checkPartition(scope, prop, region, partitionOf(region));
}

/** Checks that an ARN is of the partition of the stack. */
export function checkArnPartition(scope: IConstruct, prop: string, arn: string): void {
  checkPartition(scope, prop, arn, arn.split(':')[1]);
}

function checkPartition(scope: IConstruct, prop: string, got: string, theirs: string): void {
  const { region } = Stack.of(scope);
  if (theirs === partitionOf(region) || !isKnown(got) || Token.isUnresolved(region)) {
    return;
  }
  checkFaults(scope, [{ prop, problem: 'Conflict', rule: `be of ${partitionOf(region)}, the partition of the stack`, got }]);
}

function regionFault(scope: IConstruct, prop: string, got: string): Fault {
  return { prop, problem: 'Conflict', rule: `be of ${Stack.of(scope).region}, the Region of the stack`, got };
}
