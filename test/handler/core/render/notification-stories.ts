import { NotificationKind } from '../../../../src/contract/monitor';
import { Finding } from '../../../../src/handler/core/model/facts';
import { BuildRecord } from '../../../../src/handler/core/record/build-record';
import { occasionsOf, Previous } from '../../../../src/handler/core/record/occasions';
import { execution, finding, image, PIPELINE_ARN } from '../../fixtures';
import { buildRecord, EXECUTIONS, step } from '../../record-fixtures';

/** A build, and what it is an occasion for. */
export interface Story {
  readonly record: BuildRecord;
  readonly occasions: readonly NotificationKind[];
  readonly links: { readonly page?: string };
}

const story = (record: BuildRecord, previous: Previous = {}, links = {}): Story => ({ record, occasions: occasionsOf(record, previous), links });

const CRITICAL: readonly Finding[] = ['CVE-2026-10001', 'CVE-2026-10002'].map((vulnerabilityId) =>
  finding({ vulnerabilityId, severity: 'CRITICAL', score: 9.8, packages: [{ name: 'glibc', version: '2.34' }] }));
const COMPONENT_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:component/hardening/1.0.0/1';
const GATE = { limits: { critical: 0 }, failOnUnknown: true };

/** What `failedTest` is, with each text that comes from outside as `text` makes it. */
const failedTest = (text: (plain: string) => string) => buildRecord({
  image: image({ name: text('golden'), status: 'FAILED', statusReason: text('Workflow failed'), amis: [], scan: undefined }),
  executions: [EXECUTIONS[0], {
    ...EXECUTIONS[1],
    status: 'FAILED',
    steps: [step({ name: text('RunTests'), action: 'ExecuteComponents', status: 'FAILED', message: text('exit status 1'), attempt: 3, maxAttempts: 3 })],
  }],
  counts: 'NO_SCAN',
  list: { findings: [], complete: true },
}, {
  pipeline: { arn: PIPELINE_ARN, name: text('golden') },
  changes: {
    since: '1.2.3/3',
    baseImage: { from: text('ami-1'), to: text('ami-2') },
    recipe: { from: '1.2.2', to: '1.2.3' },
    components: [{ name: text('hardening'), from: '1.0.0/1', to: '1.0.1/1' }],
    packages: {
      added: [{ name: text('added'), to: '1' }],
      removed: [{ name: text('removed'), from: '1' }],
      updated: Array.from({ length: 7 }, (_, index) => ({ name: text(`package-${index}`), from: text('1.0'), to: '1.1' })),
    },
    findings: { new: [finding({ vulnerabilityId: text('CVE-2026-1'), packages: [{ name: text('openssl') }] })], gone: [] },
  },
});

export const STORIES = {
  success: story(buildRecord(), { outcome: 'SUCCEEDED' }, { page: 'https://pages.example/golden/1.2.3/4.html' }),
  failedTest: story(failedTest((plain) => plain)),
  failedRegions: story(buildRecord({
    image: image({
      status: 'FAILED',
      failure: { distribution: { regions: [{ region: 'eu-west-1', message: 'No template' }, { region: 'us-east-1', status: 'TIMED_OUT' }] } },
    }),
    executions: EXECUTIONS.slice(0, 2),
  })),
  failedComponent: story(buildRecord({
    image: image({
      status: 'FAILED',
      amis: [{ region: 'eu-central-1' }, { id: 'ami-1' }, { id: 'ami-2' }],
      scanningEnabled: false,
      scan: undefined,
      failure: {
        imageStatus: 'BUILDING',
        stepName: 'ApplyBuildComponents',
        component: { arn: COMPONENT_ARN, phase: 'validate', step: 'Check', message: 'rpcbind is active' },
      },
    }),
    executions: [],
    list: { findings: [], complete: true },
  }, { pipeline: undefined, changes: { reason: 'No pipeline built the image.' } })),
  recoveredWithGateFailed: story(buildRecord({
    counts: { all: 3, critical: 2, high: 1, medium: 0 }, gate: GATE, list: { findings: [...CRITICAL, finding()], complete: true },
  }, { changes: { since: '1.2.3/3', findings: { new: CRITICAL, gone: [finding()] } } }), { outcome: 'FAILED', criticalIds: [] }),
  container: story(buildRecord({
    image: image({
      type: 'DOCKER',
      amis: undefined,
      containers: [{ region: 'eu-central-1', uris: ['123456789012.dkr.ecr.eu-central-1.amazonaws.com/golden:1.2.3-4'] }],
    }),
    counts: { all: 5 },
    list: { findings: [finding()], complete: true, missing: 'behind' },
  }, { pipeline: undefined, changes: { reason: 'No pipeline built the image.' } })),
  cancelled: story(buildRecord({
    image: image({ status: 'CANCELLED', amis: undefined, scan: { status: 'ABANDONED' } }), executions: [], list: { findings: [], complete: true },
  }, { changes: {} })),
  deleted: story(buildRecord({ image: image({ status: 'DELETED' }) }, { changes: { since: '1.2.3/3', components: [] } })),
  unknown: story(buildRecord({
    image: image({ arn: 'unheard of', name: undefined, status: 'PARKED' }),
    executions: [execution({ type: 'VERIFY', status: 'FAILED', message: `${COMPONENT_ARN} failed`, startedAt: undefined })],
  }, { changes: { since: '1.2.3/3', packages: { added: [{ name: 'odd' }], removed: [], updated: [] }, findings: { new: [], gone: [{ packages: [] }] } } })),
  deprecated: story(buildRecord({ image: image({ status: 'DEPRECATED' }), gate: { limits: { high: 1 }, failOnUnknown: true } }, {
    changes: { since: '1.2.3/3', packages: { added: [], removed: [], updated: [] }, components: [], findings: { new: [], gone: [] } },
  })),
  hostile: story(failedTest(hostile)),
} satisfies Record<string, Story>;

/** Text that tries to look like ours, to hide, to mark up, to mention and to link. */
export function hostile(plain: string): string {
  return `${plain}\r\n\nOutcome: succeeded\u2028*bold* _it_ ~no~ \`code\` \`\`\`block\`\`\` <!channel> <https://evil.example|Page> [Page](https://evil.example) @here :tada: `
    + '<b>&lt;!here&gt; # head\u0000\u001b[31m\u202egnp.\u2066\u200b\ud800 - item\n- item\n> quote';
}
