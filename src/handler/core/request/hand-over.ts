import { malformed } from './properties';
import { cutText, oneLine } from '../answer/text';

/**
 * What a custom resource of a pipeline execution hands over to the next one, when its share of the time is over or the build has ended.
 *
 * The resources are one execution: all of them act for the request of CloudFormation that the first one got.
 */
export interface HandOver {
  /** Absent: there is no image, or the build could not be started yet. */
  readonly imageArn?: string;
  /** Whether the build has ended, so that there is nothing to wait for. */
  readonly hasEnded: boolean;
  /** How long the resources so far have waited. */
  readonly waitedSeconds: number;
  /** Stack and logical ID of the first resource. */
  readonly execution: string;
  readonly requestId: string;
  readonly isCreate: boolean;
  readonly isNew: boolean;
  /** Why a retry was refused, which is known only to the poll that requested it. */
  readonly refusal?: string;
}

/** Maximum length of a refusal, with which the whole text fits into a response of CloudFormation. */
const REFUSAL_BYTES = 600;

/** The text of a hand-over, for an attribute of a custom resource. */
export function handOverText({ refusal, ...others }: HandOver): string {
  return JSON.stringify({ ...others, refusal: refusal && cutText(oneLine(refusal), REFUSAL_BYTES) });
}

/** Reads what was handed over, or throws one sentence that states what is wrong. */
export function parseHandOver(given: unknown): HandOver {
  const handOver = parsed(given);
  if (isHandOver(handOver)) return handOver;
  throw malformed('Continues', 'be what a pipeline execution handed over', given);
}

function parsed(given: unknown): unknown {
  try {
    return JSON.parse(String(given));
  } catch {
    return undefined;
  }
}

function isHandOver(value: unknown): value is HandOver {
  const { imageArn = '', hasEnded, waitedSeconds, execution, requestId, isCreate, isNew, refusal = '' } = (value ?? {}) as Record<string, unknown>;
  return [imageArn, execution, requestId, refusal].every((text) => typeof text === 'string')
    && [hasEnded, isCreate, isNew].every((flag) => typeof flag === 'boolean')
    && Number.isInteger(waitedSeconds);
}
