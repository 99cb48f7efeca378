import { Annotations, Token, Tokenization } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { checkCount, checkPattern } from '../common/validate';
import {
  FINDING_COUNTS, FindingCount, GateLimits, GateProperties, IgnoreProperties, isDay, MAX_IGNORE_REASON, MAX_IGNORED, ON_UNKNOWN_CONTINUE,
  ON_UNKNOWN_FAIL, VULNERABILITY_ID,
} from '../contract';
import { IgnoredVulnerability, OnUnknown, SeverityGate } from '../pipeline/severity-gate';

/** Whether a gate counts findings itself, which requires the findings and the permission to read them. */
export function gateReadsFindings(gate: SeverityGate | undefined): boolean {
  const { onlyFixable = false, ignore = [] } = gate?._maximums ?? {};
  return onlyFixable || ignore.length > 0;
}

/** A gate in the form of the custom resource. */
export function gateProperties(scope: Construct, gate: SeverityGate): GateProperties {
  gate._check(scope, 'gate');
  const { onUnknown, onlyFixable, ignore = [] } = gate._maximums;
  checkIgnored(scope, ignore);
  const expired = ignore.filter(({ until }) => !Token.isUnresolved(until) && until < new Date().toISOString().slice(0, 10));
  for (const { vulnerabilityId, until } of expired) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:ignoredVulnerabilityExpired',
      `${vulnerabilityId} was ignored until ${until} and counts again. Fix it, or take a later day.`);
  }
  return {
    ...limitsOf(gate),
    OnUnknown: onUnknown === OnUnknown.CONTINUE ? ON_UNKNOWN_CONTINUE : ON_UNKNOWN_FAIL,
    OnlyFixable: onlyFixable ? 'true' : undefined,
    Ignore: unlessEmpty(ignore.map((each): IgnoreProperties => ({ Id: each.vulnerabilityId, Until: each.until, Reason: each.reason }))),
    Expired: unlessEmpty(expired.map(({ vulnerabilityId }) => vulnerabilityId)),
  };
}

function checkIgnored(scope: Construct, ignore: IgnoredVulnerability[]): void {
  checkCount(scope, 'gate.ignore', ignore, 0, MAX_IGNORED);
  const ids = new Set<string>();
  ignore.forEach(({ vulnerabilityId, until, reason }, index) => {
    const prop = `gate.ignore[${index}]`;
    checkPattern(scope, `${prop}.vulnerabilityId`, vulnerabilityId, VULNERABILITY_ID, 'be the id of a vulnerability, such as CVE-2026-12345');
    if (!Token.isUnresolved(until) && !isDay(until)) {
      throw new InvalidInputError({ prop: `${prop}.until`, problem: 'Malformed', rule: 'be a day as yyyy-mm-dd', got: until }, scope);
    }
    checkPattern(scope, `${prop}.reason`, reason, new RegExp(`^(?=.*\\S)\\P{Cc}{1,${MAX_IGNORE_REASON}}$`, 'u'),
      `be one line of 1 to ${MAX_IGNORE_REASON} characters`);
    const id = vulnerabilityId.toUpperCase();
    if (ids.has(id)) {
      throw new InvalidInputError({ prop: `${prop}.vulnerabilityId`, problem: 'Conflict', rule: 'be named once', got: vulnerabilityId }, scope);
    }
    ids.add(id);
  });
}

function limitsOf({ _maximums }: SeverityGate): GateLimits {
  const counts = Object.keys(FINDING_COUNTS) as FindingCount[];
  return Object.fromEntries(counts.flatMap((count) => {
    const limit = _maximums[count];
    return limit === undefined ? [] : [[FINDING_COUNTS[count], Tokenization.stringifyNumber(limit)]];
  }));
}

function unlessEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
