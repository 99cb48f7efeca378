import { idMemberOf, Kind, KINDS } from '../kinds';
import { arn, COMPONENT, createStack, LIFECYCLE, managed, PARENT_IMAGE, TestService, WORKFLOW } from '../testing';
import { Wire } from '../wire';

let service: TestService;
beforeEach(() => {
  service = new TestService();
});

describe('what does not exist', () => {
  const names: Record<Kind, string> = {
    Component: 'component/x/1.0.0/1',
    ContainerRecipe: 'container-recipe/x/1.0.0',
    DistributionConfiguration: 'distribution-configuration/x',
    Image: 'image/x/1.0.0/1',
    ImagePipeline: 'image-pipeline/x',
    ImageRecipe: 'image-recipe/x/1.0.0',
    InfrastructureConfiguration: 'infrastructure-configuration/x',
    LifecyclePolicy: 'lifecycle-policy/x',
    Workflow: 'workflow/build/x/1.0.0/1',
  };

  test.each(KINDS.flatMap((kind) => [['Get', kind], ['Delete', kind]] as const))('is refused by %s%s', (verb, kind) => {
    const member = idMemberOf(kind);
    expect(service.refusal(`${verb}${kind}`, { [member]: arn(names[kind]) }))
      .toBe(`ResourceNotFoundException: The resource with ARN '${arn(names[kind])}' does not exist.`);
  });

  const absent = {
    component: arn('component/nothing/1.0.0/1'),
    recipe: arn('image-recipe/nothing/1.0.0'),
    infrastructure: arn('infrastructure-configuration/nothing'),
    distribution: arn('distribution-configuration/nothing'),
    workflow: arn('workflow/test/nothing/1.0.0/1'),
    image: arn('image/nothing/x.x.x'),
  };
  const refused = (member: string, value: string) =>
    `InvalidParameterValueException: The value supplied for parameter '${member}' is not valid. The resource with ARN '${value}' does not exist.`;

  test.each<[string, Wire, string, string]>([
    ['component', { components: [{ componentArn: absent.component }] }, 'components[0].componentArn', absent.component],
    ['component of another Region', { components: [{ componentArn: 'arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x' }] },
      'components[0].componentArn', 'arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x'],
    ['parent image', { parentImage: absent.image }, 'parentImage', absent.image],
  ])('cannot be the %s of a recipe', (_, change, member, value) => {
    const input = { name: 'r-1', semanticVersion: '1.0.0', parentImage: PARENT_IMAGE, ...change };
    expect(service.refusal('CreateImageRecipe', input)).toBe(refused(member, value));
  });

  test.each<[string, Wire, string, string]>([
    ['recipe', { imageRecipeArn: absent.recipe }, 'imageRecipeArn', absent.recipe],
    ['infrastructure', { infrastructureConfigurationArn: absent.infrastructure }, 'infrastructureConfigurationArn', absent.infrastructure],
    ['distribution', { distributionConfigurationArn: absent.distribution }, 'distributionConfigurationArn', absent.distribution],
    ['workflow', { workflows: [{ workflowArn: absent.workflow }], executionRole: 'r' }, 'workflows[0].workflowArn', absent.workflow],
    ['workflow of AWS', { workflows: [{ workflowArn: managed('workflow/test/nothing/x.x.x') }], executionRole: 'r' }, 'workflows[0].workflowArn',
      managed('workflow/test/nothing/x.x.x')],
  ])('cannot be the %s of a pipeline, an update of it, or an image', (_, change, member, value) => {
    const { imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn } = createStack(service);
    const input = { imageRecipeArn, infrastructureConfigurationArn, ...change };
    expect(service.refusal('CreateImagePipeline', { name: 'other', ...input })).toBe(refused(member, value));
    expect(service.refusal('UpdateImagePipeline', { imagePipelineArn, ...input })).toBe(refused(member, value));
    expect(service.refusal('CreateImage', input)).toBe(refused(member, value));
  });

  test.each([
    ['components of AWS', { components: [{ componentArn: managed('component/update-linux/x.x.x') }] }],
    ['an AMI', { parentImage: 'ami-0123456789abcdef0' }],
    ['an SSM parameter', { parentImage: 'ssm:/my/ami' }],
  ])('does not keep a recipe from having %s', (_, change) => {
    const input = { name: 'r-1', semanticVersion: '1.0.0', parentImage: PARENT_IMAGE, ...change };
    expect(service.do('CreateImageRecipe', input).imageRecipeArn).toBe(arn('image-recipe/r-1/1.0.0'));
  });
});

describe('what cannot be', () => {
  test.each<[string, string, Wire, string]>([
    ['an AMI id of the wrong length', 'CreateImageRecipe', { name: 'r-1', semanticVersion: '1.0.0', parentImage: 'ami-123' },
      'InvalidParameterValueException: The value supplied for parameter \'parentImage\' is not valid. \'ami-123\' is not the id of an AMI, the ARN of an image, an SSM parameter or a '
      + 'product id of AWS Marketplace.'],
    ['21 components', 'CreateImageRecipe', {
      name: 'r-1', semanticVersion: '1.0.0', parentImage: PARENT_IMAGE, components: Array(21).fill({ componentArn: managed('component/update-linux/x.x.x') }),
    }, 'ServiceQuotaExceededException: A recipe can have at most 20 components.'],
    ['a Region twice', 'CreateDistributionConfiguration', { name: 'dist', distributions: [{ region: 'a' }, { region: 'b' }, { region: 'a' }] },
      'InvalidParameterCombinationException: A Region must be given once, got twice: a.'],
    ['two recipes', 'CreateImagePipeline', {
      name: 'pipe',
      imageRecipeArn: arn('image-recipe/a/1.0.0'),
      containerRecipeArn: arn('container-recipe/a/1.0.0'),
      infrastructureConfigurationArn: arn('infrastructure-configuration/a'),
    }, 'InvalidParameterCombinationException: Exactly one of imageRecipeArn, containerRecipeArn must be given, got: imageRecipeArn, containerRecipeArn.'],
    ['no recipe', 'CreateImage', { infrastructureConfigurationArn: arn('infrastructure-configuration/a') },
      'InvalidParameterCombinationException: Exactly one of imageRecipeArn, containerRecipeArn must be given, got: none.'],
    ['workflows without a role', 'CreateImage', {
      imageRecipeArn: arn('image-recipe/a/1.0.0'),
      infrastructureConfigurationArn: arn('infrastructure-configuration/a'),
      workflows: [{ workflowArn: managed('workflow/build/build-image/x.x.x') }],
    }, 'InvalidParameterValueException: The value supplied for parameter \'workflows\' is not valid. An execution role is required to provide workflows.'],
    ['a lifecycle policy for recipes and tags', 'CreateLifecyclePolicy', {
      ...LIFECYCLE, resourceSelection: { tagMap: { a: 'b' }, recipes: [{ name: 'golden', semanticVersion: 'x.x.x' }] },
    }, 'InvalidParameterCombinationException: Exactly one of recipes, tagMap must be given, got: recipes, tagMap.'],
  ])('%s is refused', (_, operation, input, message) => {
    expect(service.refusal(operation, input)).toBe(message);
  });

  test('20 components are not refused', () => {
    const components = Array.from({ length: 20 }, (_, i) => ({ componentArn: managed(`component/c-${i}/x.x.x`) }));
    expect(service.do('CreateImageRecipe', { name: 'r-1', semanticVersion: '1.0.0', parentImage: PARENT_IMAGE, components })).toHaveProperty('imageRecipeArn');
  });

  test.each([[10, true], [11, false]])('%d workflows are accepted: %s', (count, accepted) => {
    const workflows = Array(count).fill({ workflowArn: managed('workflow/test/test-image/x.x.x') });
    const { imagePipelineArn, componentBuildVersionArn, ...arns } = createStack(service);
    const act = () => service.do('CreateImagePipeline', { name: 'other', ...arns, workflows, executionRole: 'r' });
    if (accepted) {expect(act).not.toThrow();} else {expect(act).toThrow('At most 10 workflows can be given.');}
  });
});

describe('Delete', () => {
  const refused = (of: string) => `ResourceDependencyException: Resource dependency error: The resource ARN '${of}' has other resources depended on it.`;

  test('is refused while something refers to the resource, and accepted in the order from the pipeline down', () => {
    const stack = createStack(service);
    const order: [string, string, string][] = [
      ['DeleteImagePipeline', 'imagePipelineArn', stack.imagePipelineArn],
      ['DeleteImageRecipe', 'imageRecipeArn', stack.imageRecipeArn],
      ['DeleteComponent', 'componentBuildVersionArn', stack.componentBuildVersionArn],
      ['DeleteInfrastructureConfiguration', 'infrastructureConfigurationArn', stack.infrastructureConfigurationArn],
      ['DeleteDistributionConfiguration', 'distributionConfigurationArn', stack.distributionConfigurationArn],
    ];
    for (const [operation, member, value] of order.slice(1)) {expect(service.refusal(operation, { [member]: value })).toBe(refused(value));}
    for (const [operation, member, value] of order) {expect(service.do(operation, { [member]: value })).toEqual({ [member]: value });}
    expect(service.store.all()).toEqual([]);
  });

  test('of a component is accepted when what refers to it finds another build', () => {
    const first = service.do('CreateComponent', COMPONENT).componentBuildVersionArn;
    service.do('CreateImageRecipe', { name: 'r-1', semanticVersion: '1.0.0', parentImage: PARENT_IMAGE, components: [{ componentArn: arn('component/hardening/1.0.x') }] });
    expect(service.refusal('DeleteComponent', { componentBuildVersionArn: first })).toBe(refused(first));
    const second = service.do('CreateComponent', { ...COMPONENT, description: 'second' }).componentBuildVersionArn;
    expect(service.do('DeleteComponent', { componentBuildVersionArn: second })).toEqual({ componentBuildVersionArn: second });
    service.do('CreateComponent', { ...COMPONENT, description: 'third' });
    expect(service.do('DeleteComponent', { componentBuildVersionArn: first })).toEqual({ componentBuildVersionArn: first });
  });

  test('of a workflow is refused while a pipeline uses it', () => {
    const { workflowBuildVersionArn } = service.do('CreateWorkflow', WORKFLOW);
    const { imagePipelineArn } = createStack(service, { workflows: [{ workflowArn: workflowBuildVersionArn }], executionRole: 'r' });
    expect(service.refusal('DeleteWorkflow', { workflowBuildVersionArn })).toBe(refused(workflowBuildVersionArn));
    service.do('DeleteImagePipeline', { imagePipelineArn });
    expect(service.do('DeleteWorkflow', { workflowBuildVersionArn })).toEqual({ workflowBuildVersionArn });
  });
});
