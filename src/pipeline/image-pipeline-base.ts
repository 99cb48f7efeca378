import { Annotations, IResource } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { IBuildEvents } from './build-events';
import { BuildMetricSource } from './build-metric-source';
import { IBuildMetrics } from './build-metrics';
import { DETAIL_TYPES, eventRule, EventScope, imagesOfRecipe } from './events';
import { InvalidInputError } from '../common/errors';
import { partsOf } from '../common/naming';

/** The actions that starting a pipeline requires. The service reads the pipeline with the permissions of the principal that starts it. */
export const START_ACTIONS = ['imagebuilder:StartImagePipelineExecution', 'imagebuilder:GetImagePipeline'];

/** An image pipeline, which builds images from a recipe on a schedule or on request. */
export interface IImagePipeline extends IResource, IBuildEvents, IBuildMetrics, refs.IImagePipelineRef {
  /**
   * The ARN of the pipeline.
   *
   * @attribute
   */
  readonly imagePipelineArn: string;

  /**
   * The name of the pipeline.
   *
   * @attribute
   */
  readonly imagePipelineName: string;

  /**
   * Grants a principal IAM actions on this pipeline.
   *
   * @param grantee the principal that gets the permissions
   * @param actions IAM actions, for example `imagebuilder:GetImagePipeline`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Grants a principal permission to read this pipeline.
   *
   * @param grantee the principal that gets the permission
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /**
   * Grants a principal permission to start builds of this pipeline.
   *
   * @param grantee the principal that gets the permission
   */
  grantStartExecution(grantee: iam.IGrantable): iam.Grant;

  /**
   * Creates a rule that matches the automatic disabling of this pipeline.
   *
   * Image Builder disables a pipeline after `autoDisableFailureCount` consecutive failures of scheduled builds.
   *
   * @param id ID of the rule within this construct
   * @param options target, name and further conditions of the rule
   */
  onImagePipelineAutoDisabled(id: string, options?: events.OnEventOptions): events.Rule;
}

/**
 * The members that defined pipelines and imported pipelines have in common.
 *
 * @internal
 */
export abstract class ImagePipelineBase extends BuildMetricSource implements IImagePipeline {
  public abstract readonly imagePipelineArn: string;
  public abstract readonly imagePipelineName: string;

  /**
   * The ARN of the recipe, if it is known.
   *
   * @internal
   */
  public abstract readonly _recipeArn?: string;

  public get imagePipelineRef(): refs.ImagePipelineReference {
    return { imagePipelineArn: this.imagePipelineArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.imagePipelineArn] });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetImagePipeline');
  }

  public grantStartExecution(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ...START_ACTIONS);
  }

  public onEvent(id: string, options: events.OnEventOptions = {}): events.Rule {
    const images = this._recipeArn === undefined ? {} : this._buildEvents('onEvent');
    const scope = { ...images, arns: [this.imagePipelineArn], pipelineArn: this.imagePipelineArn };
    const rule = eventRule(this, id, 'onEvent', scope, {}, options);
    if (this._recipeArn === undefined) {
      Annotations.of(rule).addWarningV2('cdk-imagebuilder:eventsWithoutRecipe',
        'The recipe of the pipeline is not known here, so the rule sees vulnerability scans and the automatic disabling of the pipeline only: other '
        + 'events name the image and not the pipeline. Import the pipeline with `fromImagePipelineAttributes()` and its recipe.');
    }
    return rule;
  }

  public onCveDetected(id: string, options: events.OnEventOptions = {}): events.Rule {
    const scope = { arns: [this.imagePipelineArn], pipelineArn: this.imagePipelineArn };
    return eventRule(this, id, 'onCveDetected', scope, { detailType: [DETAIL_TYPES.cveDetected] }, options);
  }

  public onImagePipelineAutoDisabled(id: string, options: events.OnEventOptions = {}): events.Rule {
    const own = { detailType: [DETAIL_TYPES.pipelineAutoDisabled] };
    return eventRule(this, id, 'onImagePipelineAutoDisabled', { arns: [this.imagePipelineArn] }, own, options);
  }

  /** @internal */
  protected get _metricName(): string {
    return partsOf(this, 'imagePipelineArn', 'image-pipeline', this.imagePipelineArn).name;
  }

  /** @internal */
  public _buildEvents(method: string): EventScope {
    if (this._recipeArn === undefined) {
      throw new InvalidInputError({
        prop: method,
        problem: 'Unsupported',
        rule: 'be called on a pipeline whose recipe is known, because its events name the image and not the pipeline',
        hint: 'Import the pipeline with `fromImagePipelineAttributes()` and its recipe.',
      }, this);
    }
    return { ...imagesOfRecipe(this, this._recipeArn), pipelineArn: this.imagePipelineArn };
  }
}
