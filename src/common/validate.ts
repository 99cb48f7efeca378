import { Annotations, AspectPriority, Aspects, Duration, PhysicalName, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { IConstruct } from 'constructs';
import { describe, Fault, InvalidInputError } from './errors';
import { warnOfMisspelled } from './near-names';

// Each check lets `undefined`, tokens and what is not looked up yet pass: types make properties required, and such values are known later only.
// Whether a value is known is asked last, because most values are none and keep the rule, and the question takes longer than the rules.

/**
 * Checks at synth what is known only when all constructs exist, such as rules between constructs. The CDK reports all faults of the app together.
 */
export function checkAtSynth(scope: IConstruct, faults: () => Fault[]): void {
  scope.node.addValidation({ validate: () => faults().map(describe) });
}

/** Warns at synth of what is known only when all constructs exist. */
export function warnAtSynth(scope: IConstruct, id: string, message: () => string | undefined): void {
  Aspects.of(scope).add({
    visit: (construct) => {
      const warning = construct === scope ? message() : undefined;
      if (warning !== undefined) {
        Annotations.of(scope).addWarningV2(id, warning);
      }
    },
  }, { priority: AspectPriority.READONLY });
}

/**
 * Checks the name of a resource. Upper case, underscores and inner spaces pass, so that existing resources can be adopted, and so does a name that the
 * CDK generates.
 */
export function checkName(scope: IConstruct | undefined, prop: string, value?: string): void {
  if (value === PhysicalName.GENERATE_IF_NEEDED) {
    return;
  }
  checkPattern(scope, prop, value, /^[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]$/,
    'be 3 to 128 letters, digits, hyphens, underscores or inner spaces');
}

/** Checks a description, or another free text. */
export function checkText(scope: IConstruct | undefined, prop: string, value?: string): void {
  checkNotGenerated(scope, prop, value);
  if (value !== undefined && (value.length < 1 || value.length > 1024) && isKnown(value)) {
    throw new InvalidInputError({ prop, problem: value.length < 1 ? 'Malformed' : 'TooLong', rule: 'be 1 to 1024 characters long', got: value }, scope);
  }
}

/** Checks the form of a text. */
export function checkPattern(scope: IConstruct | undefined, prop: string, value: string | undefined, pattern: RegExp, rule: string): void {
  if (value !== undefined && !pattern.test(value)) {
    checkNotGenerated(scope, prop, value);
    if (isKnown(value)) {
      throw new InvalidInputError({ prop, problem: 'Malformed', rule, got: value }, scope);
    }
  }
}

/**
 * Checks the form of a text that is taken apart during synthesis, here or by the CDK. There, one that is not looked up yet would end the first
 * synthesis without a word about the property.
 *
 * @param needed the form of what is taken apart, if other parts may be looked up
 */
export function checkPatternNow(
  scope: IConstruct | undefined, prop: string, value: string | undefined, pattern: RegExp, rule: string, needed: RegExp = pattern,
): void {
  if (value !== undefined && isPlaceholder(value) && !needed.test(value) && !Token.isUnresolved(value)) {
    throw new InvalidInputError({ prop, problem: 'Malformed', rule, got: value, hint: 'Give `valueFromLookup()` a default value with which it has this form.' }, scope);
  }
  checkPattern(scope, prop, value, pattern, rule);
}

/** Refuses what the CDK replaces only where it names a resource of its own. It would say so at the end of synthesis, without the property. */
export function checkNotGenerated(scope: IConstruct | undefined, prop: string, value?: string): void {
  if (value === PhysicalName.GENERATE_IF_NEEDED) {
    throw new InvalidInputError({
      prop, problem: 'Unsupported', rule: 'not be `PhysicalName.GENERATE_IF_NEEDED`, for which the CDK makes no name here', hint: 'Write the name.',
    }, scope);
  }
}

/** Checks a whole number within bounds. */
export function checkRange(scope: IConstruct | undefined, prop: string, value: number | undefined, min: number, max: number = Infinity): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= min && value <= max) && isKnown(value)) {
    const bounds = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new InvalidInputError({ prop, problem: 'OutOfRange', rule: `be a whole number ${bounds}`, got: value }, scope);
  }
}

/** Checks the whole seconds of a duration within bounds. A token passes, but cannot be converted to seconds. */
export function checkSeconds(
  scope: IConstruct | undefined, prop: string, value: Duration | undefined, min: number, max?: number,
): number | undefined {
  checkConvertible(scope, prop, value, 'seconds');
  const seconds = value?.toSeconds({ integral: false });
  checkRange(scope, prop, seconds, min, max);
  return seconds;
}

/** The CDK converts only durations that are known. */
function checkConvertible(scope: IConstruct | undefined, prop: string, value: Duration | undefined, unit: string): void {
  if (value?.isUnresolved() && value.unitLabel() !== unit) {
    throw new InvalidInputError({ prop, problem: 'Unresolved', rule: `be made with \`Duration.${unit}()\` when its value is a token` }, scope);
  }
}

/** Bounds of a duration, and the words of its rule. */
export interface DurationBounds {
  readonly unit: 'seconds' | 'minutes' | 'days';
  readonly min: number;
  readonly max: number;
  readonly rule: string;
  readonly hint?: string;
}

const IN_UNITS = {
  seconds: (value: Duration) => value.toSeconds({ integral: false }),
  minutes: (value: Duration) => value.toMinutes({ integral: false }),
  days: (value: Duration) => value.toDays({ integral: false }),
};

/** Checks a duration of whole seconds, minutes or days within bounds, and returns the number of units. */
export function checkDuration(
  scope: IConstruct | undefined, prop: string, value: Duration | undefined, { unit, min, max, rule, hint }: DurationBounds,
): number | undefined {
  checkConvertible(scope, prop, value, unit);
  const count = value && IN_UNITS[unit](value);
  if (count !== undefined && !(Number.isInteger(count) && count >= min && count <= max) && isKnown(count)) {
    throw new InvalidInputError({ prop, problem: 'OutOfRange', rule, got: value!.toHumanString(), hint }, scope);
  }
  return count;
}

/** Checks the ID of an AMI. */
export function checkAmiId(scope: IConstruct | undefined, prop: string, value?: string): void {
  checkPattern(scope, prop, value, /^ami-[0-9a-f]{8,17}$/, 'be an AMI id, as in `ami-0123456789abcdef0`');
}

/** Names of these words are those of Regions. Others are compared with the list of the CDK, which takes as long to load as a small app. */
const REGION_WORDS = /^(af|ap|ca|cn|eu|il|me|mx|sa|us)(-gov|-iso[a-z]?)?-(central|((north|south)(east|west)?|east|west))-\d+$/;

/** Checks the name of a Region in any partition, and warns of a name that is nearly one. */
export function checkRegionName(scope: IConstruct | undefined, prop: string, value?: string): void {
  checkPattern(scope, prop, value, /^[a-z]+(-[a-z]+)+-\d+$/, 'be the name of a Region, as in `eu-central-1`');
  if (value !== undefined && !REGION_WORDS.test(value) && isKnown(value)) {
    warnOfMisspelled(scope, prop, value, RegionInfo.regions.map(({ name }) => name));
  }
}

/** Checks the names of Regions. An empty list passes, because it is omitted. */
export function checkRegions(scope: IConstruct | undefined, prop: string, regions: string[] | undefined): void {
  (isKnown(regions) ? regions : []).forEach((region, index) => checkRegionName(scope, `${prop}[${index}]`, region));
}

/** Checks the number of entries of a list or a map. */
export function checkCount(scope: IConstruct | undefined, prop: string, value: object | undefined, min: number, max: number): void {
  const count = value && Object.keys(value).length;
  if (count !== undefined && (count < min || count > max) && isKnown(value)) {
    throw new InvalidInputError({ prop, problem: 'OutOfRange', rule: `have ${min} to ${max} entries`, got: count }, scope);
  }
}

/** Checks that a list has entries. */
export function checkNotEmpty(scope: IConstruct | undefined, prop: string, value?: unknown[]): void {
  if (value?.length === 0 && isKnown(value)) {
    throw new InvalidInputError({ prop, problem: 'Required', rule: 'have at least one entry' }, scope);
  }
}

/** Refuses a list that is known at deployment only where synthesis needs its entries, or there would be an error without the property later. */
export function checkKnownList(scope: IConstruct | undefined, prop: string, value: unknown[] | undefined): void {
  if (Token.isUnresolved(value)) {
    const rule = 'be known at synth, because each entry is used by itself';
    throw new InvalidInputError({ prop, problem: 'Unresolved', rule, hint: 'Its entries may be tokens.' }, scope);
  }
}

/** Checks that a list has each entry once. */
export function checkDifferent(scope: IConstruct | undefined, prop: string, values?: string[]): void {
  const twice = isKnown(values) ? values.find((value, index) => values.indexOf(value) !== index) : undefined;
  if (twice !== undefined) {
    throw new InvalidInputError({ prop, problem: 'Conflict', rule: 'have each entry once', got: twice }, scope);
  }
}

/** Checks tags of a resource or of what Image Builder creates. An empty map passes, because it is omitted. */
export function checkTags(scope: IConstruct | undefined, prop: string, tags: Record<string, string> | undefined, max: number): void {
  checkCount(scope, prop, tags, 0, max);
  for (const [key, value] of Object.entries(isKnown(tags) ? tags : {})) {
    checkPattern(scope, prop, key, /^(?!aws:)[a-zA-Z0-9\s_.:/=+\-@]{1,128}$/,
      'have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`');
    if (value?.length > 256 && isKnown(value)) {
      throw new InvalidInputError({ prop, problem: 'TooLong', rule: 'have values of at most 256 characters', got: value }, scope);
    }
  }
}

/** Checks IDs of AWS accounts. An empty list passes, because it is omitted. */
export function checkAccounts(scope: IConstruct | undefined, prop: string, accounts: string[] | undefined): void {
  checkCount(scope, prop, accounts, 0, 1536);
  (isKnown(accounts) ? accounts : []).forEach((account) => checkPattern(scope, prop, account, /^\d{12}$/, 'have 12 digits each'));
}

/** Checks that at most one of two properties is given. */
export function checkExclusive(scope: IConstruct | undefined, first: [prop: string, value: unknown], second: [prop: string, value: unknown]): void {
  if (first[1] !== undefined && second[1] !== undefined) {
    throw new InvalidInputError({ prop: second[0], problem: 'Conflict', rule: `be absent when \`${first[0]}\` is given` }, scope);
  }
}

/** Checks that a property is given if another property needs it. */
export function checkNeeds(scope: IConstruct | undefined, dependent: [prop: string, value: unknown], needed: [prop: string, value: unknown]): void {
  if (dependent[1] !== undefined && needed[1] === undefined) {
    throw new InvalidInputError({ prop: needed[0], problem: 'Required', rule: `be given when \`${dependent[0]}\` is` }, scope);
  }
}

/**
 * What the CDK gives until it has looked a value up. The first synthesis of an app finds out what is to be looked up, so it has to get to its end, or
 * the app could never be synthesized.
 */
const PLACEHOLDER = /dummy-value-for-|^(ami-1234|dummy1[a-c]|vpc-12345)$/;

/** Whether a text stands for one that is to be looked up, or holds one. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** Whether a value is known now, and not only at deployment or after it is looked up. */
export function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined && !Token.isUnresolved(value) && !(typeof value === 'string' && PLACEHOLDER.test(value));
}
