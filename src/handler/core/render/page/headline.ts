import { BuildRecord } from '../../record/build-record';
import { known } from '../words';

/** How something is: `warn` is good with a fault, `idle` neither good nor bad. */
export type Tone = 'good' | 'bad' | 'warn' | 'idle';

/** What became of a build, in words. */
export interface Headline {
  readonly word: string;
  readonly tone: Tone;
  /** One sentence. */
  readonly sentence: string;
  /** The message that is nearest to the cause. Absent: there is none. */
  readonly why?: string;
}

const STAGES = new Map<string | undefined, string>([['BUILD', 'build stage'], ['TEST', 'test stage'], ['DISTRIBUTION', 'distribution stage']]);

export function headlineOf({ build, scan }: BuildRecord): Headline {
  const message = known(build.FailureMessage);
  const reason = known(build.ImageStatusReason);
  switch (build.Outcome) {
    case 'FAILED':
      return { word: 'Failed', tone: 'bad', sentence: `The build failed${place()}.`, why: message ?? reason ?? 'The cause is not known.' };
    case 'CANCELLED':
      return { word: 'Cancelled', tone: 'idle', sentence: 'The build was cancelled.', why: message ?? reason };
    case 'NO_IMAGE':
      return { word: 'No image', tone: 'idle', sentence: 'There is no image: it was deleted, or none was built.', why: message ?? reason };
    case 'SUCCEEDED':
      if (known(build.FailureStage) !== undefined || message !== undefined) {
        return { word: 'Succeeded', tone: 'warn', sentence: `The image was built, but something failed${place()}.`, why: message };
      }
      if (scan.Gate === 'FAILED') return { word: 'Succeeded', tone: 'warn', sentence: 'The image was built, but fails the gate.', why: known(scan.GateReason) };
      return { word: 'Succeeded', tone: 'good', sentence: 'The image was built.', why: reason };
    default:
      return { word: 'Unknown', tone: 'warn', sentence: 'The build had not ended when it was recorded, so it is not known how it ends.', why: message ?? reason };
  }

  /** ` in the test stage, at step RunTests`, or less if less is known. */
  function place(): string {
    const stage = known(build.FailureStage);
    const step = known(build.FailedStep);
    const regions = known(build.FailedRegions);
    return [
      stage && ` in the ${STAGES.get(stage) ?? stage}`,
      step && ` at step ${step}`,
      regions && ` in ${regions.replaceAll(',', ', ')}`,
    ].filter((part) => part !== undefined).join(',');
  }
}

/** The tone of a status of images, workflows, steps, AMIs and scans. An unknown one is neither good nor bad. */
export function toneOf(status: string | number): Tone {
  return TONES.get(status) ?? 'idle';
}

const TONES = new Map<string | number, Tone>([
  ...['COMPLETED', 'AVAILABLE', 'PASSED'].map((status) => [status, 'good'] as const),
  ...['FAILED', 'TIMED_OUT', 'ROLLBACK_COMPLETED', 'ROLLBACK_IN_PROGRESS'].map((status) => [status, 'bad'] as const),
  ...['NOT_EVALUATED', 'ABANDONED', 'CANCELLED'].map((status) => [status, 'warn'] as const),
]);
