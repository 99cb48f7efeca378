import * as events from 'aws-cdk-lib/aws-events';

/**
 * Creates EventBridge rules that match events of image builds.
 *
 * An event names the image that is built. An image has the name of its recipe, so a rule matches every build of the recipe.
 *
 * Image Builder delivers events on a best-effort basis. A rule is created within the construct on which its method is called, and matches events of
 * the Region of the stack.
 *
 * The fields of `eventPattern` narrow a rule further. Synthesis fails if `eventPattern` contains a field that the method sets itself.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html
 */
export interface IBuildEvents {
  /**
   * Creates a rule that matches all events.
   *
   * @param id ID of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onEvent(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Creates a rule that matches builds that enter a new state.
   *
   * The new state is `detail.state.status`: BUILDING, TESTING, DISTRIBUTING, INTEGRATING, AVAILABLE, CANCELLED or FAILED.
   *
   * @param id ID of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onImageBuildStateChange(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Creates a rule that matches builds that end: the image is available, or the build failed or was cancelled.
   *
   * @param id ID of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onImageBuildCompleted(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Creates a rule that matches builds that fail.
   *
   * The event does not contain the cause of the failure. A `BuildReport` does.
   *
   * @param id ID of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onImageBuildFailed(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Creates a rule that matches images that become available.
   *
   * @param id ID of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onImageBuildSucceeded(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Creates a rule that matches vulnerability scans that end.
   *
   * The event has the numbers of findings in `detail.finding-severity-counts`: `all`, `critical`, `high` and `medium`. The rule also matches scans
   * without findings, unless `eventPattern` requires a number greater than zero.
   *
   * @param id ID of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onCveDetected(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Creates a rule that matches workflow steps that wait for an action.
   *
   * The API operation `SendWorkflowStepAction` sends the action to the step.
   *
   * @param id ID of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onWaitForAction(id: string, options?: events.OnEventOptions): events.Rule;
}
