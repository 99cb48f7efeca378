import { arn, COMPONENT, CONTAINER_RECIPE, createStack, LIFECYCLE, managed, PARENT_IMAGE, REGION, Stack, TestService, WORKFLOW } from '../../testing';
import { Wire } from '../../wire';

let service: TestService;
let stack: Stack;
beforeEach(() => {
  service = new TestService();
  stack = createStack(service);
});

const RECIPE = { name: 'r-1', semanticVersion: '1.0.0', parentImage: PARENT_IMAGE };
const INFRASTRUCTURE = { name: 'infra', instanceProfileName: 'p' };
const distribution = (distributions: Wire[]) => ({ name: 'dist', distributions });
const ami = (configuration: Wire, more: Wire = {}) => distribution([{ region: REGION, amiDistributionConfiguration: configuration, ...more }]);
const volume = (ebs: Wire) => ({ ...RECIPE, blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs }] });
const lifecycle = (detail: Wire, more: Wire = {}) => ({
  ...LIFECYCLE, policyDetails: [{ action: { type: 'DELETE' }, filter: { type: 'AGE', value: 1, unit: 'DAYS' }, ...detail }], ...more,
});
const deleting = (includeResources: Wire, type = 'DELETE') => lifecycle({ action: { type, includeResources } });
const document = (steps: Wire[]) => ({ ...COMPONENT, name: 'other', data: JSON.stringify({ phases: [{ name: 'build', steps }] }) });
const container = (change: Wire) => ({ ...CONTAINER_RECIPE, ...change });

/** Of the stack's pipeline, under another name. */
function pipeline(change: Wire): Wire {
  const { imageRecipeArn, infrastructureConfigurationArn } = stack;
  return { name: 'other', imageRecipeArn, infrastructureConfigurationArn, ...change };
}

type Row = readonly [what: string, operation: string, refused: Wire | (() => Wire), why: string, accepted: Wire | (() => Wire)];

const inputOf = (input: Wire | (() => Wire)): Wire => typeof input === 'function' ? input() : input;
const workflows = (...names: string[]) => names.map((name) => ({ workflowArn: managed(`workflow/${name}/x.x.x`) }));
const withWorkflows = (...list: Wire[]) => () => pipeline({ workflows: list, executionRole: 'r' });
const scan = (configuration: Wire) => () => pipeline({ imageScanningConfiguration: { imageScanningEnabled: true, ...configuration } });
const scheduled = (schedule: Wire) => () => pipeline({ schedule });
const OUTPUTS = 'parameter \'distributions[0]\' is not valid. One or more outputs should be provided for each region in a distribution configuration.';
const NAME = 'parameter \'distributions[0].amiDistributionConfiguration.name\' is not valid. The EC2 AMI name must contain \'{{ imagebuilder:buildDate }}\' '
  + 'to ensure that the name will be unique.';

const ROWS: readonly Row[] = [
  ['a Region without outputs', 'CreateDistributionConfiguration', distribution([{ region: REGION }]), OUTPUTS, ami({})],
  ['no Region', 'CreateDistributionConfiguration', distribution([]), 'At least one Region must be given.', ami({})],
  ['an unknown Region', 'CreateDistributionConfiguration', distribution([{ region: 'eu-cental-1', amiDistributionConfiguration: {} }]),
    '\'eu-cental-1\' is not a Region', distribution([{ region: 'eu-central-1', amiDistributionConfiguration: {} }])],
  ['a Region of another partition', 'CreateDistributionConfiguration', distribution([{ region: 'cn-north-1', amiDistributionConfiguration: {} }]),
    '\'cn-north-1\' is not a Region', distribution([{ region: 'us-east-1', amiDistributionConfiguration: {} }])],
  ['an AMI name without the date', 'CreateDistributionConfiguration', ami({ name: 'golden {{ imagebuilder:buildVersion }}' }), NAME,
    ami({ name: 'golden {{imagebuilder:buildDate}}' })],
  ['an unknown group', 'CreateDistributionConfiguration', ami({ launchPermission: { userGroups: ['everybody'] } }), 'The only group is \'all\', got: everybody.',
    ami({ launchPermission: { userGroups: ['all'] } })],
  ['a parameter in no target account', 'CreateDistributionConfiguration',
    ami({}, { ssmParameterConfigurations: [{ amiAccountId: '111111111111', parameterName: '/a' }] }), 'The account \'111111111111\' is no target account',
    ami({ targetAccountIds: ['111111111111'] }, { ssmParameterConfigurations: [{ amiAccountId: '111111111111', parameterName: '/a' }] })],

  ['a parent image that is none', 'CreateImageRecipe', { ...RECIPE, parentImage: 'amazon-linux' }, '\'amazon-linux\' is not the id of an AMI',
    { ...RECIPE, parentImage: 'prod-abcdefghijklm' }],
  ['a parent that is a component', 'CreateImageRecipe', { ...RECIPE, parentImage: managed('component/a/x.x.x') }, 'is not the id of an AMI',
    { ...RECIPE, parentImage: 'ssm:/golden' }],
  ['a watermark twice', 'CreateImageRecipe', { ...RECIPE, amiWatermarks: ['one', 'one'] }, 'The watermark \'one\' is given twice.',
    { ...RECIPE, amiWatermarks: ['one', 'One'] }],
  ['a component twice', 'CreateImageRecipe', { ...RECIPE, components: Array(2).fill({ componentArn: managed('component/a/x.x.x') }) }, 'is given twice.',
    { ...RECIPE, components: ['a', 'b'].map((name) => ({ componentArn: managed(`component/${name}/x.x.x`) })) }],
  ['io1 without iops', 'CreateImageRecipe', volume({ volumeType: 'io1' }), 'It is required for the volume type io1.', volume({ volumeType: 'io1', iops: 100 })],
  ['throughput without gp3', 'CreateImageRecipe', volume({ volumeType: 'gp2', throughput: 125 }), 'It is for the volume type gp3 only.',
    volume({ volumeType: 'gp3', throughput: 125 })],
  ['the SSM agent on Windows', 'CreateImageRecipe', {
    ...RECIPE, parentImage: managed('image/windows-server-2022-english-full-base-x86/x.x.x'), additionalInstanceConfiguration: { systemsManagerAgent: {} },
  }, 'It cannot be set for a Windows base image.', { ...RECIPE, additionalInstanceConfiguration: { systemsManagerAgent: {} } }],

  ['ECR Public without a platform', 'CreateContainerRecipe', container({ parentImage: 'public.ecr.aws/amazonlinux/amazonlinux:2023' }),
    'You must specify a platform override when using ECR Public Repositories as your parent image.',
    container({ parentImage: 'public.ecr.aws/amazonlinux/amazonlinux:2023', platformOverride: 'Linux' })],
  ['ECR without a platform', 'CreateContainerRecipe', container({ parentImage: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1' }),
    'You must specify a platform override when using ECR Repositories as your parent image.',
    container({ parentImage: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1', platformOverride: 'Linux' })],
  ['ECR with Windows of any version', 'CreateContainerRecipe', container({ parentImage: 'public.ecr.aws/a/b', platformOverride: 'Windows' }),
    'You must specify an image OsVersion override', container({
      parentImage: 'public.ecr.aws/a/b', platformOverride: 'Windows', imageOsVersionOverride: 'Microsoft Windows Server 2022',
    })],
  ['containers on macOS', 'CreateContainerRecipe', container({ platformOverride: 'macOS' }), 'the platforms Linux and Windows only.',
    container({ platformOverride: 'Windows' })],
  ['an AMI as the parent of a container', 'CreateContainerRecipe', container({ parentImage: 'ami-0123456789abcdef0' }), 'is neither the ARN of an image nor',
    container({ parentImage: managed('image/amazon-linux-2023-x86-2023/x.x.x') })],

  ['a blank in the name of a step', 'CreateComponent', document([{ name: 'Loading ssh keys', action: 'ExecuteBash' }]),
    'parameter \'data\' is not valid. Invalid step name \'Loading ssh keys\' in phase \'build\'. Allowed characters are', document([{ name: 'Loading_ssh-keys', action: 'ExecuteBash' }])],
  ['S3Download of nothing', 'CreateComponent', document([{ name: 'Download', action: 'S3Download', inputs: [] }]),
    'Action S3Download has no inputs; it requires an \'inputs\'', document([{ name: 'Download', action: 'S3Download', inputs: [{ source: 's3://a/b' }] }])],
  ['a document that is no object in S3', 'CreateComponent', { ...COMPONENT, data: undefined, uri: 'https://a/b' }, 'is not the URI of an object in Amazon S3.',
    { ...COMPONENT, data: undefined, uri: 's3://a/b' }],
  ['a workflow that is no object in S3', 'CreateWorkflow', { ...WORKFLOW, data: undefined, uri: 's3://a/' }, 'is not the URI of an object in Amazon S3.',
    { ...WORKFLOW, data: undefined, uri: 's3://a/b' }],

  ['a subnet without a security group', 'CreateInfrastructureConfiguration', { ...INFRASTRUCTURE, subnetId: 'subnet-1' }, 'At least one security group is required',
    { ...INFRASTRUCTURE, subnetId: 'subnet-1', securityGroupIds: ['sg-1'] }],
  ['a tag that is reserved', 'CreateInfrastructureConfiguration', { ...INFRASTRUCTURE, resourceTags: { Name: 'x' } }, 'The tag key \'Name\' is reserved.',
    { ...INFRASTRUCTURE, resourceTags: { name: 'x' } }],
  ['a FIFO topic', 'CreateInfrastructureConfiguration', { ...INFRASTRUCTURE, snsTopicArn: `arn:aws:sns:${REGION}:123456789012:a.fifo` }, 'snsTopicArn must match',
    { ...INFRASTRUCTURE, snsTopicArn: `arn:aws:sns:${REGION}:123456789012:a` }],
  ['a host for shared tenancy', 'CreateInfrastructureConfiguration', { ...INFRASTRUCTURE, placement: { hostId: 'h-1' } }, 'It is for the tenancy host only.',
    { ...INFRASTRUCTURE, placement: { hostId: 'h-1', tenancy: 'host' } }],

  ['AGE without a unit', 'CreateLifecyclePolicy', lifecycle({ filter: { type: 'AGE', value: 1 } }), 'It is required for filters of type AGE.', lifecycle({})],
  ['COUNT with a unit', 'CreateLifecyclePolicy', lifecycle({ filter: { type: 'COUNT', value: 1, unit: 'DAYS' } }), 'It is for filters of type AGE only.',
    lifecycle({ filter: { type: 'COUNT', value: 1 } })],
  ['COUNT that deprecates', 'CreateLifecyclePolicy', lifecycle({ action: { type: 'DEPRECATE' }, filter: { type: 'COUNT', value: 1 } }),
    'The type COUNT can be used with the action DELETE only, got: DEPRECATE.',
    lifecycle({ action: { type: 'DEPRECATE' }, filter: { type: 'AGE', value: 1, unit: 'DAYS', retainAtLeast: 2 } })],
  ['containers in a policy for AMIs', 'CreateLifecyclePolicy', deleting({ containers: true }), 'can include amis and snapshots only.',
    deleting({ amis: true, snapshots: true, containers: false })],
  ['snapshots without AMIs', 'CreateLifecyclePolicy', deleting({ snapshots: true }), 'Snapshots can be included only together with AMIs.', deleting({ amis: true })],
  ['snapshots that are deprecated', 'CreateLifecyclePolicy', deleting({ amis: true, snapshots: true }, 'DEPRECATE'), 'can include amis only.',
    deleting({ amis: true }, 'DEPRECATE')],
  ['AMIs in a policy for containers', 'CreateLifecyclePolicy', { ...deleting({ amis: true }), resourceType: 'CONTAINER_IMAGE' }, 'can include containers only.',
    { ...deleting({ containers: true }), resourceType: 'CONTAINER_IMAGE' }],
  ['containers that are disabled', 'CreateLifecyclePolicy', { ...lifecycle({ action: { type: 'DISABLE' } }), resourceType: 'CONTAINER_IMAGE' },
    'support DELETE only, got: DISABLE.', { ...lifecycle({}), resourceType: 'CONTAINER_IMAGE' }],
  ['two rules that delete', 'CreateLifecyclePolicy', { ...LIFECYCLE, policyDetails: Array(2).fill(LIFECYCLE.policyDetails[0]) }, 'got twice: DELETE.', LIFECYCLE],

  ['an unknown schedule', 'CreateImagePipeline', scheduled({ scheduleExpression: 'every day' }), 'is neither a cron expression nor a rate expression.',
    scheduled({ scheduleExpression: 'rate(1 day)' })],
  ['a schedule with too few fields', 'CreateImagePipeline', scheduled({ scheduleExpression: 'cron(0 0 * *)' }), 'is neither a cron expression', scheduled({ scheduleExpression: 'cron(0 0 * * ? *)' })],
  ['an unknown zone', 'CreateImagePipeline', scheduled({ timezone: 'Europe/Berln' }), '\'Europe/Berln\' is not a time zone of IANA.', scheduled({ timezone: 'Europe/Berlin' })],
  ['a condition for the scan of the test instance', 'CreateImagePipeline', scan({ scanResultCondition: { maximumSeverityLabel: 'HIGH' } }),
    'scanResultCondition can be set only when imageScanningTypes is ON_DEMAND_AMI_CVE.',
    scan({ imageScanningTypes: ['ON_DEMAND_AMI_CVE'], scanResultCondition: { maximumSeverityLabel: 'HIGH' } })],
  ['a log group of one\'s own without a role', 'CreateImagePipeline', () => pipeline({ loggingConfiguration: { imageLogGroupName: '/mine' } }),
    'An execution role is required for the log group \'/mine\'', () => pipeline({ loggingConfiguration: { imageLogGroupName: '/mine' }, executionRole: 'r' })],
  ['workflows without a role', 'CreateImagePipeline', () => pipeline({ workflows: workflows('build/build-image') }), 'An execution role is required to provide workflows.',
    withWorkflows(...workflows('build/build-image'))],
  ['two BUILD workflows', 'CreateImagePipeline', withWorkflows(...workflows('build/build-image', 'build/express-build-image')), 'At most one workflow of type BUILD can be given, got: 2.',
    withWorkflows(...workflows('build/build-image', 'test/test-image', 'test/test-image'))],
  ['a version of a managed workflow', 'CreateImagePipeline', withWorkflows({ workflowArn: managed('workflow/build/build-image/1.0.1') }),
    'AWS managed workflows must have latest version \'x.x.x\' for \'arn:', withWorkflows(...workflows('build/build-image'))],
  ['a build that continues', 'CreateImagePipeline', withWorkflows({ ...workflows('build/build-image')[0], onFailure: 'CONTINUE' }), 'It can be set for test workflows only.',
    withWorkflows({ ...workflows('test/test-image')[0], onFailure: 'CONTINUE' })],
  ['a build in a group', 'CreateImagePipeline', withWorkflows({ ...workflows('build/build-image')[0], parallelGroup: 'g' }), 'It can be set for test workflows only.',
    withWorkflows({ ...workflows('test/test-image')[0], parallelGroup: 'g' })],
];

test.each(ROWS)('%s is refused by %s, and what is right beside it is not', (_, operation, refused, why, accepted) => {
  expect(service.refusal(operation, inputOf(refused))).toContain(why);
  expect(service.do(operation, inputOf(accepted))).toHaveProperty('clientToken');
});

test('CreateImage checks what the pipeline checks', () => {
  const { name, ...input } = pipeline({ workflows: workflows('build/build-image') });
  expect(service.refusal('CreateImage', input)).toContain('An execution role is required to provide workflows.');
});

test('the AMI of a container cannot be scanned', () => {
  const { containerRecipeArn } = service.do('CreateContainerRecipe', CONTAINER_RECIPE);
  const input = pipeline({ imageRecipeArn: undefined, containerRecipeArn, imageScanningConfiguration: { imageScanningEnabled: true, imageScanningTypes: ['ON_DEMAND_AMI_CVE'] } });
  expect(service.refusal('CreateImagePipeline', input)).toContain('The scan type ON_DEMAND_AMI_CVE needs an image recipe.');
});

describe('parameters', () => {
  const data = 'parameters:\n  - { name: needed, type: string }\n  - { name: other, type: string, default: x }\nsteps: []\n';

  test.each<[string, Wire[], string | undefined]>([
    ['all', [{ name: 'needed', value: ['a'] }, { name: 'other', value: ['b'] }], undefined],
    ['those without a default value', [{ name: 'needed', value: ['a'] }], undefined],
    ['none', [], 'The parameter \'needed\' has no default value and must be given.'],
    ['an unknown one', [{ name: 'needed', value: ['a'] }, { name: 'neded', value: ['a'] }], 'The workflow has no parameter \'neded\'.'],
    ['one twice', [{ name: 'needed', value: ['a'] }, { name: 'needed', value: ['b'] }], 'The parameter \'needed\' is given twice.'],
  ])('of a workflow: %s', (_, parameters, why) => {
    const { workflowBuildVersionArn: workflowArn } = service.do('CreateWorkflow', { ...WORKFLOW, data });
    const input = pipeline({ workflows: [{ workflowArn, ...parameters.length > 0 ? { parameters } : {} }], executionRole: 'r' });
    if (why) {expect(service.refusal('CreateImagePipeline', input)).toContain(why);} else {service.do('CreateImagePipeline', input);}
  });

  test.each<[string, Wire[], string | undefined]>([
    ['those without a default value', [{ name: 'Needed', value: ['a'] }], undefined],
    ['none', [], 'The parameter \'Needed\' has no default value and must be given.'],
    ['an unknown one', [{ name: 'needed', value: ['a'] }], 'The component has no parameter \'needed\'.'],
  ])('of a component: %s', (_, parameters, why) => {
    const component = { ...COMPONENT, name: 'other', data: 'parameters:\n  - Needed: { type: string }\n  - Other: { type: string, default: x }\nphases: []\n' };
    const { componentBuildVersionArn: componentArn } = service.do('CreateComponent', component);
    const input = { ...RECIPE, components: [{ componentArn, ...parameters.length > 0 ? { parameters } : {} }] };
    if (why) {expect(service.refusal('CreateImageRecipe', input)).toContain(why);} else {service.do('CreateImageRecipe', input);}
  });
});

describe('an update', () => {
  test('is checked as a creation is', () => {
    const { distributionConfigurationArn } = stack;
    expect(service.refusal('UpdateDistributionConfiguration', { distributionConfigurationArn, distributions: [{ region: REGION }] })).toContain(OUTPUTS);
  });

  test('of a pipeline keeps the type of the recipe', () => {
    const { imagePipelineArn, infrastructureConfigurationArn } = stack;
    const { containerRecipeArn } = service.do('CreateContainerRecipe', CONTAINER_RECIPE);
    expect(service.refusal('UpdateImagePipeline', { imagePipelineArn, containerRecipeArn, infrastructureConfigurationArn })).toContain('must be of the type of the pipeline\'s recipe');
  });

  test('of a lifecycle policy keeps the type of the images', () => {
    const { lifecyclePolicyArn } = service.do('CreateLifecyclePolicy', LIFECYCLE);
    const { name, ...input } = { ...LIFECYCLE, resourceType: 'CONTAINER_IMAGE', lifecyclePolicyArn };
    expect(service.refusal('UpdateLifecyclePolicy', input)).toContain('It cannot be changed, and is \'AMI_IMAGE\'.');
  });
});

test('a 51st tag is refused, and nothing of the call is kept', () => {
  const resourceArn = arn('image-pipeline/pipeline');
  const tags = (from: number, to: number) => Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`k${from + i}`, 'v']));
  service.do('TagResource', { resourceArn, tags: tags(0, 49) });
  expect(service.refusal('TagResource', { resourceArn, tags: tags(49, 51) })).toContain('A resource can have at most 50 tags.');
  service.do('TagResource', { resourceArn, tags: tags(48, 50) });
  expect(Object.keys(service.do('ListTagsForResource', { resourceArn }).tags)).toHaveLength(50);
});
