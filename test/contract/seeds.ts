import { Scenario, SeedImage, SeedScenario, SeedWorkflowExecution, StepStatus } from '../simulator';

const ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012';
export const IMAGE_ARN = `${ARN}:image/golden/1.2.3/4`;
export const PIPELINE_ARN = `${ARN}:image-pipeline/golden`;
export const COMPONENT_ARN = `${ARN}:component/hardening/1.0.0/1`;

/** An image that is available, but for what is said. */
export function image(members: Partial<SeedImage> = {}): SeedImage {
  return { arn: IMAGE_ARN, ...members };
}

/** An execution with so many steps. */
export function execution(
  type: SeedWorkflowExecution['type'], status: SeedWorkflowExecution['status'], stepCount: number, stepStatus: StepStatus = 'COMPLETED',
): SeedWorkflowExecution {
  const steps = Array.from({ length: stepCount }, (_, i) => ({ name: `Step${i}`, action: 'ExecuteBash', status: stepStatus }));
  return { ...(type ? { type } : {}), status, steps, startTime: '2026-01-05T08:00:00.000Z', endTime: '2026-01-05T08:10:00.000Z' };
}

/** What a pipeline needs to start. */
export const PIPELINE: SeedScenario = {
  calls: [
    { operation: 'CreateComponent', input: { name: 'hardening', semanticVersion: '1.0.0', platform: 'Linux', data: '{"phases":[]}' } },
    {
      operation: 'CreateImageRecipe',
      input: {
        name: 'golden',
        semanticVersion: '1.0.0',
        parentImage: 'arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86/x.x.x',
        components: [{ componentArn: COMPONENT_ARN }],
      },
    },
    { operation: 'CreateInfrastructureConfiguration', input: { name: 'infrastructure', instanceProfileName: 'profile' } },
    {
      operation: 'CreateImagePipeline',
      input: { name: 'golden', imageRecipeArn: `${ARN}:image-recipe/golden/1.0.0`, infrastructureConfigurationArn: `${ARN}:infrastructure-configuration/infrastructure` },
    },
  ].map((call) => ({ ...call, region: 'eu-central-1' })),
};

/** The image that the pipeline builds as its first, second, … one. */
export function built(build: number): string {
  return `${ARN}:image/golden/1.0.0/${build}`;
}

/** A service with the pipeline, whose builds take two and a half minutes. */
export function pipelineScenario({ builds = [{}], ...scenario }: Scenario = {}): Scenario {
  const durations = { pending: 10, creating: 10, building: 60, testing: 60, distributing: 0, integrating: 10 };
  return { seed: PIPELINE, builds: builds.map((build) => ({ durations, ...build })), ...scenario };
}
