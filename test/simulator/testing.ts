import { Scenario } from './scenario';
import { ImageBuilder } from './service';
import { Wire } from './wire';

export const REGION = 'eu-west-1';
export const ACCOUNT = '123456789012';
export const arn = (resource: string) => `arn:aws:imagebuilder:${REGION}:${ACCOUNT}:${resource}`;
export const managed = (resource: string) => `arn:aws:imagebuilder:${REGION}:aws:${resource}`;

/** Distribution packages of Python that speak the API: boto3 and botocore at the version of the model here, and the AWS CLI, which brings its own. */
export const PYTHON_CLIENTS = ['boto3==1.44.8', 'botocore==1.44.8', 'awscli==1.46.3'];

/** The API without HTTP, on a clock that stands. */
export class TestService extends ImageBuilder {
  private tokensGiven = 0;

  constructor(scenario: Scenario = {}) {
    super(ACCOUNT, { clock: { rate: 0 }, ...scenario });
  }

  /** Makes a call as a client does; a client token is added where the operation takes one. */
  do(operation: string, input: Wire = {}, region = REGION): Wire {
    const takesToken = /^(Create|Update|Start|Cancel|Retry)/.test(operation);
    const whole = takesToken ? { clientToken: `token-${++this.tokensGiven}`, ...input } : input;
    this.validate(operation, whole);
    return this.handle(this.call(operation, whole, region));
  }

  /** Name and message of the exception that a call ends with. */
  refusal(operation: string, input: Wire = {}, region = REGION): string {
    try {
      this.do(operation, input, region);
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      return `${code ?? (error as Error).name}: ${message}`;
    }
    throw new Error(`${operation} was not refused.`);
  }
}

/** ARNs of the resources that a build needs. */
export interface Stack {
  readonly componentBuildVersionArn: string;
  readonly imageRecipeArn: string;
  readonly infrastructureConfigurationArn: string;
  readonly distributionConfigurationArn: string;
  readonly imagePipelineArn: string;
}

export const COMPONENT = { name: 'hardening', semanticVersion: '1.0.0', platform: 'Linux', data: '{"phases":[{"name":"build"},{"name":"test"}]}' };
export const PARENT_IMAGE = managed('image/amazon-linux-2023-x86/x.x.x');

/** Creates component, recipe, both configurations and a pipeline that scans; `pipeline` changes what the pipeline says. */
export function createStack(service: TestService, pipeline: Wire = {}): Stack {
  const { componentBuildVersionArn } = service.do('CreateComponent', COMPONENT);
  const { imageRecipeArn } = service.do('CreateImageRecipe', {
    name: 'golden', semanticVersion: '1.0.x', parentImage: PARENT_IMAGE, components: [{ componentArn: componentBuildVersionArn }],
  });
  const { infrastructureConfigurationArn } = service.do('CreateInfrastructureConfiguration', { name: 'infrastructure', instanceProfileName: 'profile' });
  const { distributionConfigurationArn } = service.do('CreateDistributionConfiguration', {
    name: 'distribution', distributions: [{ region: REGION, amiDistributionConfiguration: { name: 'golden {{ imagebuilder:buildDate }}' } }],
  });
  const { imagePipelineArn } = service.do('CreateImagePipeline', {
    name: 'pipeline',
    imageRecipeArn,
    infrastructureConfigurationArn,
    distributionConfigurationArn,
    imageScanningConfiguration: { imageScanningEnabled: true },
    ...pipeline,
  });
  return { componentBuildVersionArn, imageRecipeArn, infrastructureConfigurationArn, distributionConfigurationArn, imagePipelineArn };
}

/** Starts a build of a new stack and moves the clock on. */
export function startBuild(service: TestService, pipeline: Wire = {}, seconds = 0): string {
  const { imagePipelineArn } = createStack(service, pipeline);
  const { imageBuildVersionArn } = service.do('StartImagePipelineExecution', { imagePipelineArn });
  service.clock.advance(seconds);
  return imageBuildVersionArn;
}

/** Moves the clock on in small steps and notes each change of what `see` sees. */
export function courseOf(service: TestService, see: () => unknown, seconds = 1500, step = 10): string[] {
  const course = [JSON.stringify(see())];
  for (let at = 0; at < seconds; at += step) {
    service.clock.advance(step);
    const seen = JSON.stringify(see());
    if (seen !== course.at(-1)) {course.push(seen);}
  }
  return course.map((seen) => JSON.parse(seen));
}

export const statusOf = (service: TestService, image: string) => service.do('GetImage', { imageBuildVersionArn: image }).image.state.status;
export const executionsOf = (service: TestService, image: string): Wire[] =>
  service.do('ListWorkflowExecutions', { imageBuildVersionArn: image }).workflowExecutions;
export const stepsOf = (service: TestService, workflowExecutionId: string): Wire[] =>
  service.do('ListWorkflowStepExecutions', { workflowExecutionId, maxResults: 100 }).steps;
/** Steps of an execution: all, succeeded, failed, skipped. */
export const counts = ({ totalStepCount, totalStepsSucceeded, totalStepsFailed, totalStepsSkipped }: Wire) =>
  [totalStepCount, totalStepsSucceeded, totalStepsFailed, totalStepsSkipped].join('/');

export const CONTAINER_RECIPE = {
  name: 'web',
  semanticVersion: '2.0.0',
  containerType: 'DOCKER',
  parentImage: 'amazonlinux:latest',
  dockerfileTemplateData: 'FROM x',
  targetRepository: { service: 'ECR', repositoryName: 'web' },
};
export const WORKFLOW = { name: 'My_Test', semanticVersion: '1.0.0', type: 'TEST', data: '{"steps":[]}' };
export const LIFECYCLE = {
  name: 'clean',
  executionRole: 'role',
  resourceType: 'AMI_IMAGE',
  resourceSelection: { tagMap: { a: 'b' } },
  policyDetails: [{ action: { type: 'DELETE' }, filter: { type: 'COUNT', value: 5 } }],
};
