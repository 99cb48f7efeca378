import type { IgnoredVulnerability, SeverityMaximums } from './severity-gate';
import { InvalidInputError } from '../common/errors';
import { checkCount, checkPattern, checkRange, isKnown } from '../common/validate';
import { isDay, MAX_IGNORE_REASON, MAX_IGNORED, VULNERABILITY_ID } from '../contract/gate';

/** The highest limit. The service counts with 64-bit numbers, but JavaScript represents no greater number exactly. */
const MOST_FINDINGS = Number.MAX_SAFE_INTEGER;

/** Refuses maximums that are missing or out of range, and vulnerabilities that cannot be ignored. */
export function checkMaximums({ critical, high, medium, other, all, ignore = [] }: SeverityMaximums): void {
  const limits = { critical, high, medium, other, all };
  if (Object.values(limits).every((limit) => limit === undefined)) {
    throw new InvalidInputError({
      prop: 'maximums', problem: 'Required', rule: 'name at least one maximum', hint: 'For example: SeverityGate.atMost({ critical: 0 }).',
    });
  }
  Object.entries(limits).forEach(([name, limit]) => checkRange(undefined, name, limit, 0, MOST_FINDINGS));
  checkIgnored(ignore);
}

function checkIgnored(ignore: IgnoredVulnerability[]): void {
  checkCount(undefined, 'ignore', ignore, 0, MAX_IGNORED);
  const ids = new Set<string>();
  ignore.forEach(({ vulnerabilityId, until, reason }, index) => {
    const prop = `ignore[${index}]`;
    checkPattern(undefined, `${prop}.vulnerabilityId`, vulnerabilityId, VULNERABILITY_ID, 'be the id of a vulnerability, such as CVE-2026-12345');
    if (isKnown(until) && !isDay(until)) {
      throw new InvalidInputError({ prop: `${prop}.until`, problem: 'Malformed', rule: 'be a day as yyyy-mm-dd', got: until });
    }
    checkPattern(undefined, `${prop}.reason`, reason, new RegExp(`^(?=.*\\S)\\P{Cc}{1,${MAX_IGNORE_REASON}}$`, 'u'),
      `be one line of 1 to ${MAX_IGNORE_REASON} characters`);
    const id = vulnerabilityId.toUpperCase();
    if (ids.has(id)) {
      throw new InvalidInputError({ prop: `${prop}.vulnerabilityId`, problem: 'Conflict', rule: 'be named once', got: vulnerabilityId });
    }
    ids.add(id);
  });
}
