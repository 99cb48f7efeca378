import { BuildRecord } from '../../../src/handler/core/record/build-record';
import { documentOf } from '../../../src/handler/core/record/document';
import { execution, finding, image, textOf } from '../../handler/fixtures';
import { buildRecord, EXECUTIONS, step } from '../../handler/record-fixtures';

/** Records of builds in 20 accounts and two Regions, of the last 400 days: what went well, what did not, and what is not known. */
const ACCOUNTS = 20;
const PIPELINES_PER_ACCOUNT = 10;
const REGIONS = ['eu-central-1', 'us-east-1'];
const DAYS = 400;
const MILLIS_OF_DAY = 86_400_000;
const STEPS = ['LaunchBuildInstance', 'ApplyBuildComponents', 'InventoryCollection', 'RunSanitizeScript', 'CreateOutputAMI'];
const PACKAGES = ['openssl', 'zlib', 'glibc', 'curl', 'bash', 'python3', 'openssh', 'systemd', 'kernel', 'libxml2'];

/** The day of records whose image has no creation date. */
const FIRST_DAY = '2020-01-01';

/** Numbers below one that look random, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = state * 48_271 % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** So many records, as of a day. */
export function fleet(count: number, today: Date, seed: number): BuildRecord[] {
  const next = numbers(seed);
  const below = (bound: number) => Math.floor(next() * bound);
  return Array.from({ length: count }, (_, index) => {
    const pipelineIndex = index % (ACCOUNTS * PIPELINES_PER_ACCOUNT);
    const account = String(100_000_000_000 + pipelineIndex % ACCOUNTS);
    const name = `golden-${Math.floor(pipelineIndex / ACCOUNTS)}`;
    const region = REGIONS[pipelineIndex % REGIONS.length];
    const arn = `arn:aws:imagebuilder:${region}:${account}:image/${name}/1.${Math.floor(index / 1000)}.${index % 1000}/1`;
    // One pipeline in twenty was given up some months ago.
    const oldest = pipelineIndex % 20 === 7 ? 150 : 0;
    const created = new Date(today.getTime() - (oldest + below(DAYS - oldest)) * MILLIS_OF_DAY - below(MILLIS_OF_DAY));
    const createdAt = below(50) === 0 ? undefined : created.toISOString();
    const recordedAt = new Date(created.getTime() + 3_600_000).toISOString();
    // One pipeline in twenty never succeeded.
    const status = pipelineIndex % 20 === 13 || below(5) === 0 ? 'FAILED' : below(30) === 0 ? 'CANCELLED' : 'AVAILABLE';
    const failedStep = STEPS[below(STEPS.length)];
    const list = [finding({ vulnerabilityId: `CVE-2026-${10_000 + below(500)}`, severity: 'CRITICAL' })];
    return buildRecord({
      image: image({
        arn,
        name,
        status,
        createdAt,
        amis: status === 'AVAILABLE' && below(40) > 0 ? [{ id: `ami-${index}`, region, account, status: 'AVAILABLE' }] : undefined,
        statusReason: status === 'FAILED' ? `Build ${index} failed.` : undefined,
        scan: below(8) === 0 ? undefined : { status: 'COMPLETED' },
        scanningEnabled: below(8) > 0,
      }),
      executions: status === 'FAILED' ? failedAt(failedStep, below(10) === 0) : EXECUTIONS,
      counts: below(10) === 0 ? 'NOT_READ' : { all: 12, critical: [0, 0, 0, 1, 2, 11][below(6)], high: 4, medium: 5 },
      list: { findings: list, complete: true },
    }, {
      account,
      region,
      day: createdAt?.slice(0, 10) ?? FIRST_DAY,
      recordedAt,
      pipeline: below(25) === 0 ? undefined : { arn: `arn:aws:imagebuilder:${region}:${account}:image-pipeline/${name}`, name },
      packages: status !== 'AVAILABLE' || below(15) === 0 ? undefined : PACKAGES.filter(() => below(3) > 0)
        .flatMap((each) => [{ name: each, version: below(20) === 0 ? undefined : `${1 + below(3)}.${below(10)}` }, ...below(10) === 0 ? [{ name: each, version: '0.1' }] : []]),
      pageUri: `s3://history/pages/${index}.html`,
    });
  });
}

/** A build that failed at a step, of which sometimes nothing is known. */
function failedAt(name: string, unknown: boolean) {
  return unknown ? undefined : [{
    ...execution({ status: 'FAILED', message: `${name} failed.`, counts: { total: 2, succeeded: 1, failed: 1, skipped: 0 } }),
    steps: [step(), step({ id: 'step-2', name, status: 'FAILED', message: `${name} ended with exit code 1.` })],
  }];
}

/** The key and the text of a record. */
export function objectOf(record: BuildRecord): { readonly key: string; readonly body: string } {
  const [name, version, build] = String(record.build.ImageArn).split(':image/')[1].split('/');
  return {
    key: `records/day=${record.day}/${record.account}/${record.region}/${name}/${version}/${build}.json`,
    body: textOf(documentOf(record)),
  };
}
