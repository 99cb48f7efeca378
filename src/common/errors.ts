import { IConstruct } from 'constructs';

/** How a value breaks its rule, which is the second half of an error's code. */
export type Problem = 'TooLong' | 'Malformed' | 'OutOfRange' | 'Required' | 'Conflict' | 'Unsupported' | 'Unresolved';

/** A broken rule, as the parts of a message. */
export interface Fault {
  /** Property as in the code of the user, for example `amiDistributions[1].amiName`. */
  readonly prop: string;
  readonly problem: Problem;
  /** End of the sentence "`prop` must …". */
  readonly rule: string;
  /** The value that broke the rule, if it helps to see it. */
  readonly got?: unknown;
  /** A sentence that describes the repair, if it is known. */
  readonly hint?: string;
}

const LONGEST_VALUE = 120;

/** The message of a fault, with code, rule, value and repair. Validations at synth add no path, because the CDK adds it. */
export function describe(fault: Fault): string {
  const got = fault.got === undefined ? '' : `, got: ${printed(fault.got)}`;
  const hint = fault.hint === undefined ? '' : ` ${fault.hint}`;
  return `${codeOf(fault)}: \`${fault.prop}\` must ${fault.rule}${got}.${hint}`;
}

/**
 * A value that can never deploy.
 *
 * Other languages see only the message, so the message contains the code and the construct's path.
 */
export class InvalidInputError extends Error {
  public readonly code: string;

  constructor(fault: Fault, scope?: IConstruct) {
    super(describe(fault) + (scope === undefined ? '' : ` [${scope.node.path}]`));
    this.name = 'InvalidInputError';
    this.code = codeOf(fault);
  }
}

/** The code of a malformed `amiDistributions[1].amiName` is `AmiNameMalformed`, at any index. */
function codeOf(fault: Fault): string {
  const name = fault.prop.replace(/\[[^\]]*\]/g, '').split('.').pop()!;
  return name.charAt(0).toUpperCase() + name.slice(1) + fault.problem;
}

function printed(value: unknown): string {
  // JSON has no numbers like NaN.
  const text = typeof value === 'string' ? `'${value}'` : typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}
