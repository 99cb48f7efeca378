import { NONE, UNKNOWN } from '../../../contract';
import { ImageArn } from '../model/arn';
import { Ami, Container, Image } from '../model/facts';

/** States of AMIs that cannot be launched, because they were not created or no longer exist. */
const UNUSABLE = new Set<string | undefined>(['FAILED', 'CANCELLED', 'DELETED']);

/** The attributes with the output of a build. */
export function outputsOf(image: Image, arn: ImageArn | undefined) {
  const amis = image.amis.filter(({ id, status }) => id !== undefined && !UNUSABLE.has(status));
  const copies = [...amis.map(describeAmi), ...image.containers.flatMap(describeContainer)].sort();
  return {
    AmiId: amiOf(amis, arn),
    ImageUri: uriOf(image.containers, arn),
    OutputImages: copies.join(',') || NONE,
  };
}

/** The AMI in the Region and account in which the image was built, or the first by ID if there are several. */
function amiOf(amis: readonly Ami[], arn: ImageArn | undefined): string {
  const here = amis.filter(({ region, account }) => arn !== undefined && region === arn.region && account === arn.account);
  if (here.length > 0) return here.map(({ id }) => id!).sort()[0];
  // An AMI without a Region or an account can be this AMI.
  return amis.some(({ region, account }) => arn === undefined || region === undefined || account === undefined) ? UNKNOWN : NONE;
}

function uriOf(containers: readonly Container[], arn: ImageArn | undefined): string {
  const here = containers.filter(({ region }) => arn !== undefined && region === arn.region).flatMap(({ uris }) => uris);
  return [...here].sort()[0] ?? NONE;
}

/** `region/account=ami` */
function describeAmi({ id, region = UNKNOWN, account = UNKNOWN }: Ami): string {
  return `${region}/${account}=${id}`;
}

/** `region=uri` */
function describeContainer({ region = UNKNOWN, uris }: Container): string[] {
  return uris.map((uri) => `${region}=${uri}`);
}
