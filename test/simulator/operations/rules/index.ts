import { Kind } from '../../kinds';
import { Call } from '../call';
import { checkBuild } from './builds';
import { checkDistribution } from './distributions';
import { checkComponent, checkWorkflow } from './documents';
import { checkInfrastructure } from './infrastructure';
import { checkLifecycle } from './lifecycle';
import { checkContainerRecipe, checkImageRecipe } from './recipes';
import { checkSchedule } from './schedule';

/**
 * What the service refuses beyond the patterns and bounds of its model, as the texts of the model say or users report. The words are the service's
 * where they are known.
 */
export const RULES: Readonly<Record<Kind, (call: Call) => void>> = {
  Component: checkComponent,
  ContainerRecipe: checkContainerRecipe,
  DistributionConfiguration: checkDistribution,
  Image: (call) => checkBuild(call, call.input),
  ImagePipeline: (call) => {
    checkBuild(call, call.input);
    checkSchedule(call);
  },
  ImageRecipe: checkImageRecipe,
  InfrastructureConfiguration: checkInfrastructure,
  LifecyclePolicy: checkLifecycle,
  Workflow: checkWorkflow,
};
