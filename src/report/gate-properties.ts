import { Annotations, Tokenization } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { isKnown } from '../common/validate';
import { FINDING_COUNTS, FindingCount, GateLimits, GateProperties, IgnoreProperties, ON_UNKNOWN_CONTINUE, ON_UNKNOWN_FAIL } from '../contract/gate';
import { OnUnknown, SeverityGate } from '../pipeline/severity-gate';

/** Whether a gate counts findings itself, which requires the findings and the permission to read them. */
export function gateReadsFindings(gate: SeverityGate | undefined): boolean {
  const { onlyFixable = false, ignore = [] } = gate?._maximums ?? {};
  return onlyFixable || ignore.length > 0;
}

/** A gate in the form of the custom resource. */
export function gateProperties(scope: Construct, gate: SeverityGate): GateProperties {
  const { onUnknown, onlyFixable, ignore = [] } = gate._maximums;
  const expired = ignore.filter(({ until }) => isKnown(until) && until < new Date().toISOString().slice(0, 10));
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
