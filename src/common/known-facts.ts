import { IConstruct } from 'constructs';
import { Platform } from './platform';

/**
 * One thing that this library knows of its own constructs, and cannot know of L1s and imports: enough to refuse combinations that cannot work.
 *
 * A fact is declared on the lowest floor that reads it, beside the rule that it is for.
 */
export class KnownFact<Value> {
  private readonly known = new WeakMap<IConstruct, Value>();

  /** Notes the fact of a construct, where there is something to note. */
  public note(construct: IConstruct, value: Value | undefined): void {
    if (value !== undefined) {
      this.known.set(construct, value);
    }
  }

  /** The fact of a construct; nothing of an L1, of an import, or of none. */
  public of(construct: IConstruct | undefined): Value | undefined {
    return construct && this.known.get(construct);
  }
}

/** Operating system family of a component, a recipe or an image. */
export const PLATFORM = new KnownFact<Platform>();
