import * as events from 'aws-cdk-lib/aws-events';

/**
 * Events of image builds, as EventBridge rules.
 *
 * An event names the image that is built. Image names are names of recipes, so a rule sees every build of the recipe.
 *
 * The service delivers events on a best-effort basis. A rule stands beside the construct it is made on, and sees events of the Region in which it is.
 *
 * Fields of `eventPattern` narrow a rule further; those that a method sets itself cannot be given.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html
 */
export interface IBuildEvents {
  /**
   * A rule on all events.
   *
   * @param id id of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onEvent(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule on builds that enter another state, named in `detail.state.status`: BUILDING, TESTING, DISTRIBUTING, INTEGRATING, AVAILABLE, CANCELLED
   * or FAILED.
   *
   * @param id id of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onImageBuildStateChange(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule on builds that end, whether the image is available, or the build has failed or was cancelled.
   *
   * @param id id of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onImageBuildCompleted(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule on builds that fail. The event does not say why; a `BuildReport` does.
   *
   * @param id id of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onImageBuildFailed(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule on images that become available.
   *
   * @param id id of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onImageBuildSucceeded(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule on vulnerability scans that end, with the counts of their findings in `detail.finding-severity-counts`: `all`, `critical`, `high` and
   * `medium`. It sees scans without findings too, unless `eventPattern` asks for more than zero.
   *
   * @param id id of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onCveDetected(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule on workflow steps that wait for an action, which `SendWorkflowStepAction` gives them.
   *
   * @param id id of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onWaitForAction(id: string, options?: events.OnEventOptions): events.Rule;
}
