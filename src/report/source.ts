import { Aws, Fn, Stack, Token } from 'aws-cdk-lib';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import {
  NONE, SOURCE_ACCOUNT, SOURCE_IMAGE, SOURCE_PIPELINE, SOURCE_VULNERABILITY, SourceProperties, SourceType, VULNERABILITY_ID,
} from '../contract';
import { Refresh } from './report-options';
import { InvalidInputError } from '../common/errors';
import { Permission } from '../common/permission';
import { checkPattern } from '../common/validate';

/** What a report reads, independent of the kind of report. */
export interface ReportSource {
  readonly type: SourceType;
  /** ARN of the image build version or of the pipeline; empty for other sources. */
  readonly arn: string;
  /** Id of the account or of the vulnerability. */
  readonly id?: string;
  /** Changes with every change of the pipeline. */
  readonly deploymentId?: string;
}

const OWNER = 'arn:aws[^:]*:imagebuilder:(?<region>[^:]+):(?<account>\\d{12})';
const FORMS: Readonly<Partial<Record<SourceType, { pattern: RegExp; rule: string }>>> = {
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

export function accountSource(): ReportSource {
  return { type: SOURCE_ACCOUNT, arn: '', id: Aws.ACCOUNT_ID };
}

export function vulnerabilitySource(id: string): ReportSource {
  return { type: SOURCE_VULNERABILITY, arn: '', id };
}

/** The attribute of a pipeline that changes with each change of it, where the construct has one. */
export function deploymentIdOf(pipeline: refs.IImagePipelineRef): string | undefined {
  const known = pipeline as { attrDeploymentId?: string; deploymentId?: string };
  return known.deploymentId ?? known.attrDeploymentId;
}

/** Refuses a source that no call of the report could read: its role is allowed what is in the account and Region of the stack. Tokens pass: their value is known when it is deployed. */
export function validateSource(scope: Construct, source: ReportSource, prop: string = 'source'): void {
  if (source.id !== undefined) {
    return checkPattern(scope, prop, source.id, VULNERABILITY_ID, 'be the id of a vulnerability, such as CVE-2026-12345');
  }
  if (Token.isUnresolved(source.arn)) {
    return;
  }
  const { pattern, rule } = FORMS[source.type]!;
  checkPattern(scope, prop, source.arn, pattern, rule);
  const { region, account } = Stack.of(scope);
  const owner = pattern.exec(source.arn)!.groups!;
  if (!Token.isUnresolved(region) && owner.region !== region) {
    throw new InvalidInputError({ prop, problem: 'Unsupported', rule: `be in the Region of the stack, ${region}`, got: source.arn }, scope);
  }
  if (!Token.isUnresolved(account) && owner.account !== account) {
    throw new InvalidInputError({ prop, problem: 'Unsupported', rule: `be in the account of the stack, ${account}`, got: source.arn }, scope);
  }
}

/**
 * Reading the images that belong to a source: all versions and builds of one image name.
 *
 * The name and not the one build, because IAM takes seconds to learn a changed policy: with the build in the policy each new image could
 * not be read at first, and after a rollback the old one neither. A pipeline's images bear the name of its recipe, which the pipeline's
 * ARN does not tell: there it is every image of the account and Region.
 */
export function readImages(scope: Construct, source: ReportSource, ...actions: string[]): Permission {
  const images = (resourceName: string) => Stack.of(scope).formatArn({ service: 'imagebuilder', resource: 'image', resourceName });
  if (source.type === SOURCE_PIPELINE) {
    return { actions, resources: [images('*')], reason: 'The ARN of a pipeline does not tell the name of its images; reading is all that is allowed.' };
  }
  return { actions, resources: [images(`${imageNameOf(source)}/*`)], reason: 'The version and build of an image are known only after it is built; reading is all that is allowed.' };
}

/** Reading findings over the account, which the API authorizes on no resource. */
export function readAllFindings(...actions: string[]): Permission {
  return {
    actions,
    resources: ['*'],
    reason: 'Findings of an account or of a vulnerability belong to no resource; reading is all that is allowed.',
  };
}

/** Reading findings, and not only their counts: Image Builder asks Amazon Inspector for them in the name of the caller. */
export function readInspector(): Permission {
  return {
    actions: ['inspector2:ListFindings'],
    resources: ['*'],
    reason: 'Amazon Inspector authorizes the listing of findings on no resource; reading is all that is allowed.',
  };
}

/** Name of the image, as its ARN writes it. */
export function imageNameOf({ arn }: ReportSource): string {
  // A pipeline execution may have no image: its `ImageArn` is NONE then, and has no second part.
  return Token.isUnresolved(arn) ? Fn.select(1, Fn.split('/', `${arn}/${NONE}`)) : arn.split('/')[1];
}

/** Reading the steps of workflow executions. */
export function readSteps(scope: Construct): Permission {
  return {
    actions: ['imagebuilder:ListWorkflowStepExecutions'],
    resources: [Stack.of(scope).formatArn({ service: 'imagebuilder', resource: 'workflow-execution', resourceName: '*' })],
    reason: 'The id of a workflow execution does not exist before the build, and the ARN names nothing else; reading is all that is allowed.',
  };
}

/** Reading a pipeline itself, for sources that are one. */
export function readPipeline(source: ReportSource, ...actions: string[]): Permission[] {
  return source.type === SOURCE_PIPELINE ? [{ actions, resources: [source.arn] }] : [];
}

/** The property of the custom resource that changes when the report is to be read again. */
export function refreshProperty(refresh?: Refresh): Pick<SourceProperties, 'RefreshedAt'> {
  return refresh === Refresh.EVERY_DEPLOYMENT ? { RefreshedAt: new Date().toISOString() } : {};
}
