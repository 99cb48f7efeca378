/** The information about a failure in the outputs of a step. */
export interface StepOutputs {
  readonly error?: string;
  /** What a command wrote, which can contain secrets. */
  readonly commandOutput?: string;
  /** URL of the log of the step. */
  readonly logUrl?: string;
  /** ID of the command in Systems Manager. */
  readonly runCommandId?: string;
}

/** Members with the error, by action of the step. */
const ERRORS = ['failureMessage', 'error', 'errorMessage', 'message'];
const LOG_URL = /^(https|s3):\/\/\S{1,1000}$/;
const COMMAND_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Decodes the outputs of a step, which are a JSON document as a text. Malformed members are ignored. */
export function decodeOutputs(outputs: string | undefined): StepOutputs {
  const members = membersIn(outputs);
  const output = textOf(members.output);
  const summary = summaryIn(members.output) ?? summaryIn(output);
  const first = (values: readonly unknown[]) => values.map(textOf).find((text) => text !== undefined);
  return {
    error: first([...ERRORS.map((name) => members[name]), summary?.failureMessage]),
    commandOutput: summary ? undefined : output,
    logUrl: [members.logUrl, summary?.logUrl].find((url) => matches(LOG_URL, url)),
    runCommandId: [members.runCommandId].find((id) => matches(COMMAND_ID, id)),
  };
}

/** The outputs of a step without what a command wrote, as text. Outputs that are no JSON object are left out, because nobody knows what they have. */
export function withoutCommandOutput(outputs: string | undefined): string | undefined {
  const members = objectIn(outputs ?? '');
  if (members === undefined || !('output' in members) || summaryIn(members.output)) return members && outputs;
  return JSON.stringify({ ...members, output: undefined });
}

/** The members of the outputs of a step, or none if the outputs are not a JSON object. */
export function membersIn(outputs = ''): Record<string, unknown> {
  return objectIn(outputs) ?? {};
}

/** The summary of AWSTOE, which runs components: an object or its JSON, which can have other lines before it. */
function summaryIn(output: unknown): Record<string, unknown> | undefined {
  const summary = typeof output === 'string' ? objectIn(output) ?? objectIn(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) : output;
  return isObject(summary) && typeof summary.executionId === 'string' && ('failureMessage' in summary || 'logUrl' in summary) ? summary : undefined;
}

function objectIn(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** A text, which can be delivered as lines. */
function textOf(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value.filter((line) => typeof line === 'string').join('\n') : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}
