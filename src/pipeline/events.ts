import { Annotations, Fn, IResource, Stack } from 'aws-cdk-lib';
import { EventPattern, Match, OnEventOptions, Rule } from 'aws-cdk-lib/aws-events';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_events as refs, aws_imagebuilder as pipelineRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import type { ImagePipelineBase } from './image-pipeline-base';
import { canonical } from '../common/canonical';
import { InvalidInputError } from '../common/errors';

/** The types of events that the service sends. */
export const DETAIL_TYPES = {
  imageStateChange: 'EC2 Image Builder Image State Change',
  cveDetected: 'EC2 Image Builder CVE Detected',
  workflowStepWaiting: 'EC2 Image Builder Workflow Step Waiting',
  pipelineAutoDisabled: 'EC2 Image Builder Image Pipeline Automatically Disabled',
};

/** The states in which a build has ended. */
export const ENDED_STATUSES = ['AVAILABLE', 'CANCELLED', 'FAILED'];

/** The images and pipelines whose events a rule matches. Events name them by their ARNs. */
export interface EventScope {
  /** ARNs of images and pipelines. */
  readonly arns?: string[];
  /** Beginning of the ARNs of the images, if these are not known. */
  readonly imagePrefix?: string;
  /** ARN of the pipeline whose builds send the events, if all of them are builds of one pipeline. */
  readonly pipelineArn?: string;
  /** ARN of the recipe whose builds send the events, whichever pipeline builds, if events name the image. */
  readonly recipeArn?: string;
}

/** A part of an event pattern. */
type Fields = Readonly<Record<string, unknown>>;

/** The pipeline and the recipe whose builds a rule matches, by rule. */
const rules = new WeakMap<refs.IRuleRef, Pick<EventScope, 'pipelineArn' | 'recipeArn'>>();

/**
 * Creates a rule that matches events of images or pipelines.
 *
 * @param source the construct on which the user calls `method`
 * @param own the event pattern of the method
 * @param options the options of the user, whose event pattern narrows the rule further
 */
export function eventRule(
  source: Construct, id: string, method: string, scope: EventScope, own: EventPattern, options: OnEventOptions,
): Rule {
  const { target, eventPattern, ...rest } = options;
  const pattern = { source: ['aws.imagebuilder'], resources: resourcesOf(scope), ...own };
  const rule = new Rule(source, id, { ...rest, eventPattern: canonical(joined(pattern, { ...eventPattern }, 'eventPattern')) });
  rules.set(rule, scope);
  rule.addTarget(target);
  return rule;

  /** Merges two patterns into one that requires both. Two lists of one field are refused: their union would match more than either of them. */
  function joined(mine: Fields, given: Fields, path: string): Fields {
    const fields: Record<string, unknown> = { ...given };
    for (const [name, value] of Object.entries(mine)) {
      const other = given[name];
      if (other !== undefined && !(isFields(value) && isFields(other))) {
        throw new InvalidInputError({
          prop: `${path}.${name}`, problem: 'Conflict', rule: `be absent, because \`${method}\` sets it itself`,
        }, source);
      }
      fields[name] = other === undefined ? value : joined(value as Fields, other as Fields, `${path}.${name}`);
    }
    return fields;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function resourcesOf({ arns = [], imagePrefix }: EventScope): string[] {
  return imagePrefix === undefined ? arns : Match.anyOf(...arns, Match.prefix(imagePrefix));
}

/** Events of all images of a recipe in the account and Region of `source`. An image has the name of its recipe. */
export function imagesOfRecipe(source: IResource, recipeArn: string): EventScope {
  const { account, region } = source.env;
  const resourceName = `${imageNameOfRecipe(recipeArn)}/`;
  return { imagePrefix: Stack.of(source).formatArn({ service: 'imagebuilder', account, region, resource: 'image', resourceName }), recipeArn };
}

/** The name of the images of a recipe, as their ARNs have it. */
export function imageNameOfRecipe(recipeArn: string): string {
  // From the ARN and not from the name: names can have upper case, which the service does not write into ARNs.
  return /:(?:image|container)-recipe\/([^/]+)/.exec(recipeArn)?.[1] ?? Fn.select(1, Fn.split('/', recipeArn));
}

/** Events of an image that is known by the ARN of a build, of a version that can contain `x`, or of the image itself. */
export function eventsOfImage(arn: string): EventScope {
  const known = /^(?<name>.*:image\/[^/]+)(?:\/(?<version>(?:\d+|x)\.(?:\d+|x)\.(?:\d+|x))(?<build>\/\d+)?)?$/.exec(arn)?.groups;
  if (known === undefined) {
    const part = (index: number) => Fn.select(index, Fn.split('/', arn));
    return { imagePrefix: `${part(0)}/${part(1)}/` };
  }
  if (known.build !== undefined) {
    return { arns: [arn] };
  }
  const version = known.version?.replace(/x.*$/, '');
  return { imagePrefix: version === undefined || version === known.version ? `${arn}/` : `${known.name}/${version}` };
}

/** The ARN of the recipe of a pipeline, which is known of pipelines of this library, of L1s, and of imports with their recipe. */
export function recipeArnOf(pipeline: pipelineRefs.IImagePipelineRef): string | undefined {
  return CfnImagePipeline.isCfnImagePipeline(pipeline)
    ? pipeline.imageRecipeArn ?? pipeline.containerRecipeArn
    : (pipeline as Partial<ImagePipelineBase>)._recipeArn;
}

/** Whether the images of two recipes are known to have the same name, because both are one recipe or versions of one. */
function haveSameImages(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && (one === other || imageNameOfRecipe(one) === imageNameOfRecipe(other));
}

/** Warns if events of the builds of a pipeline start the same pipeline. */
export function warnOfLoop(rule: refs.IRuleRef, pipeline: pipelineRefs.IImagePipelineRef): void {
  const { pipelineArn, recipeArn } = rules.get(rule) ?? {};
  const reason = pipelineArn === pipeline.imagePipelineRef.imagePipelineArn ? 'Events of the builds of a pipeline start the same pipeline,'
    : haveSameImages(recipeArn, recipeArnOf(pipeline)) ? 'Events of the builds of a recipe start a pipeline that has the same recipe,'
      : undefined;
  if (reason !== undefined) {
    Annotations.of(rule).addWarningV2('cdk-imagebuilder:pipelineStartsItself',
      `${reason} whose build sends such events again: it may build without end.`);
  }
}
