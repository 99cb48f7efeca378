import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EC2_MODEL } from './model';
import { answerFaults, inputOf, xmlOf } from './protocol';
import { ensureVenv } from '../../support/python';
import { Simulator, startSimulator } from '../index';
import { ACCOUNT, arn, PYTHON_CLIENTS, REGION } from '../testing';

const ON_DEMAND = { imageScanningConfiguration: { imageScanningEnabled: true, imageScanningTypes: ['ON_DEMAND_AMI_CVE'] } };
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=AKIATEST/20260105/${REGION}/ec2/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
const AMI = 'ami-00000000000000001';
const UNSCANNED = 'ami-00000000000000002';
const CLEAN = 'ami-00000000000000003';

let simulator: Simulator;
beforeAll(async () => {
  const image = (build: number, image_: string, members: object) => ({ arn: arn(`image/golden/1.0.0/${build}`), amis: [{ image: image_ }], ...members });
  simulator = await startSimulator({
    account: ACCOUNT,
    authorize: async ({ accessKey, action, resource }) => accessKey === 'AKIADENIED' ? `${action} ${resource}` : undefined,
    scenario: {
      clock: { rate: 0 },
      seed: {
        images: [
          image(1, AMI, { members: ON_DEMAND, scanState: { status: 'COMPLETED' }, findings: { all: 4, critical: 1, high: 2 } }),
          image(2, UNSCANNED, { members: ON_DEMAND, scanState: { status: 'PENDING' }, findings: { all: 1 } }),
          image(3, CLEAN, { members: ON_DEMAND, scanState: { status: 'COMPLETED' } }),
          image(4, 'ami-00000000000000004', { scanState: { status: 'COMPLETED' }, findings: { all: 1 } }),
        ],
      },
    },
  });
});
afterAll(() => simulator.stop());

async function call(form: Record<string, string>, authorization = AUTHORIZATION): Promise<{ status: number; text: string }> {
  const response = await fetch(simulator.url, {
    method: 'POST', headers: { authorization, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, body: new URLSearchParams({ Version: '2016-11-15', ...form }),
  });
  return { status: response.status, text: await response.text() };
}

test('the model is what the generator makes of botocore, and names its source and licence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ec2-model-'));
  try {
    const python = await ensureVenv('aws-clients', PYTHON_CLIENTS);
    const models = join(__dirname, '../model');
    execFileSync(python, ['-B', join(models, 'generate_ec2.py'), join(folder, 'model.json')], { timeout: 60_000 });
    expect(readFileSync(join(folder, 'model.json'), 'utf8') === readFileSync(join(models, 'ec2-scans.json'), 'utf8')).toBe(true);
    expect(EC2_MODEL.source.licence).toContain('Apache-2.0');
    expect(EC2_MODEL.source.notice).toContain('Copyright');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 400_000);

test('boto3 reads scans and findings', async () => {
  const python = await ensureVenv('aws-clients', PYTHON_CLIENTS);
  const script = `
import boto3, json
ec2 = boto3.client("ec2")
images = ec2.describe_images(Filters=[{"Name": "image-id", "Values": ["${AMI}", "${UNSCANNED}", "${CLEAN}", "ami-0"]}])["Images"]
pages = [page["ImageFindings"] for page in ec2.get_paginator("get_image_findings").paginate(ImageId="${AMI}", PaginationConfig={"PageSize": 3})]
print(json.dumps([images, pages], default=str))`;
  // Not synchronously: the simulator answers in this process.
  const [images, pages] = JSON.parse(await new Promise<string>((resolve, reject) => {
    execFile(python, ['-c', script], {
      env: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL_EC2: simulator.url,
        AWS_DEFAULT_REGION: REGION,
        AWS_ACCESS_KEY_ID: 'AKIATEST',
        AWS_SECRET_ACCESS_KEY: 'secret',
        NO_PROXY: '127.0.0.1',
      },
    }, (error: Error | null, stdout: string) => error ? reject(error) : resolve(stdout));
  }));
  expect(images.map(({ ImageId, State, OwnerId, ScanResults: results }: any) =>
    [ImageId, State, OwnerId, results?.HighestFindingSeverityLabel, results !== undefined])).toEqual([
    [AMI, 'available', ACCOUNT, 'critical', true], [UNSCANNED, 'available', ACCOUNT, undefined, false], [CLEAN, 'available', ACCOUNT, undefined, true],
  ]);
  expect(pages.map((page: any[]) => page.map(({ Title, SeverityLabel }) => `${Title} ${SeverityLabel}`))).toEqual([
    ['CVE-2026-10000 - package-0 critical', 'CVE-2026-20000 - package-0 high', 'CVE-2026-20001 - package-1 high'], ['CVE-2026-40000 - package-0 low'],
  ]);
  expect(pages[0][0]).toMatchObject({ FixAvailable: true, Score: 9.8, Paths: ['/usr/lib/package-0'] });
}, 400_000);

test('findings of scans of test instances, and of AMIs that were not scanned, are none', async () => {
  for (const id of [UNSCANNED, 'ami-00000000000000004']) {
    const { status, text } = await call({ Action: 'GetImageFindings', ImageId: id });
    expect([status, text]).toEqual([200, expect.stringContaining('<imageFindingSet/>')]);
  }
});

test.each<[string, Record<string, string>, number, string]>([
  ['an AMI that does not exist', { Action: 'GetImageFindings', ImageId: 'ami-0' }, 400, 'InvalidAMIID.NotFound'],
  ['an AMI that does not exist, described', { 'Action': 'DescribeImages', 'ImageId.1': 'ami-0' }, 400, 'InvalidAMIID.NotFound'],
  ['an id of something else', { Action: 'GetImageFindings', ImageId: 'i-0' }, 400, 'InvalidAMIID.Malformed'],
  ['no AMI', { Action: 'GetImageFindings' }, 400, 'MissingParameter'],
  ['a parameter that nobody knows', { Action: 'GetImageFindings', ImageId: AMI, Colour: 'red' }, 400, 'UnknownParameter'],
  ['pages that are too long', { Action: 'GetImageFindings', ImageId: AMI, MaxResults: '1001' }, 400, 'InvalidParameterValue'],
  ['pages without a length', { Action: 'GetImageFindings', ImageId: AMI, MaxResults: 'many' }, 400, 'InvalidParameterValue'],
  ['a boolean that is none', { Action: 'DescribeImages', IncludeDisabled: 'yes' }, 400, 'InvalidParameterValue'],
  ['a token of nobody', { Action: 'GetImageFindings', ImageId: AMI, NextToken: 'x' }, 400, 'InvalidParameterValue'],
  ['a filter that is not served', { 'Action': 'DescribeImages', 'Filter.1.Name': 'name', 'Filter.1.Value.1': 'x' }, 400, 'InvalidParameterValue'],
  ['too many values', { 'Action': 'DescribeImages', 'Filter.1.Name': 'image-id', ...Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`Filter.1.Value.${i + 1}`, 'x'])) }, 400, 'FilterLimitExceeded'],
  ['another operation', { Action: 'RunInstances' }, 400, 'InvalidAction'],
  ['another version', { Action: 'DescribeImages', Version: '2010-01-01' }, 400, 'InvalidAction'],
])('%s is refused', async (_, form, status, code) => {
  const answer = await call(form);
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(`<Response><Errors><Error><Code>${code}</Code><Message>`)]);
  expect(simulator.journal().at(-1)).toMatchObject({ operation: form.Action, status, errorCode: code });
});

test('calls are authorized, and must be signed for the service', async () => {
  const denied = AUTHORIZATION.replace('AKIATEST', 'AKIADENIED');
  await expect(call({ Action: 'GetImageFindings', ImageId: AMI }, denied)).resolves.toEqual({
    status: 403, text: expect.stringMatching(new RegExp(`<Code>UnauthorizedOperation</Code><Message>.* ec2:GetImageFindings arn:aws:ec2:${REGION}::image/${AMI}<`)),
  });
  expect((await call({ Action: 'DescribeImages' }, denied)).text).toContain('ec2:DescribeImages *');
  expect((await call({ Action: 'DescribeImages' }, AUTHORIZATION.replace('/ec2/', '/imagebuilder/'))).status).toBe(403);
});

test('faults strike', async () => {
  const effects = [{ error: { code: 'RequestLimitExceeded', status: 503 } }, 'html502', { patch: [{ set: 'Images', value: [] }] }, { rawBody: { body: 'odd' } }] as const;
  simulator.load({ faults: effects.map((effect, i) => ({ operation: 'DescribeImages', nth: i + 1, effect })) });
  const answers = [];
  for (const _ of effects) answers.push(await call({ Action: 'DescribeImages' }));
  expect(answers.map(({ status }) => status)).toEqual([503, 502, 200, 200]);
  expect(answers[2].text).toContain('<imagesSet/>');
  expect(answers[3].text).toBe('odd');
});

test('an answer that does not conform to the model is told, and text is escaped', () => {
  expect(answerFaults('GetImageFindings', { ImageFindings: [{ SeverityLabel: 'HIGH', Colour: 'red', FixAvailable: 'yes', Score: 'x', FirstObservedAt: 'today', Title: 1 }] })).toEqual([
    'GetImageFindings.ImageFindings[0].SeverityLabel must be one of informational, low, medium, high, critical, got: "HIGH"',
    'GetImageFindings.ImageFindings[0].Colour is not a member',
    'GetImageFindings.ImageFindings[0].FixAvailable must be a boolean, got: "yes"',
    'GetImageFindings.ImageFindings[0].Score must be of type double, got: "x"',
    'GetImageFindings.ImageFindings[0].FirstObservedAt must be a time with milliseconds, got: "today"',
    'GetImageFindings.ImageFindings[0].Title must be a string, got: 1',
  ]);
  expect(xmlOf('GetImageFindings', { ImageFindings: [{ Title: 'a < b & c' }] }, '1')).toContain('<imageFindingSet><item><title>a &lt; b &amp; c</title></item></imageFindingSet>');
  expect(inputOf('DescribeImages', new URLSearchParams({ 'ImageId.1': AMI, 'DryRun': 'true' }))).toEqual({ ImageIds: [AMI], DryRun: true });
});
