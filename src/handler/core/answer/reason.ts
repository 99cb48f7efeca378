import { cutText, oneLine } from './text';
import { CallFailure, denied, lacksPermission } from '../model/call-failure';

/** Maximum length of a message of the service, which keeps the sentence readable. */
const QUOTE_BYTES = 300;

const TROUBLE: Readonly<Record<'imagebuilder' | NonNullable<CallFailure['service']>, string>> = {
  imagebuilder: 'Image Builder still could not be read',
  ec2: 'Amazon EC2 still could not be read',
  inspector2: 'Amazon Inspector still could not be read',
  lambda: 'The function that starts builds still could not be invoked',
  logs: 'The log still could not be read',
  s3: 'The details still could not be written',
  sns: 'The topic still could not be notified',
};

/** Who gives a reason: a report, whose readers deploy, or a monitor, whose readers do not. */
export type Teller = 'report' | 'monitor';

/** Why a deployment fails after a call that failed: a code, a sentence, and what to do. */
export function reasonOf(callFailure: CallFailure, secondsTried: number): string {
  const { operation, resource, message } = callFailure;
  switch (callFailure.kind) {
    case 'NOT_FOUND':
      if (resource.includes(':image-pipeline/')) return pipelineNotFound(operation, resource);
      return `IMAGE_NOT_FOUND: ${operation} does not find ${resource}. Check that it is in this account and Region, and has not been deleted.`;
    case 'DENIED':
      // What AWS says about credentials, signatures and accounts is not repaired by a permission.
      if (!lacksPermission(callFailure)) return `ACCESS_DENIED: ${refusal(callFailure)}`;
      return `ACCESS_DENIED: The ${notAuthorized(callFailure)}. ` + (denied(callFailure).because?.startsWith('with an explicit deny')
        ? 'Remove the deny, then deploy again.'
        : 'Allow it (service control policies and permission boundaries included), then deploy again.');
    case 'FINAL':
      return `SERVICE_REFUSED: ${refusal(callFailure)}`;
    case 'PASSING':
      return `SERVICE_TROUBLE: ${TROUBLE[callFailure.service ?? 'imagebuilder']} after `
        + `${secondsTried} seconds: ${operation} of ${resource} ended with ${answer(callFailure)}: ${quote(message)} Deploy again when the service answers `
        + '(AWS Health Dashboard).';
  }
}

/** Why a call was refused, in words that follow a colon. */
export function refusalInWords(callFailure: CallFailure): string {
  return lacksPermission(callFailure) ? `the ${notAuthorized(callFailure)}` : refusal(callFailure).replace(/[.]$/, '');
}

/** The rest of a sentence that begins with "The". */
export function notAuthorized(callFailure: CallFailure, teller: Teller = 'report'): string {
  const refused = denied(callFailure);
  const because = refused.because === undefined ? '' : `, ${cutText(oneLine(refused.because), QUOTE_BYTES).replace(/\.$/, '')}`;
  return `role of the ${teller} is not authorized to perform ${refused.action} on resource ${refused.resource}${because}`;
}

function refusal(callFailure: CallFailure): string {
  return `${callFailure.operation} of ${callFailure.resource} was refused with ${answer(callFailure)}: ${quote(callFailure.message)}`;
}

function pipelineNotFound(operation: string, resource: string): string {
  return `PIPELINE_NOT_FOUND: ${operation} does not find ${resource}. Check that it is in this account and Region, and has not been deleted.`;
}

function answer({ code, httpStatus }: CallFailure): string {
  return httpStatus === undefined ? cutText(oneLine(code), 100) : `${cutText(oneLine(code), 100)} (HTTP ${httpStatus})`;
}

/** A message of the service as a sentence. */
function quote(message: string): string {
  const text = cutText(oneLine(message), QUOTE_BYTES);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/**
 * Fails the deployment with one sentence. The provider framework sends the stack of an error to CloudFormation,
 * so the stack contains only the sentence.
 */
export class FailureError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'FailureError';
    this.stack = sentence;
  }
}
