import { IConstruct } from 'constructs';

/** How a value breaks its rule; the second half of an error's code. */
export type Problem = 'TooLong' | 'Malformed' | 'OutOfRange' | 'Required' | 'Conflict' | 'Unsupported' | 'Unresolved';

/** A broken rule, in the parts that a message is made of. */
export interface Fault {
  /** Property as the user writes it, for example `amiDistributions[1].amiName`. */
  readonly prop: string;
  readonly problem: Problem;
  /** Ends the sentence "`prop` must ...". */
  readonly rule: string;
  /** The value that broke the rule, if it helps to see it. */
  readonly got?: unknown;
  /** A sentence that says how to repair it, if that is known. */
  readonly hint?: string;
}

const LONGEST_VALUE = 120;

/** The message of a fault: code, rule, value and repair. Validations at synth use it alone, because the CDK adds the construct's path. */
export function describe(fault: Fault): string {
  const got = fault.got === undefined ? '' : `, got: ${printed(fault.got)}`;
  const hint = fault.hint === undefined ? '' : ` ${fault.hint}`;
  return `${codeOf(fault)}: \`${fault.prop}\` must ${fault.rule}${got}.${hint}`;
}

/**
 * A value that can never deploy.
 *
 * Other languages see only the message, so the code and the construct's path stand in it.
 */
export class InvalidInputError extends Error {
  public readonly code: string;

  constructor(fault: Fault, scope?: IConstruct) {
    super(describe(fault) + (scope === undefined ? '' : ` [${scope.node.path}]`));
    this.name = 'InvalidInputError';
    this.code = codeOf(fault);
  }
}

/** `amiDistributions[1].amiName` that is malformed has the code `AmiNameMalformed`, wherever it stands. */
function codeOf(fault: Fault): string {
  const name = fault.prop.replace(/\[[^\]]*\]/g, '').split('.').pop()!;
  return name.charAt(0).toUpperCase() + name.slice(1) + fault.problem;
}

function printed(value: unknown): string {
  // JSON has no numbers like NaN.
  const text = typeof value === 'string' ? `'${value}'` : typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}
