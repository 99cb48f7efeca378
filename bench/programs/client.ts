import {
  CancelImageCreationCommand, GetImageCommand, ImagebuilderClient, ListImagePipelineImagesCommand, ListImageScanFindingAggregationsCommand,
  ListImageScanFindingsCommand, ListWorkflowExecutionsCommand, ListWorkflowStepExecutionsCommand, StartImagePipelineExecutionCommand,
} from '@aws-sdk/client-imagebuilder';

/** The least that a function needs that does what the handler does. */
export const client = new ImagebuilderClient({});
export const commands = [
  CancelImageCreationCommand, GetImageCommand, ListImagePipelineImagesCommand, ListImageScanFindingAggregationsCommand,
  ListImageScanFindingsCommand, ListWorkflowExecutionsCommand, ListWorkflowStepExecutionsCommand, StartImagePipelineExecutionCommand,
];
