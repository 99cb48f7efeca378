/** What a call was for. */
export interface Call {
  /** Prefix of the service's actions; without it that of Image Builder. */
  readonly service?: 's3' | 'logs';
  readonly operation: string;
  /** ARN that the call names, for the sentence a user reads. */
  readonly resource: string;
}

/**
 * PASSING: another attempt may succeed. DENIED: the role may not do it. NOT_FOUND: the thing does not exist.
 * FINAL: the service refuses, and would refuse again.
 */
export type CallFailureKind = 'PASSING' | 'DENIED' | 'NOT_FOUND' | 'FINAL';

/** A call that brought no answer to work with. */
export interface CallFailure extends Call {
  readonly kind: CallFailureKind;
  /** Name of the error. */
  readonly code: string;
  readonly httpStatus?: number;
  readonly message: string;
}

/** Thrown by ports in place of whatever their client throws. */
export class CallFailed extends Error {
  constructor(readonly callFailure: CallFailure) {
    super(`${callFailure.operation}: ${callFailure.code}: ${callFailure.message}`);
    this.name = 'CallFailed';
  }
}

/** The call that failed, where that is what went wrong; any other error is thrown on. */
export function callFailureOf(error: unknown): CallFailure {
  if (error instanceof CallFailed) return error.callFailure;
  throw error;
}

/** What there is to know about an error of a client. */
export interface ClientError {
  readonly name: string;
  readonly httpStatus?: number;
  readonly message: string;
}

// Errors are told apart by name: a bundle may hold two copies of a class.
const DENIED = /^(AccessDenied|Forbidden|Unauthorized)/;
const NOT_FOUND = /^ResourceNotFound/;
const NOT_FOUND_IN_WORDS = /\b(can ?not|could not|can't|not) be found\b|\bnot found\b|\bdoes not exist\b/i;
// A SyntaxError is an answer that is not JSON, whatever its status: a proxy's page, or half an answer.
const PASSING = /^SyntaxError$|Throttl|TooManyRequests|RateExceeded|CallRateLimit|RequestLimitExceeded|SlowDown|Timeout|TimedOut|^Expired|^InvalidPaginationToken|Unavailable/i;

/** Tells by name, HTTP status and words what kind of failure an error is. Whatever is not known to be final may pass. */
export function classify(error: ClientError, call: Call): CallFailure {
  return { ...call, kind: kindOf(error), code: error.name, httpStatus: error.httpStatus, message: withoutHints(error.message) };
}

/** A failure that another attempt may cure, in our own words: an answer that cannot be worked with. */
export function unusableAnswer(call: Call, message: string): CallFailed {
  return new CallFailed({ ...call, kind: 'PASSING', code: 'UnusableAnswer', message });
}

function kindOf({ name, httpStatus = 0, message }: ClientError): CallFailureKind {
  if (PASSING.test(name)) return 'PASSING';
  if (DENIED.test(name) || httpStatus === 403 || httpStatus === 401) return 'DENIED';
  if (NOT_FOUND.test(name)) return 'NOT_FOUND';
  // The bucket is in another Region, and will stay there.
  if (name === 'PermanentRedirect') return 'FINAL';
  if (name.startsWith('InvalidRequest') && NOT_FOUND_IN_WORDS.test(message)) return 'NOT_FOUND';
  // 408 asks to send again, 429 to send later.
  const final = httpStatus >= 400 && httpStatus < 500 && httpStatus !== 408 && httpStatus !== 429;
  return final ? 'FINAL' : 'PASSING';
}

/** The SDK appends advice for programmers to errors of its own. */
function withoutHints(message: string): string {
  return message.replace(/\s+Deserialization error: to see the raw response[^]*/, '');
}

// Amazon S3 puts the resource in quotes.
const DENIAL = /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)(?: on resource: "?([^\s"]+))?/;

/** Actions of which each may be the one that is missing, where the service does not say. */
const TWOFOLD: Readonly<Record<string, string>> = { ListImageScanFindings: 'imagebuilder:ListImageScanFindings or inspector2:ListFindings' };

/** Action and resource that were denied: from the service's words when they are there, else from the call. */
export function denied(callFailure: CallFailure): { action: string; resource: string } {
  const match = DENIAL.exec(callFailure.message);
  return {
    action: match?.[1] ?? TWOFOLD[callFailure.operation] ?? `${callFailure.service ?? 'imagebuilder'}:${callFailure.operation}`,
    resource: match?.[2]?.replace(/[.,;]$/, '') ?? callFailure.resource,
  };
}
