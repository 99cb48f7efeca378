import { Construct } from 'constructs';
import { BuildOnDeploy } from './build-on-deploy';
import { GoldenImageOptions } from './golden-image-options';
import { InvalidInputError } from '../common/errors';
import { Image } from '../pipeline/image';
import { ImagePipeline } from '../pipeline/image-pipeline';
import { BuildReport } from '../report/build-report';
import { BuildSource } from '../report/build-source';
import { PipelineExecution } from '../report/pipeline-execution';
import { OnFailure } from '../report/report-options';
import { ScanReport } from '../report/scan-report';
import { ScanSource } from '../report/scan-source';

/**
 * The tag of the image that a deployment built. Its value is the deployment ID of the pipeline, which is another one for the next image of a deployment, so that the
 * tags of earlier images do not protect them from the retention.
 */
export const DEPLOYED_TAG = 'cdk-imagebuilder:deployed';

/** The pipeline of a golden image, and what a deployment does with it. */
export interface DeployedBuildOptions extends Pick<
  GoldenImageOptions, 'buildOnDeploy' | 'timeout' | 'gate' | 'notify' | 'monitor' | 'logTail' | 'details' | 'logGroup' | 'retention'
> {
  readonly pipeline: ImagePipeline;
  readonly isScanned: boolean;
  readonly maxRetries?: number;
}

/** The build of a deployment and its reports. */
export interface DeployedBuild {
  readonly image?: Image;
  readonly execution?: PipelineExecution;
  readonly buildReport: BuildReport;
  readonly scanReport?: ScanReport;
}

/** Whether a deployment builds an image, and what a failed build does to the deployment. */
export function buildOnDeployOf({ buildOnDeploy = BuildOnDeploy.ROLL_BACK }: Pick<GoldenImageOptions, 'buildOnDeploy'>): BuildOnDeploy {
  return buildOnDeploy;
}

/** Builds an image with a deployment, as the user wants it, and reports the image. */
export function deployBuild(scope: Construct, options: DeployedBuildOptions): DeployedBuild {
  const { pipeline, gate, isScanned, details, logTail, maxRetries, timeout } = options;
  const buildOnDeploy = buildOnDeployOf(options);
  if (gate !== undefined && !isScanned) {
    throw new InvalidInputError({ prop: 'gate', problem: 'Conflict', rule: 'be absent when `imageScanning` is disabled, because there are no findings' }, scope);
  }
  if (gate !== undefined && buildOnDeploy === BuildOnDeploy.DISABLED && options.notify === undefined) {
    throw new InvalidInputError({
      prop: 'gate',
      problem: 'Conflict',
      rule: 'be absent when no deployment builds an image that the gate can judge',
      hint: options.monitor === undefined ? 'Set `notify`.' : 'Give the gate to `monitor`.',
    }, scope);
  }
  for (const [prop, got, because] of [
    ['timeout', timeout?.toHumanString(), 'CloudFormation waits up to 12 hours for other images'],
    ['maxRetries', maxRetries || undefined, 'CloudFormation retries no image'],
  ] as const) {
    if (got !== undefined && buildOnDeploy !== BuildOnDeploy.REPORT_FAILURE) {
      const rule = `be absent unless \`buildOnDeploy\` is \`BuildOnDeploy.REPORT_FAILURE\`, because ${because}`;
      throw new InvalidInputError({ prop, problem: 'Conflict', rule, got }, scope);
    }
  }
  const image = buildOnDeploy === BuildOnDeploy.ROLL_BACK
    ? pipeline.runOnDeploy({ tags: options.retention && { [DEPLOYED_TAG]: pipeline.deploymentId } }) : undefined;
  const logs = { logTail, imageLogGroup: logTail ? options.logGroup : undefined };
  const execution = buildOnDeploy === BuildOnDeploy.REPORT_FAILURE
    ? new PipelineExecution(scope, 'Execution', { pipeline, onFailure: OnFailure.CONTINUE, timeout, maxRetries, ...logs }) : undefined;
  const imageArn = image?.imageArn ?? execution?.imageArn;
  return {
    image,
    execution,
    buildReport: new BuildReport(scope, 'Build', {
      source: imageArn === undefined ? BuildSource.latestOf(pipeline) : BuildSource.imageArn(imageArn), details, ...logs,
    }),
    scanReport: imageArn !== undefined && isScanned
      ? new ScanReport(scope, 'Scan', { source: ScanSource.imageArn(imageArn), gate, details }) : undefined,
  };
}
