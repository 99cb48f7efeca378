import { ACCOUNT, arn, createStack, PARENT_IMAGE, startBuild, TestService } from '../testing';

const DONE = 1300;
let service: TestService;
beforeEach(() => {
  service = new TestService();
});

describe('StartImagePipelineExecution', () => {
  test('gives the next build of the recipe\'s version', () => {
    const { imagePipelineArn } = createStack(service);
    const images = [1, 2].map(() => service.do('StartImagePipelineExecution', { imagePipelineArn }));
    expect(images[0]).toEqual({ clientToken: expect.any(String), imageBuildVersionArn: arn('image/golden/1.0.1/1') });
    expect(images[1].imageBuildVersionArn).toBe(arn('image/golden/1.0.1/2'));
  });

  test('makes an image as the pipeline says', () => {
    const { imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn, distributionConfigurationArn } = createStack(service, {
      imageTags: { a: '1', b: '2' }, loggingConfiguration: { imageLogGroupName: '/aws/imagebuilder/x', pipelineLogGroupName: '/aws/imagebuilder/y' },
    });
    const { imageBuildVersionArn } = service.do('StartImagePipelineExecution', { imagePipelineArn, tags: { b: '3' } });
    const { image, latestVersionReferences } = service.do('GetImage', { imageBuildVersionArn });
    expect(image).toEqual({
      arn: imageBuildVersionArn,
      type: 'AMI',
      name: 'golden',
      version: '1.0.1/1',
      platform: 'Linux',
      enhancedImageMetadataEnabled: true,
      state: { status: 'PENDING' },
      scanState: { status: 'PENDING' },
      outputResources: { amis: [] },
      imageRecipe: service.do('GetImageRecipe', { imageRecipeArn }).imageRecipe,
      infrastructureConfiguration: service.do('GetInfrastructureConfiguration', { infrastructureConfigurationArn }).infrastructureConfiguration,
      distributionConfiguration: service.do('GetDistributionConfiguration', { distributionConfigurationArn }).distributionConfiguration,
      sourcePipelineArn: imagePipelineArn,
      imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 720 },
      imageScanningConfiguration: { imageScanningEnabled: true },
      dateCreated: '2026-01-05T08:00:00.000Z',
      tags: { b: '3' },
      buildType: 'USER_INITIATED',
      imageSource: 'CUSTOM',
      loggingConfiguration: { logGroupName: '/aws/imagebuilder/x' },
    });
    expect(latestVersionReferences.latestVersionArn).toBe(arn('image/golden/x.x.x'));
  });

  test('with the token of a build answers with that build and starts none', () => {
    const { imagePipelineArn } = createStack(service);
    const [first, again] = [1, 2].map(() => service.do('StartImagePipelineExecution', { imagePipelineArn, clientToken: 'once' }));
    expect(again).toEqual(first);
    expect(service.store.all('Image')).toHaveLength(1);
  });

  test('works for a pipeline that is disabled', () => {
    const { imagePipelineArn } = createStack(service, { status: 'DISABLED' });
    expect(service.do('StartImagePipelineExecution', { imagePipelineArn })).toHaveProperty('imageBuildVersionArn');
  });

  test('refuses an unknown pipeline', () => {
    expect(service.refusal('StartImagePipelineExecution', { imagePipelineArn: arn('image-pipeline/x') }))
      .toBe(`ResourceNotFoundException: The resource with ARN '${arn('image-pipeline/x')}' does not exist.`);
  });

  test('refuses a seeded pipeline, which has no recipe', () => {
    const imagePipelineArn = arn('image-pipeline/x');
    const seeded = new TestService({ seed: { images: [{ arn: arn('image/a/1.0.0/1'), pipelineArn: imagePipelineArn }] } });
    expect(seeded.refusal('StartImagePipelineExecution', { imagePipelineArn }))
      .toBe('InvalidParameterValueException: The value supplied for parameter \'imagePipelineArn\' is not valid. The pipeline has no recipe.');
  });
});

test('CreateImage builds outside of a pipeline, from the newest recipe that a wildcard means', () => {
  const { imageRecipeArn, infrastructureConfigurationArn } = createStack(service);
  service.do('CreateImageRecipe', { name: 'golden', semanticVersion: '1.0.x', parentImage: PARENT_IMAGE });
  const answer = service.do('CreateImage', { imageRecipeArn: imageRecipeArn.replace('1.0.1', '1.0.x'), infrastructureConfigurationArn, tags: { a: 'b' } });
  expect(answer).toMatchObject({ imageBuildVersionArn: arn('image/golden/1.0.2/1'), latestVersionReferences: { latestPatchVersionArn: arn('image/golden/1.0.2') } });
  const { image } = service.do('GetImage', { imageBuildVersionArn: answer.imageBuildVersionArn });
  expect(image).not.toHaveProperty('sourcePipelineArn');
  expect(image.tags).toEqual({ a: 'b' });
});

describe('GetImage', () => {
  test('finds the newest available image of a version or wildcard', () => {
    const { imagePipelineArn } = createStack(service);
    const start = () => service.do('StartImagePipelineExecution', { imagePipelineArn }).imageBuildVersionArn;
    const [first, second] = [start(), start()];
    service.clock.advance(DONE);
    start();
    for (const reference of ['1.0.1', '1.0.x', 'x.x.x']) {
      expect(service.do('GetImage', { imageBuildVersionArn: arn(`image/golden/${reference}`) }).image.arn).toBe(second);
    }
    expect(service.do('GetImage', { imageBuildVersionArn: first }).image.arn).toBe(first);
  });

  test('finds nothing while no image of the wildcard is available', () => {
    startBuild(service);
    const reference = arn('image/golden/x.x.x');
    expect(service.refusal('GetImage', { imageBuildVersionArn: reference })).toBe(`ResourceNotFoundException: The resource with ARN '${reference}' does not exist.`);
  });
});

describe('DeleteImage', () => {
  const refused = (of: string) => `ResourceDependencyException: Resource dependency error: The resource ARN '${of}' has other resources depended on it.`;

  test('removes the image and its executions', () => {
    const imageBuildVersionArn = startBuild(service, {}, DONE);
    const { workflowExecutionId } = service.do('ListWorkflowExecutions', { imageBuildVersionArn }).workflowExecutions[0];
    expect(service.do('DeleteImage', { imageBuildVersionArn })).toEqual({ imageBuildVersionArn });
    expect(service.refusal('ListWorkflowExecutions', { imageBuildVersionArn })).toMatch(/^ResourceNotFoundException/);
    expect(service.refusal('ListWorkflowStepExecutions', { workflowExecutionId }))
      .toBe(`ResourceNotFoundException: The workflow execution '${workflowExecutionId}' does not exist.`);
  });

  test('is refused while the image is being built', () => {
    const imageBuildVersionArn = startBuild(service, {}, 600);
    expect(service.refusal('DeleteImage', { imageBuildVersionArn })).toBe(refused(imageBuildVersionArn));
  });

  test('is refused while a recipe builds on the image', () => {
    const imageBuildVersionArn = startBuild(service, {}, DONE);
    const { imageRecipeArn } = service.do('CreateImageRecipe', { name: 'child', semanticVersion: '1.0.0', parentImage: imageBuildVersionArn });
    expect(service.refusal('DeleteImage', { imageBuildVersionArn })).toBe(refused(imageBuildVersionArn));
    service.do('DeleteImageRecipe', { imageRecipeArn });
    expect(service.do('DeleteImage', { imageBuildVersionArn })).toEqual({ imageBuildVersionArn });
  });
});

test('a recipe cannot build on an image that is not available', () => {
  const parentImage = startBuild(service, {}, 600);
  expect(service.refusal('CreateImageRecipe', { name: 'child', semanticVersion: '1.0.0', parentImage })).toMatch(/^InvalidParameterValueException.*'parentImage'/);
});

test('what a build needs cannot be deleted before it has ended', () => {
  const { imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn } = createStack(service);
  service.do('StartImagePipelineExecution', { imagePipelineArn });
  service.do('DeleteImagePipeline', { imagePipelineArn });
  expect(service.refusal('DeleteImageRecipe', { imageRecipeArn })).toMatch(/^ResourceDependencyException/);
  expect(service.refusal('DeleteInfrastructureConfiguration', { infrastructureConfigurationArn })).toMatch(/^ResourceDependencyException/);
  service.clock.advance(DONE);
  expect(service.do('DeleteImageRecipe', { imageRecipeArn })).toEqual({ imageRecipeArn });
  expect(service.do('DeleteInfrastructureConfiguration', { infrastructureConfigurationArn })).toEqual({ infrastructureConfigurationArn });
});

test('a pipeline knows the status of its newest build', () => {
  const { imagePipelineArn } = createStack(service);
  const status = () => service.do('GetImagePipeline', { imagePipelineArn }).imagePipeline.lastRunStatus;
  expect(status()).toBeUndefined();
  service.do('StartImagePipelineExecution', { imagePipelineArn });
  service.clock.advance(DONE);
  expect(status()).toBe('AVAILABLE');
  service.do('StartImagePipelineExecution', { imagePipelineArn });
  expect(status()).toBe('PENDING');
});

describe('workflow and step executions', () => {
  test('are found by their ids, with more than the lists say', () => {
    const imageBuildVersionArn = startBuild(service, {}, DONE);
    const list = service.do('ListWorkflowExecutions', { imageBuildVersionArn });
    expect(list.imageBuildVersionArn).toBe(imageBuildVersionArn);
    const [execution] = list.workflowExecutions;
    const { retried, ...known } = execution;
    const { workflowExecutionId, workflowBuildVersionArn } = known;
    expect(retried).toBe(false);
    expect(service.do('GetWorkflowExecution', { workflowExecutionId })).toEqual({ ...known, imageBuildVersionArn });
    const { steps, ...ids } = service.do('ListWorkflowStepExecutions', { workflowExecutionId });
    expect(ids).toEqual({ imageBuildVersionArn, workflowExecutionId, workflowBuildVersionArn });
    expect(service.do('GetWorkflowStepExecution', { stepExecutionId: steps[0].stepExecutionId }))
      .toEqual({ ...steps[0], ...ids, onFailure: 'Abort', timeoutSeconds: 4500 });
  });

  test.each([
    ['GetWorkflowExecution', 'workflowExecutionId', 'wf-00000000-0000-0000-0000-000000000000', 'workflow execution'],
    ['ListWorkflowStepExecutions', 'workflowExecutionId', 'wf-00000000-0000-0000-0000-000000000000', 'workflow execution'],
    ['GetWorkflowStepExecution', 'stepExecutionId', 'step-00000000-0000-0000-0000-000000000000', 'workflow step execution'],
  ])('%s refuses an unknown id', (operation, member, id, what) => {
    expect(service.refusal(operation, { [member]: id })).toBe(`ResourceNotFoundException: The ${what} '${id}' does not exist.`);
  });

  test.each(['1.0.1', 'x.x.x'])('are listed for builds only, not for %s', (version) => {
    startBuild(service, {}, DONE);
    expect(service.refusal('ListWorkflowExecutions', { imageBuildVersionArn: arn(`image/golden/${version}`) }))
      .toMatch(/^InvalidRequestException: The request is not valid: imageBuildVersionArn must match/);
  });
});

test('the account of all resources is the simulator\'s', () => {
  expect(startBuild(service)).toContain(`:${ACCOUNT}:`);
});
