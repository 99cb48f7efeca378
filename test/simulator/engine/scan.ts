import { instanceId } from '../ids';
import { FindingCounts, ScanScenario } from '../scenario';
import type { BuildPlan } from './plan';
import type { StepPlan } from './steps';
import { CompletedScan, ImageView, ScanState } from './timeline';

/** What a scan finds when the scenario does not say. */
export const DEFAULT_FINDINGS: FindingCounts = { all: 25, critical: 1, high: 7, medium: 12 };

/**
 * The scan of an image at a moment: PENDING until the test instance runs, SCANNING, COLLECTING while the step that collects the findings
 * runs, then the scenario's result. An image that ends without that step having run leaves its scan ABANDONED.
 */
export function scanAt(plan: BuildPlan, now: number): ScanState | undefined {
  const { scanning, scenario: { scan = {} } } = plan.request;
  if (scanning === 'OFF') {return undefined;}
  return scanning === 'ON_DEMAND' ? onDemandScan(plan, scan, now) : testInstanceScan(plan, scan, now);
}

/** The scan and the time of its end, if it is completed. */
export function completedScan(plan: BuildPlan): CompletedScan | undefined {
  const { executions, request: { scanning, amis, scenario: { scan = {} } } } = plan;
  if (scanning === 'OFF') {return undefined;}
  const { at, state } = scanning === 'ON_DEMAND' ? endOnDemand(plan, scan) : endOf(plan, scan, collectingStep(plan));
  if (state.status !== 'COMPLETED') {return undefined;}
  const scanned = executions.find(({ workflow: { type }, retried }) => type === 'TEST' && !retried) ?? executions[0];
  const resourceId = scanning === 'ON_DEMAND' ? amis[0]?.image : instanceId(scanned.id);
  return { at, resourceId, findings: scan.findings ?? DEFAULT_FINDINGS };
}

/** The findings that Image Builder lists at a moment, and those that Amazon EC2 lists. */
export function findingsAt(plan: BuildPlan, now: number): Pick<ImageView, 'findings' | 'amiFindings'> {
  if (scanAt(plan, now)?.status !== 'COMPLETED') {return {};}
  const found = plan.request.scenario.scan?.findings ?? DEFAULT_FINDINGS;
  return plan.request.scanning === 'ON_DEMAND' ? { amiFindings: found } : { findings: found };
}

function testInstanceScan(plan: BuildPlan, scan: ScanScenario, now: number): ScanState {
  const collecting = collectingStep(plan);
  const end = endOf(plan, scan, collecting);
  if (now >= end.at) {return end.state;}
  if (collecting && now >= collecting.startsAt) {return { status: 'COLLECTING' };}
  const testsFrom = plan.statuses.find(({ status }) => status === 'TESTING')?.from;
  return { status: testsFrom !== undefined && now >= testsFrom ? 'SCANNING' : 'PENDING' };
}

function collectingStep({ executions }: BuildPlan): StepPlan | undefined {
  return executions.filter(({ retried }) => !retried).flatMap(({ steps }) => steps)
    .find(({ definition, result }) => definition.action === 'CollectImageScanFindings' && result !== 'SKIPPED');
}

/** What the scan of a test instance ends as, and when. */
function endOf(plan: BuildPlan, scan: ScanScenario, collecting?: StepPlan): { at: number; state: ScanState } {
  if (scan.secondsAfterAvailable !== undefined) {
    return plan.failure ? { at: plan.endsAt, state: abandoned() } : { at: plan.endsAt + scan.secondsAfterAvailable * 1000, state: resultOf(scan) };
  }
  if (scan.status === 'PENDING') {return { at: plan.request.startedAt, state: resultOf(scan) };}
  if (collecting?.result === 'COMPLETED') {return { at: collecting.endsAt, state: resultOf(scan) };}
  return { at: plan.endsAt, state: (scan.status ?? 'COMPLETED') === 'COMPLETED' ? abandoned() : resultOf(scan) };
}

/** The AMI is scanned when it exists. */
function onDemandScan(plan: BuildPlan, scan: ScanScenario, now: number): ScanState {
  const testsFrom = plan.statuses.find(({ status }) => status === 'TESTING')?.from ?? plan.endsAt;
  if (now < testsFrom) {return { status: 'PENDING' };}
  const end = endOnDemand(plan, scan);
  return now < end.at ? { status: 'SCANNING' } : end.state;
}

function endOnDemand({ endsAt, failure }: BuildPlan, scan: ScanScenario): { at: number; state: ScanState } {
  return { at: endsAt + (scan.secondsAfterAvailable ?? 0) * 1000, state: failure ? abandoned() : resultOf(scan) };
}

function resultOf({ status = 'COMPLETED', reason }: ScanScenario): ScanState {
  return reason === undefined ? { status } : { status, reason };
}

function abandoned(): ScanState {
  return { status: 'ABANDONED', reason: 'The image reached a terminal state before the scan findings were collected.' };
}
