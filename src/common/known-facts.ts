import { IConstruct } from 'constructs';
import { Platform } from './platform';

/**
 * A fact that this library knows about its own constructs, but not about L1s and imports. Rules use facts to refuse combinations that cannot work.
 *
 * A fact is declared on the lowest floor that reads the fact, next to the rule that needs it.
 */
export class KnownFact<Value> {
  private readonly known = new WeakMap<IConstruct, Value>();

  /** Records the fact of a construct, if the value is known. */
  public note(construct: IConstruct, value: Value | undefined): void {
    if (value !== undefined) {
      this.known.set(construct, value);
    }
  }

  /** The fact of a construct, or `undefined` for an L1, an import or no construct. */
  public of(construct: IConstruct | undefined): Value | undefined {
    return construct && this.known.get(construct);
  }
}

/** A fact whose constructs an app can be asked for by keys. Neither its tree nor all of them are walked, because each build asks. */
export class ListedFact<Value> extends KnownFact<Value> {
  private readonly listed = new WeakMap<IConstruct, Map<string, IConstruct[]>>();

  /** Records the fact of a construct, and lists the construct under keys. */
  public list(construct: IConstruct, value: Value, keys: readonly string[]): void {
    this.note(construct, value);
    const { root } = construct.node;
    const listed = this.listed.get(root) ?? new Map<string, IConstruct[]>();
    this.listed.set(root, listed);
    for (const key of new Set(keys)) {
      const constructs = listed.get(key) ?? [];
      constructs.push(construct);
      listed.set(key, constructs);
    }
  }

  /** The constructs below a root that are listed under a key, in the order in which they were created. */
  public within(root: IConstruct, key: string): readonly IConstruct[] {
    return this.listed.get(root)?.get(key) ?? [];
  }
}

/** The operating system family of a component, a recipe or an image. */
export const PLATFORM = new KnownFact<Platform>();

/** Whether the AMIs of a recipe have watermarks. */
export const HAS_WATERMARKS = new KnownFact<boolean>();
