import { Template, TemplateValues } from '../support/template-values';

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  /** Keys and what they are compared with, by operator. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A role of a template with its identity policies. */
export interface Role {
  readonly logicalId: string;
  /** Services that may take it. */
  readonly assumedBy: readonly string[];
  readonly statements: readonly Statement[];
  /** ARNs of managed policies, which a template does not tell the statements of. */
  readonly managedPolicies: readonly string[];
}

/** A call that is decided on. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** What conditions look at, by key. @default - nothing */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The roles of a template, by logical id. */
export function rolesOf(template: Template, values: TemplateValues): Map<string, Role> {
  const resources = Object.entries(template.Resources).map(([id, { Type, Properties = {} }]) => ({ id, Type, Properties }));
  const policies = resources.filter(({ Type }) => Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::ManagedPolicy');
  return new Map(resources.filter(({ Type }) => Type === 'AWS::IAM::Role').map(({ id, Properties }) => {
    const attached = policies.map((policy) => policy.Properties).filter(({ Roles }) => list(Roles).some((role: any) => role.Ref === id));
    const services = list(Properties.AssumeRolePolicyDocument.Statement).flatMap(({ Principal }) => list(Principal.Service));
    return [id, {
      logicalId: id,
      assumedBy: services.map((service) => values.text(service)),
      statements: [...list(Properties.Policies), ...attached].flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument, values)),
      managedPolicies: list(Properties.ManagedPolicyArns).map((arn) => values.text(arn)),
    }];
  }));
}

function statementsOf(document: any, values: TemplateValues): Statement[] {
  return list(document.Statement).map((statement: any) => {
    const { Effect, Action, Resource, Condition } = values.resolve(statement) as any;
    return { Effect, Action: list(Action), Resource: list(Resource), ...Condition && { Condition } };
  });
}

/** Whether IAM allows a call: a statement has to say so, and none may deny it. */
export function allows(statements: readonly Statement[], { action, resource, context = {} }: Request): boolean {
  const matching = statements.filter(({ Action, Resource, Condition }) =>
    Action.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()))
    && Resource.some((pattern) => matches(pattern, resource))
    && Object.entries(Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, context[key]))));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
}

/** `*` stands for any text, `?` for one character. */
export function matches(pattern: string, text: string): boolean {
  const source = [...pattern].map((character) => character === '*' ? '.*' : character === '?' ? '.' : character.replace(/[\\^$+()[\]{}|.]/g, '\\$&'));
  return new RegExp(`^${source.join('')}$`, 's').test(text);
}

/** A key that the request does not have fails a comparison, unless it is for another value, of all values, or made only if there is one. */
function holds(operator: string, wanted: string | readonly string[], actual?: string | readonly string[]): boolean {
  if (operator === 'Null') return list(wanted).includes(String(actual === undefined));
  if (operator.endsWith('IfExists')) return actual === undefined || holds(operator.slice(0, -'IfExists'.length), wanted, actual);
  if (operator === 'StringNotEquals') return !holds('StringEquals', wanted, actual);
  const ofAll = /^ForAllValues:(.*)$/.exec(operator);
  const compare = COMPARISONS[ofAll?.[1] ?? operator];
  if (!compare) throw new Error(`Conditions must be simpler than ${operator}.`);
  const holdsFor = (one: string) => list(wanted).some((value) => compare(value, one));
  return ofAll ? list(actual).every(holdsFor) : typeof actual === 'string' && holdsFor(actual);
}

const COMPARISONS: Readonly<Record<string, (wanted: string, actual: string) => boolean>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  Bool: (wanted, actual) => wanted === actual,
  StringLike: matches,
};

function list<T>(value: T | readonly T[] | undefined): T[] {
  return value === undefined ? [] : Array.isArray(value) ? [...value] : [value as T];
}
