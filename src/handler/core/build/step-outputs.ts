/** The information about a failure in the outputs of a step. */
export interface StepOutputs {
  readonly error?: string;
  /** URL of the log of the step. */
  readonly logUrl?: string;
}

/** Members with the error, by action of the step. `output` is the output of a command, as a text or as lines. */
const ERRORS = ['error', 'errorMessage', 'message', 'output'];
const URL = /^https:\/\/\S{1,1000}$/;

/** Decodes the outputs of a step, which are a JSON document as a text. Malformed members are ignored. */
export function decodeOutputs(outputs: string | undefined): StepOutputs {
  const members = membersIn(outputs);
  const url = textOf(members.logUrl);
  return {
    error: ERRORS.map((name) => textOf(members[name])).find((text) => text !== undefined),
    logUrl: url !== undefined && URL.test(url) ? url : undefined,
  };
}

/** The members of the outputs of a step, or none if the outputs are not a JSON object. */
export function membersIn(outputs = ''): Record<string, unknown> {
  try {
    return { ...JSON.parse(outputs) };
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value.filter((line) => typeof line === 'string').join('\n') : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}
