import { Stack, Token } from 'aws-cdk-lib';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { partsOf } from '../common/naming';
import { checkDifferent, checkNotEmpty } from '../common/validate';
import { imageNameOfRecipe } from '../pipeline/events';
import type { ImagePipelineBase } from '../pipeline/image-pipeline-base';
import { pipelineSource, validateSource } from '../report/source';

/** A pipeline as the user names it. */
export interface MonitoredPipeline {
  readonly arn: string;
  /** Absent: the pipeline is known by its ARN only. */
  readonly construct?: refs.IImagePipelineRef;
}

/** A pipeline whose builds are recorded. */
export interface Monitored {
  readonly arn: string;
  /** The name as in the ARN, which is that of the metrics and of records. */
  readonly name: string;
  /** The name of its images as in their ARNs. Absent: the recipe is not known. */
  readonly imageName?: string;
  /** Part of the IDs of constructs for this pipeline: the same whatever other pipelines there are. */
  readonly key: string;
}

/** The pipelines of a monitor. Refuses those of other accounts and Regions, whose events do not arrive here. */
export function monitoredPipelines(scope: Construct, pipelines: readonly MonitoredPipeline[], prop: string = 'source'): Monitored[] {
  checkNotEmpty(scope, prop, [...pipelines]);
  checkDifferent(scope, prop, pipelines.map(({ arn }) => arn));
  return pipelines.map(({ arn, construct }, index) => {
    validateSource(scope, pipelineSource(arn), prop);
    const { name } = partsOf(scope, prop, 'image-pipeline', arn);
    const recipeArn = construct && recipeArnOf(construct);
    return { arn, name, imageName: recipeArn === undefined ? undefined : imageNameOfRecipe(recipeArn), key: keyOf(name, construct, index) };
  });
}

function recipeArnOf(pipeline: refs.IImagePipelineRef): string | undefined {
  return CfnImagePipeline.isCfnImagePipeline(pipeline)
    ? pipeline.imageRecipeArn ?? pipeline.containerRecipeArn
    : (pipeline as Partial<ImagePipelineBase>)._recipeArn;
}

function keyOf(name: string, construct: refs.IImagePipelineRef | undefined, index: number): string {
  if (!Token.isUnresolved(name)) {
    return name;
  }
  // The address of a construct depends on its path only. What is known by a token only has nothing but its place.
  return construct === undefined ? String(index + 1) : `${construct.node.id}-${construct.node.addr.slice(-8)}`;
}

/** The ARN of images of the account and Region of a construct. */
export function imagesArn(scope: Construct, resourceName: string): string {
  return Stack.of(scope).formatArn({ service: 'imagebuilder', resource: 'image', resourceName });
}
