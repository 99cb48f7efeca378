/** Whether a deployment builds a golden image, and what a failed build does to the deployment. */
export enum BuildOnDeploy {
  /**
   * Builds an image when the stack is created and when the pipeline or the distribution changes. A build that fails rolls the deployment back.
   *
   * CloudFormation waits up to 12 hours for the build.
   */
  ROLL_BACK = 'ROLL_BACK',
  /**
   * Builds an image when the stack is created and when something changes that images are built from. The deployment continues after a build that fails, and the
   * stack outputs name the failed step and its message.
   *
   * A build that takes longer than `timeout`, which is 55 minutes unless you set it, is cancelled.
   */
  REPORT_FAILURE = 'REPORT_FAILURE',
  /** Builds no image. Images are built on the schedule, or when the pipeline is started. */
  DISABLED = 'DISABLED',
}
