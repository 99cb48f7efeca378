import { deploy, deployInVain, destroy } from './deployment';
import { LocalAws } from './local-aws/launch';
import { Variant } from './variant';

jest.setTimeout(180_000);

let aws: LocalAws;

beforeAll(async () => {
  aws = await LocalAws.start({ scenario: {}, auth: true });
}, 300_000);

afterAll(async () => aws?.stop());

/** Calls to Image Builder that were made with the keys of a role, which CloudFormation's are not. */
function callsOfRoles() {
  return aws.simulator.journal().filter(({ accessKey }) => accessKey !== 'cloudformation');
}

describe('with roles enforced', () => {
  const STACK: Variant = { stack: 'GoldenAmi' };

  beforeAll(async () => {
    await deploy(aws, STACK);
  }, 180_000);

  test('the roles that the library makes allow all that the reports do', async () => {
    expect(await aws.client.outputs(STACK.stack)).toMatchObject({ Outcome: 'SUCCEEDED', FindingsAll: '25', Gate: 'PASSED' });
    expect(callsOfRoles().length).toBeGreaterThan(0);
    expect(callsOfRoles().filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('they do not allow what the reports do not do', async () => {
    const { accessKey } = callsOfRoles()[0];
    const { ImageArn } = await aws.client.outputs(STACK.stack);

    expect(await aws.refusal(accessKey, 'imagebuilder:GetImage', ImageArn)).toBeUndefined();
    expect(await aws.refusal(accessKey, 'imagebuilder:DeleteImage', ImageArn)).toMatch(/ is not authorized to perform: imagebuilder:DeleteImage on resource: arn:/);
    expect(await aws.refusal(accessKey, 'imagebuilder:StartImagePipelineExecution', '*')).toMatch(/ is not authorized to perform: /);
  });

  test('the stack is destroyed with them', async () => {
    await destroy(aws, STACK);
    expect(aws.simulator.resources()).toEqual([]);
  });
});

describe('with an action taken out of the roles', () => {
  const ACTION = 'imagebuilder:ListWorkflowExecutions';
  const TRIMMED: Variant = { stack: 'Trimmed', deniedAction: ACTION };

  beforeAll(async () => {
    aws.simulator.load({}, { reset: true });
    await deployInVain(aws, TRIMMED);
  }, 180_000);

  test('the call is refused with 403', () => {
    const refused = callsOfRoles().filter(({ operation }) => `imagebuilder:${operation}` === ACTION);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ status, errorCode }) => `${status} ${errorCode}`))).toEqual(new Set(['403 AccessDeniedException']));
  });

  test('the deployment fails with a reason that names action and image', async () => {
    const failures = (await aws.client.stackEvents(TRIMMED.stack)).filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(failures).toHaveLength(1);
    expect(failures[0].ResourceType).toBe('Custom::ImageBuilderBuildReport');
    expect(failures[0].ResourceStatusReason).toContain(ACTION);
    expect(failures[0].ResourceStatusReason).toMatch(/arn:aws:imagebuilder:us-east-1:000000000000:image\/\S+\/1\.0\.1\/1/);
    expect(Buffer.byteLength(failures[0].ResourceStatusReason!)).toBeLessThan(4096);
  });
});
