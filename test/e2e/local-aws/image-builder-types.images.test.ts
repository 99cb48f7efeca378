import { Properties, OWN, CONTAINER_RECIPE, simulator, load, create, update, remove, operations, lastInput, pipelineParts } from './resource-types';

describe('images', () => {
  test('of a recipe are built by CreateImage, and give the AMI of this Region', async () => {
    load({ builds: [{ amis: [{ image: 'ami-0eeeeeeeeeeeeeeee', region: 'eu-west-1' }, { image: 'ami-0aaaaaaaaaaaaaaaa', region: 'us-east-1' }] }] });

    const [arn, attributes] = await create('Image', { ...await pipelineParts(), DeletionSettings: { ExecutionRole: 'cleaner' } });

    expect(arn).toBe(`${OWN}:image/golden/1.0.1/1`);
    expect(attributes).toMatchObject({ Arn: arn, Name: 'golden', ImageId: 'ami-0aaaaaaaaaaaaaaaa' });
    expect(operations()).toContain('CreateImage');
  });

  test('without an AMI in this Region have no image id', async () => {
    load({ builds: [{ amis: [{ image: 'ami-0eeeeeeeeeeeeeeee', region: 'eu-west-1' }] }] });
    const [, attributes] = await create('Image', await pipelineParts());
    expect(attributes).not.toHaveProperty('ImageId');
  });

  test('of a container recipe give the URI of this Region', async () => {
    const { InfrastructureConfigurationArn } = await pipelineParts();
    const [ContainerRecipeArn] = await create('ContainerRecipe', CONTAINER_RECIPE);

    const [, attributes] = await create('Image', { ContainerRecipeArn, InfrastructureConfigurationArn });

    expect(attributes.ImageUri).toBe('000000000000.dkr.ecr.us-east-1.amazonaws.com/box:2.1.0-1');
    expect(attributes).not.toHaveProperty('ImageId');
  });

  test('of a pipeline are built by the pipeline, once, with the tags of the image', async () => {
    const [pipeline, { DeploymentId }] = await create('ImagePipeline', { Name: 'nightly', ...await pipelineParts() });

    const [arn] = await create('Image', { ImagePipelineExecutionSettings: { DeploymentId, OnUpdate: 'true' }, Tags: { Team: 'a' } });

    expect(arn).toBe(`${OWN}:image/golden/1.0.1/1`);
    expect(operations().filter((operation) => /^(Start|CreateImage$)/.test(operation))).toEqual(['StartImagePipelineExecution']);
    expect(lastInput('StartImagePipelineExecution')).toEqual({ imagePipelineArn: pipeline, tags: { Team: 'a' } });
  });

  test('of a pipeline are built again after an update of the pipeline when the template says so, and not otherwise', async () => {
    const properties = { Name: 'nightly', ...await pipelineParts() };
    const [pipeline, { DeploymentId: before }] = await create('ImagePipeline', properties);
    const [image] = await create('Image', { ImagePipelineExecutionSettings: { DeploymentId: before } });
    const [, { DeploymentId: after }] = await update('ImagePipeline', pipeline, properties, { ...properties, Description: 'changed' });
    expect(after).not.toBe(before);

    const change = (OnUpdate?: boolean) => update('Image', image,
      { ImagePipelineExecutionSettings: { DeploymentId: before, OnUpdate } }, { ImagePipelineExecutionSettings: { DeploymentId: after, OnUpdate } });

    expect((await change())[0]).toBe(image);
    expect((await change(false))[0]).toBe(image);
    expect((await change(true))[0]).toBe(`${OWN}:image/golden/1.0.1/2`);
    expect(operations().filter((operation) => operation === 'StartImagePipelineExecution')).toHaveLength(2);
  });

  test.each<[string, Properties, string]>([
    ['neither', {}, '#: 0 subschemas matched instead of one'],
    ['both', { ImagePipelineExecutionSettings: { DeploymentId: 'x' }, InfrastructureConfigurationArn: `${OWN}:infrastructure-configuration/x` }, '#: 2 subschemas matched instead of one'],
    ['a recipe without infrastructure', { ImageRecipeArn: `${OWN}:image-recipe/x/1.0.0` }, '#: 0 subschemas matched instead of one'],
  ])('need either a recipe and infrastructure or a pipeline, got %s', async (_, properties, problem) => {
    await expect(create('Image', properties)).rejects.toThrow(new Error(`Model validation failed (${problem})`));
  });

  test('of a deployment that does not exist are refused', async () => {
    await expect(create('Image', { ImagePipelineExecutionSettings: { DeploymentId: 'x' } })).rejects.toThrow(
      'Resource handler returned message: "`DeploymentId` must be that of an image pipeline, got: x." (HandlerErrorCode: InvalidRequest)',
    );
  });

  test('that fail say why, and are deleted', async () => {
    load({ builds: [{ build: { failStep: {} }, reason: 'The component hello failed.' }] });
    const parts = await pipelineParts();

    await expect(create('Image', parts)).rejects.toThrow('Resource handler returned message: "The component hello failed." (HandlerErrorCode: NotStabilized)');

    expect(operations().at(-1)).toBe('DeleteImage');
    expect(simulator.resources()).toEqual(Object.values(parts));
  });

  test('that are still being built are cancelled before they are deleted', async () => {
    load({ seed: { images: [{ arn: `${OWN}:image/slow/1.0.0/1`, build: { durations: { building: 40_000_000 } } }] } });

    await remove('Image', `${OWN}:image/slow/1.0.0/1`);

    expect(operations()).toEqual(['CancelImageCreation', 'DeleteImage']);
    expect(simulator.resources()).not.toContain(`${OWN}:image/slow/1.0.0/1`);
  });
});
