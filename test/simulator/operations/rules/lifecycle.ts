import { ApiError, badValue } from '../../api-error';
import { Wire } from '../../wire';
import { Call } from '../call';

export function checkLifecycle({ input, store }: Call): void {
  const { resourceType, policyDetails, resourceSelection, lifecyclePolicyArn } = input;
  const given = ['recipes', 'tagMap'].filter((member) => resourceSelection[member] !== undefined);
  if (given.length !== 1) {
    throw new ApiError('InvalidParameterCombinationException', `Exactly one of recipes, tagMap must be given, got: ${given.join(', ') || 'none'}.`);
  }
  const known = lifecyclePolicyArn && store.get(lifecyclePolicyArn)?.body.resourceType;
  if (known && known !== resourceType) {throw badValue('resourceType', `It cannot be changed, and is '${known}'.`);}
  const types = policyDetails.map(({ action }: Wire) => action.type);
  const twice = types.find((type: string, i: number) => types.indexOf(type) !== i);
  if (twice) {throw badValue('policyDetails', `A policy can have one rule for each type of action, got twice: ${twice}.`);}
  policyDetails.forEach((detail: Wire, i: number) => {
    checkAction(detail, resourceType, `policyDetails[${i}].action`);
    checkFilter(detail, `policyDetails[${i}].filter`);
  });
}

function checkAction({ action: { type, includeResources = {} } }: Wire, resourceType: string, at: string): void {
  const isContainer = resourceType === 'CONTAINER_IMAGE';
  if (isContainer && type !== 'DELETE') {throw badValue(`${at}.type`, `Policies for container images support DELETE only, got: ${type}.`);}
  const included = Object.keys(includeResources).filter((member) => includeResources[member]);
  const allowed = isContainer ? ['containers'] : type === 'DELETE' ? ['amis', 'snapshots'] : ['amis'];
  const other = included.find((member) => !allowed.includes(member));
  if (other) {throw badValue(`${at}.includeResources.${other}`, `The action ${type} of a policy for ${resourceType} can include ${allowed.join(' and ')} only.`);}
  if (includeResources.snapshots && !includeResources.amis) {throw badValue(`${at}.includeResources.snapshots`, 'Snapshots can be included only together with AMIs.');}
}

function checkFilter({ action, filter: { type, unit, retainAtLeast } }: Wire, at: string): void {
  if (type === 'AGE' && unit === undefined) {throw badValue(`${at}.unit`, 'It is required for filters of type AGE.');}
  if (type === 'AGE') {return;}
  if (action.type !== 'DELETE') {throw badValue(`${at}.type`, `The type COUNT can be used with the action DELETE only, got: ${action.type}.`);}
  for (const [member, value] of Object.entries({ unit, retainAtLeast })) {
    if (value !== undefined) {throw badValue(`${at}.${member}`, 'It is for filters of type AGE only.');}
  }
}
