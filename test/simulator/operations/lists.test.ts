import { arn, COMPONENT, createStack, PARENT_IMAGE, REGION, startBuild, TestService } from '../testing';
import { Wire } from '../wire';

let service: TestService;
beforeEach(() => {
  service = new TestService();
});

const arnsOf = (list: Wire[]) => list.map((entry) => entry.arn);

/** The entries of all pages, page by page. */
function pagesOf(operation: string, member: string, input: Wire = {}): Wire[][] {
  const pages: Wire[][] = [];
  let nextToken: string | undefined;
  do {
    const answer = service.do(operation, { ...input, nextToken });
    pages.push(answer[member]);
    nextToken = answer.nextToken;
  } while (nextToken !== undefined && pages.length < 50);
  return pages;
}

describe('each list', () => {
  test.each([
    ['ListComponents', 'componentVersionList', 'component/hardening/1.0.0'],
    ['ListImageRecipes', 'imageRecipeSummaryList', 'image-recipe/golden/1.0.1'],
    ['ListInfrastructureConfigurations', 'infrastructureConfigurationSummaryList', 'infrastructure-configuration/infrastructure'],
    ['ListDistributionConfigurations', 'distributionConfigurationSummaryList', 'distribution-configuration/distribution'],
    ['ListImagePipelines', 'imagePipelineList', 'image-pipeline/pipeline'],
    ['ListImages', 'imageVersionList', 'image/golden/1.0.1'],
    ['ListImageBuildVersions', 'imageSummaryList', 'image/golden/1.0.1/1'],
  ])('%s holds what there is', (operation, member, resource) => {
    startBuild(service);
    expect(arnsOf(service.do(operation)[member])).toEqual([arn(resource)]);
  });

  test('of workflows, lifecycle policies and container recipes holds what there is', () => {
    service.do('CreateWorkflow', { name: 'abc', semanticVersion: '1.0.0', type: 'TEST', data: '{}' });
    service.do('CreateLifecyclePolicy', {
      name: 'abc',
      executionRole: 'r',
      resourceType: 'AMI_IMAGE',
      resourceSelection: { tagMap: { a: 'b' } },
      policyDetails: [{ action: { type: 'DELETE' }, filter: { type: 'COUNT', value: 5 } }],
    });
    service.do('CreateContainerRecipe', {
      name: 'abc',
      semanticVersion: '1.0.0',
      containerType: 'DOCKER',
      parentImage: 'amazonlinux',
      dockerfileTemplateData: 'FROM x',
      targetRepository: { service: 'ECR', repositoryName: 'web' },
      instanceConfiguration: { image: 'ami-0123456789abcdef0' },
    });
    expect(arnsOf(service.do('ListWorkflows').workflowVersionList)).toEqual([arn('workflow/test/abc/1.0.0')]);
    expect(arnsOf(service.do('ListWorkflowBuildVersions', { workflowVersionArn: arn('workflow/test/abc/1.0.0') }).workflowSummaryList))
      .toEqual([arn('workflow/test/abc/1.0.0/1')]);
    expect(arnsOf(service.do('ListLifecyclePolicies').lifecyclePolicySummaryList)).toEqual([arn('lifecycle-policy/abc')]);
    expect(service.do('ListContainerRecipes').containerRecipeSummaryList).toMatchObject([{ arn: arn('container-recipe/abc/1.0.0'), instanceImage: 'ami-0123456789abcdef0' }]);
  });

  test('of distribution configurations names the Regions', () => {
    createStack(service);
    expect(service.do('ListDistributionConfigurations').distributionConfigurationSummaryList[0].regions).toEqual([REGION]);
  });

  test('holds nothing of other Regions or owners', () => {
    createStack(service);
    expect(service.do('ListComponents', {}, 'us-east-1').componentVersionList).toEqual([]);
    expect(service.do('ListComponents', { owner: 'Shared' }).componentVersionList).toEqual([]);
    expect(service.do('ListComponents', { owner: 'Self' }).componentVersionList).toHaveLength(1);
  });
});

test('versions are listed once, under the newest build; with byName, names are', () => {
  for (const semanticVersion of ['1.0.0', '1.0.0', '1.1.0']) {service.do('CreateComponent', { ...COMPONENT, semanticVersion, description: `v${service.store.all().length}` });}
  expect(service.do('ListComponents').componentVersionList.map(({ arn: of, version }: Wire) => [of, version])).toEqual([
    [arn('component/hardening/1.0.0'), '1.0.0'], [arn('component/hardening/1.1.0'), '1.1.0'],
  ]);
  expect(arnsOf(service.do('ListComponents', { byName: true }).componentVersionList)).toEqual([arn('component/hardening/1.1.0')]);
  expect(arnsOf(service.do('ListComponentBuildVersions', { componentVersionArn: arn('component/hardening/1.0.0') }).componentSummaryList))
    .toEqual([arn('component/hardening/1.0.0/2'), arn('component/hardening/1.0.0/1')]);
});

describe('images of a pipeline', () => {
  test('are those that it built', () => {
    const { imagePipelineArn, imageRecipeArn, infrastructureConfigurationArn } = createStack(service);
    service.do('CreateImage', { imageRecipeArn, infrastructureConfigurationArn });
    service.do('StartImagePipelineExecution', { imagePipelineArn });
    const { imageSummaryList } = service.do('ListImagePipelineImages', { imagePipelineArn });
    expect(imageSummaryList).toMatchObject([{ arn: arn('image/golden/1.0.1/2'), state: { status: 'PENDING' }, version: '1.0.1/2' }]);
    expect(imageSummaryList[0]).not.toHaveProperty('scanState');
  });

  test('are listed from the newest to the oldest', () => {
    const { imagePipelineArn } = createStack(service);
    for (let i = 0; i < 2; i++) {
      service.do('StartImagePipelineExecution', { imagePipelineArn });
      service.do('StartImagePipelineExecution', { imagePipelineArn });
      service.clock.advance(1);
    }
    const newestFirst = [4, 3, 2, 1].map((build) => arn(`image/golden/1.0.1/${build}`));
    expect(arnsOf(service.do('ListImagePipelineImages', { imagePipelineArn }).imageSummaryList)).toEqual(newestFirst);
    expect(arnsOf(service.do('ListImageBuildVersions', { imageVersionArn: arn('image/golden/1.0.1') }).imageSummaryList)).toEqual(newestFirst);
  });

  test('are none before the first build, and of an unknown pipeline', () => {
    const { imagePipelineArn } = createStack(service);
    expect(service.do('ListImagePipelineImages', { imagePipelineArn })).toEqual({ imageSummaryList: [] });
    expect(service.do('ListImagePipelineImages', { imagePipelineArn: arn('image-pipeline/x') })).toEqual({ imageSummaryList: [] });
  });
});

describe('filters', () => {
  beforeEach(() => {
    for (const name of ['alpha-1', 'alpha-2', 'beta-1']) {
      service.do('CreateComponent', { ...COMPONENT, name, platform: name === 'beta-1' ? 'Windows' : 'Linux', supportedOsVersions: [`OS ${name}`] });
    }
  });

  test.each<[string, Wire[], string[]]>([
    ['one value', [{ name: 'name', values: ['alpha-1'] }], ['alpha-1']],
    ['any of the values', [{ name: 'name', values: ['alpha-1', 'beta-1'] }], ['alpha-1', 'beta-1']],
    ['all filters', [{ name: 'name', values: ['alpha-1', 'beta-1'] }, { name: 'platform', values: ['Windows'] }], ['beta-1']],
    ['a wildcard', [{ name: 'name', values: ['alpha*'] }], ['alpha-1', 'alpha-2']],
    ['an entry of a list', [{ name: 'supportedOsVersion', values: ['OS beta-1'] }], ['beta-1']],
    ['a nested status', [{ name: 'status', values: ['DEPRECATED'] }], []],
    ['the exact text', [{ name: 'version', values: ['1.0'] }], []],
  ])('keep what has %s', (_, filters, names) => {
    expect(service.do('ListComponents', { filters }).componentVersionList.map(({ name }: Wire) => name)).toEqual(names);
  });

  test('that the operation does not know are refused', () => {
    expect(service.refusal('ListImageRecipes', { filters: [{ name: 'version', values: ['1'] }] }))
      .toBe('InvalidRequestException: The filter name must be one of name, parentImage, platform, got: version.');
  });
});

describe('pages', () => {
  const create = (count: number) => {
    for (let i = 0; i < count; i++) {service.do('CreateImageRecipe', { name: 'many', semanticVersion: 'x.x.x', parentImage: PARENT_IMAGE });}
  };
  const sizes = (input?: Wire) => pagesOf('ListImageRecipes', 'imageRecipeSummaryList', input).map(({ length }) => length);

  test.each([[0, [0]], [25, [25]], [26, [25, 1]], [51, [25, 25, 1]]])('of %d entries are %j long when nothing is said', (count, expected) => {
    create(count);
    expect(sizes()).toEqual(expected);
  });

  test.each([[1, [1, 1, 1]], [2, [2, 1]], [3, [3]], [100, [3]]])('are as long as maxResults says: %d', (maxResults, expected) => {
    create(3);
    expect(sizes({ maxResults })).toEqual(expected);
  });

  test.each([0, 101])('cannot be %d long', (maxResults) => {
    expect(service.refusal('ListImageRecipes', { maxResults })).toMatch(/^InvalidRequestException: The request is not valid: maxResults must be at (least 1|most 100)/);
  });

  test('are no longer than the scenario says', () => {
    service = new TestService({ pageSize: 2 });
    create(3);
    expect(sizes({ maxResults: 100 })).toEqual([2, 1]);
  });

  test('hold every entry once', () => {
    create(51);
    const arns = pagesOf('ListImageRecipes', 'imageRecipeSummaryList', { maxResults: 7 }).flat().map((entry) => entry.arn);
    expect(new Set(arns).size).toBe(51);
  });

  test.each([
    ['made up', () => 'x'],
    ['of another operation', () => service.do('ListImageRecipes', { maxResults: 1 }).nextToken, 'ListComponents'],
    ['of another filter', () => service.do('ListImageRecipes', { maxResults: 1, filters: [{ name: 'name', values: ['many'] }] }).nextToken],
    ['of a negative position', () => {
      const token = service.do('ListImageRecipes', { maxResults: 1 }).nextToken;
      return Buffer.from(Buffer.from(token, 'base64url').toString().replace('"from":1', '"from":-1')).toString('base64url');
    }],
  ])('cannot be had with a token that is %s', (_, token, operation = 'ListImageRecipes') => {
    create(2);
    const nextToken = token();
    expect(service.refusal(operation, { nextToken })).toBe(`InvalidPaginationTokenException: You have provided an invalid pagination token: '${nextToken}'.`);
  });
});
