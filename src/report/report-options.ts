/** When CloudFormation asks for a report again. */
export enum Refresh {
  /** When the image of the source is another one, or the pipeline of the source was changed. */
  ON_CHANGE = 'ON_CHANGE',

  /**
   * With every deployment. Each synthesis writes its time into the template, so the template is another one each time, and `cdk diff` and
   * `cdk deploy` see a change where there is none.
   */
  EVERY_DEPLOYMENT = 'EVERY_DEPLOYMENT',
}

/** What happens to a deployment when a build has failed or was cancelled. */
export enum OnFailure {
  /** The deployment fails, and its reason says which step failed, why, and where to look. */
  FAIL = 'FAIL',

  /** The deployment goes on; the attributes tell what became of the build. */
  CONTINUE = 'CONTINUE',
}
