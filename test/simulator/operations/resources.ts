import { alreadyExists, ApiError, hasDependents, notFound } from '../api-error';
import { formatArn, latestVersionReferences, parseArn } from '../arns';
import { iso } from '../clock';
import { bodyMemberOf, idMemberOf, Kind } from '../kinds';
import { membersOf, MODEL } from '../model/model';
import { Resource } from '../store';
import { canonical, pick, present, Wire } from '../wire';
import { Call, Handler } from './call';
import { managedResource } from './managed';
import { isNeeded, isUsable, requireReferences } from './references';
import { RULES } from './rules';

/** What distinguishes a type of resource from the others. */
export interface Family {
  readonly kind: Kind;
  /** Whether times of this type are numbers of seconds. @default - strings */
  readonly timesAreNumbers?: boolean;
  /** The ARN that a Create call gives. */
  arnFor(call: Call): string;
  /** The resource that a Create or Update call describes, with the service's defaults, without ARN, name and times. Refuses what the model cannot. */
  bodyFor(call: Call): Wire;
}

export const shapeOf = (kind: Kind) => MODEL.shapes[MODEL.operations[`Get${kind}`].output].members![bodyMemberOf(kind)];

/** Create: makes the resource unless it is only tried (`dryRun`). */
export function create(family: Family): Handler {
  return (call) => {
    const arn = family.arnFor(call);
    const body = draft(family, call);
    requireReferences(call, family.kind, body);
    const existing = call.store.get(arn) ?? sameContent(call, arn, body);
    if (existing) {throw alreadyExists(existing.arn);}
    if (call.input.dryRun) {throw new ApiError('DryRunOperationException', 'The dry run operation of the resource was successful.');}
    const time = timeOf(family, call.now);
    const { name, tags } = call.input;
    // A resource that was never updated has no `dateUpdated`.
    const whole = { arn, name, ...body, tags: tags ?? {}, dateCreated: time };
    call.store.add({ kind: family.kind, arn, body: pick(whole, membersOf(shapeOf(family.kind))) });
    return answer(call, family.kind, arn);
  };
}

/** The latest build version of a component or workflow, when its content is the same. */
function sameContent({ store }: Call, arn: string, body: Wire): Resource | undefined {
  const { build, ...version } = parseArn(arn)!;
  const latest = build === undefined ? undefined : store.resolve(formatArn(version));
  const { arn: _, name, tags, dateCreated, ...content } = latest?.body ?? {};
  return latest && canonical(content) === canonical(body) ? latest : undefined;
}

/** Update: whatever is not given is reset, with the exception of name and tags. */
export function update(family: Family): Handler {
  return (call) => {
    const resource = namedResource(call, family.kind);
    const { arn, body: { name, tags, dateCreated, dateUpdated } } = resource;
    const body = draft(family, call);
    requireReferences(call, family.kind, body);
    resource.body = present({ arn, name, ...body, tags, dateCreated, dateUpdated: laterThan(dateUpdated ?? dateCreated, timeOf(family, call.now)) });
    return answer(call, family.kind, arn);
  };
}

export function get(kind: Kind, render: (resource: Resource, call: Call) => Wire = ({ body }) => body): Handler {
  return (call) => {
    const resource = managedResource(call, kind, call.input[idMemberOf(kind)]) ?? namedResource(call, kind);
    return {
      [bodyMemberOf(kind)]: pick(render(resource, call), membersOf(shapeOf(kind))),
      ...pick(versionsOf(resource.arn), membersOf(MODEL.operations[call.operation].output)),
    };
  };
}

export function remove(kind: Kind): Handler {
  return (call) => {
    const resource = namedResource(call, kind);
    if (isNeeded(call, resource)) {throw hasDependents(resource.arn);}
    call.store.remove(resource.arn);
    return { [idMemberOf(kind)]: resource.arn };
  };
}

/** The resource that the request names; references with wildcards mean the newest. */
export function namedResource(call: Call, kind: Kind): Resource {
  const reference: string = call.input[idMemberOf(kind)];
  const resource = call.store.get(reference) ?? call.store.resolve(reference, (candidate) => isUsable(candidate, call.now));
  if (!resource) {throw notFound(reference);}
  return resource;
}

/** The members that the answers to Create and Update calls have, as far as this operation's answer knows them. */
export function answer(call: Call, kind: Kind, arn: string): Wire {
  const all = { [idMemberOf(kind)]: arn, clientToken: call.input.clientToken, ...versionsOf(arn) };
  return pick(all, membersOf(MODEL.operations[call.operation].output));
}

function versionsOf(arn: string): Wire {
  return /\/\d+\.\d+\.\d+(\/\d+)?$/.test(arn) ? { latestVersionReferences: latestVersionReferences(arn) } : {};
}

function draft(family: Family, call: Call): Wire {
  const body = family.bodyFor(call);
  RULES[family.kind](call);
  const { tags, clientToken, dryRun, name, ...input } = call.input;
  return pick({ ...input, ...body }, membersOf(shapeOf(family.kind)));
}

function timeOf({ timesAreNumbers }: Family, now: number): string | number {
  return timesAreNumbers ? now / 1000 : iso(now);
}

/** Two updates differ in their time, also when the clock stands. */
function laterThan(previous: string | number, time: string | number): string | number {
  if (time > previous) {return time;}
  return typeof previous === 'number' ? previous + 0.001 : iso(Date.parse(previous) + 1);
}
