import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateDistributionConfigurationCommand, CreateImageCommand, CreateImagePipelineCommand, CreateImageRecipeCommand,
  CreateInfrastructureConfigurationCommand, GetDistributionConfigurationCommand, GetImageCommand, GetImagePipelineCommand, GetImageRecipeCommand,
  GetWorkflowExecutionCommand, GetWorkflowStepExecutionCommand, ImagebuilderClient, ListImageBuildVersionsCommand, ListImagePipelineImagesCommand,
  ListImagePipelinesCommand, ListImageScanFindingAggregationsCommand, ListImageScanFindingsCommand, ListWorkflowExecutionsCommand,
  ListWorkflowStepExecutionsCommand, UpdateDistributionConfigurationCommand, UpdateImagePipelineCommand,
} from '@aws-sdk/client-imagebuilder';
import { Template } from 'aws-cdk-lib/assertions';
import { Simulator, startSimulator } from './simulator';
import { BaseImage, BuildReport, BuildSource, DistributionConfiguration, ImagePipeline, ImageRecipe, ImageScanning } from '../src';
import { ACCOUNT, managed, REGION } from './simulator/testing';
import { newStack } from './support/synth';

/** Every operation that the library is about, and who makes use of it beside the simulator, which serves them all. */
const OPERATIONS: Record<string, 'construct' | 'Lambda' | 'simulator'> = {
  CreateDistributionConfiguration: 'construct',
  CreateImage: 'construct',
  CreateImagePipeline: 'construct',
  CreateImageRecipe: 'construct',
  GetDistributionConfiguration: 'construct',
  GetImage: 'Lambda',
  GetImagePipeline: 'Lambda',
  GetImageRecipe: 'construct',
  GetWorkflowExecution: 'simulator',
  GetWorkflowStepExecution: 'simulator',
  ListImageBuildVersions: 'Lambda',
  ListImagePipelineImages: 'Lambda',
  ListImagePipelines: 'Lambda',
  ListImageScanFindingAggregations: 'Lambda',
  ListImageScanFindings: 'Lambda',
  ListWorkflowExecutions: 'Lambda',
  ListWorkflowStepExecutions: 'Lambda',
  UpdateDistributionConfiguration: 'construct',
  UpdateImagePipeline: 'construct',
};
const servedBy = (who: string) => Object.keys(OPERATIONS).filter((operation) => OPERATIONS[operation] === who);

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ account: ACCOUNT, scenario: { clock: { rate: 0 }, builds: [{ scan: { findings: { all: 3, critical: 1 } } }] } });
  await callThemAll();
});
afterAll(() => simulator.stop());

test('there are nineteen of them', () => {
  expect(Object.keys(OPERATIONS)).toHaveLength(19);
});

test.each(Object.keys(OPERATIONS))('%s is answered to the SDK, as the model of the service says', (operation) => {
  expect(simulator.journal().filter((call) => call.operation === operation).map(({ status }) => status)).toEqual([200]);
});

test('the Lambda reads with those that are said to be its own, and with no other', () => {
  const adapters = ['image-builder', 'fleet'].map((name) => readFileSync(join(__dirname, `../src/handler/adapters/${name}.ts`), 'utf8'));
  const sent = new Set([...adapters.join('').matchAll(/schema: (\w+)\$/g)].map(([, operation]) => operation));
  expect([...sent].filter((operation) => operation in OPERATIONS).sort()).toEqual(servedBy('Lambda').sort());
});

test('behind each of the other ones stands a resource of a construct, or else nobody but the simulator', () => {
  const stack = newStack();
  const pipeline = new ImagePipeline(stack, 'Pipeline', {
    recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }),
    distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ amiName: 'golden-{{ imagebuilder:buildDate }}' }] }),
    imageScanning: ImageScanning.testInstance(),
  });
  new BuildReport(stack, 'Build', { source: BuildSource.image(pipeline.runOnDeploy()) });
  const resources = Object.values(Template.fromStack(stack).toJSON().Resources) as { Type: string }[];
  // CloudFormation makes, changes and reads a resource with the operations that are named after its type.
  const named = resources.flatMap(({ Type }) => {
    const [, kind] = /^AWS::ImageBuilder::(\w+)$/.exec(Type) ?? [];
    return kind === undefined ? [] : ['Create', 'Get', 'Update'].map((verb) => `${verb}${kind}`);
  });
  expect(servedBy('construct').filter((operation) => !named.includes(operation))).toEqual([]);
  expect(servedBy('simulator').filter((operation) => named.includes(operation))).toEqual([]);
});

/** One call of each, of which every later one uses what an earlier one has answered. */
async function callThemAll(): Promise<void> {
  const client = new ImagebuilderClient({ endpoint: simulator.url, region: REGION, credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' } });
  let tokens = 0;
  const clientToken = () => `token-${++tokens}`;
  const distributions = [{ region: REGION, amiDistributionConfiguration: { name: 'golden {{ imagebuilder:buildDate }}' } }];

  const { distributionConfigurationArn } = await client.send(new CreateDistributionConfigurationCommand({
    name: 'golden', distributions, clientToken: clientToken(),
  }));
  await client.send(new UpdateDistributionConfigurationCommand({
    distributionConfigurationArn, distributions, description: 'changed', clientToken: clientToken(),
  }));
  await expect(client.send(new GetDistributionConfigurationCommand({ distributionConfigurationArn }))).resolves.toMatchObject({
    distributionConfiguration: { description: 'changed' },
  });

  const { imageRecipeArn } = await client.send(new CreateImageRecipeCommand({
    name: 'golden', semanticVersion: '1.0.0', parentImage: managed('image/amazon-linux-2023-x86/x.x.x'), clientToken: clientToken(),
  }));
  await expect(client.send(new GetImageRecipeCommand({ imageRecipeArn }))).resolves.toMatchObject({ imageRecipe: { name: 'golden' } });

  const { infrastructureConfigurationArn } = await client.send(new CreateInfrastructureConfigurationCommand({
    name: 'golden', instanceProfileName: 'profile', clientToken: clientToken(),
  }));
  const imageScanningConfiguration = { imageScanningEnabled: true };
  const settings = { imageRecipeArn, infrastructureConfigurationArn, distributionConfigurationArn, imageScanningConfiguration };
  const { imagePipelineArn } = await client.send(new CreateImagePipelineCommand({ name: 'golden', ...settings, clientToken: clientToken() }));
  await client.send(new UpdateImagePipelineCommand({ imagePipelineArn, ...settings, description: 'changed', clientToken: clientToken() }));
  await expect(client.send(new GetImagePipelineCommand({ imagePipelineArn }))).resolves.toMatchObject({ imagePipeline: { description: 'changed' } });
  await expect(client.send(new ListImagePipelinesCommand({}))).resolves.toMatchObject({ imagePipelineList: [{ arn: imagePipelineArn }] });
  await expect(client.send(new ListImagePipelineImagesCommand({ imagePipelineArn }))).resolves.toMatchObject({ imageSummaryList: [] });

  const { imageBuildVersionArn } = await client.send(new CreateImageCommand({ ...settings, clientToken: clientToken() }));
  simulator.advance(3_600);
  await expect(client.send(new GetImageCommand({ imageBuildVersionArn }))).resolves.toMatchObject({ image: { state: { status: 'AVAILABLE' } } });
  await expect(client.send(new ListImageBuildVersionsCommand({ imageVersionArn: imageBuildVersionArn!.replace(/\/\d+$/, '') }))).resolves.toMatchObject({
    imageSummaryList: [{ arn: imageBuildVersionArn }],
  });

  const { workflowExecutions } = await client.send(new ListWorkflowExecutionsCommand({ imageBuildVersionArn }));
  const { workflowExecutionId } = workflowExecutions![0];
  await expect(client.send(new GetWorkflowExecutionCommand({ workflowExecutionId }))).resolves.toMatchObject({ status: 'COMPLETED' });
  const { steps } = await client.send(new ListWorkflowStepExecutionsCommand({ workflowExecutionId }));
  const { stepExecutionId } = steps![0];
  await expect(client.send(new GetWorkflowStepExecutionCommand({ stepExecutionId }))).resolves.toMatchObject({ status: 'COMPLETED', workflowExecutionId });

  const filter = { name: 'imageBuildVersionArn', values: [imageBuildVersionArn!] };
  await expect(client.send(new ListImageScanFindingAggregationsCommand({ filter }))).resolves.toMatchObject({
    responses: [{ imageAggregation: { severityCounts: { all: 3, critical: 1 } } }],
  });
  const { findings } = await client.send(new ListImageScanFindingsCommand({ filters: [filter] }));
  expect(findings!.map(({ severity }) => severity)).toContain('CRITICAL');
}
