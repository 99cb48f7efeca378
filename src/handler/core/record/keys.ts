import { isDay } from '../../../contract/gate';
import { MonitorProperties } from '../../../contract/monitor';
import { ImageArn } from '../model/arn';
import { Destination, DetailsPlace } from '../model/details-place';
import { dayOf, millisOf } from '../model/time';

/** The objects of one build. */
export interface BuildPlaces {
  readonly record: DetailsPlace;
  readonly page: DetailsPlace;
  readonly sbom: DetailsPlace;
}

/** The day of a record whose image has no creation date: the first day of the history. */
export const FIRST_DAY = '2020-01-01';

/** The day on which an image was created, in UTC. */
export function dayOfImage(createdAt: string | undefined): string {
  const millis = millisOf(createdAt);
  const day = millis === undefined ? FIRST_DAY : dayOf(new Date(millis));
  // Years of five digits are no days of a partition.
  return isDay(day) ? day : FIRST_DAY;
}

/** The places of a build, which are known before anything is read of the build but its image. */
export function placesOf(location: Destination, arn: ImageArn, createdAt: string | undefined): BuildPlaces {
  const parts = [`day=${dayOfImage(createdAt)}`, ...pathOf(arn)].join('/');
  return {
    record: placeIn(location, `records/${parts}.json`),
    page: placeIn(location, `pages/${parts}.html`),
    sbom: placeIn(location, `sboms/${parts}.cdx.json`),
  };
}

/** The place of what one monitor has told of a build. */
export function noticePlace(location: Destination, monitor: MonitorProperties['Id'], arn: ImageArn): DetailsPlace {
  return placeIn(location, `notices/${monitor}/${pathOf(arn).join('/')}.json`);
}

/** The place of what one monitor has told of a pipeline. No notice of a build has as few parts. */
export function pipelineNoticePlace(location: Destination, monitor: MonitorProperties['Id'], pipelineArn: string): DetailsPlace {
  const [,,, region, account, resource] = pipelineArn.split(':');
  return placeIn(location, `notices/${monitor}/${account}/${region}/${resource}.json`);
}

/** The place of what a monitor remembers of its own runs. */
export function monitorPlace(location: Destination, monitor: MonitorProperties['Id']): DetailsPlace {
  return placeIn(location, `monitors/${monitor}.json`);
}

function pathOf({ account, region, name, version, build }: ImageArn): string[] {
  return [account, region, name, version, String(build)];
}

function placeIn({ bucket, owner, prefix }: Destination, key: string): DetailsPlace {
  return { bucket, owner, key: prefix === undefined ? key : `${prefix}/${key}` };
}
