/** What the outputs of a step say about a failure. */
export interface StepOutputs {
  readonly error?: string;
  /** Where the log of what the step ran can be read. */
  readonly logUrl?: string;
}

/** Members that hold the error, by action of the step; `output` is what a command has written, as text or as lines. */
const ERRORS = ['error', 'errorMessage', 'message', 'output'];
const URL = /^https:\/\/\S{1,1000}$/;

/** Decodes the outputs of a step, a JSON document as text. Whatever is not as it should be says nothing. */
export function decodeOutputs(outputs: string | undefined): StepOutputs {
  const members = objectIn(outputs);
  const url = textOf(members.logUrl);
  return {
    error: ERRORS.map((name) => textOf(members[name])).find((text) => text !== undefined),
    logUrl: url !== undefined && URL.test(url) ? url : undefined,
  };
}

function objectIn(outputs = ''): Record<string, unknown> {
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
