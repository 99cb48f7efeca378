import { Fn, Stack, Token } from 'aws-cdk-lib';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { SOURCE_IMAGE, SOURCE_PIPELINE } from './contract';
import { InvalidInputError } from '../private/errors';
import { checkPattern } from '../private/validate';

/** What a report reads, independent of the kind of report. */
export interface ReportSource {
  /** `SOURCE_IMAGE` or `SOURCE_PIPELINE`. */
  readonly type: string;
  /** ARN of the image build version or of the pipeline. */
  readonly arn: string;
  /** Changes with every change of the pipeline. */
  readonly deploymentId?: string;
}

const OWNER = 'arn:aws[^:]*:imagebuilder:(?<region>[^:]+):\\d{12}';
const FORMS: Readonly<Record<string, { pattern: RegExp; rule: string }>> = {
  [SOURCE_IMAGE]: {
    pattern: new RegExp(`^${OWNER}:image/[a-z0-9-_]+/\\d+\\.\\d+\\.\\d+/\\d+$`),
    rule: 'be the ARN of one image build, arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<x.y.z>/<build>',
  },
  [SOURCE_PIPELINE]: {
    pattern: new RegExp(`^${OWNER}:image-pipeline/[a-z0-9-_]+$`),
    rule: 'be the ARN of an image pipeline, arn:<partition>:imagebuilder:<region>:<account>:image-pipeline/<name>',
  },
};

export function imageSource(arn: string): ReportSource {
  return { type: SOURCE_IMAGE, arn };
}

export function pipelineSource(arn: string, deploymentId?: string): ReportSource {
  return { type: SOURCE_PIPELINE, arn, deploymentId };
}

/** The attribute of a pipeline that changes with each change of it, where the construct has one. */
export function deploymentIdOf(pipeline: refs.IImagePipelineRef): string | undefined {
  const known = pipeline as { attrDeploymentId?: string; deploymentId?: string };
  return known.deploymentId ?? known.attrDeploymentId;
}

/** Refuses an ARN that no call of the report could read. Tokens pass: their value is known when it is deployed. */
export function validateSource(scope: Construct, source: ReportSource): void {
  if (Token.isUnresolved(source.arn)) {
    return;
  }
  const { pattern, rule } = FORMS[source.type];
  checkPattern(scope, 'source', source.arn, pattern, rule);
  const { region } = Stack.of(scope);
  if (!Token.isUnresolved(region) && pattern.exec(source.arn)!.groups!.region !== region) {
    throw new InvalidInputError({ prop: 'source', problem: 'Unsupported', rule: `be in the Region of the stack, ${region}`, got: source.arn }, scope);
  }
}

/** What a report may read, and why its ARN has a wildcard if it has one. */
export interface ReadGrant {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly wildcard?: string;
}

/**
 * Reading the images that belong to a source: all versions and builds of one image name.
 *
 * The name and not the one build, because IAM takes seconds to learn a changed policy: with the build in the policy each new image could
 * not be read at first, and after a rollback the old one neither. A pipeline's images bear the name of its recipe, which the pipeline's
 * ARN does not tell: there it is every image of the account and Region.
 */
export function readImages(scope: Construct, source: ReportSource, ...actions: string[]): ReadGrant {
  const images = (resourceName: string) => Stack.of(scope).formatArn({ service: 'imagebuilder', resource: 'image', resourceName });
  if (source.type === SOURCE_PIPELINE) {
    return { actions, resource: images('*'), wildcard: 'The ARN of a pipeline does not tell the name of its images; reading is all that is allowed.' };
  }
  const name = Token.isUnresolved(source.arn) ? Fn.select(1, Fn.split('/', source.arn)) : source.arn.split('/')[1];
  return { actions, resource: images(`${name}/*`), wildcard: 'The version and build of an image are known only after it is built; reading is all that is allowed.' };
}

/** Reading the steps of workflow executions. */
export function readSteps(scope: Construct): ReadGrant {
  return {
    actions: ['imagebuilder:ListWorkflowStepExecutions'],
    resource: Stack.of(scope).formatArn({ service: 'imagebuilder', resource: 'workflow-execution', resourceName: '*' }),
    wildcard: 'The id of a workflow execution does not exist before the build, and the ARN names nothing else; reading is all that is allowed.',
  };
}

/** Reading a pipeline itself, for sources that are one. */
export function readPipeline(source: ReportSource, ...actions: string[]): ReadGrant[] {
  return source.type === SOURCE_PIPELINE ? [{ actions, resource: source.arn }] : [];
}
