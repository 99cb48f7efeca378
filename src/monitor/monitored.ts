import { Stack, Token } from 'aws-cdk-lib';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { partsOf } from '../common/naming';
import { Growing } from '../common/permission';
import { checkDifferent, checkNotEmpty } from '../common/validate';
import { imageNameOfRecipe, recipeArnOf } from '../pipeline/events';
import type { ImagePipeline } from '../pipeline/image-pipeline';
import { pipelineSource, validateSource } from '../report/source';

/** A pipeline as the user names it. */
export interface MonitoredPipeline {
  readonly arn: string;
  /** Absent: the pipeline is known by its ARN only. */
  readonly construct?: refs.IImagePipelineRef;
}

/** A pipeline whose builds are recorded. */
export interface Monitored extends MonitoredPipeline {
  /** The name as in the ARN, which is that of the metrics and of records. */
  readonly name: string;
  /** The name of its images as in their ARNs. Absent: the recipe is not known. */
  readonly imageName?: string;
  /** The log group of its builds. Absent: none is known. */
  readonly imageLogGroupName?: string;
  /** Part of the IDs of constructs for this pipeline: the same whatever other pipelines there are. */
  readonly key: string;
}

/** The pipelines of a monitor, to which others can be added. */
export class MonitoredPipelines extends Growing<Monitored> {
  private readonly givenCount: number;

  constructor(given: readonly Monitored[] = []) {
    super();
    this.add(...given);
    this.givenCount = given.length;
  }

  /** The pipelines in an order that does not depend on which was added first: those that were given at once in the order of the user, then by path. */
  public get inOrder(): Monitored[] {
    const [given, added] = [this.known.slice(0, this.givenCount), this.known.slice(this.givenCount)];
    const pathOf = ({ construct }: Monitored) => construct!.node.path;
    return [...given, ...added.sort((one, other) => pathOf(one) < pathOf(other) ? -1 : 1)];
  }

  /** Adds pipelines. A pipeline of the monitor is left out, because who adds it need not know what others added. */
  public addMissing(scope: Construct, prop: string, constructs: readonly refs.IImagePipelineRef[]): void {
    const known = new Set(this.known.map(({ arn }) => arn));
    const byArn = new Map(constructs.map((construct) => [construct.imagePipelineRef.imagePipelineArn, construct]));
    this.add(...[...byArn].filter(([arn]) => !known.has(arn)).map(([arn, construct]) => monitored(scope, { arn, construct }, prop)));
  }
}

/** The pipelines that a monitor is given when it is created. */
export function givenPipelines(scope: Construct, pipelines: readonly MonitoredPipeline[]): MonitoredPipelines {
  checkNotEmpty(scope, 'source', [...pipelines]);
  checkDifferent(scope, 'source', pipelines.map(({ arn }) => arn));
  return new MonitoredPipelines(pipelines.map((pipeline, index) => monitored(scope, pipeline, 'source', index)));
}

/** What is known of a pipeline. Refuses those of other accounts and Regions, whose events do not arrive here. */
export function monitored(scope: Construct, { arn, construct }: MonitoredPipeline, prop: string, index: number = 0): Monitored {
  validateSource(scope, pipelineSource(arn), prop);
  const { name } = partsOf(scope, prop, 'image-pipeline', arn);
  const recipeArn = construct && recipeArnOf(construct);
  return {
    arn,
    construct,
    name,
    imageName: recipeArn === undefined ? undefined : imageNameOfRecipe(recipeArn),
    imageLogGroupName: (construct as Partial<ImagePipeline> | undefined)?._imageLogGroupName,
    key: keyOf(name, construct, index),
  };
}

/** The name of a pipeline as it is known at synth, for its length: the template refers to it by an attribute. */
export function spelledName({ name, construct }: Monitored): string {
  const resource = CfnImagePipeline.isCfnImagePipeline(construct) ? construct : construct?.node.defaultChild;
  const spelled = CfnImagePipeline.isCfnImagePipeline(resource) ? Stack.of(resource).resolve(resource.name) : undefined;
  return typeof spelled === 'string' ? spelled : name;
}

function keyOf(name: string, construct: refs.IImagePipelineRef | undefined, index: number): string {
  if (!Token.isUnresolved(name)) {
    return name;
  }
  // The address of a construct depends on its path only. What is known by a token only has nothing but its place.
  return construct === undefined ? String(index + 1) : `${construct.node.id}-${construct.node.addr.slice(-8)}`;
}
