import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, Interface } from 'node:readline';
import { Imagebuilder } from '@aws-sdk/client-imagebuilder';
import { modelPython } from './python-environments';
import { Scenario, Simulator, startSimulator } from '../../simulator';

jest.setTimeout(60_000);

type Properties = Record<string, unknown>;
type Created = [arn: string, attributes: Record<string, string>];

const OWN = 'arn:aws:imagebuilder:us-east-1:000000000000';
const DOCUMENT = { Name: 'hello', Platform: 'Linux', Version: '1.0.0', Data: JSON.stringify({ schemaVersion: 1.0, phases: [{ name: 'build', steps: [] }] }) };
const RECIPE = { Name: 'golden', Version: '1.0.x', ParentImage: 'ami-0abcdef1234567890' };
const CONTAINER_RECIPE = {
  Name: 'box',
  Version: '2.1.0',
  ContainerType: 'DOCKER',
  ParentImage: 'amazonlinux:latest',
  PlatformOverride: 'Linux',
  TargetRepository: { Service: 'ECR', RepositoryName: 'box' },
  DockerfileTemplateData: 'FROM {{{ imagebuilder:parentImage }}}',
};
const INFRASTRUCTURE = { Name: 'small', InstanceProfileName: 'profile' };

let simulator: Simulator;
let python: ChildProcessWithoutNullStreams;
let answers: Interface;

beforeAll(async () => {
  simulator = await startSimulator();
  python = spawn(await modelPython(), [join(__dirname, 'handle.py'), simulator.url], {
    env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' },
  });
  python.stderr.pipe(process.stderr);
  answers = createInterface({ input: python.stdout });
}, 300_000);

afterAll(async () => {
  python?.kill('SIGKILL');
  await simulator?.stop();
});

beforeEach(() => load({}));

function load(scenario: Scenario): void {
  simulator.load({ clock: { rate: 60_000 }, ...scenario }, { reset: true });
}

async function call<T>(...request: unknown[]): Promise<T> {
  const line = new Promise<string>((done) => answers.once('line', done));
  python.stdin.write(`${JSON.stringify(request)}\n`);
  const { result, error } = JSON.parse(await line) as { result: T; error?: string };
  if (error !== undefined) {throw new Error(error);}
  return result;
}

const create = async (kind: string, properties: Properties) => call<Created>('create', kind, 'Logical', properties, 'Stack');
const update = async (kind: string, arn: string, before: Properties, after: Properties) => call<Created>('update', kind, arn, before, after, 'Stack');
const remove = async (kind: string, arn: string) => call<null>('delete', kind, arn, {});

function operations(): string[] {
  return simulator.journal().map(({ operation }) => operation).filter((operation) => !operation.startsWith('Get'));
}

function lastInput(operation: string): Properties {
  const { clientToken, ...input } = simulator.journal().filter((entry) => entry.operation === operation).at(-1)!.input;
  return input;
}

/** A resource as the service has it. */
async function described(kind: string, id: string, arn: string): Promise<Properties> {
  const client: any = new Imagebuilder({ endpoint: simulator.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'x' } });
  const answer = await client[`get${kind}`]({ [id]: arn });
  client.destroy();
  return answer[kind[0].toLowerCase() + kind.slice(1)];
}

/** A pipeline with what it needs. */
async function pipelineParts(): Promise<{ ImageRecipeArn: string; InfrastructureConfigurationArn: string }> {
  const [ImageRecipeArn] = await create('ImageRecipe', RECIPE);
  const [InfrastructureConfigurationArn] = await create('InfrastructureConfiguration', INFRASTRUCTURE);
  return { ImageRecipeArn, InfrastructureConfigurationArn };
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
