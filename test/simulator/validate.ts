import { MODEL, Shape } from './model/model';

export interface Leniency {
  /** Whether maps may be empty: the service answers `tags: {}`, against its model. */
  readonly emptyMaps?: boolean;
}

type Shapes = Readonly<Record<string, Shape>>;

/**
 * What is wrong with a value by the service model: one sentence for each fault, none when it conforms.
 *
 * @param value as on the wire
 * @param path where the value stands, empty at the top
 * @param shapes those of the service
 */
export function faultsOf(shapeName: string, value: unknown, path = '', leniency: Leniency = {}, shapes: Shapes = MODEL.shapes): string[] {
  const shape = shapes[shapeName];
  const at = path || 'the value';
  switch (shape.type) {
    case 'structure': return isRecord(value) ? structureFaults(shape, value, path, leniency, shapes) : [`${at} must be a structure`];
    case 'list':
      if (!Array.isArray(value)) {return [`${at} must be a list`];}
      return [...sizeFaults(shape, value.length, at, 'entries'), ...value.flatMap((entry, i) => faultsOf(shape.member!, entry, `${path}[${i}]`, leniency, shapes))];
    case 'map':
      if (!isRecord(value)) {return [`${at} must be a map`];}
      if (leniency.emptyMaps && Object.keys(value).length === 0) {return [];}
      return [
        ...sizeFaults(shape, Object.keys(value).length, at, 'entries'),
        ...Object.keys(value).flatMap((key) => faultsOf(shape.key!, key, `key of ${at}`, {}, shapes)),
        ...Object.entries(value).flatMap(([key, entry]) => faultsOf(shape.value!, entry, `${path}.${key}`, leniency, shapes)),
      ];
    case 'string': return typeof value === 'string' ? stringFaults(shape, value, at) : [`${at} must be a string`];
    case 'boolean': return typeof value === 'boolean' ? [] : [`${at} must be a boolean`];
    case 'timestamp': return typeof value === 'number' ? [] : [`${at} must be a timestamp in seconds`];
    case 'double': return typeof value === 'number' ? sizeFaults(shape, value, at, '') : [`${at} must be a number`];
    case 'integer':
    case 'long': return Number.isInteger(value) ? sizeFaults(shape, value as number, at, '') : [`${at} must be an integer`];
  }
}

function structureFaults(shape: Shape, value: Record<string, unknown>, path: string, leniency: Leniency, shapes: Shapes): string[] {
  const within = (member: string) => path ? `${path}.${member}` : member;
  return [
    ...(shape.required ?? []).filter((member) => isAbsent(value[member])).map((member) => `${within(member)} must be given`),
    ...Object.entries(value).filter(([, entry]) => !isAbsent(entry)).flatMap(([member, entry]) => {
      const memberShape = shape.members?.[member];
      return memberShape ? faultsOf(memberShape, entry, within(member), leniency, shapes) : [`${within(member)} is not a member`];
    }),
  ];
}

function stringFaults(shape: Shape, value: string, at: string): string[] {
  const faults = sizeFaults(shape, [...value].length, at, 'characters');
  if (shape.pattern && !new RegExp(shape.pattern).test(value)) {faults.push(`${at} must match ${shape.pattern}, got: ${value}`);}
  if (shape.enum && !shape.enum.includes(value)) {faults.push(`${at} must be one of ${shape.enum.join(', ')}, got: ${value}`);}
  return faults;
}

function sizeFaults(shape: Shape, size: number, at: string, unit: string): string[] {
  const bound = (limit: number) => `${limit}${unit && ` ${unit}`}`;
  if (shape.min !== undefined && size < shape.min) {return [`${at} must be at least ${bound(shape.min)}, got: ${size}`];}
  if (shape.max !== undefined && size > shape.max) {return [`${at} must be at most ${bound(shape.max)}, got: ${size}`];}
  return [];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
