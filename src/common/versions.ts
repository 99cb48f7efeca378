import { IConstruct } from 'constructs';
import { KnownFact } from './known-facts';
import { checkPattern, checkRange } from './validate';

/** Highest value of a node of a version: 2^30 - 1. */
const HIGHEST_NODE = 1_073_741_823;

/** Any version of a resource: how the newest one is found. */
export const ANY_VERSION = 'x.x.x';

/** A version with every node given. */
export function checkFixedVersion(prop: string, value: string): void {
  checkPattern(undefined, prop, value, /^\d+\.\d+\.\d+$/, 'have three numbers, as in `1.0.0`');
  checkNodes(undefined, prop, value);
}

/** Major and minor version, for which the service counts the patches. */
export function checkMajorMinor(prop: string, value: string): void {
  checkPattern(undefined, prop, value, /^\d+\.\d+$/, 'have two numbers, as in `1.0`');
  checkNodes(undefined, prop, value);
}

/** A version in a reference: right of an `x`, which stands for the newest, there are only `x`. */
export const VERSION_REFERENCE = '(?:x\\.x\\.x|\\d+\\.x\\.x|\\d+\\.\\d+\\.x|\\d+\\.\\d+\\.\\d+)';

/** A version in a reference, from which the service finds the newest one. */
export function checkVersionReference(scope: IConstruct | undefined, prop: string, value: string): void {
  checkPattern(scope, prop, value, new RegExp(`^${VERSION_REFERENCE}$`),
    'have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or `x.x.x`');
  checkNodes(scope, prop, value);
}

/** Whether a reference names one thing for ever: an AMI, or a version without an `x`. Of a token nobody knows. */
export function isPinned(reference: string): boolean {
  return /^ami-|^arn:.*:imagebuilder:.*\/\d+\.\d+\.\d+(\/\d+)?$/.test(reference);
}

/** Whether no newer version can come: of a component, because it is named exactly; of a recipe, because all that it names is. */
export const IS_PINNED = new KnownFact<boolean>();

function checkNodes(scope: IConstruct | undefined, prop: string, value: string): void {
  for (const node of value.split('.').filter((text) => /^\d+$/.test(text))) {
    checkRange(scope, prop, Number(node), 0, HIGHEST_NODE);
  }
}
