import { Annotations, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { InvalidInputError, Problem } from '../common/errors';
import { didYouMean, nearestName } from '../common/near-names';
import { isKnown } from '../common/validate';

/** The document that contains a value. */
interface Home {
  readonly scope: IConstruct;
  /** The file from which the document was read. */
  readonly file?: string;
}

/**
 * A value in a document, which knows its place. A fault names the place and the file.
 *
 * Absent values and those that are not known yet pass each check. `need` refuses absent values.
 */
export class DocumentNode {
  /** The document itself. */
  public static root(scope: IConstruct, value: unknown, file?: string): DocumentNode {
    const root = new DocumentNode({ scope, file }, value);
    // Documents are rendered as JSON, which has no numbers like NaN.
    root.find((each) => typeof each === 'number' && !Number.isFinite(each)).forEach((node) => node.refuse('Malformed', 'be a finite number'));
    return root;
  }

  /** Refuses a value that occurs twice. */
  public static checkUnique(nodes: DocumentNode[]): void {
    const known = nodes.filter((node) => node.isKnown);
    known.find((node, index) => known.findIndex((other) => other.value === node.value) < index)?.refuse('Conflict', 'be different from the others');
  }

  /** Whether the value is a map that is known now. */
  public readonly isMap: boolean;

  private constructor(
    private readonly home: Home, public readonly value: unknown, private readonly parent?: DocumentNode, private readonly key: string | number = '',
  ) {
    this.isMap = typeof value === 'object' && !Array.isArray(value) && isCollection(value);
  }

  /** Whether there is a value that is known now. Checks ask last, because most values keep their rule, and the question takes longer. */
  public get isKnown(): boolean {
    return this.value !== null && this.value !== undefined && isKnown(this.value);
  }

  /** The value of a map under a name. */
  public get(key: string): DocumentNode {
    const map = this.isMap ? this.value as Record<string, unknown> : {};
    return new DocumentNode(this.home, Object.hasOwn(map, key) ? map[key] : undefined, this, key);
  }

  /** The names of a map. */
  public keys(): string[] {
    return this.isMap ? Object.keys(this.value as object) : [];
  }

  /** The values of a list. */
  public items(): DocumentNode[] {
    return Array.isArray(this.value) && this.isKnown
      ? this.value.map((item, index) => new DocumentNode(this.home, item, this, index)) : [];
  }

  /** The value, if it is a text that is known. */
  public text(): string | undefined {
    return typeof this.value === 'string' && this.isKnown ? this.value : undefined;
  }

  /** The texts in the value that have a part, at any depth, each with its place. */
  public texts(part: string = ''): DocumentNode[] {
    return this.find((value) => typeof value === 'string' && value.includes(part));
  }

  /** Refuses an absent value. */
  public need(): this {
    return this.value === undefined || this.value === null ? this.refuse('Required', 'be given') : this;
  }

  /** Refuses an absent value, and an empty text. */
  public needText(): this {
    return this.need().value === '' ? this.refuse('Required', 'not be empty') : this;
  }

  /** Refuses everything but a map. */
  public checkMap(): this {
    return !this.isMap && this.isKnown ? this.refuse('Malformed', 'be a map') : this;
  }

  /** Refuses everything but a list of that many entries. */
  public checkList(min: number, max: number): this {
    if (!Array.isArray(this.value)) {
      return this.isKnown ? this.refuse('Malformed', 'be a list') : this;
    }
    const count = this.value.length;
    return (count < min || count > max) && this.isKnown ? this.refuse('OutOfRange', `have ${min} to ${max} entries`, count) : this;
  }

  /** Refuses everything but a text of that form. */
  public checkText(pattern: RegExp, rule: string): this {
    return !pattern.test(typeof this.value === 'string' ? this.value : '') && this.isKnown ? this.refuse('Malformed', rule) : this;
  }

  /** Refuses everything but a whole number in those bounds. */
  public checkWhole(min: number, max: number): this {
    const fits = Number.isInteger(this.value) && (this.value as number) >= min && (this.value as number) <= max;
    return !fits && this.isKnown ? this.refuse('OutOfRange', `be a whole number from ${min} to ${max}`) : this;
  }

  /** Refuses everything but one of those texts. */
  public checkOneOf(choices: readonly string[]): this {
    return !choices.includes(String(this.value)) && this.isKnown ? this.refuse('Unsupported', `be ${listed(choices)}`) : this;
  }

  /** Warns about names that AWS does not document, because they may be misspelled. Newer names of Image Builder are not refused. */
  public checkKeys(known: readonly string[]): this {
    for (const key of this.keys().filter((each) => !known.includes(each) && !known.includes(withoutMark(each)))) {
      this.get(key).warn('unknownDocumentKey', `is none of the documented names there: ${known.join(', ') || 'it has none'}`, nearestName(withoutMark(key), known));
    }
    return this;
  }

  /** Warns about something that is valid, but probably not intended. */
  public warn(id: string, complaint: string, nearest?: string): void {
    const file = this.home.file === undefined ? '' : ` (${this.home.file})`;
    Annotations.of(this.home.scope).addWarningV2(`cdk-imagebuilder:${id}`, `\`${this.path || 'document'}\`${file} ${complaint}.${didYouMean(nearest)}`);
  }

  /** Stops with a fault at this place. */
  public refuse(problem: Problem, rule: string, got: unknown = this.value ?? undefined, hint?: string): never {
    const file = this.home.file === undefined ? undefined : `It is in ${this.home.file}.`;
    const hints = [hint, file].filter((each) => each !== undefined).join(' ');
    throw new InvalidInputError({ prop: this.path || 'document', problem, rule, got, hint: hints || undefined }, this.home.scope);
  }

  /** The place in the document, as in `phases[0].steps[1].inputs`. Only messages need it. */
  private get path(): string {
    const before = this.parent?.path ?? '';
    const name = typeof this.key === 'number' ? `[${this.key}]` : withoutMark(this.key);
    return before === '' || typeof this.key === 'number' ? before + name : `${before}.${name}`;
  }

  /** The values of which a condition is true, at any depth, each with its place. */
  private find(condition: (value: unknown) => boolean): DocumentNode[] {
    if (!holds(this.value, condition)) {
      // Most conditions are true of no value, so that most places need not be known.
      return [];
    }
    return condition(this.value) ? [this] : this.inner().flatMap((node) => node.find(condition));
  }

  private inner(): DocumentNode[] {
    return this.isMap ? this.keys().map((key) => this.get(key)) : this.items();
  }
}

/** Whether an object is a map or a list, and no token. */
function isCollection(value: object | null): value is object {
  return value !== null && !Token.isUnresolved(value);
}

/** Whether a condition is true of a value, or of a value inside of it. */
function holds(value: unknown, condition: (value: unknown) => boolean): boolean {
  return condition(value) ? isKnown(value)
    : typeof value === 'object' && isCollection(value) && Object.values(value).some((item) => holds(item, condition));
}

/** The key `instanceId.$` passes the input `instanceId` of a workflow step by reference. */
function withoutMark(key: string): string {
  return key.replace(/\.\$$/, '');
}

function listed(choices: readonly string[]): string {
  const quoted = choices.map((choice) => `\`${choice}\``);
  return quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(', ')} or ${quoted[quoted.length - 1]}`;
}

/** Refuses any schema version except 1.0, which YAML reads as a number. */
export function checkSchemaVersion(version: DocumentNode): void {
  if (version.value !== 1 && version.value !== '1.0' && version.isKnown) {
    version.refuse('Unsupported', 'be `1.0`');
  }
}
