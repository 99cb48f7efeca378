import { INSPECTOR2_MODEL } from './model';
import { ApiError } from '../api-error';
import { iso } from '../clock';
import { amiOf } from '../ec2/scans';
import { hexOf } from '../ids';
import { Call } from '../operations/call';
import { StartedScan } from '../store';
import { faultsOf } from '../validate';
import { present, Wire } from '../wire';

const DEFAULT_SECONDS = 300;

/** Carries out a call of Amazon Inspector; the answer conforms to the model. */
export function answerOfInspector2(call: Call): Wire {
  const { input, output } = INSPECTOR2_MODEL.operations[call.operation];
  const wrong = faultsOf(input, call.input, '', {}, INSPECTOR2_MODEL.shapes);
  if (wrong.length > 0) {throw refused('ValidationException', `The request is not valid: ${wrong.join('; ')}.`);}
  const answer = present(HANDLERS[call.operation](call));
  const faults = faultsOf(output, answer, '', {}, INSPECTOR2_MODEL.shapes);
  if (faults.length > 0) {throw new Error(`The answer to ${call.operation} does not conform to the model: ${faults.join('; ')}.`);}
  return answer;
}

const HANDLERS: Readonly<Record<string, (call: Call) => Wire>> = {
  StartOnDemandScan: (call) => {
    const { input: { resourceId: amiId }, region, now, store: { scans } } = call;
    if (amiOf(call, amiId) === undefined) {throw refused('ValidationException', `The resource '${amiId}' does not exist.`);}
    if (scans.some((scan) => scan.amiId === amiId && scan.region === region && now < scan.endsAt)) {
      throw refused('ConflictException', `A scan of '${amiId}' is in progress.`);
    }
    const scenario = call.nextScan();
    const id = hexOf(`${amiId} scan ${scans.length}`, 32);
    scans.push({ id, amiId, region, startedAt: now, endsAt: now + (scenario.seconds ?? DEFAULT_SECONDS) * 1000, scenario });
    return { scanId: id };
  },
  GetOnDemandScanStatus: ({ input: { resourceId, scanId }, region, now, store }) => {
    const scan = store.scans.find((each) => each.id === scanId && each.amiId === resourceId && each.region === region);
    if (!scan) {throw refused('ResourceNotFoundException', `The scan '${scanId}' does not exist.`);}
    return { scanId, resourceId, resourceType: 'AMI', startedAt: iso(scan.startedAt), ...stateOf(scan, now) };
  },
};

function stateOf({ endsAt, scenario: { status = 'SUCCESSFUL', reason = 'INTERNAL_ERROR' } }: StartedScan, now: number): Wire {
  if (now < endsAt) {return { scanStatus: 'IN_PROGRESS' };}
  return { scanStatus: status, completedAt: iso(endsAt), ...status === 'FAILED' ? { scanStatusReason: reason } : {} };
}

function refused(code: string, message: string): ApiError {
  return new ApiError(code, message, INSPECTOR2_MODEL.shapes[code].httpStatus);
}
