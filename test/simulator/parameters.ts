import { parseArn } from './arns';
import { Resource } from './store';
import { Wire } from './wire';

/** A value that a distribution has written to the Parameter Store of Systems Manager. */
export interface WrittenParameter {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly value: string;
  readonly dataType: string;
  readonly imageArn: string;
}

/** What distributions have written until now, in the order of the ends of the builds; parameters outlive their images. */
export function writtenParameters(images: readonly Resource[], now: number): WrittenParameter[] {
  return images
    .map((image) => ({ image, view: image.timeline!.at(now) }))
    .filter(({ view }) => view.availableSince !== undefined)
    .sort((one, other) => one.view.availableSince! - other.view.availableSince!)
    .flatMap(({ image: { arn, body }, view }) => (body.distributionConfiguration?.distributions ?? []).flatMap((distribution: Wire) =>
      (distribution.ssmParameterConfigurations ?? []).flatMap((parameter: Wire) => writtenTo(parameter, distribution.region, arn, view.amis))));
}

function writtenTo(parameter: Wire, region: string, imageArn: string, amis: readonly Wire[]): WrittenParameter[] {
  const { parameterName: name, dataType = 'text', amiAccountId: accountId = parseArn(imageArn)!.account } = parameter;
  return amis.filter((ami) => ami.region === region && ami.accountId === accountId)
    .map(({ image: value }) => ({ accountId, region, name, value, dataType, imageArn }));
}
