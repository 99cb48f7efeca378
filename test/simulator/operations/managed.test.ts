import { arn, managed, TestService, WORKFLOW } from '../testing';
import { Wire } from '../wire';

let service: TestService;
beforeEach(() => {
  service = new TestService();
});

const namesOf = (list: Wire[]) => list.map(({ name }) => name);

describe('what AWS publishes', () => {
  test.each([
    ['GetImage', 'imageBuildVersionArn', 'image/amazon-linux-2023-x86/x.x.x', 'image', {
      arn: managed('image/amazon-linux-2023-x86/2025.12.1/1'), imageSource: 'AMAZON_MANAGED', platform: 'Linux', state: { status: 'AVAILABLE' },
    }],
    ['GetComponent', 'componentBuildVersionArn', 'component/update-linux/1.x.x', 'component', {
      arn: managed('component/update-linux/1.0.1/1'), owner: 'Amazon', type: 'BUILD', platform: 'Linux',
    }],
    ['GetWorkflow', 'workflowBuildVersionArn', 'workflow/test/test-image/x.x.x', 'workflow', {
      arn: managed('workflow/test/test-image/1.0.3/1'), owner: 'Amazon', type: 'TEST', data: expect.stringContaining('CollectImageScanFindings'),
    }],
  ])('is read by %s', (operation, id, reference, member, found) => {
    expect(service.do(operation, { [id]: managed(reference) })[member]).toMatchObject(found);
  });

  test('is listed for the owner Amazon, and not among what one owns', () => {
    const { imageVersionList } = service.do('ListImages', { owner: 'Amazon', filters: [{ name: 'platform', values: ['Windows'] }] });
    expect(imageVersionList).toMatchObject([{ arn: managed('image/windows-server-2022-english-full-base-x86/2025.12.1'), owner: 'Amazon' }]);
    expect(namesOf(service.do('ListComponents', { owner: 'Amazon' }).componentVersionList)).toContain('update-linux');
    expect(namesOf(service.do('ListWorkflows', { owner: 'Amazon' }).workflowVersionList)).toContain('build-container');
    expect(service.do('ListInfrastructureConfigurations').infrastructureConfigurationSummaryList).toEqual([]);
    expect(service.do('ListImages').imageVersionList).toEqual([]);
  });

  test('has builds that can be listed', () => {
    const imageVersionArn = managed('image/macos-sequoia-arm64/2025.12.1');
    const { imageSummaryList: [summary] } = service.do('ListImageBuildVersions', { imageVersionArn });
    expect(summary).toMatchObject({ arn: `${imageVersionArn}/1`, version: '2025.12.1/1', outputResources: { amis: [{ region: 'eu-west-1' }] } });
  });

  test('is not found by a name that is not published', () => {
    expect(service.refusal('GetImage', { imageBuildVersionArn: managed('image/nothing/x.x.x') })).toMatch(/^ResourceNotFoundException/);
  });

  test('cannot be looked into, tagged or deleted', () => {
    const image = managed('image/amazon-linux-2023-x86/2025.12.1/1');
    expect(service.refusal('ListWorkflowExecutions', { imageBuildVersionArn: image }))
      .toBe(`InvalidParameterValueException: The value supplied for parameter 'imageBuildVersionArn' is not valid. The resource '${image}' is not yours.`);
    expect(service.refusal('DeleteImage', { imageBuildVersionArn: image })).toMatch(/^ResourceNotFoundException/);
    expect(service.refusal('TagResource', { resourceArn: image, tags: { a: 'b' } })).toMatch(/^ResourceNotFoundException/);
  });
});

describe('owners of workflows', () => {
  test.each(['Shared', 'ThirdParty'])('%s is refused', (owner) => {
    expect(service.refusal('ListWorkflows', { owner }))
      .toBe(`InvalidParameterValueException: The value supplied for parameter 'owner' is not valid. Workflows cannot be listed for the owner '${owner}'.`);
  });

  test('AWSMarketplace has none', () => {
    expect(service.do('ListWorkflows', { owner: 'AWSMarketplace' }).workflowVersionList).toEqual([]);
  });
});

test('GetWorkflow has the parameters of the document', () => {
  const data = 'schemaVersion: 1.0\nparameters:\n  - name: waitFor\n    type: integer\n    default: 5\n    description: Seconds\n  - { name: names, type: stringList }\nsteps: []\n';
  const { workflowBuildVersionArn } = service.do('CreateWorkflow', { ...WORKFLOW, data });
  expect(workflowBuildVersionArn).toBe(arn('workflow/test/my-test/1.0.0/1'));
  expect(service.do('GetWorkflow', { workflowBuildVersionArn }).workflow.parameters).toEqual([
    { name: 'waitFor', type: 'integer', defaultValue: ['5'], description: 'Seconds' }, { name: 'names', type: 'stringList' },
  ]);
});

test('names and the filter for a version do not go together', () => {
  expect(service.refusal('ListImages', { byName: true, filters: [{ name: 'version', values: ['1.0.0'] }] }))
    .toBe('InvalidParameterCombinationException: byName must not be combined with the filter version.');
});
