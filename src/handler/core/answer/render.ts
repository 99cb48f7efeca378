import { attributesFit, Envelope, reasonBytes } from './response';
import { cutList, cutText, ELLIPSIS, greatest, jsonBytes, oneLine } from './text';
import { MAX_RESPONSE_BYTES } from '../../../contract/custom-resource';
import { UNKNOWN } from '../../../contract/values';

type Flat = Readonly<Record<string, string>>;
type Cut = (value: string, limit: number) => string;

/** Attributes with sentences of the service or of this library. */
const FREE_TEXT = ['ImageStatusReason', 'FailureMessage', 'ScanStatusReason', 'GateReason'];
/** Attributes with comma-separated lists. */
const LISTS = ['OutputImages', 'FailedRegions', 'TopVulnerabilities'];

/**
 * Renders the attributes for CloudFormation: strings that, together with the rest of the response, fit the limit.
 * Values are cut in this order: free text, lists, and then all others. Within each kind the longest values are cut first.
 */
export function renderAttributes(attributes: Readonly<Record<string, string | number>>, envelope: Envelope): Flat {
  // `false` is longer than `true`, so a response that fits with `false` also fits with `true`.
  const whole: Flat = { ...strings(attributes), Truncated: 'false' };
  if (attributesFit(envelope, whole)) return whole;
  const passes: [string[], Cut][] = [[FREE_TEXT, cutText], [LISTS, cutList], [Object.keys(attributes), cutText]];
  const short = passes.reduce<Flat>(
    (cut, [keys, how]) => attributesFit(envelope, cut) ? cut : cutLongest(cut, keys.filter((key) => key in cut), how, envelope),
    whole,
  );
  return { ...short, Truncated: 'true' };
}

/** A reason on one line, short enough for the response that carries it. */
export function renderReason(reason: string, envelope: Envelope): string {
  return cutText(oneLine(reason), reasonBytes(envelope));
}

function strings(values: Readonly<Record<string, string | number>>): Flat {
  // A value of which nothing can be shown is not known. CloudFormation would accept it as it is.
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, oneLine(String(value)) || UNKNOWN]));
}

/**
 * Cuts the values of `keys` to the greatest common length that fits, so that shorter values stay whole.
 * If no length fits, the values become ellipses.
 */
function cutLongest(attributes: Flat, keys: readonly string[], cut: Cut, envelope: Envelope): Flat {
  const cutTo = (limit: number): Flat => ({ ...attributes, ...Object.fromEntries(keys.map((key) => [key, cut(attributes[key], limit)])) });
  const shortest = jsonBytes(ELLIPSIS);
  // No value can be longer than the whole response.
  const tooLong = Math.min(MAX_RESPONSE_BYTES, Math.max(shortest, ...keys.map((key) => jsonBytes(attributes[key]))));
  return cutTo(greatest(shortest, tooLong, (limit) => attributesFit(envelope, cutTo(limit))));
}
