import { PLENTY } from './calls';
import { PipelineImage } from '../../../src/handler/core/model/facts';
import { BuildControl, ImageBuilder, Log, Services } from '../../../src/handler/ports';
import { executionLifecycle } from '../../../src/handler/report/execution-lifecycle';
import { IMAGE_ARN, services } from '../fixtures';

export const NOW = '2026-01-05T09:00:01.000Z';
const EXECUTION = '11111111-2222-3333-4444-555555555555/Execution1A2B3C4D';
export const TAGS = { 'cdk-imagebuilder:trigger': 'abc', 'cdk-imagebuilder:execution': EXECUTION, 'cdk-imagebuilder:request': 'before' };
export const TOKEN = '66666666-7777-8888-9999-000000000000';

export const built = (status: string, arn = IMAGE_ARN): PipelineImage => ({ arn, status, tags: TAGS });

/** The lifecycle over ports of which only those given may be called; the clock stands at one second after the start. */
export function over(given: Partial<ImageBuilder & BuildControl>, others: Partial<Pick<Services, 'buildLog' | 'detailsStore'>> = {}) {
  const calls: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const port = (name: keyof (ImageBuilder & BuildControl)) => async (...args: unknown[]): Promise<any> => {
    calls.push(name);
    const fake = given[name] as ((...a: unknown[]) => Promise<unknown>) | undefined;
    if (!fake) throw new Error(`${name} must not be called here.`);
    return fake(...args);
  };
  const service = new Proxy({}, { get: (_, name) => port(name as keyof ImageBuilder) }) as ImageBuilder & BuildControl;
  const slept: number[] = [];
  const clock = { now: () => new Date(NOW), sleep: async (millis: number) => { slept.push(millis); } };
  const log: Log = { write: (event, fields) => { lines.push({ event, ...fields }); } };
  // The function that starts builds is the one of `onEvent`.
  const startFunction = { invoke: (request: unknown) => subject.onEvent(request, PLENTY) };
  const subject = executionLifecycle({ ...services({ imageBuilder: service, clock, log, ...others }), startFunction });
  return { subject, calls, lines, slept };
}
