import { checkNotEmpty } from '../common/validate';

/** A range of whole numbers. Synthesis fails if `updateBy` does not lead from `start` to `end`. */
export interface ComponentLoopRange {
  /** The first number. */
  readonly start: number;

  /** Last number, with which the step runs as well. */
  readonly end: number;

  /**
   * Number that is added after each run. Negative to count down, and not zero.
   *
   * @default 1
   */
  readonly updateBy?: number;
}

/** A list in one text, with delimiters between its entries. */
export interface ComponentLoopList {
  /** The list, for example a reference to a parameter. */
  readonly list: string;

  /**
   * Delimiter between the entries of the list.
   *
   * @default ","
   */
  readonly delimiter?: string;
}

/** Options of a loop. */
export interface ComponentLoopOptions {
  /**
   * The name of the loop, unique in its phase, 3 to 128 letters, digits, hyphens or underscores.
   *
   * @default - references use the name "loop"
   */
  readonly name?: string;
}

/**
 * Repeats a step. The inputs of the step can refer to `index` and `value` of the loop.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html
 *
 * @example
 * const packages = ComponentLoop.forEach(['nginx', 'jq']);
 * const install = ComponentStep.bash('Install', [`dnf -y install ${packages.value}`], { loop: packages });
 */
export class ComponentLoop {
  /**
   * Repeats the step once for each number of a range.
   *
   * @param numbers range of numbers
   * @param options name of the loop
   */
  public static forRange(numbers: ComponentLoopRange, options: ComponentLoopOptions = {}): ComponentLoop {
    return new ComponentLoop({ for: { start: numbers.start, end: numbers.end, updateBy: numbers.updateBy ?? 1 } }, options.name);
  }

  /**
   * Repeats the step once for each text.
   *
   * @param values texts, at least one
   * @param options name of the loop
   */
  public static forEach(values: string[], options: ComponentLoopOptions = {}): ComponentLoop {
    checkNotEmpty(undefined, 'values', values);
    return new ComponentLoop({ forEach: values }, options.name);
  }

  /**
   * Repeats the step once for each entry of a delimited list.
   *
   * @param list list and delimiter
   * @param options name of the loop
   */
  public static forEachIn(list: ComponentLoopList, options: ComponentLoopOptions = {}): ComponentLoop {
    return new ComponentLoop({ forEach: { list: list.list, delimiter: list.delimiter ?? ',' } }, options.name);
  }

  /** Reference to the number of runs before this run, for the inputs of the step. */
  public readonly index: string;

  /** Reference to the number or text of this run, for the inputs of the step. */
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
