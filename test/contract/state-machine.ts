/** What an invocation brings: a result, or an error as Lambda shapes it. */
export interface InvocationResult {
  readonly payload: string;
  readonly functionError?: string;
}

/** What the waiter of the provider framework uses of Amazon States Language; anything else is refused. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, Task>>;
}

interface Task {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly End: true;
  readonly Retry?: readonly { ErrorEquals: readonly string[]; IntervalSeconds: number; MaxAttempts: number; BackoffRate: number }[];
  readonly Catch?: readonly { ErrorEquals: readonly string[]; Next: string }[];
}

const KNOWN = new Set(['Type', 'Resource', 'End', 'Retry', 'Catch']);

/** Reads a definition, and refuses what `runStateMachine` would not do as Step Functions does. */
export function parseDefinition(text: string): Definition {
  const definition = JSON.parse(text) as Definition;
  for (const [name, state] of Object.entries(definition.States)) {
    const unknown = Object.keys(state).filter((key) => !KNOWN.has(key));
    const handlers = [...state.Retry ?? [], ...state.Catch ?? []];
    const simple = state.Type === 'Task' && state.End && (state.Retry?.length ?? 0) <= 1 && handlers.every(({ ErrorEquals }) => ErrorEquals.join() === 'States.ALL');
    if (unknown.length > 0 || !simple) throw new Error(`The state machine must be simpler than its state ${name}, got: ${JSON.stringify(state)}.`);
  }
  return definition;
}

/** Runs an execution; `wait` is given the seconds between two attempts. */
export async function runStateMachine(
  { StartAt, States }: Definition,
  input: unknown,
  invoke: (functionArn: string, event: unknown) => Promise<InvocationResult>,
  wait: (seconds: number) => Promise<void>,
): Promise<void> {
  let data = input;
  for (let next: string | undefined = StartAt; next !== undefined;) {
    const { Resource, Retry: [retry] = [], Catch: [handler] = [] }: Task = States[next];
    let result = await invoke(Resource, data);
    for (let attempt = 0; result.functionError && retry && attempt < retry.MaxAttempts; attempt++) {
      await wait(retry.IntervalSeconds * retry.BackoffRate ** attempt);
      result = await invoke(Resource, data);
    }
    if (!result.functionError) return;
    if (!handler) throw new Error(`The execution failed: ${result.payload}`);
    data = { Error: (JSON.parse(result.payload) as { errorType: string }).errorType, Cause: result.payload };
    next = handler.Next;
  }
}
