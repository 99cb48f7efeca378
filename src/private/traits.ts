import { IConstruct } from 'constructs';

/** What this library knows of its own constructs and cannot know of L1s and imports: enough to refuse combinations that cannot work. */
export interface Traits {
  /** Operating system family of a component or a recipe. */
  readonly platform?: string;
  /** Processor architecture of a recipe's base image. */
  readonly architecture?: string;
  /** Processor architectures of the instance types of an infrastructure configuration, as far as their names tell them. */
  readonly instanceArchitectures?: (string | undefined)[];
  /** Parameters of a component. */
  readonly parameters?: Record<string, { readonly defaultValue?: string }>;
}

const known = new WeakMap<IConstruct, Traits>();

/** Notes what is known of a construct. */
export function noteTraits(construct: IConstruct, traits: Traits): void {
  known.set(construct, traits);
}

/** What is known of a construct: nothing of an L1 or an import. */
export function traitsOf(construct: IConstruct): Traits {
  return known.get(construct) ?? {};
}
