import { Kind } from '../kinds';
import { Scenario } from '../scenario';
import { ACCOUNT, arn, COMPONENT, CONTAINER_RECIPE, createStack, LIFECYCLE, PARENT_IMAGE, REGION, TestService, WORKFLOW } from '../testing';
import { Wire } from '../wire';

const start: Scenario = { clock: { rate: 0, start: '2026-02-01T10:00:00.000Z' } };
const NOW = '2026-02-01T10:00:00.000Z';

let service: TestService;
beforeEach(() => {
  service = new TestService(start);
});

describe('Create and Get', () => {
  test('component', () => {
    const created = service.do('CreateComponent', { ...COMPONENT, name: 'My Hardening_1', tags: { a: 'b' } });
    const componentArn = arn('component/my-hardening-1/1.0.0/1');
    const latestVersionReferences = {
      latestVersionArn: arn('component/my-hardening-1/x.x.x'),
      latestMajorVersionArn: arn('component/my-hardening-1/1.x.x'),
      latestMinorVersionArn: arn('component/my-hardening-1/1.0.x'),
      latestPatchVersionArn: arn('component/my-hardening-1/1.0.0'),
    };
    expect(created).toEqual({ clientToken: 'token-1', componentBuildVersionArn: componentArn, latestVersionReferences });
    expect(service.do('GetComponent', { componentBuildVersionArn: componentArn })).toEqual({
      component: {
        arn: componentArn,
        name: 'My Hardening_1',
        version: '1.0.0',
        type: 'BUILD',
        platform: 'Linux',
        data: COMPONENT.data,
        encrypted: true,
        owner: ACCOUNT,
        state: { status: 'ACTIVE' },
        dateCreated: NOW,
        tags: { a: 'b' },
      },
      latestVersionReferences,
    });
  });

  test('image recipe', () => {
    const { imageRecipeArn } = createStack(service);
    expect(service.do('GetImageRecipe', { imageRecipeArn }).imageRecipe).toEqual({
      arn: arn('image-recipe/golden/1.0.1'),
      type: 'AMI',
      name: 'golden',
      platform: 'Linux',
      owner: ACCOUNT,
      version: '1.0.1',
      parentImage: PARENT_IMAGE,
      components: [{ componentArn: arn('component/hardening/1.0.0/1') }],
      dateCreated: NOW,
      tags: {},
    });
  });

  test('container recipe', () => {
    const { containerRecipeArn } = service.do('CreateContainerRecipe', CONTAINER_RECIPE);
    expect(containerRecipeArn).toBe(arn('container-recipe/web/2.0.0'));
    expect(service.do('GetContainerRecipe', { containerRecipeArn }).containerRecipe).toEqual({
      arn: containerRecipeArn,
      containerType: 'DOCKER',
      name: 'web',
      platform: 'Linux',
      owner: ACCOUNT,
      version: '2.0.0',
      encrypted: true,
      dateCreated: NOW,
      tags: {},
      parentImage: 'amazonlinux:latest',
      dockerfileTemplateData: 'FROM x',
      targetRepository: { service: 'ECR', repositoryName: 'web' },
    });
  });

  test('infrastructure configuration', () => {
    const input = { name: 'infra', instanceProfileName: 'profile', terminateInstanceOnCompletion: false };
    const { infrastructureConfigurationArn } = service.do('CreateInfrastructureConfiguration', input);
    expect(service.do('GetInfrastructureConfiguration', { infrastructureConfigurationArn }).infrastructureConfiguration).toEqual({
      arn: arn('infrastructure-configuration/infra'), ...input, terminateInstanceOnFailure: true, dateCreated: NOW, tags: {},
    });
  });

  test('distribution configuration', () => {
    const input = { name: 'dist', distributions: [{ region: REGION, amiDistributionConfiguration: { description: 'x' } }] };
    const { distributionConfigurationArn } = service.do('CreateDistributionConfiguration', input);
    expect(service.do('GetDistributionConfiguration', { distributionConfigurationArn }).distributionConfiguration).toEqual({
      arn: arn('distribution-configuration/dist'), ...input, timeoutMinutes: 720, dateCreated: NOW, tags: {},
    });
  });

  test('image pipeline, with the defaults of the service', () => {
    const { imagePipelineArn, ...stack } = createStack(service, { schedule: { scheduleExpression: 'cron(0 0 * * ? *)' } });
    const { componentBuildVersionArn, ...arns } = stack;
    expect(service.do('GetImagePipeline', { imagePipelineArn }).imagePipeline).toEqual({
      arn: arn('image-pipeline/pipeline'),
      name: 'pipeline',
      platform: 'Linux',
      ...arns,
      status: 'ENABLED',
      enhancedImageMetadataEnabled: true,
      imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 720 },
      imageScanningConfiguration: { imageScanningEnabled: true },
      schedule: { scheduleExpression: 'cron(0 0 * * ? *)', pipelineExecutionStartCondition: 'EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE' },
      consecutiveFailures: 0,
      dateCreated: NOW,
      tags: {},
    });
  });

  test('workflow', () => {
    const { workflowBuildVersionArn } = service.do('CreateWorkflow', WORKFLOW);
    expect(workflowBuildVersionArn).toBe(arn('workflow/test/my-test/1.0.0/1'));
    expect(service.do('GetWorkflow', { workflowBuildVersionArn }).workflow).toEqual({
      arn: workflowBuildVersionArn, name: 'My_Test', version: '1.0.0', type: 'TEST', owner: ACCOUNT, data: WORKFLOW.data, dateCreated: NOW, tags: {},
    });
  });

  test('lifecycle policy, whose times are numbers', () => {
    const { lifecyclePolicyArn } = service.do('CreateLifecyclePolicy', LIFECYCLE);
    expect(service.do('GetLifecyclePolicy', { lifecyclePolicyArn }).lifecyclePolicy).toEqual({
      arn: arn('lifecycle-policy/clean'), ...LIFECYCLE, status: 'ENABLED', dateCreated: Date.parse(NOW) / 1000, tags: {},
    });
  });
});

describe('Component', () => {
  test.each([
    ['{"phases":[{"name":"test","steps":[]}]}', 'TEST'],
    ['{"phases":[{"name":"build"},{"name":"test"}]}', 'BUILD'],
    ['phases:\n  - name: test\n    steps: []\n', 'TEST'],
    ['phases:\n  - name: validate\n    steps: []\n  - name: test\n', 'BUILD'],
  ])('with document %j is of type %s', (data, type) => {
    const { componentBuildVersionArn } = service.do('CreateComponent', { ...COMPONENT, data });
    expect(service.do('GetComponent', { componentBuildVersionArn }).component.type).toBe(type);
  });

  test('needs either data or uri', () => {
    const { data, ...without } = COMPONENT;
    expect(service.refusal('CreateComponent', without))
      .toBe('InvalidParameterCombinationException: Exactly one of data, uri must be given, got: none.');
    expect(service.refusal('CreateComponent', { ...COMPONENT, uri: 's3://bucket/key' }))
      .toBe('InvalidParameterCombinationException: Exactly one of data, uri must be given, got: data, uri.');
  });
});

describe('Update', () => {
  test('resets what is not given, and keeps name, tags and the time of creation', () => {
    const { imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn } = createStack(service, { description: 'old', status: 'DISABLED', tags: { a: 'b' } });
    service.clock.advance(60);
    const answer = service.do('UpdateImagePipeline', { imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn, clientToken: 't' });
    expect(answer).toEqual({ clientToken: 't', imagePipelineArn });
    expect(service.do('GetImagePipeline', { imagePipelineArn }).imagePipeline).toEqual({
      arn: imagePipelineArn,
      name: 'pipeline',
      platform: 'Linux',
      imageRecipeArn,
      infrastructureConfigurationArn,
      status: 'ENABLED',
      enhancedImageMetadataEnabled: true,
      imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 720 },
      consecutiveFailures: 0,
      tags: { a: 'b' },
      dateCreated: NOW,
      dateUpdated: '2026-02-01T10:01:00.000Z',
    });
  });

  test('changes dateUpdated each time, also while the clock stands', () => {
    const { imagePipelineArn, componentBuildVersionArn, ...input } = createStack(service);
    const updated = () => service.do('GetImagePipeline', { imagePipelineArn }).imagePipeline.dateUpdated;
    const times = [updated(), ...[1, 2].map(() => {
      service.do('UpdateImagePipeline', { imagePipelineArn, ...input });
      return updated();
    })];
    expect(times).toEqual([undefined, '2026-02-01T10:00:00.001Z', '2026-02-01T10:00:00.002Z']);
  });

  test.each<[Kind, Wire, Wire]>([
    ['InfrastructureConfiguration', { name: 'abc', instanceProfileName: 'p', description: 'old' }, { instanceProfileName: 'q' }],
    ['DistributionConfiguration', { name: 'abc', distributions: [{ region: 'us-east-1', amiDistributionConfiguration: {} }], description: 'old' },
      { distributions: [{ region: 'us-east-2', amiDistributionConfiguration: {} }] }],
    ['LifecyclePolicy', { ...LIFECYCLE, description: 'old' }, { ...LIFECYCLE, name: undefined, executionRole: 'other' }],
  ])('%s is updated in place', (kind, input, change) => {
    const member = `${kind[0].toLowerCase()}${kind.slice(1)}`;
    const id = { [`${member}Arn`]: service.do(`Create${kind}`, input)[`${member}Arn`] };
    const { name, ...changed } = change;
    service.do(`Update${kind}`, { ...id, ...changed });
    const body = service.do(`Get${kind}`, id)[member];
    expect(body).toMatchObject({ name: input.name, ...changed });
    expect(body).not.toHaveProperty('description');
  });

  test('of something unknown is refused', () => {
    const distributionConfigurationArn = arn('distribution-configuration/nothing');
    expect(service.refusal('UpdateDistributionConfiguration', { distributionConfigurationArn, distributions: [{ region: 'a' }] }))
      .toBe(`ResourceNotFoundException: The resource with ARN '${distributionConfigurationArn}' does not exist.`);
  });
});

describe('dryRun', () => {
  test.each<[string, Wire]>([
    ['CreateComponent', COMPONENT], ['CreateWorkflow', WORKFLOW], ['CreateContainerRecipe', CONTAINER_RECIPE], ['CreateLifecyclePolicy', LIFECYCLE],
    ['CreateDistributionConfiguration', { name: 'dist', distributions: [{ region: REGION, amiDistributionConfiguration: {} }] }],
  ])('%s says that it would succeed and makes nothing', (operation, input) => {
    expect(service.refusal(operation, { ...input, dryRun: true })).toBe('DryRunOperationException: The dry run operation of the resource was successful.');
    expect(service.store.all()).toEqual([]);
  });

  test('does not hide what is wrong', () => {
    expect(service.refusal('CreateComponent', { ...COMPONENT, data: undefined, dryRun: true })).toMatch(/^InvalidParameterCombinationException/);
  });
});

describe('client tokens', () => {
  test('the same token with the same parameters gives the same answer and makes nothing more', () => {
    const input = { ...COMPONENT, clientToken: 'same' };
    expect(service.do('CreateComponent', input)).toEqual(service.do('CreateComponent', { ...input }));
    expect(service.store.all()).toHaveLength(1);
  });

  test('the same token with other parameters is refused', () => {
    service.do('CreateComponent', { ...COMPONENT, clientToken: 'same' });
    expect(service.refusal('CreateComponent', { ...COMPONENT, description: 'other', clientToken: 'same' }))
      .toBe('IdempotentParameterMismatchException: The client token \'same\' was used before with other parameters.');
  });

  test('a token that failed can be used again', () => {
    const input = { name: 'r-1', semanticVersion: '1.0.0', parentImage: PARENT_IMAGE, components: [{ componentArn: arn('component/hardening/x.x.x') }], clientToken: 't' };
    expect(service.refusal('CreateImageRecipe', input)).toMatch(/^InvalidParameterValueException/);
    service.do('CreateComponent', COMPONENT);
    expect(service.do('CreateImageRecipe', input)).toHaveProperty('imageRecipeArn');
  });

  test('the same token does for another operation', () => {
    service.do('CreateComponent', { ...COMPONENT, clientToken: 'same' });
    expect(service.do('CreateWorkflow', { ...WORKFLOW, clientToken: 'same' })).toHaveProperty('workflowBuildVersionArn');
  });
});

describe('tags', () => {
  test('are added, replaced, removed and listed', () => {
    const { componentBuildVersionArn: resourceArn } = service.do('CreateComponent', { ...COMPONENT, tags: { a: '1', b: '2' } });
    service.do('TagResource', { resourceArn, tags: { b: '3', c: '4' } });
    service.do('UntagResource', { resourceArn, tagKeys: ['a', 'unknown'] });
    expect(service.do('ListTagsForResource', { resourceArn })).toEqual({ tags: { b: '3', c: '4' } });
    service.do('UntagResource', { resourceArn, tagKeys: ['b', 'c'] });
    expect(service.do('ListTagsForResource', { resourceArn })).toEqual({ tags: {} });
  });

  test.each(['ListTagsForResource', 'TagResource', 'UntagResource'])('%s refuses an unknown resource', (operation) => {
    const resourceArn = arn('component/x/1.0.0/1');
    const more = operation === 'TagResource' ? { tags: { a: 'b' } } : operation === 'UntagResource' ? { tagKeys: ['a'] } : {};
    expect(service.refusal(operation, { resourceArn, ...more })).toBe(`ResourceNotFoundException: The resource with ARN '${resourceArn}' does not exist.`);
  });
});
