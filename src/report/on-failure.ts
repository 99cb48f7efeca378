/** What happens to a deployment when a build has failed or was cancelled. */
export enum OnFailure {
  /** The deployment fails, and its reason says which step failed, why, and where to look. */
  FAIL = 'FAIL',

  /** The deployment goes on; the attributes tell what became of the build. */
  CONTINUE = 'CONTINUE',
}
