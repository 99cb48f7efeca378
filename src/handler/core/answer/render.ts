import { attributesFit, Envelope, reasonBytes } from './response';
import { cutList, cutText, ELLIPSIS, jsonBytes, oneLine } from './text';
import { MAX_RESPONSE_BYTES } from '../../../contract';

type Flat = Readonly<Record<string, string>>;
type Cut = (value: string, limit: number) => string;

/** Sentences of the service and of ours. */
const FREE_TEXT = ['ImageStatusReason', 'FailureMessage', 'ScanStatusReason', 'GateReason'];
/** Comma-separated lists. */
const LISTS = ['OutputImages', 'FailedRegions', 'TopVulnerabilities'];

/**
 * The attributes as CloudFormation takes them: strings, and together with the rest of the response short enough.
 * What is too long is cut in this order: free text, lists, and only then anything else; of each kind the longest first.
 */
export function renderAttributes(attributes: Readonly<Record<string, string | number>>, envelope: Envelope): Flat {
  // `false` is the longer of the two, so what fits with it fits with `true`.
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
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

/**
 * Cuts the values of `keys` to one common length, as long as possible: so the longest give first, and those that are shorter stay whole.
 * Without a length that fits, only ellipses remain of them.
 */
function cutLongest(attributes: Flat, keys: readonly string[], cut: Cut, envelope: Envelope): Flat {
  const cutTo = (limit: number): Flat => ({ ...attributes, ...Object.fromEntries(keys.map((key) => [key, cut(attributes[key], limit)])) });
  let fitting = jsonBytes(ELLIPSIS);
  // Longer than the whole response nothing can be, and need not be tried.
  let tooLong = Math.min(MAX_RESPONSE_BYTES, Math.max(fitting, ...keys.map((key) => jsonBytes(attributes[key]))));
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (attributesFit(envelope, cutTo(middle))) fitting = middle;
    else tooLong = middle;
  }
  return cutTo(fitting);
}
