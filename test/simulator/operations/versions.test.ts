import { ACCOUNT, arn, COMPONENT, createStack, PARENT_IMAGE, REGION, TestService, WORKFLOW } from '../testing';
import { Wire } from '../wire';

let service: TestService;
beforeEach(() => {
  service = new TestService();
});

describe('versions', () => {
  test.each([
    ['CreateComponent', COMPONENT, 'componentBuildVersionArn', 'component/hardening/1.0.0'],
    ['CreateWorkflow', WORKFLOW, 'workflowBuildVersionArn', 'workflow/test/my-test/1.0.0'],
  ])('%s gives the next build number to the same name and version', (operation, input, member, version) => {
    const builds = [1, 2, 3].map((number) => service.do(operation, { ...input, description: `${number}` })[member]);
    expect(builds).toEqual([1, 2, 3].map((build) => arn(`${version}/${build}`)));
  });

  test('does not give a build number again after it was deleted', () => {
    const { componentBuildVersionArn } = service.do('CreateComponent', COMPONENT);
    service.do('DeleteComponent', { componentBuildVersionArn });
    expect(service.do('CreateComponent', COMPONENT).componentBuildVersionArn).toBe(arn('component/hardening/1.0.0/2'));
  });

  test.each([
    [['1.0.x', '1.0.x'], ['1.0.1', '1.0.2']],
    [['1.0.5', '1.0.x', '2.0.x'], ['1.0.5', '1.0.6', '2.0.1']],
    [['1.0.5', '1.0.2', '1.0.x'], ['1.0.5', '1.0.2', '1.0.6']],
    [['1.x.x', '1.x.x', '1.1.x'], ['1.1.0', '1.2.0', '1.1.1']],
    [['x.x.x', 'x.x.x'], ['1.0.0', '2.0.0']],
  ])('recipes that ask for %j get %j', (asked, given) => {
    const made = asked.map((semanticVersion) => service.do('CreateImageRecipe', { name: 'r-1', semanticVersion, parentImage: PARENT_IMAGE }).imageRecipeArn);
    expect(made).toEqual(given.map((version) => arn(`image-recipe/r-1/${version}`)));
  });

  test.each(['x.2.x', '1.x.8', 'x.x.1'])('a recipe cannot ask for %s', (semanticVersion) => {
    expect(service.refusal('CreateImageRecipe', { name: 'r-1', semanticVersion, parentImage: PARENT_IMAGE }))
      .toBe(`InvalidVersionNumberException: The version '${semanticVersion}' is not valid: all nodes after an 'x' must be 'x'.`);
  });

  test('a component cannot ask for one', () => {
    expect(service.refusal('CreateComponent', { ...COMPONENT, semanticVersion: '1.0.x' })).toMatch(/^InvalidRequestException: .*semanticVersion must match/);
  });

  test.each([['1.0.x', '1.0.9/1'], ['1.x.x', '1.10.0/2'], ['x.x.x', '2.0.0/1'], ['1.10.0', '1.10.0/2']])('%s means the newest: %s', (asked, found) => {
    ['1.0.9', '1.0.8', '1.10.0', '1.10.0', '2.0.0'].forEach((semanticVersion, i) => service.do('CreateComponent', { ...COMPONENT, semanticVersion, description: `${i}` }));
    const answer = service.do('GetComponent', { componentBuildVersionArn: arn(`component/hardening/${asked}`) });
    expect(answer.component.arn).toBe(arn(`component/hardening/${found}`));
  });
});

describe('what exists already', () => {
  test.each([
    ['CreateComponent', COMPONENT, 'componentBuildVersionArn'], ['CreateWorkflow', WORKFLOW, 'workflowBuildVersionArn'],
  ])('%s refuses the content of the latest build version, and takes that of an older one', (operation, input, member) => {
    const first = service.do(operation, { ...input, tags: { a: 'b' } })[member];
    expect(service.refusal(operation, input)).toBe(`ResourceAlreadyExistsException: The resource '${first}' already exists.`);
    service.do(operation, { ...input, changeDescription: 'other' });
    expect(service.do(operation, input)).toHaveProperty(member);
  });

  test.each<[string, Wire, string]>([
    ['CreateImageRecipe', { name: 'golden', semanticVersion: '1.0.1', parentImage: PARENT_IMAGE }, 'image-recipe/golden/1.0.1'],
    ['CreateInfrastructureConfiguration', { name: 'Infrastructure', instanceProfileName: 'p' }, 'infrastructure-configuration/infrastructure'],
    ['CreateDistributionConfiguration', { name: 'distribution', distributions: [{ region: REGION, amiDistributionConfiguration: {} }] }, 'distribution-configuration/distribution'],
  ])('is refused by %s', (operation, input, resource) => {
    createStack(service);
    expect(service.refusal(operation, input)).toBe(`ResourceAlreadyExistsException: The resource '${arn(resource)}' already exists.`);
  });

  test('does not stand in the way in another Region', () => {
    createStack(service);
    expect(service.do('CreateInfrastructureConfiguration', { name: 'infrastructure', instanceProfileName: 'p' }, 'us-east-1').infrastructureConfigurationArn)
      .toBe(`arn:aws:imagebuilder:us-east-1:${ACCOUNT}:infrastructure-configuration/infrastructure`);
  });
});
