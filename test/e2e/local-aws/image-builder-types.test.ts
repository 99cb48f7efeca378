import { Imagebuilder } from '@aws-sdk/client-imagebuilder';
import { Properties, OWN, RECIPE, CONTAINER_RECIPE, INFRASTRUCTURE, simulator, call, create, update, remove, operations, lastInput, pipelineParts } from './resource-types';

const DOCUMENT = { Name: 'hello', Platform: 'Linux', Version: '1.0.0', Data: JSON.stringify({ schemaVersion: 1.0, phases: [{ name: 'build', steps: [] }] }) };

/** A resource as the service has it. */
async function described(kind: string, id: string, arn: string): Promise<Properties> {
  const client: any = new Imagebuilder({ endpoint: simulator.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'x' } });
  const answer = await client[`get${kind}`]({ [id]: arn });
  client.destroy();
  return answer[kind[0].toLowerCase() + kind.slice(1)];
}

describe('resources that do not build', () => {
  test.each<[string, Properties, string, Properties]>([
    ['Component', DOCUMENT, `${OWN}:component/hello/1.0.0/1`, {
      'Name': 'hello',
      'Type': 'BUILD',
      'Encrypted': 'true',
      'LatestVersion.Arn': `${OWN}:component/hello/x.x.x`,
      'LatestVersion.Major': `${OWN}:component/hello/1.x.x`,
      'LatestVersion.Minor': `${OWN}:component/hello/1.0.x`,
      'LatestVersion.Patch': `${OWN}:component/hello/1.0.0`,
    }],
    ['ImageRecipe', RECIPE, `${OWN}:image-recipe/golden/1.0.1`, {
      'Name': 'golden',
      'LatestVersion.Arn': `${OWN}:image-recipe/golden/x.x.x`,
      'LatestVersion.Major': `${OWN}:image-recipe/golden/1.x.x`,
      'LatestVersion.Minor': `${OWN}:image-recipe/golden/1.0.x`,
      'LatestVersion.Patch': `${OWN}:image-recipe/golden/1.0.1`,
    }],
    ['ContainerRecipe', CONTAINER_RECIPE, `${OWN}:container-recipe/box/2.1.0`, {
      'Name': 'box',
      'LatestVersion.Arn': `${OWN}:container-recipe/box/x.x.x`,
      'LatestVersion.Major': `${OWN}:container-recipe/box/2.x.x`,
      'LatestVersion.Minor': `${OWN}:container-recipe/box/2.1.x`,
      'LatestVersion.Patch': `${OWN}:container-recipe/box/2.1.0`,
    }],
    ['Workflow', {
      Name: 'check', Version: '1.0.0', Type: 'TEST', Data: JSON.stringify({ name: 'check', schemaVersion: 1.0, steps: [] }),
    }, `${OWN}:workflow/test/check/1.0.0/1`, {
      'LatestVersion.Arn': `${OWN}:workflow/test/check/x.x.x`,
      'LatestVersion.Major': `${OWN}:workflow/test/check/1.x.x`,
      'LatestVersion.Minor': `${OWN}:workflow/test/check/1.0.x`,
      'LatestVersion.Patch': `${OWN}:workflow/test/check/1.0.0`,
    }],
    ['InfrastructureConfiguration', INFRASTRUCTURE, `${OWN}:infrastructure-configuration/small`, { Name: 'small' }],
    ['DistributionConfiguration', { Name: 'home', Distributions: [{ Region: 'us-east-1', AmiDistributionConfiguration: { Description: 'x' } }] }, `${OWN}:distribution-configuration/home`, { Name: 'home' }],
    ['LifecyclePolicy', {
      Name: 'old',
      ExecutionRole: 'arn:aws:iam::000000000000:role/cleaner',
      ResourceType: 'AMI_IMAGE',
      PolicyDetails: [{ Action: { Type: 'DELETE' }, Filter: { Type: 'COUNT', Value: '3' } }],
      ResourceSelection: { Recipes: [{ Name: 'golden', SemanticVersion: 'x.x.x' }] },
    }, `${OWN}:lifecycle-policy/old`, {}],
  ])('%s is created with its attributes, and deleted', async (kind, properties, arn, attributes) => {
    expect(await create(kind, properties)).toEqual([arn, { Arn: arn, ...attributes }]);
    expect(simulator.resources()).toEqual([arn]);

    await remove(kind, arn);

    expect(simulator.resources()).toEqual([]);
  });

  test('properties become members of the API, with the two that are named differently', async () => {
    await create('DistributionConfiguration', {
      Name: 'shared',
      Distributions: [{
        Region: 'us-east-1',
        AmiDistributionConfiguration: {
          Name: 'golden {{ imagebuilder:buildDate }}', AmiTags: { Team: 'a' }, LaunchPermissionConfiguration: { UserIds: ['111122223333'] },
        },
      }],
    });
    expect(lastInput('CreateDistributionConfiguration')).toEqual({
      name: 'shared',
      distributions: [{
        region: 'us-east-1',
        amiDistributionConfiguration: {
          name: 'golden {{ imagebuilder:buildDate }}', amiTags: { Team: 'a' }, launchPermission: { userIds: ['111122223333'] },
        },
      }],
    });

    await create('Component', DOCUMENT);
    expect(lastInput('CreateComponent')).toMatchObject({ semanticVersion: '1.0.0' });
  });

  test('numbers and truth values may come as strings', async () => {
    await create('ImageRecipe', { ...RECIPE, BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: '20', Encrypted: 'true', DeleteOnTermination: 'false' } }] });
    expect(lastInput('CreateImageRecipe').blockDeviceMappings)
      .toEqual([{ deviceName: '/dev/xvda', ebs: { volumeSize: 20, encrypted: true, deleteOnTermination: false } }]);
  });

  test.each([
    [{ Region: 'us-east-1', AmiDistributionConfiguration: { name: 'golden' } }, '#/Distributions/0/AmiDistributionConfiguration: extraneous key [name] is not permitted'],
    [{ Region: 'us-east-1', AmiDistributionConfiguration: { LaunchPermission: {} } }, '#/Distributions/0/AmiDistributionConfiguration: extraneous key [LaunchPermission] is not permitted'],
    [{ Region: 'us-east-1', S3ExportConfiguration: {} }, '#/Distributions/0: extraneous key [S3ExportConfiguration] is not permitted'],
    ['us-east-1', '#/Distributions/0: expected type: JSONObject, found: str'],
  ])('a property that the type does not have is refused: %j', async (distribution, problem) => {
    await expect(create('DistributionConfiguration', { Name: 'x', Distributions: [distribution] })).rejects.toThrow(new Error(`Model validation failed (${problem})`));
    expect(operations()).toEqual([]);
  });

  test('a refusal of the service is told as CloudFormation tells it', async () => {
    await expect(create('ImageRecipe', { ...RECIPE, Components: [{ ComponentArn: `${OWN}:component/none/1.0.0/1` }] }))
      .rejects.toThrow(/^Resource handler returned message: "[^"]*component\/none\/1\.0\.0\/1[^"]* \(Service: Imagebuilder, Status Code: 400\)" \(HandlerErrorCode: \w+\)$/);
  });

  test('what exists already is not created again', async () => {
    await create('InfrastructureConfiguration', INFRASTRUCTURE);
    await expect(create('InfrastructureConfiguration', INFRASTRUCTURE)).rejects.toThrow(/ \(HandlerErrorCode: AlreadyExists\)$/);
  });

  test('deleting what is gone succeeds', async () => {
    await expect(remove('Component', `${OWN}:component/gone/1.0.0/1`)).resolves.toBeNull();
    await expect(remove('Image', `${OWN}:image/gone/1.0.0/1`)).resolves.toBeNull();
  });

  test('deleting what is in use fails', async () => {
    const [component] = await create('Component', DOCUMENT);
    await create('ImageRecipe', { ...RECIPE, Components: [{ ComponentArn: component }] });
    await expect(remove('Component', component)).rejects.toThrow(/^Resource handler returned message: /);
  });

  test('an update sends what the type can update, and tags by themselves', async () => {
    const before = { ...INFRASTRUCTURE, Description: 'first', Tags: { Team: 'a', Stage: 'test' } };
    const [arn] = await create('InfrastructureConfiguration', before);

    await update('InfrastructureConfiguration', arn, before, { ...INFRASTRUCTURE, Description: 'second', Tags: { Team: 'b' } });

    expect(operations()).toEqual(['CreateInfrastructureConfiguration', 'UntagResource', 'TagResource', 'UpdateInfrastructureConfiguration']);
    expect(lastInput('UpdateInfrastructureConfiguration')).toEqual({ infrastructureConfigurationArn: arn, instanceProfileName: 'profile', description: 'second' });
    expect(lastInput('UntagResource')).toMatchObject({ tagKeys: ['Stage'] });
    expect(lastInput('TagResource')).toMatchObject({ tags: { Team: 'b' } });
  });

  const LIFECYCLE = {
    Name: 'old',
    ExecutionRole: 'arn:aws:iam::000000000000:role/cleaner',
    ResourceType: 'AMI_IMAGE',
    PolicyDetails: [{ Action: { Type: 'DELETE' }, Filter: { Type: 'COUNT', Value: '3' } }],
    ResourceSelection: { Recipes: [{ Name: 'golden', SemanticVersion: 'x.x.x' }] },
  };
  test.each<[string, string, Properties]>([
    ['InfrastructureConfiguration', 'infrastructureConfigurationArn', INFRASTRUCTURE],
    ['DistributionConfiguration', 'distributionConfigurationArn', { Name: 'home', Distributions: [{ Region: 'us-east-1', AmiDistributionConfiguration: { Description: 'x' } }] }],
    ['LifecyclePolicy', 'lifecyclePolicyArn', LIFECYCLE],
  ])('an update of %s in place resets what the template says no more', async (kind, id, properties) => {
    const before = { ...properties, Description: 'first' };
    const [arn] = await create(kind, before);
    const [after] = await update(kind, arn, before, properties);
    expect(after).toBe(arn);
    expect(await described(kind, id, arn)).not.toHaveProperty('description');
  });

  test('an update of a pipeline in place resets what the template says no more', async () => {
    const properties = { Name: 'nightly', ...await pipelineParts() };
    const before = { ...properties, Description: 'first', Schedule: { ScheduleExpression: 'cron(0 3 ? * sun *)' } };
    const [arn] = await create('ImagePipeline', before);
    expect(await described('ImagePipeline', 'imagePipelineArn', arn)).toMatchObject({ description: 'first', schedule: {} });
    await update('ImagePipeline', arn, before, properties);
    const pipeline = await described('ImagePipeline', 'imagePipelineArn', arn);
    expect(pipeline).not.toHaveProperty('description');
    expect(pipeline).not.toHaveProperty('schedule');
  });

  test('an update of tags alone changes nothing else', async () => {
    const [arn] = await create('Component', DOCUMENT);

    expect((await update('Component', arn, DOCUMENT, { ...DOCUMENT, Tags: { Team: 'a' } }))[0]).toBe(arn);

    expect(operations()).toEqual(['CreateComponent', 'TagResource']);
  });

  test.each([
    ['ImagePipeline', ['Name']],
    ['LifecyclePolicy', ['Name']],
    ['Workflow', ['ChangeDescription', 'Data', 'Description', 'KmsKeyId', 'Name', 'Type', 'Uri', 'Version']],
    ['Image', [
      'ContainerRecipeArn', 'DistributionConfigurationArn', 'EnhancedImageMetadataEnabled', 'ImageRecipeArn', 'ImageScanningConfiguration',
      'ImageTestsConfiguration', 'InfrastructureConfigurationArn', 'Workflows',
    ]],
  ])('%s is replaced by a change of %j', async (kind, properties) => {
    expect((await call<string[]>('replacing_properties', kind)).sort()).toEqual(properties);
  });
});
