import { EC2_MODEL, Ec2Shape } from './model';
import { ApiError } from '../api-error';
import { Wire } from '../wire';

/** The input of an operation, from the parameters of a form; unknown and malformed ones are refused. */
export function inputOf(operation: string, form: URLSearchParams): Wire {
  const given = new Map([...form].filter(([name]) => name !== 'Action' && name !== 'Version'));
  const used = new Set<string>();
  const input = read(EC2_MODEL.operations[operation].input, '', '') as Wire | undefined ?? {};
  const unknown = [...given.keys()].find((name) => !used.has(name));
  if (unknown !== undefined) {throw new ApiError('UnknownParameter', `The parameter ${unknown} is not recognized`);}
  return input;

  function read(shapeName: string, prefix: string, of: string): unknown {
    const shape = EC2_MODEL.shapes[shapeName];
    switch (shape.type) {
      case 'structure': {
        const members = Object.entries(shape.members!).flatMap(([member, { shape: inner, name }]) => {
          const value = read(inner, `${prefix && `${prefix}.`}${name[0].toUpperCase()}${name.slice(1)}`, member);
          return value === undefined ? [] : [[member, value] as const];
        });
        const missing = (shape.required ?? []).find((member) => !members.some(([name]) => name === member));
        if (missing !== undefined) {throw new ApiError('MissingParameter', `The request must contain the parameter ${missing}`);}
        return members.length === 0 ? undefined : Object.fromEntries(members);
      }
      case 'list': {
        const entries: unknown[] = [];
        for (let entry: unknown; (entry = read(shape.member!.shape, `${prefix}.${entries.length + 1}`, of)) !== undefined;) {entries.push(entry);}
        return entries.length === 0 ? undefined : entries;
      }
      default: {
        const text = given.get(prefix);
        if (text === undefined) {return undefined;}
        used.add(prefix);
        return valueOf(shape, text, of);
      }
    }
  }
}

function valueOf(shape: Ec2Shape, text: string, member: string): unknown {
  const value = shape.type === 'boolean' ? { true: true, false: false }[text] : shape.type === 'integer' ? Number(text) : text;
  const fault = value === undefined ? 'be true or false' : faultOf(shape, value);
  if (fault !== undefined) {throw new ApiError('InvalidParameterValue', `Value (${text}) for parameter ${member} is invalid: it must ${fault}.`);}
  return value;
}

/** What is wrong with a value that has no parts. */
function faultOf(shape: Ec2Shape, value: unknown): string | undefined {
  switch (shape.type) {
    case 'boolean': return typeof value === 'boolean' ? undefined : 'be a boolean';
    case 'integer':
    case 'double': {
      const { min = -Infinity, max = Infinity } = shape;
      if (typeof value !== 'number' || Number.isNaN(value) || (shape.type === 'integer' && !Number.isInteger(value))) {return `be of type ${shape.type}`;}
      return value < min || value > max ? `be from ${min} to ${max}` : undefined;
    }
    case 'timestamp': return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) ? undefined : 'be a time with milliseconds';
    default:
      if (typeof value !== 'string') {return 'be a string';}
      return shape.enum && !shape.enum.includes(value) ? `be one of ${shape.enum.join(', ')}` : undefined;
  }
}

/** What is wrong with an answer, by the model: none when it conforms. */
export function answerFaults(operation: string, answer: Wire): string[] {
  return faults(EC2_MODEL.operations[operation].output, answer, operation);
}

function faults(shapeName: string, value: unknown, path: string): string[] {
  const shape = EC2_MODEL.shapes[shapeName];
  if (shape.type === 'structure') {
    return Object.entries(value as Wire).filter(([, each]) => each !== undefined).flatMap(([member, each]) => {
      const ref = shape.members![member];
      return ref ? faults(ref.shape, each, `${path}.${member}`) : [`${path}.${member} is not a member`];
    });
  }
  if (shape.type === 'list') {return (value as unknown[]).flatMap((each, i) => faults(shape.member!.shape, each, `${path}[${i}]`));}
  const fault = faultOf(shape, value);
  return fault === undefined ? [] : [`${path} must ${fault}, got: ${JSON.stringify(value)}`];
}

/** An answer as XML. */
export function xmlOf(operation: string, answer: Wire, requestId: string): string {
  const namespace = `http://ec2.amazonaws.com/doc/${EC2_MODEL.version}/`;
  const members = write(EC2_MODEL.operations[operation].output, answer);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="${namespace}">\n    <requestId>${requestId}</requestId>${members}</${operation}Response>`;
}

export function errorXml(code: string, message: string, requestId: string): string {
  const error = `<Error><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message></Error>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`;
}

/** Values of faults may be anything, so what a value is like counts, and not what it should be like. */
function write(shapeName: string, value: unknown): string {
  const shape = EC2_MODEL.shapes[shapeName];
  if (shape.type === 'list' && Array.isArray(value)) {return value.map((each) => element('item', write(shape.member!.shape, each))).join('');}
  if (shape.type === 'structure' && typeof value === 'object' && value !== null) {
    return Object.entries(shape.members!).flatMap(([member, { shape: inner, name }]) => {
      const given = (value as Wire)[member];
      return given === undefined ? [] : [element(name, write(inner, given))];
    }).join('');
  }
  return escaped(String(value));
}

function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
