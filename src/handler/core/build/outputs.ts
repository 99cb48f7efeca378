import { outcomeOf } from './build-outcome';
import { lastDistributed } from './region-results';
import { NONE, UNKNOWN } from '../../../contract/values';
import { ImageArn } from '../model/arn';
import { Ami, Container, Image, ObservedExecution } from '../model/facts';

/** States of AMIs that were not created or no longer exist. */
const GONE = new Set<string | undefined>(['FAILED', 'CANCELLED', 'DELETED']);
const OWN_ACCOUNT = /^[0-9]{12}$/;

/** The attributes with the output of a build. */
export function outputsOf(image: Image, arn: ImageArn | undefined, executions: readonly ObservedExecution[]) {
  // The list of the outputs can outlive them.
  if (image.status === 'DELETED') return { AmiId: NONE, ImageUri: NONE, OutputImages: NONE };
  // An image that was built has an output.
  if (outcomeOf(image.status) === 'SUCCEEDED' && image.amis === undefined && image.containers === undefined) {
    return { AmiId: image.type === 'DOCKER' ? NONE : UNKNOWN, ImageUri: image.type === 'AMI' ? NONE : UNKNOWN, OutputImages: UNKNOWN };
  }
  const amis = existingAmis(image);
  const containers = image.containers ?? [];
  const copies = [...amis.map(describeAmi), ...containers.flatMap(describeContainer)].sort();
  return {
    // What is disabled exists, and cannot be launched.
    AmiId: image.status === 'DISABLED' ? NONE : amiOf(amis.filter(({ status }) => status !== 'DISABLED'), arn, executions),
    ImageUri: uriOf(containers, arn),
    OutputImages: copies.join(',') || NONE,
  };
}

/** Whether only the steps of the distribution show which of several AMIs is the AMI of the image. */
export function needsDistribution(image: Image, arn: ImageArn | undefined): boolean {
  return arn !== undefined && idsHere(existingAmis(image), arn).length > 1;
}

function existingAmis({ amis = [] }: Image): Ami[] {
  return amis.filter(({ id, status }) => id !== undefined && !GONE.has(status));
}

/** The AMI in the Region and account in which the image was built. */
function amiOf(amis: readonly Ami[], arn: ImageArn | undefined, executions: readonly ObservedExecution[]): string {
  if (arn === undefined) return amis.length > 0 ? UNKNOWN : NONE;
  const ids = idsHere(amis, arn);
  if (ids.length > 0) return ids.length === 1 ? ids[0] : lastDistributed(executions, ids) ?? UNKNOWN;
  // An AMI without a Region or an account can be this AMI.
  const canBeHere = amis.some(({ region = arn.region, account = arn.account }) => region === arn.region && account === arn.account);
  return canBeHere ? UNKNOWN : NONE;
}

/** IDs of the AMIs in the Region and account of the image, each once. */
function idsHere(amis: readonly Ami[], arn: ImageArn): string[] {
  const here = amis.filter(({ region }) => region === arn.region);
  const own = here.filter(({ account }) => account === arn.account);
  // The owner of a managed image is not an account. The service names accounts since images can be distributed to other accounts.
  const isAnyAccount = !OWN_ACCOUNT.test(arn.account) || amis.every(({ account }) => account === undefined);
  return [...new Set((isAnyAccount ? here : own).map(({ id }) => id!))];
}

/** The URI with the tag that no other image of the recipe gets, if there is one: version and build, as in CloudFormation. Other tags may move. */
function uriOf(containers: readonly Container[], arn: ImageArn | undefined): string {
  const here = containers.filter(({ region }) => arn !== undefined && region === arn.region).flatMap(({ uris }) => uris).sort();
  if (here.length > 0) return here.find((uri) => uri.endsWith(`:${arn!.version}-${arn!.build}`)) ?? here[0];
  // A container image without a Region can be this container image.
  return containers.some(({ region, uris }) => uris.length > 0 && (arn === undefined || region === undefined)) ? UNKNOWN : NONE;
}

/** `region/account=ami` */
function describeAmi({ id, region = UNKNOWN, account = UNKNOWN }: Ami): string {
  return `${region}/${account}=${id}`;
}

/** `region=uri` */
function describeContainer({ region = UNKNOWN, uris }: Container): string[] {
  return uris.map((uri) => `${region}=${uri}`);
}
