import { Change, Changes, FindingChanges, NamedChange, PackageChanges } from './build-record';
import { canonicalVulnerabilityId } from '../../../contract/gate';
import { UNKNOWN } from '../../../contract/values';
import { Finding, FindingList, Package, Recipe } from '../model/facts';
import { isWhole } from '../model/finding-list';
import { bySeverity } from '../scan/severity';

/** A build, and what is known of its content. */
export interface Compared {
  /** `x.y.z/n` */
  readonly version: string;
  readonly arn: string;
  readonly recipe?: Recipe;
  readonly packages?: readonly Package[];
  /** Absent: they were not read, or no scan was completed that could have found any. */
  readonly list?: FindingList;
}

/** What can be installed in several versions at once: the versions by name. */
type Versions = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What is different from the last good build of the same pipeline.
 *
 * @param before absent if there is none, as `reason` says
 */
export function changesOf(now: Compared, before: Compared | undefined, reason?: string): Changes {
  if (before === undefined) return { reason };
  return {
    since: before.version,
    sinceArn: before.arn,
    packages: packageChanges(before.packages, now.packages),
    baseImage: change(before.recipe?.parentImage, now.recipe?.parentImage),
    recipe: recipeChange(before.recipe, now.recipe),
    components: componentChanges(before.recipe?.components, now.recipe?.components),
    findings: findingChanges(before.list, now.list),
  };
}

function packageChanges(before: readonly Package[] | undefined, now: readonly Package[] | undefined): PackageChanges | undefined {
  if (before === undefined || now === undefined) return undefined;
  const changes = namedChanges(versionsOf(before), versionsOf(now));
  return {
    added: changes.filter(({ from }) => from === undefined),
    removed: changes.filter(({ to }) => to === undefined),
    updated: changes.filter(({ from, to }) => from !== undefined && to !== undefined),
  };
}

function versionsOf(packages: readonly Package[]): Versions {
  const versions = new Map<string, Set<string>>();
  for (const { name, version = UNKNOWN } of packages) versions.set(name, (versions.get(name) ?? new Set()).add(version));
  return versions;
}

const COMPONENT = /(.+:component\/[^/]+)\/(.+)/;

function componentChanges(before: readonly string[] | undefined, now: readonly string[] | undefined): NamedChange[] | undefined {
  return before && now && namedChanges(componentsOf(before), componentsOf(now));
}

function componentsOf(arns: readonly string[]): Versions {
  return versionsOf(arns.map((arn) => {
    const [, name = arn, version] = COMPONENT.exec(arn) ?? [];
    return { name, version };
  }));
}

/** Ordered by name. What is on both sides is an update, unless the version of one side is not known: it may be the same. */
function namedChanges(before: Versions, now: Versions): NamedChange[] {
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => {
    const [old, current] = [before.get(name), now.get(name)];
    if (old && current && (old.has(UNKNOWN) || current.has(UNKNOWN))) return [];
    const [from, to] = [without(old, current), without(current, old)];
    return from === undefined && to === undefined ? [] : [{ name, from, to }];
  });
}

/** The versions that the other side does not have. */
function without(versions: ReadonlySet<string> = new Set(), others: ReadonlySet<string> = new Set()): string | undefined {
  return [...versions].filter((version) => !others.has(version)).sort().join(',') || undefined;
}

function recipeChange(before: Recipe | undefined, now: Recipe | undefined): Change | undefined {
  const [old, current] = [recipeNameOf(before), recipeNameOf(now)];
  // A version alone does not tell two recipes apart, so the name is added when the recipe is a different one.
  const isOther = old !== undefined && current !== undefined && old !== current;
  const label = (recipe: Recipe | undefined, name: string | undefined) => recipe?.version && (isOther ? `${name}/${recipe.version}` : recipe.version);
  return change(label(before, old), label(now, current));
}

function recipeNameOf(recipe: Recipe | undefined): string | undefined {
  return /-recipe\/([^/]+)/.exec(recipe?.arn ?? '')?.[1];
}

function change(from: string | undefined, to: string | undefined): Change | undefined {
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

/** A list that is not whole shows neither what is gone nor, as the earlier one, what is new. */
function findingChanges(before: FindingList | undefined, now: FindingList | undefined): FindingChanges | undefined {
  if (before === undefined || now === undefined || !isWhole(before) || !isWhole(now)) return undefined;
  const [old, current] = [vulnerabilitiesOf(before), vulnerabilitiesOf(now)];
  return { new: missingIn(old, current), gone: missingIn(current, old) };
}

/** One finding for each vulnerability, the most severe first. Findings that name no vulnerability cannot be compared. */
function vulnerabilitiesOf({ findings }: FindingList): Map<string, Finding> {
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    if (finding.vulnerabilityId === undefined) continue;
    const vulnerabilityId = canonicalVulnerabilityId(finding.vulnerabilityId);
    const other = found.get(vulnerabilityId);
    const named = { ...finding, vulnerabilityId };
    if (other === undefined || bySeverity(named, other) < 0) found.set(vulnerabilityId, named);
  }
  return found;
}

function missingIn(others: ReadonlyMap<string, Finding>, vulnerabilities: ReadonlyMap<string, Finding>): Finding[] {
  return [...vulnerabilities].flatMap(([id, finding]) => others.has(id) ? [] : [finding]).sort(bySeverity);
}
