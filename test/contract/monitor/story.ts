import { MonitorBreakName } from './breaks';
import { BuildMonitorProps } from '../../../src';
import { Scenario } from '../../simulator';
import { MonitorWorld } from '../monitor-world';

/** What happens around the published function of a monitor, and what people and machines read of it. */
export interface Story {
  readonly title: string;
  readonly scenario?: Scenario;
  readonly props?: Partial<BuildMonitorProps>;
  /** Monitors that are broken so that this story fails. */
  readonly breaks: readonly MonitorBreakName[];
  play(world: MonitorWorld): Promise<void>;
}

export const subjectsOf = ({ messages }: MonitorWorld) => messages.map(({ subject }) => subject);
export const keptIn = (world: MonitorWorld) => world.objects('').map(({ key }) => key).filter((key) => !/^(monitors|notices)\//.test(key));
export const noticesIn = (world: MonitorWorld) => world.objects('notices/').map(({ body }) => JSON.parse(body));

/** Lets two runs go on with their write below each of these folders only when both have come to it, or the other one does not come. */
export function meetAt(world: MonitorWorld, folders: readonly string[]): void {
  const waiting = new Map<string, (() => void)[]>(folders.map((folder) => [folder, []]));
  world.others.beforePut = async (path) => {
    const come = [...waiting].find(([folder]) => path.includes(`/${folder}`))?.[1];
    if (come === undefined || come.length >= 2) return;
    await new Promise<void>((resolve) => {
      come.push(resolve);
      if (come.length === 2) come.forEach((goOn) => goOn());
      else setTimeout(resolve, 1000);
    });
  };
}
