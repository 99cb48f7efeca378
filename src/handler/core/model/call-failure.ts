/** The purpose of a call. */
export interface Call {
  /** Prefix of the actions of the service. Absent: Image Builder. */
  readonly service?: 's3' | 'logs' | 'ec2' | 'lambda' | 'sns' | 'inspector2';
  readonly operation: string;
  /** ARN that the call names, for the sentence that a user reads. */
  readonly resource: string;
}

/**
 * PASSING: a further attempt may succeed. DENIED: the role lacks the permission. NOT_FOUND: the resource does not exist.
 * FINAL: the service refuses the call and would refuse it again.
 */
export type CallFailureKind = 'PASSING' | 'DENIED' | 'NOT_FOUND' | 'FINAL';

/** A call without a usable answer. */
export interface CallFailure extends Call {
  readonly kind: CallFailureKind;
  /** Name of the error. */
  readonly code: string;
  readonly httpStatus?: number;
  readonly message: string;
}

/** The error that ports throw in place of the errors of their clients. */
export class CallFailed extends Error {
  constructor(readonly callFailure: CallFailure) {
    super(`${callFailure.operation}: ${callFailure.code}: ${callFailure.message}`);
    this.name = 'CallFailed';
  }
}

/** The call that failed. Any other error is rethrown. */
export function callFailureOf(error: unknown): CallFailure {
  if (error instanceof CallFailed) return error.callFailure;
  throw error;
}

/** Whether an image does not exist. What belongs to an image can be missing without it. */
export function isImageNotFound({ kind, operation }: CallFailure): boolean {
  return kind === 'NOT_FOUND' && operation === 'GetImage';
}

/** Whether a call was refused. A pipeline that is in use is not a refusal: the same call succeeds when the pipeline is free. */
export function isRefusal({ kind, code }: CallFailure): boolean {
  return kind !== 'PASSING' && !code.startsWith('ResourceInUse');
}

/** What is known about an error of a client. */
export interface ClientError {
  readonly name: string;
  readonly httpStatus?: number;
  readonly message: string;
}

// Errors are distinguished by name, because a bundle can contain two copies of a class.
const DENIED = /^(AccessDenied|Forbidden|Unauthorized)/;
const NOT_FOUND = /^ResourceNotFound/;
const NOT_FOUND_IN_WORDS = /\b(can ?not|could not|can't|not) be found\b|\bnot found\b|\bdoes not exist\b/i;
// An AMI that existed a moment ago may be gone, which the next poll notices.
// A SyntaxError is an answer with any status that is not JSON: the page of a proxy, or half an answer.
const PASSING = /^SyntaxError$|^InvalidAMIID\.NotFound$|Throttl|TooManyRequests|RateExceeded|CallRateLimit|RequestLimitExceeded|SlowDown|Timeout|TimedOut|^Expired|^InvalidPaginationToken|Unavailable/i;
// The clocks of the function and of the service differ, or the call was held up. Each attempt has a time of its own. A signature that is refused for
// another reason has the same names of the error.
const UNTIMELY = /^Request(Expired|InTheFuture|TimeTooSkewed)/;
const UNTIMELY_IN_WORDS = /\bSignature (expired|not yet current)\b/;

/** The bucket is in a different Region, which does not change. Amazon Inspector scans the resource already, which another attempt does not end. */
const UNCHANGING: ReadonlySet<string> = new Set(['PermanentRedirect', 'ConflictException']);

/** 408: send again. 409: something else changes the resource now. 429: send later. */
const RETRIED_STATUS = new Set([408, 409, 429]);

/** Determines the kind of a failure by name, HTTP status and message. A failure that is not known to be final may pass. */
export function classify(error: ClientError, call: Call): CallFailure {
  return { ...call, kind: kindOf(error), code: error.name, httpStatus: error.httpStatus, message: error.message };
}

/** The failure of an answer that cannot be used, which a further attempt may solve. */
export function unusableAnswer(call: Call, message: string): CallFailed {
  return new CallFailed({ ...call, kind: 'PASSING', code: 'UnusableAnswer', message });
}

function kindOf({ name, httpStatus = 0, message }: ClientError): CallFailureKind {
  if (PASSING.test(name) || UNTIMELY.test(name) || UNTIMELY_IN_WORDS.test(message)) return 'PASSING';
  if (DENIED.test(name) || httpStatus === 403 || httpStatus === 401) return 'DENIED';
  if (NOT_FOUND.test(name)) return 'NOT_FOUND';
  if (UNCHANGING.has(name)) return 'FINAL';
  if (name.startsWith('InvalidRequest') && NOT_FOUND_IN_WORDS.test(message)) return 'NOT_FOUND';
  return httpStatus >= 400 && httpStatus < 500 && !RETRIED_STATUS.has(httpStatus) ? 'FINAL' : 'PASSING';
}

// Amazon S3 puts the resource in quotes.
const DENIAL = /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)(?: on resource: "?([^\s"]+)"?)?(?:,? (because no (?!identity-based)[^]+|with an explicit deny[^]*))?/;

/** Actions of which any can be missing if the service does not name the action. */
const TWOFOLD: Readonly<Record<string, string>> = { ListImageScanFindings: 'imagebuilder:ListImageScanFindings or inspector2:ListFindings' };

/** Whether a denial is about permissions, and not about credentials, signatures or the account. */
export function lacksPermission({ code, message }: CallFailure): boolean {
  return DENIED.test(code) || DENIAL.test(message);
}

/** The denied action and resource, and the policy that denies them if the service names one besides those of the role: from the message of the service if it names them, otherwise from the call. */
export function denied(callFailure: CallFailure): { action: string; resource: string; because?: string } {
  const match = DENIAL.exec(callFailure.message);
  return {
    action: match?.[1] ?? TWOFOLD[callFailure.operation] ?? `${callFailure.service ?? 'imagebuilder'}:${callFailure.operation}`,
    resource: match?.[2]?.replace(/[.,;]$/, '') ?? callFailure.resource,
    because: match?.[3],
  };
}
