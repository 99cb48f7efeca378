/** The stage in which a workflow runs. */
export enum WorkflowType {
  /** Creates the image. */
  BUILD = 'BUILD',
  /** Tests the image. */
  TEST = 'TEST',
  /** Distributes the image to Regions and accounts. */
  DISTRIBUTION = 'DISTRIBUTION',
}
