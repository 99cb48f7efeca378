import { checkNotEmpty } from '../common/validate';

/** Hash algorithms for files. */
export enum ComponentHashAlgorithm {
  /** The MD5 hash algorithm. */
  MD5 = 'MD5',
  /** The SHA-1 hash algorithm. */
  SHA1 = 'SHA1',
  /** The SHA-256 hash algorithm. */
  SHA256 = 'SHA256',
  /** The SHA-512 hash algorithm. */
  SHA512 = 'SHA512',
}

/**
 * A condition under which a step runs, or which a step asserts.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html
 *
 * @example
 * const install = ComponentStep.bash('Install', ['dnf -y install nginx'], {
 *   condition: ComponentCondition.binaryExists('nginx').negated(),
 * });
 */
export class ComponentCondition {
  /**
   * Whether a text is equal to another text. AWS does not document whether the comparison distinguishes upper and lower case.
   *
   * @param value text to compare, for example `step.output('stdout')`
   * @param expected text to compare with
   */
  public static stringEquals(value: string, expected: string): ComponentCondition {
    return new ComponentCondition({ stringEquals: expected, value });
  }

  /**
   * Whether a text is less than another text. AWS does not document whether the comparison distinguishes upper and lower case.
   *
   * @param value text to compare, for example `step.output('stdout')`
   * @param bound text to compare with
   */
  public static stringLessThan(value: string, bound: string): ComponentCondition {
    return new ComponentCondition({ stringLessThan: bound, value });
  }

  /**
   * Whether a text is less than or equal to another text. AWS does not document whether the comparison distinguishes upper and lower case.
   *
   * @param value text to compare, for example `step.output('stdout')`
   * @param bound text to compare with
   */
  public static stringLessThanEquals(value: string, bound: string): ComponentCondition {
    return new ComponentCondition({ stringLessThanEquals: bound, value });
  }

  /**
   * Whether a text is greater than another text. AWS does not document whether the comparison distinguishes upper and lower case.
   *
   * @param value text to compare, for example `step.output('stdout')`
   * @param bound text to compare with
   */
  public static stringGreaterThan(value: string, bound: string): ComponentCondition {
    return new ComponentCondition({ stringGreaterThan: bound, value });
  }

  /**
   * Whether a text is greater than or equal to another text. AWS does not document whether the comparison distinguishes upper and lower case.
   *
   * @param value text to compare, for example `step.output('stdout')`
   * @param bound text to compare with
   */
  public static stringGreaterThanEquals(value: string, bound: string): ComponentCondition {
    return new ComponentCondition({ stringGreaterThanEquals: bound, value });
  }

  /**
   * Whether a number is equal to another number. The condition is false if the value is not a number.
   *
   * @param value number to compare, for example `step.output('stdout')`
   * @param expected number to compare with
   */
  public static numberEquals(value: string, expected: number): ComponentCondition {
    return new ComponentCondition({ numberEquals: expected, value });
  }

  /**
   * Whether a number is less than another number. The condition is false if the value is not a number.
   *
   * @param value number to compare, for example `step.output('stdout')`
   * @param bound number to compare with
   */
  public static numberLessThan(value: string, bound: number): ComponentCondition {
    return new ComponentCondition({ numberLessThan: bound, value });
  }

  /**
   * Whether a number is less than or equal to another number. The condition is false if the value is not a number.
   *
   * @param value number to compare, for example `step.output('stdout')`
   * @param bound number to compare with
   */
  public static numberLessThanEquals(value: string, bound: number): ComponentCondition {
    return new ComponentCondition({ numberLessThanEquals: bound, value });
  }

  /**
   * Whether a number is greater than another number. The condition is false if the value is not a number.
   *
   * @param value number to compare, for example `step.output('stdout')`
   * @param bound number to compare with
   */
  public static numberGreaterThan(value: string, bound: number): ComponentCondition {
    return new ComponentCondition({ numberGreaterThan: bound, value });
  }

  /**
   * Whether a number is greater than or equal to another number. The condition is false if the value is not a number.
   *
   * @param value number to compare, for example `step.output('stdout')`
   * @param bound number to compare with
   */
  public static numberGreaterThanEquals(value: string, bound: number): ComponentCondition {
    return new ComponentCondition({ numberGreaterThanEquals: bound, value });
  }

  /**
   * Whether a text has no characters.
   *
   * @param value text to examine
   */
  public static stringIsEmpty(value: string): ComponentCondition {
    return new ComponentCondition({ stringIsEmpty: value });
  }

  /**
   * Whether a text has only white space.
   *
   * @param value text to examine
   */
  public static stringIsWhitespace(value: string): ComponentCondition {
    return new ComponentCondition({ stringIsWhitespace: value });
  }

  /**
   * Whether a text matches a pattern.
   *
   * @param value text to examine
   * @param pattern regular expression in the syntax of RE2
   */
  public static patternMatches(value: string, pattern: string): ComponentCondition {
    return new ComponentCondition({ patternMatches: pattern, value });
  }

  /**
   * Whether a program is found in the search path.
   *
   * @param name name of the program
   */
  public static binaryExists(name: string): ComponentCondition {
    return new ComponentCondition({ binaryExists: name });
  }

  /**
   * Whether a file exists.
   *
   * @param path path of the file
   */
  public static fileExists(path: string): ComponentCondition {
    return new ComponentCondition({ fileExists: path });
  }

  /**
   * Whether a folder exists.
   *
   * @param path path of the folder
   */
  public static folderExists(path: string): ComponentCondition {
    return new ComponentCondition({ folderExists: path });
  }

  /**
   * Whether the hash of a file is equal to the expected hash.
   *
   * @param path path of the file
   * @param algorithm hash algorithm
   * @param hash expected hash, in hexadecimal digits
   */
  public static fileHashEquals(path: string, algorithm: ComponentHashAlgorithm, hash: string): ComponentCondition {
    return new ComponentCondition({ [`file${algorithm}Equals`]: hash, path });
  }

  /**
   * Whether all conditions are true.
   *
   * @param conditions conditions, at least one
   */
  public static allOf(...conditions: ComponentCondition[]): ComponentCondition {
    return ComponentCondition.joined('and', conditions);
  }

  /**
   * Whether at least one of the conditions is true.
   *
   * @param conditions conditions, at least one
   */
  public static anyOf(...conditions: ComponentCondition[]): ComponentCondition {
    return ComponentCondition.joined('or', conditions);
  }

  private static joined(operator: string, conditions: ComponentCondition[]): ComponentCondition {
    checkNotEmpty(undefined, 'conditions', conditions);
    return new ComponentCondition({ [operator]: conditions.map((condition) => condition._render()) });
  }

  private constructor(private readonly content: Record<string, unknown>) {}

  /** The opposite of this condition. */
  public negated(): ComponentCondition {
    return new ComponentCondition({ not: this.content });
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return this.content;
  }
}
