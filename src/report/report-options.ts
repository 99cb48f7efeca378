/** When a report is read again. */
export enum Refresh {
  /** The report is read again when the image of the source or the pipeline of the source changes. */
  ON_CHANGE = 'ON_CHANGE',

  /**
   * The report is read again with every deployment.
   *
   * Synthesis writes a timestamp into the template, so `cdk diff` and `cdk deploy` always show a change.
   */
  EVERY_DEPLOYMENT = 'EVERY_DEPLOYMENT',
}

/** What happens to a deployment if a build failed or was cancelled. */
export enum OnFailure {
  /** The deployment fails, and the reason names the failed step, the cause and where to look. */
  FAIL = 'FAIL',

  /** The deployment continues, and the attributes of the report describe the failure. */
  CONTINUE = 'CONTINUE',
}
