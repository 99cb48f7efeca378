import { ApiError, badValue, invalidRequest } from '../../api-error';
import { isManaged, parseArn } from '../../arns';
import { Wire } from '../../wire';
import { Call } from '../call';
import { parametersOfWorkflow } from '../document';

const MOST_WORKFLOWS = 10;
const OWN_LOG_GROUPS = '/aws/imagebuilder/';

/** Of an image and of a pipeline. */
export function checkBuild(call: Call, input: Wire): void {
  checkWorkflows(call, input);
  checkScanning(input);
  for (const name of Object.values<string>(input.loggingConfiguration ?? {})) {
    if (!name.startsWith(OWN_LOG_GROUPS) && !input.executionRole) {
      throw badValue('loggingConfiguration', `An execution role is required for the log group '${name}', which does not start with '${OWN_LOG_GROUPS}'.`);
    }
  }
}

function checkWorkflows(call: Call, { workflows = [], executionRole }: Wire): void {
  if (workflows.length > 0 && !executionRole) {throw badValue('workflows', 'An execution role is required to provide workflows.');}
  if (workflows.length > MOST_WORKFLOWS) {throw invalidRequest(`At most ${MOST_WORKFLOWS} workflows can be given.`);}
  for (const type of ['build', 'distribution']) {
    const ofType = workflows.filter(({ workflowArn }: Wire) => typeOf(workflowArn) === type);
    if (ofType.length > 1) {throw badValue('workflows', `At most one workflow of type ${type.toUpperCase()} can be given, got: ${ofType.length}.`);}
  }
  workflows.forEach((workflow: Wire, i: number) => checkWorkflow(call, workflow, `workflows[${i}]`));
}

function checkWorkflow(call: Call, { workflowArn, parameters = [], onFailure, parallelGroup }: Wire, at: string): void {
  const parts = parseArn(workflowArn)!;
  if (isManaged(parts) && parts.version !== 'x.x.x') {
    throw badValue('workflows', `AWS managed workflows must have latest version 'x.x.x' for '${workflowArn}'`);
  }
  for (const [member, value] of Object.entries({ onFailure, parallelGroup })) {
    if (value !== undefined && typeOf(workflowArn) !== 'test') {throw badValue(`${at}.${member}`, 'It can be set for test workflows only.');}
  }
  const names = parameters.map(({ name }: Wire) => name);
  const twice = names.find((name: string, index: number) => names.indexOf(name) !== index);
  if (twice) {throw badValue(`${at}.parameters`, `The parameter '${twice}' is given twice.`);}
  const document: string | undefined = call.store.resolve(workflowArn)?.body.data;
  if (document === undefined) {return;}
  const defined = parametersOfWorkflow(document);
  const unknown = names.find((name: string) => !defined.some((one) => one.name === name));
  if (unknown) {throw badValue(`${at}.parameters`, `The workflow has no parameter '${unknown}'.`);}
  const missing = defined.find((one) => one.defaultValue === undefined && !names.includes(one.name));
  if (missing) {throw badValue(`${at}.parameters`, `The parameter '${missing.name}' has no default value and must be given.`);}
}

function typeOf(workflowArn: string): string {
  return parseArn(workflowArn)!.noun.split('/')[1];
}

function checkScanning({ imageScanningConfiguration: scanning = {}, containerRecipeArn }: Wire): void {
  const isOnDemand = scanning.imageScanningTypes?.[0] === 'ON_DEMAND_AMI_CVE';
  if (scanning.scanResultCondition && !isOnDemand) {
    throw combination('imageScanningConfiguration.scanResultCondition can be set only when imageScanningTypes is ON_DEMAND_AMI_CVE.');
  }
  if (isOnDemand && containerRecipeArn) {throw combination('The scan type ON_DEMAND_AMI_CVE needs an image recipe.');}
}

function combination(message: string): ApiError {
  return new ApiError('InvalidParameterCombinationException', message);
}
