import { elements, member, textIn } from './json';
import { ComponentFailure, DistributionFailure, FailureContext } from '../core/model/facts';

/**
 * The failure context of an image, read from the body of the answer because the model of the SDK does not have this member yet.
 * A context without a single valid member counts as absent.
 */
export function toFailureContext(body: unknown): FailureContext | undefined {
  const context = member(body, 'image', 'state', 'failureContext');
  return unlessEmpty({
    imageStatus: textIn(context, 'imageStatus'),
    executionId: textIn(context, 'workflowExecutionId'),
    workflowArn: textIn(context, 'workflowArn'),
    stepId: textIn(context, 'stepExecutionId'),
    stepName: textIn(context, 'failedStep'),
    component: toComponentFailure(member(context, 'componentFailure')),
    distribution: toDistributionFailure(member(context, 'distributionFailure')),
  });
}

function toComponentFailure(failure: unknown): ComponentFailure | undefined {
  return unlessEmpty({
    arn: textIn(failure, 'componentArn'),
    phase: textIn(failure, 'phaseName'),
    step: textIn(failure, 'stepName'),
    action: textIn(failure, 'action'),
    message: textIn(failure, 'errorMessage'),
  });
}

function toDistributionFailure(failure: unknown): DistributionFailure | undefined {
  const message = textIn(failure, 'errorMessage');
  const regions = elements(member(failure, 'regionFailures')).flatMap((one) => unlessEmpty({
    region: textIn(one, 'region'),
    account: textIn(one, 'targetAccountId'),
    configurationStep: textIn(one, 'imageConfigurationStep'),
    status: textIn(one, 'status'),
    message: textIn(one, 'errorMessage'),
  }) ?? []);
  return message === undefined && regions.length === 0 ? undefined : { message, regions };
}

function unlessEmpty<T extends object>(value: T): T | undefined {
  return Object.values(value).some((one) => one !== undefined) ? value : undefined;
}
