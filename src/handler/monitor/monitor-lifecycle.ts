import { settleBuild } from './build-lifecycle';
import { pipelinesOf, poll, stateOf } from './poll';
import { requestScan } from './rejudge';
import { Renderers } from './renderers';
import { Run } from './run';
import { tellDisabled } from './tell-pipeline';
import { Troubles } from './troubles';
import { pipelineNameOf } from '../core/record/make-record';
import { MonitorEvent, parseMonitorEvent } from '../core/request/monitor-event';
import { MonitorRequest } from '../core/request/monitor-request';
import { withinTime } from '../observe/within-time';
import { MonitorServices } from '../ports';

/** What an invocation of the function has besides the event. */
export interface Invocation {
  readonly functionArn: string;
  readonly remainingMillis: number;
}

/**
 * The life of a monitor under Amazon EventBridge, which calls it for events of Image Builder and on a schedule.
 *
 * Events are lost, late, repeated and out of order, and several runs are in progress at once. So an event says only what to look at, every run goes on
 * where another one ended, and what decides is written conditionally (decision 23). Trouble makes the run fail at its end; AWS Lambda repeats it twice,
 * and the next poll looks again.
 */
export function monitorLifecycle(monitor: MonitorRequest, services: MonitorServices, renderers: Renderers) {
  return async (event: unknown, { functionArn, remainingMillis }: Invocation): Promise<void> => {
    const parsed = parseMonitorEvent(event);
    const troubles = new Troubles(services.log);
    const endsAt = new Date(services.clock.now().getTime() + remainingMillis);
    await withinTime(remainingMillis, (signal) => handle(parsed, { ...services, monitor, renderers, functionArn, endsAt, signal }, troubles));
    troubles.throwIfAny();
  };
}

async function handle(event: MonitorEvent, run: Run, troubles: Troubles): Promise<void> {
  switch (event.kind) {
    case 'BUILD': {
      await troubles.collect(event.imageArn, async () => {
        await stateOf(run);
        run.log.write('looked', { image: event.imageArn, result: await settleBuild(event.imageArn, run) });
      });
      return;
    }
    case 'PIPELINE_DISABLED': {
      const { pipelineArn: arn, since, failures } = event;
      const name = pipelineNameOf(arn);
      if (run.monitor.pipelines !== undefined && !run.monitor.pipelines.has(name)) return;
      await troubles.collect(arn, () => tellDisabled({ arn, name, failures }, { notBefore: since, notAfter: since }, run));
      return;
    }
    case 'POLL':
      await troubles.collect('poll', () => poll(run, troubles));
      return;
    case 'REJUDGE': {
      const { pipelines } = await pipelinesOf(run, troubles);
      for (const each of pipelines) await troubles.collect(each.pipeline.arn, () => requestScan(each, run));
    }
  }
}
