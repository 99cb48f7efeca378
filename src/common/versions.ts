import { IConstruct } from 'constructs';
import { KnownFact } from './known-facts';
import { checkPattern, checkRange } from './validate';

/** Highest number in a version, 2^30 - 1. */
const HIGHEST_NODE = 1_073_741_823;

/** Reference to the newest version of a resource. */
export const ANY_VERSION = 'x.x.x';

/** Checks a version without wildcards. */
export function checkFixedVersion(prop: string, value: string): void {
  checkPattern(undefined, prop, value, /^\d+\.\d+\.\d+$/, 'have three numbers, as in `1.0.0`');
  checkNodes(undefined, prop, value);
}

/** Checks a major and minor version, for which Image Builder counts the patch versions. */
export function checkMajorMinor(prop: string, value: string): void {
  checkPattern(undefined, prop, value, /^\d+\.\d+$/, 'have two numbers, as in `1.0`');
  checkNodes(undefined, prop, value);
}

/** Pattern of a version in a reference. Only `x`, for the newest version, may follow an `x`. */
export const VERSION_REFERENCE = '(?:x\\.x\\.x|\\d+\\.x\\.x|\\d+\\.\\d+\\.x|\\d+\\.\\d+\\.\\d+)';

const WHOLE_REFERENCE = new RegExp(`^${VERSION_REFERENCE}$`);

/** Checks a version in a reference, with which Image Builder finds the newest version. */
export function checkVersionReference(scope: IConstruct | undefined, prop: string, value: string): void {
  checkPattern(scope, prop, value, WHOLE_REFERENCE,
    'have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or `x.x.x`');
  checkNodes(scope, prop, value);
}

/** Whether a reference always names the same resource: an AMI, or a version without `x`. False for a token, whose value is not known. */
export function isPinned(reference: string): boolean {
  return /^ami-|^arn:.*:imagebuilder:.*\/\d+\.\d+\.\d+(\/\d+)?$/.test(reference);
}

/** Whether a component is named exactly, or all that a recipe names is named exactly, so that no newer version can replace it. */
export const IS_PINNED = new KnownFact<boolean>();

function checkNodes(scope: IConstruct | undefined, prop: string, value: string): void {
  for (const node of value.split('.').filter((text) => /^\d+$/.test(text))) {
    checkRange(scope, prop, Number(node), 0, HIGHEST_NODE);
  }
}
