import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { MonitoredPipeline } from './monitored';
import { checkKnownList } from '../common/validate';

/**
 * The builds that a `BuildMonitor` records.
 *
 * @example
 * new BuildMonitor(this, 'Monitor', { source: MonitorSource.pipelines([pipeline]) });
 */
export class MonitorSource {
  /**
   * Records the builds of these pipelines.
   *
   * Builds of a pipeline are found by the name of its recipe. If the recipe of an imported pipeline is not known, the monitor receives the events of
   * every build of the account and Region and drops those of other pipelines. Import the pipeline with `fromImagePipelineAttributes()` and its recipe.
   *
   * @param pipelines the pipelines, at least one: constructs of this library, L1s or imports
   */
  public static pipelines(pipelines: refs.IImagePipelineRef[]): MonitorSource {
    return new MonitorSource(pipelines.map((construct) => ({ arn: construct.imagePipelineRef.imagePipelineArn, construct })));
  }

  /**
   * Records the builds of the pipelines with these ARNs.
   *
   * An ARN does not contain the recipe, so the monitor receives the events of every build of the account and Region and drops those of other
   * pipelines.
   *
   * @param imagePipelineArns ARNs of pipelines, at least one, `arn:aws:imagebuilder:<region>:<account>:image-pipeline/<name>`
   */
  public static pipelineArns(imagePipelineArns: string[]): MonitorSource {
    checkKnownList(undefined, 'imagePipelineArns', imagePipelineArns);
    return new MonitorSource(imagePipelineArns.map((arn) => ({ arn })));
  }

  /** Records all builds of the account and Region, also those that no pipeline started. */
  public static account(): MonitorSource {
    return new MonitorSource();
  }

  /**
   * The pipelines, or undefined for all images of the account.
   *
   * @internal
   */
  public readonly _pipelines?: readonly MonitoredPipeline[];

  private constructor(pipelines?: MonitoredPipeline[]) {
    this._pipelines = pipelines;
  }
}
