import { parseImageArn } from '../model/arn';
import { PipelineImage } from '../model/facts';
import { millisOf } from '../model/time';

/**
 * The images that can be the newest image of their pipeline, the newest first. Deleted images are listed for some time. Only if there are no others, the
 * newest of them is returned, which shows what became of it.
 */
export function newestFirst<T extends PipelineImage>(images: readonly T[]): T[] {
  const existing = images.filter(({ status }) => status !== 'DELETED').sort((a, b) => byAge(b, a));
  const newest = newestOf(images);
  return existing.length > 0 || newest === undefined ? existing : [newest];
}

/** The image that was built last: by time, then by version and build number. The service documents no order of its lists. */
export function newestOf<T extends PipelineImage>(images: readonly T[]): T | undefined {
  return images.reduce<T | undefined>((newest, image) => newest === undefined || byAge(image, newest) > 0 ? image : newest, undefined);
}

/** Orders images by the time of their builds, the oldest first. */
export function byAge(a: PipelineImage, b: PipelineImage): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  return rankA.map((value, index) => value - rankB[index]).find((difference) => difference !== 0) ?? 0;
}

/** The numbers by which images are ordered, the most important first. An unknown number is older than any other. */
function rankOf({ arn, createdAt }: PipelineImage): number[] {
  const parsed = parseImageArn(arn);
  const [major, minor, patch] = parsed ? parsed.version.split('.').map(Number) : [-1, 0, 0];
  return [millisOf(createdAt) ?? 0, major, minor, patch, parsed?.build ?? 0];
}
