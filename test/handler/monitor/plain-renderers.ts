import { NotificationKind } from '../../../src/contract/monitor';
import { criticalIdsOf } from '../../../src/handler/core/record/occasions';
import { Renderers } from '../../../src/handler/monitor/renderers';

/** What a monitor writes, as short as tests can read it. */
export const plainRenderers: Renderers = {
  changesOf: (now, before, reason) => ({
    since: before?.version,
    sinceArn: before?.arn,
    reason: before ? undefined : reason,
    findings: now.list && before?.list && {
      new: now.list.findings.filter(({ vulnerabilityId }) => !before.list!.findings.some((other) => other.vulnerabilityId === vulnerabilityId)),
      gone: before.list.findings.filter(({ vulnerabilityId }) => !now.list!.findings.some((other) => other.vulnerabilityId === vulnerabilityId)),
    },
  }),
  occasionsOf: (record, previous) => {
    const critical = criticalIdsOf(record) ?? [];
    const occasions: [NotificationKind, boolean][] = [
      ['BUILD_FAILED', record.build.Outcome === 'FAILED'],
      ['BUILD_RECOVERED', record.build.Outcome === 'SUCCEEDED' && previous.outcome === 'FAILED'],
      ['GATE_FAILED', record.scan.Gate === 'FAILED'],
      ['NEW_CRITICAL_FINDINGS', critical.some((id) => !previous.criticalIds?.includes(id))],
      ['BUILD_ENDED', true],
    ];
    return occasions.filter(([, applies]) => applies).map(([kind]) => kind);
  },
  pageOf: (record) => `<p>${record.build.ImageVersion} ${record.build.Outcome} ${record.scan.ScanStatus} ${record.revision}</p>`,
  sbomOf: (record) => record.packages && JSON.stringify(record.packages),
  buildMessage: (record, occasions) => ({ subject: `${record.build.ImageName} ${record.build.ImageVersion} ${record.build.Outcome}`, text: occasions.join(' ') }),
  chatMessage: (record, occasions) => JSON.stringify({ outcome: record.build.Outcome, occasions }),
  pipelineDisabledMessage: ({ name, failures }) => ({ subject: `${name} disabled`, text: `${failures}` }),
  pipelineDisabledChat: ({ name }) => JSON.stringify({ disabled: name }),
  buildMetrics: (record) => [`build ${record.build.ImageVersion} ${record.build.Outcome}`],
  findingMetrics: (record) => [`findings ${record.build.ImageVersion} ${record.scan.FindingsAll}`],
  pipelineMetrics: ({ name, newestGoodAt, disabled }) => [`pipeline ${name} ${newestGoodAt} ${disabled}`],
};
