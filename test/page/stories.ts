import { Finding, Image, ObservedExecution, RegionFailure } from '../../src/handler/core/model/facts';
import { BuildRecord } from '../../src/handler/core/record/build-record';
import { Gate } from '../../src/handler/core/request/gate-request';
import { execution, finding, image, IMAGE_ARN, PIPELINE_ARN, TEST_WORKFLOW_ARN } from '../handler/fixtures';
import { buildRecord, EXECUTIONS, RECIPE, step } from '../handler/record-fixtures';

const COMPONENT_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:component/hardening/1.0.0/1';
const GATE: Gate = { limits: { critical: 0 }, failOnUnknown: false, onlyFixable: false, ignore: [] };
const built = (members: Partial<Image> = {}) => image({ recipe: RECIPE, pipelineArn: PIPELINE_ARN, osVersion: 'Amazon Linux 2023', ...members });
const at = (seconds: number) => new Date(Date.parse('2026-01-05T08:01:00.000Z') + seconds * 1000).toISOString();

const AMIS = ['eu-central-1', 'eu-west-1', 'us-east-1'].flatMap((region, index) => ['123456789012', '210987654321'].map((account, other) => (
  { id: `ami-0${index}${other}c0ffee1234567`, region, account, status: 'AVAILABLE' })));

const CRITICAL = finding({ vulnerabilityId: 'CVE-2026-30001', severity: 'CRITICAL', title: 'CVE-2026-30001 - curl', score: 9.8, packages: [{ name: 'curl', version: '8.5.0' }], fixAvailable: 'NO' });

/** A build of every kind that a page has to show. */
export const STORIES: Readonly<Record<string, BuildRecord>> = {
  'success': buildRecord({ image: built({ amis: AMIS }) }, {
    packages: Array.from({ length: 412 }, (_, index) => ({ name: `package-${index}`, version: '1.0' })),
    changes: {
      since: '1.2.3/3',
      sinceArn: IMAGE_ARN.replace(/4$/, '3'),
      baseImage: { from: 'arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86/2025.12.1', to: 'arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86/2026.1.2' },
      packages: {
        added: [{ name: 'jq', to: '1.7.1-3.amzn2023' }],
        removed: [{ name: 'telnet', from: '0.17-83.amzn2023' }],
        updated: [{ name: 'kernel', from: '6.1.158-178.288', to: '6.1.159-181.297' }, { name: 'openssl', from: '3.2.2-1', to: '3.2.2-2' }],
      },
      components: [{ name: COMPONENT_ARN.replace('/1.0.0/1', ''), from: '1.0.0/1', to: '1.1.0/1' }],
      findings: { new: [finding()], gone: [finding({ vulnerabilityId: 'CVE-2025-10001', packages: [{ name: 'telnet' }] })] },
    },
    sbomUri: 's3://records/sboms/golden/1.2.3/4.cdx.json',
  }),
  'failed-test': failedTest(),
  'failed-regions': failedRegions(),
  'gate-failed': buildRecord({ image: built(), gate: GATE, counts: { all: 3, critical: 1, high: 1, medium: 1 }, list: { findings: [finding({ severity: 'MEDIUM', vulnerabilityId: 'CVE-2026-10002', score: 5.1 }), CRITICAL, finding()], complete: true } }, {
    changes: { since: '1.2.3/3', sinceArn: IMAGE_ARN.replace(/4$/, '3'), components: [], packages: { added: [], removed: [], updated: [] }, findings: { new: [CRITICAL], gone: [] } },
  }),
  'on-demand-scan': buildRecord({
    image: built({ scanningTypes: ['ON_DEMAND_AMI_CVE'], scan: undefined }),
    amiScan: { state: 'NOT_SCANNED', amiIds: ['ami-1'] },
    counts: 'NOT_READ',
    gate: GATE,
    list: { findings: [], complete: false, missing: 'the scan of the AMI has not ended' },
  }),
  'container': buildRecord({
    image: built({ type: 'DOCKER', amis: [], containers: [{ region: 'eu-central-1', uris: ['123456789012.dkr.ecr.eu-central-1.amazonaws.com/golden:1.2.3-4', '123456789012.dkr.ecr.eu-central-1.amazonaws.com/golden:latest'] }] }),
    counts: 'EMPTY',
    list: { findings: [], complete: true },
  }, { packages: undefined, changes: { reason: 'This is the first good build of the pipeline.' } }),
  'no-image': buildRecord({ image: built({ status: 'CANCELLED', amis: undefined, containers: undefined, scan: undefined, scanningEnabled: false }), executions: [], counts: 'NOT_READ' }, {
    list: undefined, packages: undefined, changes: { reason: 'The build was cancelled.' },
  }),
  'large': largest(),
};

function failedTest(): BuildRecord {
  const message = 'TestsFailed: 2 of 41 checks failed: sshd must not accept passwords; /tmp must be mounted with noexec.';
  return buildRecord({
    image: built({
      status: 'FAILED',
      amis: [],
      scan: { status: 'ABANDONED' },
      failure: {
        imageStatus: 'TESTING',
        executionId: 'wf-2',
        workflowArn: TEST_WORKFLOW_ARN,
        stepId: 'step-4',
        stepName: 'ApplyTestComponents',
        component: { arn: COMPONENT_ARN, phase: 'test', step: 'CheckHardening', action: 'ExecuteBash', message },
      },
    }),
    executions: [EXECUTIONS[0], {
      ...execution({ id: 'wf-2', workflowArn: TEST_WORKFLOW_ARN, type: 'TEST', status: 'FAILED', startedAt: at(600), endedAt: at(1500), message: 'Step ApplyTestComponents failed.', counts: { total: 3, succeeded: 1, failed: 1, skipped: 1 } }),
      steps: [
        step({ id: 'step-3', name: 'LaunchTestInstance', action: 'LaunchInstance', startedAt: at(600), endedAt: at(735) }),
        step({ id: 'step-4a', name: 'ApplyTestComponents', action: 'ExecuteComponents', status: 'FAILED', attempt: 1, maxAttempts: 2, startedAt: at(735), endedAt: at(900), message }),
        step({ id: 'step-4', name: 'ApplyTestComponents', action: 'ExecuteComponents', status: 'FAILED', attempt: 2, maxAttempts: 2, startedAt: at(930), endedAt: at(1440), message }),
        step({ id: 'step-5', name: 'TerminateTestInstance', action: 'TerminateInstance', status: 'SKIPPED', startedAt: undefined, endedAt: undefined }),
      ],
    }],
    counts: 'NOT_READ',
    log: { lines: ['Phase test', 'Step CheckHardening', 'Stdout: ok 39 of 41', 'Stderr: sshd_config: PasswordAuthentication yes', 'Stderr: /tmp: noexec is missing', 'ExitCode 1'] },
    gate: GATE,
  }, { list: undefined, packages: undefined, changes: { since: '1.2.3/3', sinceArn: IMAGE_ARN.replace(/4$/, '3'), components: [] } });
}

function failedRegions(): BuildRecord {
  const regions: RegionFailure[] = [
    { region: 'us-east-1', account: '210987654321', status: 'FAILED', message: 'The KMS key arn:aws:kms:us-east-1:210987654321:key/1 is disabled.' },
    { region: 'ap-south-1', account: '210987654321', configurationStep: 'UPDATE_LAUNCH_TEMPLATES', status: 'TIMED_OUT' },
  ];
  return buildRecord({
    image: built({ status: 'FAILED', amis: AMIS.slice(0, 3), failure: { imageStatus: 'DISTRIBUTING', distribution: { message: '2 of 5 distributions failed.', regions } } }),
    executions: [...EXECUTIONS.slice(0, 2), { ...EXECUTIONS[2], status: 'FAILED', endedAt: at(2400), steps: [step({ id: 's', name: 'DistributeImage', action: 'DistributeImage', status: 'FAILED', startedAt: at(1200), endedAt: at(2400) })] }],
  });
}

/** 60 workflows of 25 steps with the longest names, and 5,000 findings. */
function largest(): BuildRecord {
  const executions: ObservedExecution[] = Array.from({ length: 60 }, (_, workflow) => ({
    ...execution({
      id: `wf-${workflow}`,
      workflowArn: TEST_WORKFLOW_ARN.replace('test-image', `${'compliance-'.repeat(8)}${workflow}`),
      type: 'TEST',
      status: workflow === 37 ? 'FAILED' : 'COMPLETED',
      startedAt: at(workflow * 60),
      endedAt: at(workflow * 60 + 1500),
    }),
    steps: Array.from({ length: 25 }, (__, index) => step({
      id: `step-${workflow}-${index}`,
      name: `${'Verify'.repeat(12)}${index}`,
      action: 'ExecuteComponents',
      // Workflow 5 goes on after a step that failed.
      status: (workflow === 37 && index === 24) || (workflow === 5 && index === 3) ? 'FAILED' : 'COMPLETED',
      startedAt: at(workflow * 60 + index * 60),
      endedAt: at(workflow * 60 + index * 60 + 55),
      message: `${index} ${'&'.repeat(490)}`,
    })),
  }));
  const findings: Finding[] = Array.from({ length: 5000 }, (_, index) => finding({
    vulnerabilityId: `CVE-2026-${10_000 + index}`,
    severity: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'][index % 4],
    title: `CVE-2026-${10_000 + index} - package-${index}`,
    score: (index % 100) / 10,
    description: 'd'.repeat(1000),
    packages: Array.from({ length: 1 + index % 5 }, (__, other) => ({ name: `package-${index}-${other}`, version: '1.2.3', fixedInVersion: '1.2.4' })),
  }));
  const names = Array.from({ length: 5000 }, (_, index) => ({ name: `package-${index}`, from: '1.2.3', to: '1.2.4' }));
  return buildRecord({
    image: built({ amis: Array.from({ length: 320 }, (_, index) => ({ id: `ami-0${index}`, region: 'eu-central-1', account: String(100_000_000_000 + index), status: 'AVAILABLE' })) }),
    executions,
    counts: { all: 5000, critical: 1250, high: 1250, medium: 1250 },
    list: { findings, complete: true },
    gate: GATE,
  }, {
    packages: names.map(({ name }) => ({ name, version: '1.2.4' })),
    changes: {
      since: '1.2.3/3',
      sinceArn: IMAGE_ARN.replace(/4$/, '3'),
      packages: { added: names, removed: names, updated: names },
      components: [],
      findings: { new: findings, gone: [] },
    },
  });
}
