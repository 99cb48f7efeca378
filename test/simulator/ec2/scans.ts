import { EC2_MODEL } from './model';
import { answerFaults } from './protocol';
import { ApiError } from '../api-error';
import { iso } from '../clock';
import { DEFAULT_FINDINGS } from '../engine/scan';
import { Call } from '../operations/call';
import { vulnerabilitiesIn } from '../operations/findings';
import { FindingCounts } from '../scenario';
import { canonical, present, Wire } from '../wire';

/** An AMI of an image, and the findings of its scan if it has been scanned. */
interface ScannedAmi {
  readonly ami: Wire;
  readonly createdAt: string;
  readonly scannedAt?: string;
  readonly findings?: FindingCounts;
}

/** Carries out a call of Amazon EC2; the answer conforms to the model. */
export function answerOfEc2(call: Call): Wire {
  const answer = present(HANDLERS[call.operation](call));
  const faults = answerFaults(call.operation, answer);
  if (faults.length > 0) {throw new Error(`The answer to ${call.operation} does not conform to the model: ${faults.join('; ')}.`);}
  return answer;
}

/** The resources on which the call is authorized. */
export function ec2ResourceOf({ operation, input, region }: Call): string {
  return operation === 'GetImageFindings' ? `arn:aws:ec2:${region}::image/${input.ImageId}` : '*';
}

const HANDLERS: Readonly<Record<string, (call: Call) => Wire>> = {
  DescribeImages: (call) => {
    const { ImageIds: ids = [], Filters: filters = [] } = call.input;
    const absent = ids.find((id: string) => amiOf(call, id) === undefined);
    if (absent !== undefined) {throw unknownAmi(absent);}
    const wanted = filters.map(({ Name, Values = [] }: Wire) => {
      if (Name !== 'image-id') {throw new ApiError('InvalidParameterValue', `The filter '${Name}' is invalid`);}
      return Values as string[];
    }).concat(ids.length > 0 ? [ids] : []);
    if (wanted.some((values: string[]) => values.length > 200)) {throw new ApiError('FilterLimitExceeded', 'The maximum number of filter values specified on a single call is 200');}
    const images = amisOf(call).filter(({ ami }) => wanted.every((values: string[]) => values.includes(ami.image)));
    return page(call, 'Images', images.map(describe));
  },
  GetImageFindings: (call) => {
    const found = amiOf(call, call.input.ImageId);
    if (!found) {throw unknownAmi(call.input.ImageId);}
    return page(call, 'ImageFindings', findingsOf(found));
  },
};

/** The AMIs of a Region that exist. */
function amisOf({ store, now, region }: Call): ScannedAmi[] {
  return store.all('Image').flatMap(({ body, timeline }) => {
    const { amis, amiFindings } = timeline!.at(now);
    const createdAt: string = body.dateCreated;
    return amis.filter((ami) => ami.region === region && ami.state.status === 'AVAILABLE').map((ami) => {
      const newest = store.scans.filter(({ amiId, endsAt, scenario }) => amiId === ami.image && endsAt <= now && scenario.status !== 'FAILED').at(-1);
      return newest
        ? { ami, createdAt, scannedAt: iso(newest.endsAt), findings: newest.scenario.findings ?? DEFAULT_FINDINGS }
        : { ami, createdAt, scannedAt: amiFindings && createdAt, findings: amiFindings };
    });
  });
}

/** The AMI of the Region of a call, if it exists. */
export function amiOf(call: Call, id: string): ScannedAmi | undefined {
  return amisOf(call).find(({ ami }) => ami.image === id);
}

function unknownAmi(id: string): ApiError {
  return /^ami-[0-9a-z]+$/.test(id) ? new ApiError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`)
    : new ApiError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
}

function describe({ ami, createdAt, scannedAt, findings }: ScannedAmi): Wire {
  const severities = findings && [...new Set(vulnerabilitiesIn(findings).map(({ severity }) => severity.toLowerCase()))];
  return present({
    ImageId: ami.image,
    Name: ami.name,
    OwnerId: ami.accountId,
    State: 'available',
    CreationDate: createdAt,
    ScanResults: severities && {
      FindingScanDate: scannedAt,
      ...severities.length > 0 ? { HighestFindingSeverityLabel: severities[0] } : {},
      ...Object.fromEntries(severities.map((severity) => [`${severity[0].toUpperCase()}${severity.slice(1)}FixAvailableSince`, createdAt])),
    },
  });
}

function findingsOf({ createdAt, scannedAt, findings = {} }: ScannedAmi): Wire[] {
  return vulnerabilitiesIn(findings).map(({ vulnerabilityId, severity, score, name }) => ({
    Title: `${vulnerabilityId} - ${name}`,
    SeverityLabel: severity.toLowerCase(),
    Score: score,
    FixAvailable: true,
    FirstObservedAt: createdAt,
    UpdatedAt: scannedAt,
    Paths: [`/usr/lib/${name}`],
    SnapshotId: 'snap-0123456789abcdef0',
  }));
}

/** One page of a list; a token is good for the same operation with the same input only. */
function page({ operation, input: { NextToken, MaxResults, ...query }, pageSize }: Call, member: string, entries: readonly Wire[]): Wire {
  const scope = `${operation} ${canonical(query)}`;
  const from = NextToken === undefined ? 0 : positionIn(NextToken, scope);
  const to = from + Math.min(MaxResults ?? Infinity, pageSize ?? Infinity, EC2_MODEL.shapes.GetImageFindingsMaxResults.max!);
  const token = Buffer.from(JSON.stringify({ scope, from: to })).toString('base64url');
  return { [member]: entries.slice(from, to), NextToken: to < entries.length ? token : undefined };
}

function positionIn(token: string, wanted: string): number {
  try {
    const { scope, from } = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (scope === wanted) {return from;}
  } catch {
    // Not one of ours.
  }
  throw new ApiError('InvalidParameterValue', 'Unable to parse pagination token');
}
