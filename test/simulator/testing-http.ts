import { Imagebuilder, ImagebuilderClientConfig } from '@aws-sdk/client-imagebuilder';
import { Scenario, Simulator, SimulatorOptions, startSimulator } from '../simulator';
import { ACCOUNT, arn, REGION } from './testing';

export const IMAGE = arn('image/golden/1.0.0/1');
/** One scanned image, and a clock that stands. */
export const ONE_IMAGE: Scenario = { clock: { rate: 0 }, seed: { images: [{ arn: IMAGE, scanState: { status: 'COMPLETED' }, findings: { all: 1 } }] } };

/** A simulator and the SDK's client of it; ended by `stop`. */
export class Session {
  simulator!: Simulator;
  client!: Imagebuilder;

  async start(options: SimulatorOptions = {}, config: ImagebuilderClientConfig = {}): Promise<void> {
    this.simulator = await startSimulator({ account: ACCOUNT, scenario: ONE_IMAGE, ...options });
    this.client = new Imagebuilder({
      endpoint: this.simulator.url, region: REGION, credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' }, maxAttempts: 1, ...config,
    });
  }

  async stop(): Promise<void> {
    this.client?.destroy();
    await this.simulator?.stop();
  }
}

/** Name, status and message of what a call of the SDK ends with. */
export const failureOf = (call: Promise<unknown>) => call.then(
  (answer) => {throw new Error(`was not refused: ${JSON.stringify(answer)}`);},
  ({ name, message, $metadata }) => ({ name, message, status: $metadata?.httpStatusCode }),
);

/** Waits until something holds, for at most five seconds. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const limit = performance.now() + 5000;
  while (!await holds()) {
    if (performance.now() > limit) {throw new Error('did not come true within five seconds');}
    await new Promise((done) => setTimeout(done, 5));
  }
}
