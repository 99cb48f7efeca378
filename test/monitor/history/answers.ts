import { BuildRecord } from '../../../src/handler/core/record/build-record';

/** What a query answers: its columns, and its rows as text. Nothing is null. */
export type Rows = readonly (readonly (string | null)[])[];

/** The parameters of queries that have one. */
interface Parameters {
  readonly days: number;
  readonly packageName: string;
}

const MILLIS_OF_DAY = 86_400_000;

/** What the named queries of a history have to answer, computed without SQL. */
export function answers(records: readonly BuildRecord[], today: string, { days, packageName }: Parameters): Record<string, Rows> {
  return {
    NewestBuilds: newest(records, () => true).map((record) => {
      const { build, scan, pageUri } = record;
      const verdict = [build.Outcome, build.FailedStep, scan.Gate, scan.FindingsCritical, scan.FindingsHigh];
      return [...identify(record), ...[...verdict, build.AmiId].map(String), pageUri];
    }),
    CriticalFindings: newest(records, ({ build }) => build.Outcome === 'SUCCEEDED')
      .filter(({ scan }) => scan.FindingsCritical !== 0)
      .map((record) => ({ record, critical: typeof record.scan.FindingsCritical === 'number' ? record.scan.FindingsCritical : -1 }))
      .sort((a, b) => b.critical - a.critical)
      .map(({ record }) => {
        const { FindingsCritical, ScanStatus, TopVulnerabilities } = record.scan;
        return [...identify(record), ...[FindingsCritical, ScanStatus, TopVulnerabilities].map(String), record.pageUri];
      }),
    FailuresByStep: failures(records, today),
    OverdueImages: overdue(records, today, days),
    ImagesWithPackage: withPackage(records, packageName),
  };
}

function builtAt({ image, recordedAt }: BuildRecord): string {
  return image?.createdAt ?? recordedAt;
}

function identify(record: BuildRecord): string[] {
  const { account, region, pipeline, build } = record;
  return [account, region, pipeline!.name, String(build.ImageName), String(build.ImageVersion), builtAt(record)];
}

function placeOf(record: BuildRecord): string[] {
  return [builtAt(record), String(record.build.ImageArn)];
}

/** The newest record of each pipeline, ordered by account, Region and name. */
function newest(records: readonly BuildRecord[], isMeant: (record: BuildRecord) => boolean): BuildRecord[] {
  const found = new Map<string, BuildRecord>();
  for (const record of records.filter(isMeant)) {
    const arn = record.pipeline?.arn;
    if (arn === undefined) continue;
    const other = found.get(arn);
    if (other === undefined || compare(placeOf(other), placeOf(record)) < 0) found.set(arn, record);
  }
  return [...found.values()].sort((a, b) => compare(identify(a).slice(0, 3), identify(b).slice(0, 3)));
}

function failures(records: readonly BuildRecord[], today: string): Rows {
  const since = new Date(Date.parse(today) - 90 * MILLIS_OF_DAY).toISOString().slice(0, 10);
  const groups = grouped(records.filter((record) => record.build.Outcome === 'FAILED' && builtAt(record).slice(0, 10) >= since), ({ build }) =>
    [build.FailureStage, build.FailedWorkflow, build.FailedStep, build.FailedComponent].map(String));
  return groups.sort((a, b) => b.members.length - a.members.length || compare(a.key, b.key)).map(({ key, members }) => {
    const [last] = [...members].sort((a, b) => compare([builtAt(b)], [builtAt(a)]));
    const count = (values: string[]) => String(new Set(values).size);
    return [
      ...key, String(members.length), count(members.map(({ pipeline, build }) => pipeline?.arn ?? String(build.ImageName))),
      count(members.map(({ account }) => account)), builtAt(last), String(last.build.FailureMessage),
    ];
  });
}

function overdue(records: readonly BuildRecord[], today: string, days: number): Rows {
  const images = grouped(records, ({ account, region, build }) => [account, region, String(build.ImageName)]).map(({ key, members }) => {
    const dates = (of: readonly BuildRecord[]) => of.map((record) => builtAt(record).slice(0, 10)).sort();
    const good = dates(members.filter(({ build }) => build.Outcome === 'SUCCEEDED')).at(-1);
    const age = good === undefined ? undefined : (Date.parse(today) - Date.parse(good)) / MILLIS_OF_DAY;
    return { key, age, row: [...key, String(members.length), dates(members).at(-1)!, good ?? 'NONE', age === undefined ? null : String(age)] };
  });
  return images.filter(({ age }) => age === undefined || age > days)
    .sort((a, b) => (b.age ?? Infinity) - (a.age ?? Infinity) || compare(a.key, b.key)).map(({ row }) => row);
}

function withPackage(records: readonly BuildRecord[], packageName: string): Rows {
  return records.filter(({ build }) => build.OutputImages !== 'NONE')
    .map((record) => ({ record, found: record.packages?.filter(({ name }) => name === packageName) }))
    .filter(({ found }) => found === undefined || found.length > 0)
    .map(({ record, found }) => [
      record.account, record.region, String(record.build.ImageName), String(record.build.ImageVersion), builtAt(record),
      found === undefined ? 'UNKNOWN' : found.map(({ version = 'UNKNOWN' }) => version).join(', '), String(record.build.OutputImages),
    ])
    .sort((a, b) => compare(a.slice(0, 3), b.slice(0, 3)) || compare([b[4]], [a[4]]));
}

function grouped(records: readonly BuildRecord[], keyOf: (record: BuildRecord) => string[]): { key: string[]; members: BuildRecord[] }[] {
  const groups = new Map<string, BuildRecord[]>();
  records.forEach((record) => groups.set(keyOf(record).join('\n'), [...groups.get(keyOf(record).join('\n')) ?? [], record]));
  return [...groups].map(([key, members]) => ({ key: key.split('\n'), members }));
}

/** By the bytes of texts, as queries order them. */
function compare(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((text, at) => text !== b[at]);
  return index < 0 ? 0 : a[index] < b[index] ? -1 : 1;
}
