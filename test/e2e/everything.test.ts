import { join } from 'node:path';
import { EverythingVariant } from './everything-variant';
import { Scenario } from '../simulator';
import { CdkApp, tsx } from './local-aws/cdk';
import { LocalAws } from './local-aws/launch';

jest.setTimeout(240_000);

const STACK = 'Everything';
const SCENARIO: Scenario = { builds: [{ scan: { findings: { all: 5, critical: 0, high: 1, medium: 3 } } }] };

const AS_IN_EXAMPLE: EverythingVariant = { team: 'platform' };
const CHANGED_IN_PLACE: EverythingVariant = { team: 'images', purpose: 'Base of all services but one' };
const REPLACED: EverythingVariant = { ...CHANGED_IN_PLACE, prefix: 'all', hardening: ['dnf -y upgrade'], smokeTest: ['true'] };

describe.each([['', false], [' with roles enforced', true]])('a stack with every type of resource%s', (_, auth) => {
  let aws: LocalAws;
  /** ARNs of the resources after the last deployment, by what they are: two are called by what they are made of. */
  let arns: Record<string, string>;

  beforeAll(async () => {
    aws = await LocalAws.start({ scenario: SCENARIO, auth });
  }, 300_000);

  afterAll(async () => aws?.stop());

  async function cdk(command: 'deploy' | 'destroy', variant: EverythingVariant): Promise<void> {
    const app: CdkApp = { folder: __dirname, app: tsx(join(__dirname, 'everything-app.ts')), env: { VARIANT: JSON.stringify(variant) } };
    const { code, output } = await aws.cdk([command, '--all'], { ...app, timeoutSeconds: 200 });
    if (code !== 0) {throw new Error(`\`cdk ${command}\` must succeed, got ${code}:\n${output}\n${aws.log()}`);}
  }

  async function deploy(variant: EverythingVariant): Promise<void> {
    await cdk('deploy', variant);
    arns = Object.fromEntries(aws.simulator.resources().map((arn) => [described(arn), arn]));
  }

  /** What CloudFormation and the functions did since then. */
  function calls(since: number): string[] {
    return aws.simulator.journal().slice(since).map(({ operation }) => operation);
  }

  async function tagsOf(arn: string): Promise<Record<string, string>> {
    const { tags } = await aws.client.call<{ tags: Record<string, string> }>('imagebuilder', 'ListTagsForResource', { resourceArn: arn });
    return tags;
  }

  // Each test goes on where the one before it ended, as the life of a stack does.

  test('is created, builds both images, and says what became of them', async () => {
    await deploy(AS_IN_EXAMPLE);

    expect(Object.keys(arns).sort()).toEqual(EVERYTHING);
    expect(aws.simulator.resources()).toHaveLength(EVERYTHING.length);
    expect(await aws.client.outputs(STACK)).toMatchObject({
      AmiOutcome: 'SUCCEEDED',
      AmiImageArn: arns.AMI,
      AmiAmiId: expect.stringMatching(/^ami-[0-9a-f]{17}$/),
      AmiFindingsAll: '5',
      AmiFindingsCritical: '0',
      AmiGate: 'PASSED',
      ContainerOutcome: 'SUCCEEDED',
      ContainerImageArn: arns.container,
    });
    for (const arn of Object.values(arns)) {expect(await tagsOf(arn)).toMatchObject({ Team: 'platform' });}
  });

  test('is changed in place where the service can, and the AMI is built again because its pipeline changed', async () => {
    const [before, since] = [arns, aws.simulator.journal().length];

    await deploy(CHANGED_IN_PLACE);

    const { AMI, ...others } = arns;
    expect(others).toEqual({ ...before, AMI: undefined });
    expect(AMI).toBe(`${before.AMI.slice(0, before.AMI.lastIndexOf('/'))}/2`);
    const updates = calls(since).filter((operation) => operation.startsWith('Update'));
    expect(updates.sort()).toEqual([
      'UpdateDistributionConfiguration', 'UpdateImagePipeline', 'UpdateImagePipeline', 'UpdateInfrastructureConfiguration', 'UpdateLifecyclePolicy',
    ]);
    expect(calls(since).filter((operation) => operation.startsWith('Create'))).toEqual([]);
    expect(await aws.client.outputs(STACK)).toMatchObject({ AmiOutcome: 'SUCCEEDED', AmiImageArn: AMI, ContainerImageArn: arns.container });
    for (const arn of Object.values(arns)) {expect(await tagsOf(arn)).toMatchObject({ Team: 'images' });}
  });

  test('is replaced where the service cannot, and nothing is left of what it was', async () => {
    const before = Object.values(arns);

    await deploy(REPLACED);

    expect(Object.keys(arns).sort()).toEqual(EVERYTHING);
    expect(aws.simulator.resources()).toHaveLength(EVERYTHING.length);
    expect(Object.values(arns).filter((arn) => before.includes(arn))).toEqual([]);
    expect(await aws.client.outputs(STACK)).toMatchObject({ AmiImageArn: arns.AMI, AmiOutcome: 'SUCCEEDED', ContainerImageArn: arns.container, ContainerOutcome: 'SUCCEEDED' });
  });

  test('no call was refused', () => {
    const callers = new Set(aws.simulator.journal().map(({ accessKey }) => accessKey));
    expect(callers.size).toBeGreaterThan(1);
    expect(aws.simulator.journal().filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('is destroyed, and leaves nothing in Image Builder', async () => {
    await cdk('destroy', REPLACED);
    expect(aws.simulator.resources()).toEqual([]);
  });
});

const EVERYTHING = [
  'AMI', 'component', 'container', 'container-recipe', 'distribution-configuration', 'image-pipeline ami', 'image-pipeline container', 'image-recipe',
  'infrastructure-configuration', 'lifecycle-policy', 'workflow',
];

/** The type of a resource, and for two of a type what they make. */
function described(arn: string): string {
  const [, type, name] = /:([a-z-]+)\/(\S+)$/.exec(arn)!;
  switch (type) {
    case 'image': return /containerrecipe/i.test(name) ? 'container' : 'AMI';
    case 'image-pipeline': return `image-pipeline ${name.split('-').at(-1)}`;
    default: return type;
  }
}
