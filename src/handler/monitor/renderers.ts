import { changesOf } from '../core/record/changes';
import { occasionsOf } from '../core/record/occasions';
import { chatMessage, pipelineDisabledChat } from '../core/render/chat';
import { buildMessage, pipelineDisabledMessage } from '../core/render/message';
import { buildMetrics, findingMetrics, pipelineMetrics } from '../core/render/metrics';
import { pageOf } from '../core/render/page/page';
import { sbomOf } from '../core/render/sbom';

/** What is written from a record and from the state of a pipeline. The lifecycle only decides when, which its tests show with short texts. */
export const RENDERERS = {
  changesOf,
  occasionsOf,
  pageOf,
  sbomOf,
  buildMessage,
  chatMessage,
  pipelineDisabledMessage,
  pipelineDisabledChat,
  buildMetrics,
  findingMetrics,
  pipelineMetrics,
} as const;

export type Renderers = typeof RENDERERS;
