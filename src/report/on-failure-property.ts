import { OnFailure } from './report-options';
import { ON_FAILURE_CONTINUE, ON_FAILURE_FAIL, OnFailureProperty } from '../contract/build-report';

const WRITTEN: Record<OnFailure, OnFailureProperty> = { [OnFailure.FAIL]: ON_FAILURE_FAIL, [OnFailure.CONTINUE]: ON_FAILURE_CONTINUE };

/** What happens to a deployment, in the form of a custom resource. */
export function onFailureProperty(onFailure: OnFailure): OnFailureProperty {
  return WRITTEN[onFailure];
}
