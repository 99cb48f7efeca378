import { checkNotEmpty } from '../common/validate';

/** The numbers that a loop counts. */
export interface ComponentLoopRange {
  /** The first number. */
  readonly start: number;

  /** The number after which the loop ends. It is counted too. */
  readonly end: number;

  /**
   * What is added each time.
   *
   * @default 1
   */
  readonly updateBy?: number;
}

/** A text that holds a list. */
export interface ComponentLoopList {
  /** The list, for example a reference to a parameter. */
  readonly list: string;

  /**
   * What stands between its entries.
   *
   * @default ","
   */
  readonly delimiter?: string;
}

/** What a loop is beside what it goes through. */
export interface ComponentLoopOptions {
  /**
   * The name of the loop, unique in its phase.
   *
   * @default - the loop is called "loop"
   */
  readonly name?: string;
}

/**
 * Runs a step again and again. Whatever the step is told can hold `index` and `value` of the loop.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html
 */
export class ComponentLoop {
  /**
   * Once for each number.
   *
   * @param numbers from where to where
   * @param options what the loop is beside
   */
  public static forRange(numbers: ComponentLoopRange, options: ComponentLoopOptions = {}): ComponentLoop {
    return new ComponentLoop({ for: { start: numbers.start, end: numbers.end, updateBy: numbers.updateBy ?? 1 } }, options.name);
  }

  /**
   * Once for each text.
   *
   * @param values at least one
   * @param options what the loop is beside
   */
  public static forEach(values: string[], options: ComponentLoopOptions = {}): ComponentLoop {
    checkNotEmpty(undefined, 'values', values);
    return new ComponentLoop({ forEach: values }, options.name);
  }

  /**
   * Once for each entry of a list that is one text.
   *
   * @param list the text
   * @param options what the loop is beside
   */
  public static forEachIn(list: ComponentLoopList, options: ComponentLoopOptions = {}): ComponentLoop {
    return new ComponentLoop({ forEach: { list: list.list, delimiter: list.delimiter ?? ',' } }, options.name);
  }

  /** How often the step has run before, to be put into what the step is told. */
  public readonly index: string;

  /** The number or the text of this run, to be put into what the step is told. */
  public readonly value: string;

  private constructor(private readonly content: Record<string, unknown>, private readonly name?: string) {
    this.index = `{{ ${name ?? 'loop'}.index }}`;
    this.value = `{{ ${name ?? 'loop'}.value }}`;
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return this.name === undefined ? this.content : { name: this.name, ...this.content };
  }
}
