import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Request } from './requests';

type Handler = (event: unknown) => Promise<unknown>;

/** The ways of the framework to the outside. */
interface Outbound {
  invokeFunction(call: { Payload: string }): Promise<{ Payload: string; FunctionError?: string }>;
  startExecution(call: { input: string }): Promise<void>;
  httpRequest(options: unknown, body: string): Promise<void>;
}
interface Framework {
  onEvent(request: unknown): Promise<void>;
  isComplete(event: unknown): Promise<void>;
}

const RUNTIME = join(dirname(require.resolve('aws-cdk-lib/package.json')), 'custom-resources/lib/provider-framework/runtime');
// The package does not export it, and ships it all the same: into every stack that has a provider.
const load = createRequire(RUNTIME);
const outbound: Outbound = load(join(RUNTIME, 'outbound.js'));
const framework: Framework = load(join(RUNTIME, 'framework.js'));
// It logs every step: 240 MB.
load(join(RUNTIME, 'util.js')).log = () => undefined;

process.env.USER_ON_EVENT_FUNCTION_ARN = process.env.USER_IS_COMPLETE_FUNCTION_ARN = `arn:aws:lambda:eu-central-1:123456789012:function:${'f'.repeat(64)}`;
process.env.WAITER_STATE_MACHINE_ARN = 'arn:aws:states:eu-central-1:123456789012:stateMachine:Waiter';

/** Body of the answer to CloudFormation, or what the framework polls with until there is one. */
export type Turn = { readonly body: string } | { readonly event: Request };

/** The provider framework of aws-cdk-lib, as it is, takes a request of CloudFormation on. */
export async function begin(request: Request, onEvent: Handler): Promise<Turn> {
  const turn = await during(onEvent, () => framework.onEvent(structuredClone(request)));
  return turn ?? fail('The framework neither answered nor started to wait.');
}

/** One poll of the framework: the body of its answer, or nothing when it is going to ask again. */
export async function poll(event: Request, isComplete: Handler): Promise<string | undefined> {
  try {
    const turn = await during(isComplete, () => framework.isComplete(structuredClone(event)));
    return turn && 'body' in turn ? turn.body : fail('The framework has not answered.');
  } catch (error) {
    // What makes the state machine wait: a class of the framework's own.
    if ((error as Error).constructor.name === 'Retry') return undefined;
    throw error;
  }
}

/** Runs the framework over one function. Whatever goes out is JSON on the way, as it is between Lambda functions. */
async function during(handler: Handler, run: () => Promise<void>): Promise<Turn | undefined> {
  const turns: Turn[] = [];
  outbound.invokeFunction = async ({ Payload }) => {
    try {
      return { Payload: JSON.stringify(await handler(JSON.parse(Payload))) };
    } catch (error) {
      const { name, message, stack } = error as Error;
      return { FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: name, errorMessage: message, trace: stack!.split('\n') }) };
    }
  };
  outbound.startExecution = async ({ input }) => void turns.push({ event: JSON.parse(input) });
  outbound.httpRequest = async (_, body) => void turns.push({ body });
  await run();
  return turns.length > 1 ? fail(`The framework answered ${turns.length} times.`) : turns[0];
}

function fail(why: string): never {
  throw new Error(why);
}
