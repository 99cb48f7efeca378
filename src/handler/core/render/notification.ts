import { MarkedText, marked } from './marked-text';
import { changesSince } from './notification-changes';
import { headlineOf } from './page/headline';
import { durationText, known, statusText } from './words';
import { NotificationKind } from '../../../contract/monitor';
import { UNKNOWN } from '../../../contract/values';
import { consoleUrl, pipelineUrl } from '../build/console';
import { BuildRecord } from '../record/build-record';
import { LIST_WITH } from '../scan/gate';

/** The content of a notification, in whichever form it is sent. */
export interface Notification {
  /** What it is about, the most important first. */
  readonly kinds: readonly NotificationKind[];
  /** Words of ours, such as `Build failed`. */
  readonly title: string;
  /** From outside: what the title is about. */
  readonly subject: string;
  /** From outside: where it happened. */
  readonly place: string;
  readonly facts: readonly Fact[];
  /** What changed since the build before. */
  readonly changes?: { readonly title: MarkedText; readonly entries: readonly MarkedText[] };
  readonly links: readonly Link[];
  /** Notifications of the same thread are shown together. */
  readonly thread: string;
  readonly resources: Resources;
}

/** ARNs and IDs that have the form of such. */
export interface Resources {
  readonly PipelineArn?: string;
  readonly ImageArn?: string;
  readonly AmiId?: string;
}

export interface Fact {
  readonly name: string;
  readonly value: MarkedText;
}

/** An address that was made of checked parts. */
export interface Link {
  readonly name: string;
  readonly url: string;
}

/** A pipeline that Image Builder has disabled. */
export interface DisabledPipeline {
  readonly name: string;
  readonly arn: string;
  readonly reason?: string;
  /** Number of builds in a row that failed. */
  readonly failures?: number;
}

/** Titles by what a notification is about, the most important first. */
const TITLES: readonly (readonly [NotificationKind, string])[] = [
  ['BUILD_FAILED', 'Build failed'],
  ['GATE_FAILED', 'Gate failed'],
  ['NEW_CRITICAL_FINDINGS', 'New critical findings'],
  ['BUILD_RECOVERED', 'Build recovered'],
];
/** Titles of builds by outcome, if there is nothing else to say. */
const ENDS = new Map<string | number, string>([
  ['SUCCEEDED', 'Build succeeded'], ['FAILED', 'Build failed'], ['CANCELLED', 'Build cancelled'], ['NO_IMAGE', 'Build without an image'],
]);
const STAGES = new Map<string | undefined, string>([['BUILD', 'build'], ['TEST', 'test'], ['DISTRIBUTION', 'distribution']]);

/** The notification about a build. */
export function buildNotification(record: BuildRecord, occasions: readonly NotificationKind[], { page }: { readonly page?: string }): Notification {
  const { build, account, region, pipeline } = record;
  const important = TITLES.filter(([kind]) => occasions.includes(kind));
  const console = consoleUrl(String(build.ImageArn));
  return {
    kinds: [...important.map(([kind]) => kind), ...occasions.filter((kind) => !important.some(([other]) => other === kind))],
    title: important.length > 0 ? important[0][1] : ENDS.get(build.Outcome) ?? 'Build of unknown outcome',
    subject: `${build.ImageName} ${build.ImageVersion}`,
    place: placeOf(region, account),
    facts: buildFacts(record, important.slice(1).map(([, title]) => title)),
    changes: changesSince(record.changes),
    links: [...page === undefined ? [] : [{ name: 'Page', url: page }], ...console === undefined ? [] : [{ name: 'Console', url: console }]],
    thread: pipeline?.arn ?? String(build.ImageName),
    resources: { PipelineArn: identifier(pipeline?.arn), ImageArn: identifier(build.ImageArn), AmiId: identifier(known(build.AmiId)) },
  };
}

/** The notification about a pipeline whose schedule does not start builds any more. */
export function pipelineDisabledNotification({ name, arn, reason, failures }: DisabledPipeline): Notification {
  const [, , , region, account] = arn.split(':');
  const console = pipelineUrl(arn);
  return {
    kinds: ['PIPELINE_DISABLED'],
    title: 'Pipeline disabled',
    subject: name,
    place: placeOf(region, account),
    facts: [
      { name: 'Cause', value: [failures === undefined ? 'scheduled builds failed' : `scheduled builds that failed in a row: ${failures}`] },
      ...fact('Why', reason === undefined ? undefined : marked`${reason}`),
      { name: 'Effect', value: ['the schedule of the pipeline starts no build'] },
      { name: 'To do', value: ['repair the cause, then enable the pipeline'] },
      { name: 'Where', value: marked`${placeOf(region, account)}` },
      { name: 'Pipeline', value: marked`${arn}` },
    ],
    links: console === undefined ? [] : [{ name: 'Console', url: console }],
    thread: arn,
    resources: { PipelineArn: identifier(arn) },
  };
}

function placeOf(region?: string, account?: string): string {
  return `${region || UNKNOWN}, account ${account || UNKNOWN}`;
}

function identifier(value: string | number | undefined): string | undefined {
  return /^[A-Za-z0-9:/._-]{1,512}$/.test(String(value ?? '')) ? String(value) : undefined;
}

/** What is not there is left out; what is not known is said. */
function buildFacts(record: BuildRecord, further: readonly string[]): readonly Fact[] {
  const { build, scan, pipeline, account, region } = record;
  const { word, why } = headlineOf(record);
  const [stage, step, action] = [build.FailureStage, build.FailedStep, build.FailedStepAction].map(known);
  const [component, phase, regions] = [build.FailedComponent, build.FailedPhase, build.FailedRegions].map(known);
  const gateReason = known(scan.GateReason);
  return [
    { name: 'Outcome', value: [word.toLowerCase()] },
    ...further.length === 0 ? [] : [{ name: 'Also', value: [further.join(', ').toLowerCase()] }],
    // The reason of the gate has a line of its own.
    ...fact('Why', why === undefined || why === gateReason ? undefined : marked`${why}`),
    ...fact('Stage', stage === undefined ? undefined : marked`${STAGES.has(stage) ? [STAGES.get(stage)!] : stage}`),
    ...fact('Step', step === undefined ? undefined : action === undefined ? marked`${step}` : marked`${step} (${action})`),
    ...fact('Component', component === undefined ? undefined : phase === undefined ? marked`${component}` : marked`${component}, phase ${phase}`),
    ...fact('Failed Regions', regions === undefined ? undefined : marked`${regions.replaceAll(',', ', ')}`),
    ...outputs(record),
    { name: 'Findings', value: findings(record) },
    ...fact('Most severe', mostSevere(record)),
    ...fact('Gate', gate(record)),
    ...fact('Duration', typeof build.DurationSeconds === 'number' ? [durationText(build.DurationSeconds)] : undefined),
    ...fact('Pipeline', pipeline && marked`${pipeline.name}`),
    { name: 'Where', value: marked`${placeOf(region, account)}` },
    { name: 'Image', value: marked`${String(build.ImageArn)}` },
  ];
}

function fact(name: string, value: MarkedText | undefined): readonly Fact[] {
  return value === undefined ? [] : [{ name, value }];
}

/** What was built, or that nothing was. */
function outputs({ build }: BuildRecord): readonly Fact[] {
  const facts = [...fact('AMI', output(build.AmiId)), ...fact('Container image', output(build.ImageUri))];
  return facts.length > 0 ? facts : [{ name: 'AMI', value: ['none'] }];
}

function output(value: string | number): MarkedText | undefined {
  if (value === UNKNOWN) return ['unknown'];
  return known(value) === undefined ? undefined : marked`${String(value)}`;
}

/** Without the code, which the verdict says in words, the image, which has a line of its own, and the command that lists the findings. */
function gate({ build, scan }: BuildRecord): MarkedText | undefined {
  if (known(scan.Gate) === undefined) return undefined;
  const verdict = statusText(String(scan.Gate)).toLowerCase();
  const reason = known(scan.GateReason)?.split(LIST_WITH)[0].replace(/^[A-Z_]+: /, '').replace(`, in ${build.ImageArn}`, '');
  return reason === undefined ? [verdict] : [`${verdict}: `, ...marked`${reason}`];
}

/** `CVE-2026-10000 (High)`, separated by commas. */
function mostSevere({ scan }: BuildRecord): MarkedText | undefined {
  const top = known(scan.TopVulnerabilities)?.split(',').map((entry) =>
    entry === UNKNOWN ? 'others unknown' : entry.replace(/\((\w+)\)$/, (_, severity) => ` (${statusText(severity)})`));
  return top && marked`${top.join(', ')}`;
}

function findings({ scan }: BuildRecord): MarkedText {
  const counts = [
    [scan.FindingsCritical, 'critical'], [scan.FindingsHigh, 'high'], [scan.FindingsMedium, 'medium'], [scan.FindingsOther, 'other'], [scan.FindingsAll, 'in all'],
  ] as const;
  const numbers = counts.filter(([count]) => count !== UNKNOWN).map(([count, word]) => `${Number(count)} ${word}`);
  if (numbers.length === 0) return marked`unknown, scan: ${statusText(String(scan.ScanStatus))}`;
  return [[...numbers, ...numbers.length < counts.length ? ['others unknown'] : []].join(', ')];
}
