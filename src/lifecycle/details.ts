import { Annotations, Duration } from 'aws-cdk-lib';
import { CfnLifecyclePolicy } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import type { LifecyclePolicyAction, LifecyclePolicyDetail, LifecyclePolicyExclusionRules, LifecyclePolicyFilter } from './lifecycle-policy-detail';
import { InvalidInputError } from '../common/errors';
import { omitEmpty } from '../common/render';
import { checkAccounts, checkCount, checkExclusive, checkNeeds, checkRange, checkRegions, checkTags } from '../common/validate';

/** A rule in the form of CloudFormation, without tokens where permissions are made of it. */
export interface RenderedDetail {
  readonly action: { readonly type: string; readonly includeResources: { amis?: boolean; snapshots?: boolean; containers?: boolean } };
  readonly filter: { readonly type: string; readonly value: number; readonly unit?: string; readonly retainAtLeast?: number };
  readonly exclusionRules?: CfnLifecyclePolicy.ExclusionRulesProperty;
}

/** The rules of a lifecycle policy as CloudFormation takes them. */
export function renderDetails(scope: IConstruct, details: LifecyclePolicyDetail[], forContainers: boolean): RenderedDetail[] {
  checkCount(scope, 'details', details, 1, 3);
  const rendered = details.map(({ action, filter, exclusionRules = {} }, index) => {
    const prop = `details[${index}]`;
    checkAction(scope, `${prop}.action`, action, forContainers);
    return {
      action: { type: action.type, includeResources: includedBy(action, forContainers) },
      filter: renderFilter(scope, `${prop}.filter`, action.type, filter),
      exclusionRules: renderExclusions(scope, `${prop}.exclusionRules`, exclusionRules, forContainers),
    };
  });
  const types = rendered.map(({ action }) => action.type);
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  if (twice !== undefined) {
    throw new InvalidInputError({ prop: 'details', problem: 'Conflict', rule: 'have each action once', got: twice }, scope);
  }
  warnOfOrder(scope, rendered);
  return rendered;
}

function checkAction(scope: IConstruct, prop: string, action: LifecyclePolicyAction, forContainers: boolean): void {
  const refuse = (member: string, rule: string, got?: string) => {
    throw new InvalidInputError({ prop: `${prop}.${member}`, problem: 'Unsupported', rule, got }, scope);
  };
  if (forContainers && action.type !== 'DELETE') {
    refuse('type', 'be DELETE in a policy for containers', action.type);
  }
  const [others, what] = forContainers ? [['includeAmis', 'includeSnapshots'] as const, 'containers'] : [['includeContainers'] as const, 'AMIs'];
  others.filter((other) => action[other] !== undefined).forEach((other) => refuse(other, `be absent in a policy for ${what}`));
  if (action.includeSnapshots && action.type !== 'DELETE') {
    refuse('includeSnapshots', `be false or absent, because ${action.type} applies to AMIs only`);
  }
  if (action.includeSnapshots && action.includeAmis === false) {
    throw new InvalidInputError({
      prop: `${prop}.includeSnapshots`, problem: 'Conflict', rule: 'be false or absent when `includeAmis` is false, because an AMI needs its snapshots',
    }, scope);
  }
}

function includedBy(action: LifecyclePolicyAction, forContainers: boolean): RenderedDetail['action']['includeResources'] {
  if (forContainers) {
    return { containers: action.includeContainers ?? true };
  }
  const amis = action.includeAmis ?? true;
  // Snapshots are neither deprecated nor disabled.
  return { amis, snapshots: action.includeSnapshots ?? (action.type === 'DELETE' ? amis : undefined) };
}

function renderFilter(scope: IConstruct, prop: string, type: string, { ageFilter, countFilter }: LifecyclePolicyFilter): RenderedDetail['filter'] {
  checkExclusive(scope, [`${prop}.ageFilter`, ageFilter], [`${prop}.countFilter`, countFilter]);
  if (ageFilter !== undefined) {
    const { retainAtLeast } = ageFilter;
    checkRange(scope, `${prop}.ageFilter.retainAtLeast`, retainAtLeast, 1, 10);
    if (retainAtLeast !== undefined && type !== 'DELETE') {
      // Tests of AWS deploy such rules, but the reference names the number for deletion only.
      Annotations.of(scope).addWarningV2('cdk-imagebuilder:retainedImages',
        `\`${prop}.ageFilter.retainAtLeast\` is documented only for rules that delete, so a rule with the action ${type} may apply to the newest images, too.`);
    }
    return { type: 'AGE', ...renderAge(scope, `${prop}.ageFilter.age`, ageFilter.age, 1000, ageFilter.unit), retainAtLeast };
  }
  if (countFilter !== undefined) {
    if (type !== 'DELETE') {
      throw new InvalidInputError({ prop: `${prop}.countFilter`, problem: 'Unsupported', rule: 'be absent unless the action is DELETE', got: type }, scope);
    }
    checkRange(scope, `${prop}.countFilter.count`, countFilter.count, 1, 1000);
    return { type: 'COUNT', value: countFilter.count };
  }
  throw new InvalidInputError({ prop, problem: 'Required', rule: 'have `ageFilter` or `countFilter`' }, scope);
}

function renderExclusions(
  scope: IConstruct, prop: string, { imageExclusionRules, amiExclusionRules: amis }: LifecyclePolicyExclusionRules, forContainers: boolean,
): CfnLifecyclePolicy.ExclusionRulesProperty | undefined {
  if (forContainers && amis !== undefined) {
    throw new InvalidInputError({ prop: `${prop}.amiExclusionRules`, problem: 'Unsupported', rule: 'be absent in a policy for containers' }, scope);
  }
  checkTags(scope, `${prop}.imageExclusionRules.tags`, imageExclusionRules?.tags, 50);
  checkTags(scope, `${prop}.amiExclusionRules.tags`, amis?.tags, 50);
  checkAccounts(scope, `${prop}.amiExclusionRules.sharedAccounts`, amis?.sharedAccounts);
  checkRegions(scope, `${prop}.amiExclusionRules.regions`, amis?.regions);
  checkNeeds(scope, [`${prop}.amiExclusionRules.lastLaunchedUnit`, amis?.lastLaunchedUnit], [`${prop}.amiExclusionRules.lastLaunched`, amis?.lastLaunched]);
  return omitEmpty({
    tagMap: imageExclusionRules?.tags,
    amis: {
      isPublic: amis?.isPublic,
      lastLaunched: amis?.lastLaunched && renderAge(scope, `${prop}.amiExclusionRules.lastLaunched`, amis.lastLaunched, 365, amis.lastLaunchedUnit),
      regions: amis?.regions,
      sharedAccounts: amis?.sharedAccounts,
      tagMap: amis?.tags,
    },
  });
}

/** Warns of a rule without effect: an image that is deleted before it is disabled, or disabled before it is deprecated, is never disabled or deprecated. */
function warnOfOrder(scope: IConstruct, details: RenderedDetail[]): void {
  const ages = ['DEPRECATE', 'DISABLE', 'DELETE'].flatMap((type) => details
    .filter(({ action, filter }) => action.type === type && filter.unit !== undefined)
    .map(({ filter }) => ({ type, days: daysOf({ value: filter.value, unit: filter.unit! }) })));
  ages.slice(1).forEach((later, index) => {
    if (later.days <= ages[index].days) {
      Annotations.of(scope).addWarningV2('cdk-imagebuilder:lifecycleOrder',
        `${later.type} comes after ${later.days} days, so ${ages[index].type} after ${ages[index].days} days has no effect.`);
    }
  });
}

/** Units in which Image Builder counts ages, with the days of each. */
const DAYS_IN: Record<string, number> = { DAYS: 1, WEEKS: 7, MONTHS: 30, YEARS: 365 };

/** An age in the form of the API. */
interface Age {
  readonly value: number;
  readonly unit: string;
}

/**
 * An age in the form of the API: a whole number of a unit. Parts of a unit are rounded up, so that no rule applies too early.
 *
 * @param most highest number
 * @param unit the unit, by default the smallest in which the number is at most `most`
 */
export function renderAge(scope: IConstruct, prop: string, age: Duration, most: number, unit?: string): Age {
  if (age.isUnresolved()) {
    throw new InvalidInputError({ prop, problem: 'Unresolved', rule: 'be known at synth, because it is rounded to whole units' }, scope);
  }
  const days = age.toMilliseconds() / 86_400_000;
  const count = (each: string) => Math.ceil(days / DAYS_IN[each]);
  const chosen = unit ?? Object.keys(DAYS_IN).find((each) => count(each) <= most) ?? 'YEARS';
  const value = count(chosen);
  if (value < 1 || value > most) {
    throw new InvalidInputError({
      prop, problem: 'OutOfRange', rule: `be more than 0 and at most ${most} ${chosen.toLowerCase()}`, got: age.toHumanString(),
    }, scope);
  }
  if (value * DAYS_IN[chosen] !== days) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:ageRounded',
      `\`${prop}\` is ${age.toHumanString()}, which is rounded up to ${value} ${chosen.toLowerCase()}.`);
  }
  return { value, unit: chosen };
}

/** The approximate number of days of an age, to compare ages in different units. */
export function daysOf(age: Age): number {
  return age.value * DAYS_IN[age.unit];
}
