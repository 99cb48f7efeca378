import { PIPELINE_EXECUTION_TYPE } from '../../src/contract/custom-resource';
import { SOURCE_IMAGE, SOURCE_PIPELINE } from '../../src/contract/source';
import { CustomResource, ReportStack } from '../contract/report-stack';
import { execution, image, PIPELINE, pipelineScenario } from '../contract/seeds';
import { World } from '../contract/world';
import { BuildScenario, SeedImage } from '../simulator';

const BUILT: Partial<SeedImage> = {
  scanState: { status: 'COMPLETED' },
  findings: { all: 3, critical: 1, high: 2 },
  workflowExecutions: [execution('BUILD', 'COMPLETED', 3), execution('TEST', 'COMPLETED', 2)],
};
/** Whether there are no findings is asked for twice. */
const CLEAN: Partial<SeedImage> = { scanState: { status: 'COMPLETED' } };
/** The findings of a scan on demand are those of the AMI. */
const onDemand = (outcome: Partial<SeedImage>): Partial<SeedImage> => ({
  ...outcome, members: { imageScanningConfiguration: { imageScanningEnabled: true, imageScanningTypes: ['ON_DEMAND_AMI_CVE'] } },
});
const FAILED: Partial<SeedImage> = {
  status: 'FAILED',
  workflowExecutions: [execution('BUILD', 'COMPLETED', 3), execution('TEST', 'FAILED', 2, 'FAILED')],
};
const TESTS_FAIL: BuildScenario = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'rpcbind is active' } } } };
const NEVER_ENDS: BuildScenario = { durations: { building: 1_000_000 } };

/** The life of every custom resource of a stack: images that were built, with and without findings, that were scanned on demand, and that failed, builds that succeed, fail and take too long. */
export async function live({ stack, simulator, aws }: World): Promise<void> {
  aws.onWait = (seconds) => simulator.advance(seconds);
  const resources = [...stack.customResources.values()];
  const reports = resources.filter(({ type }) => type !== PIPELINE_EXECUTION_TYPE);
  const executions = resources.filter(({ type }) => type === PIPELINE_EXECUTION_TYPE);
  for (const outcome of outcomesOf(stack)) {
    simulator.load({ clock: { rate: 0 }, seed: { ...executions.length > 0 ? PIPELINE : {}, images: imagesOf(stack, outcome) } }, { reset: true });
    for (const report of reports) {
      const { PhysicalResourceId } = await aws.request(report, { RequestType: 'Create' });
      await aws.request(report, { RequestType: 'Delete', PhysicalResourceId });
    }
  }
  for (const build of [{}, TESTS_FAIL, NEVER_ENDS]) {
    simulator.load({ clock: { rate: 0 }, ...pipelineScenario({ builds: [build] }) }, { reset: true });
    let handOver: string | undefined;
    for (const resource of executions) {
      const continues = 'Continues' in resource.properties ? { Continues: handOver } : {};
      const { PhysicalResourceId, Data } = await aws.request(resource, { RequestType: 'Create', properties: { TimeoutSeconds: '600', ...continues } });
      handOver = Data?.HandOver;
      await aws.request(resource, { RequestType: 'Delete', PhysicalResourceId });
    }
  }
}

/** Images are scanned on demand where that is not known to be otherwise, and reports may read AMIs then; where it is known, they read nothing else. */
function outcomesOf({ template }: ReportStack): Partial<SeedImage>[] {
  const ofReports = JSON.stringify(Object.entries(template.Resources).filter(([id]) => id.startsWith('ImageBuilder')));
  const grants = (action: string) => ofReports.includes(action);
  if (!grants('ec2:GetImageFindings')) {return [BUILT, CLEAN, FAILED];}
  return grants('imagebuilder:ListImageScanFindingAggregations')
    ? [BUILT, CLEAN, onDemand(BUILT), FAILED] : [BUILT, CLEAN, FAILED].map(onDemand);
}

/** The images that reports of a stack read; of a pipeline one that it has built. */
function imagesOf({ customResources }: ReportStack, members: Partial<SeedImage>): SeedImage[] {
  const images = [...customResources.values()].flatMap((resource) => sourcesOf(resource)).map((arn) => image({ ...members, ...arn }));
  return [...new Map(images.map((each) => [each.arn, each])).values()];
}

function sourcesOf({ properties: { SourceType, SourceArn } }: CustomResource): Pick<SeedImage, 'arn' | 'pipelineArn'>[] {
  const arn = String(SourceArn);
  switch (SourceType) {
    case SOURCE_IMAGE: return [{ arn }];
    case SOURCE_PIPELINE: return [{ arn: `${arn.replace(':image-pipeline/', ':image/')}/2.0.0/1`, pipelineArn: arn }];
    default: return [];
  }
}
