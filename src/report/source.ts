import { Aws, CfnResource, Fn, Stack, Token } from 'aws-cdk-lib';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { Refresh } from './report-options';
import { InvalidInputError } from '../common/errors';
import { imagesArn } from '../common/naming';
import { Permission } from '../common/permission';
import { referenced } from '../common/referenced';
import { checkPattern, checkPatternNow, isKnown } from '../common/validate';
import { canonicalVulnerabilityId, VULNERABILITY_ID } from '../contract/gate';
import { SOURCE_ACCOUNT, SOURCE_IMAGE, SOURCE_PIPELINE, SOURCE_VULNERABILITY, SourceProperties, SourceType } from '../contract/source';
import { NONE } from '../contract/values';
import { SCAN_KIND, ScanKind } from '../pipeline/scan-kind';

/** What a report reads, independent of the type of the report. */
export interface ReportSource {
  readonly type: SourceType;
  /** ARN of the image build version or of the pipeline, empty for other sources. */
  readonly arn: string;
  /** ID of the account or of the vulnerability. */
  readonly id?: string;
  /** Changes with every change of the pipeline. */
  readonly deploymentId?: string;
  /** The scan of the images, if it is known. */
  readonly scan?: ScanKind;
}

const PLACE = /^arn:aws[^:]*:imagebuilder:(?<region>[^:]+):(?<account>\d{12}):/;
const FORMS: Readonly<Partial<Record<SourceType, { pattern: RegExp; rule: string }>>> = {
  [SOURCE_IMAGE]: {
    pattern: new RegExp(`${PLACE.source}image/[a-z0-9-_]+/\\d+\\.\\d+\\.\\d+/\\d+$`),
    rule: 'be the ARN of one image build, arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<x.y.z>/<build>',
  },
  [SOURCE_PIPELINE]: {
    pattern: new RegExp(`${PLACE.source}image-pipeline/[a-z0-9-_]+$`),
    rule: 'be the ARN of an image pipeline, arn:<partition>:imagebuilder:<region>:<account>:image-pipeline/<name>',
  },
};

export function imageSource(arn: string): ReportSource {
  return { type: SOURCE_IMAGE, arn, scan: scanKindBehind(arn) };
}

export function pipelineSource(arn: string, deploymentId?: string): ReportSource {
  return { type: SOURCE_PIPELINE, arn, deploymentId, scan: scanKindBehind(arn) };
}

/** The scan of what builds the image or is the pipeline, if the ARN is an attribute of a construct of this library. */
function scanKindBehind(arn: string): ScanKind | undefined {
  // The attribute is of a resource within the construct.
  return resourceBehind(arn)?.node.scopes.reverse().map((scope) => SCAN_KIND.of(scope)).find((scan) => scan !== undefined);
}

/** The resource of Image Builder or of this library whose attribute an ARN is. */
function resourceBehind(arn: string): CfnResource | undefined {
  const resource = referenced(arn);
  return resource !== undefined && /^(AWS|Custom)::ImageBuilder/.test(resource.cfnResourceType) ? resource : undefined;
}

export function accountSource(): ReportSource {
  return { type: SOURCE_ACCOUNT, arn: '', id: Aws.ACCOUNT_ID };
}

export function vulnerabilitySource(id: string): ReportSource {
  return { type: SOURCE_VULNERABILITY, arn: '', id: isKnown(id) ? canonicalVulnerabilityId(id) : id };
}

/** The attribute of a pipeline that changes with every change of the pipeline, if the construct has such an attribute. */
export function deploymentIdOf(pipeline: refs.IImagePipelineRef): string | undefined {
  const known = pipeline as { attrDeploymentId?: string; deploymentId?: string };
  return known.deploymentId ?? known.attrDeploymentId;
}

/**
 * Refuses a source that the report could not read, because its role can read only the account and Region of the stack. Other tokens than attributes of
 * resources are accepted, because their values are known only at deployment.
 */
export function validateSource(scope: Construct, source: ReportSource, prop: string = 'source'): void {
  if (source.id !== undefined) {
    return checkPattern(scope, prop, source.id, VULNERABILITY_ID, 'be the id of a vulnerability, such as CVE-2026-12345');
  }
  const resource = resourceBehind(source.arn);
  if (resource !== undefined) {
    const { path } = resource.node.id === 'Resource' ? resource.node.scope!.node : resource.node;
    return checkPlace(scope, prop, Stack.of(resource), (place) => `${path} in ${place}`);
  }
  if (Token.isUnresolved(source.arn)) {
    return;
  }
  const { pattern, rule } = FORMS[source.type]!;
  checkPatternNow(scope, prop, source.arn, pattern, rule, PLACE);
  checkPlace(scope, prop, PLACE.exec(source.arn)!.groups as unknown as Place, () => source.arn);
}

/** Where a resource is. */
interface Place {
  readonly region: string;
  readonly account: string;
}

/** Refuses what is known to be in another Region or account than the stack. */
function checkPlace(scope: Construct, prop: string, theirs: Place, got: (place: string) => string): void {
  const own: Place = Stack.of(scope);
  for (const [key, what] of [['region', 'Region'], ['account', 'account']] as const) {
    if (![own[key], theirs[key]].some((place) => Token.isUnresolved(place)) && own[key] !== theirs[key]) {
      throw new InvalidInputError({ prop, problem: 'Unsupported', rule: `be in the ${what} of the stack, ${own[key]}`, got: got(theirs[key]) }, scope);
    }
  }
}

/**
 * The permission to read the images of a source: all versions and builds of one image name.
 *
 * The permission names no build, because a changed policy takes effect in IAM after some seconds: a new image could not be read at first, and after a
 * rollback neither could the old image. The images of a pipeline have the name of its recipe, which the ARN of the pipeline does not contain, so the
 * permission for a pipeline includes every image of the account and Region.
 */
export function readImages(scope: Construct, source: ReportSource, ...actions: string[]): Permission {
  if (source.type === SOURCE_PIPELINE) {
    return { actions, resources: [imagesArn(Stack.of(scope), '*')], reason: 'The ARN of a pipeline does not tell the name of its images; reading is all that is allowed.' };
  }
  return {
    actions,
    resources: [versionsOf(Stack.of(scope), source)],
    reason: 'The version and build of an image are known only after it is built; reading is all that is allowed.',
  };
}

/** ARNs of all images of a name by the stack and the ARN of an image, one token for all reports of the image. */
const VERSIONS = new WeakMap<Stack, Map<string, string>>();

function versionsOf(stack: Stack, source: ReportSource): string {
  const known = VERSIONS.get(stack) ?? new Map<string, string>();
  VERSIONS.set(stack, known);
  const arn = known.get(source.arn) ?? imagesArn(stack, `${imageNameOf(source)}/*`);
  known.set(source.arn, arn);
  return arn;
}

/** The permission to read the findings of the account, which the API authorizes on no resource. */
export function readAllFindings(...actions: string[]): Permission {
  return {
    actions,
    resources: ['*'],
    reason: 'Findings of an account or of a vulnerability belong to no resource; reading is all that is allowed.',
  };
}

/** The permission to read findings and not only their counts. Image Builder calls Amazon Inspector on behalf of the caller. */
export function readInspector(): Permission {
  return {
    actions: ['inspector2:ListFindings'],
    resources: ['*'],
    reason: 'Amazon Inspector authorizes the listing of findings on no resource; reading is all that is allowed.',
  };
}

/** The permission to read the scan of AMIs. */
export function readAmiScans(): Permission {
  return {
    actions: ['ec2:DescribeImages', 'ec2:GetImageFindings'],
    resources: ['*'],
    reason: 'Amazon EC2 authorizes the description of AMIs on no resource, and the ID of an AMI is known only after the build; reading is all that is allowed.',
  };
}

/** The name of the image as written in its ARN. */
export function imageNameOf({ arn }: ReportSource): string {
  // The `ImageArn` of a pipeline execution without an image is NONE, which has no second part.
  return Token.isUnresolved(arn) ? Fn.select(1, Fn.split('/', `${arn}/${NONE}`)) : arn.split('/')[1];
}

/** The permission to read the steps of workflow executions. */
export function readSteps(scope: Construct): Permission {
  return {
    actions: ['imagebuilder:ListWorkflowStepExecutions'],
    resources: [Stack.of(scope).formatArn({ service: 'imagebuilder', resource: 'workflow-execution', resourceName: '*' })],
    reason: 'The id of a workflow execution does not exist before the build, and the ARN names nothing else; reading is all that is allowed.',
  };
}

/** The permission to read the pipeline, if the source is a pipeline. */
export function readPipeline(source: ReportSource, ...actions: string[]): Permission[] {
  return source.type === SOURCE_PIPELINE ? [{ actions, resources: [source.arn] }] : [];
}

/** The property of the custom resource that makes CloudFormation request the report with every deployment. */
export function refreshProperty(refresh?: Refresh): Pick<SourceProperties, 'RefreshedAt'> {
  return refresh === Refresh.EVERY_DEPLOYMENT ? { RefreshedAt: new Date().toISOString() } : {};
}
