import { Stack } from 'aws-cdk-lib';
import { BucketAndLogs } from './bucket-and-logs';
import { LocalAws, startLocalAws } from './local-aws';
import { ReportStack, synthesize } from './report-stack';
import { Authorize, Simulator, startSimulator } from '../simulator';

/** All that custom resources of a stack meet: CloudFormation, the provider framework, our functions and the services that they call. */
export interface World {
  readonly stack: ReportStack;
  readonly simulator: Simulator;
  readonly others: BucketAndLogs;
  readonly aws: LocalAws;
  stop(): Promise<void>;
}

/** The stack's functions run the bundle as it is published. */
export async function startWorld(build: (stack: Stack) => void): Promise<World> {
  return startWorldOf(synthesize(build));
}

/** The same for a stack that is synthesized already; somebody may decide on the calls of its roles. */
export async function startWorldOf(stack: ReportStack, authorize?: Authorize): Promise<World> {
  const simulator = await startSimulator({ account: '123456789012', authorize });
  const others = new BucketAndLogs();
  const aws = await startLocalAws(stack, simulator.url, await others.start());
  aws.authorize = others.authorize = authorize;
  return {
    stack,
    simulator,
    others,
    aws,
    stop: async () => {
      await aws.stop();
      await simulator.stop();
      await others.stop();
    },
  };
}

/** Name of the function or state machine whose logical id begins like this. */
export function functionName({ functions }: ReportStack, prefix: string): string {
  return [...functions.keys()].find((name) => name.startsWith(prefix))!;
}
