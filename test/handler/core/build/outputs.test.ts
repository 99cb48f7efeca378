import { needsDistribution, outputsOf } from '../../../../src/handler/core/build/outputs';
import { parseImageArn } from '../../../../src/handler/core/model/arn';
import { Ami, Container, Image, ObservedExecution } from '../../../../src/handler/core/model/facts';
import { execution, image, IMAGE_ARN } from '../../fixtures';

const HERE = { region: 'eu-central-1', account: '123456789012' };
const outputs = (amis: Ami[], containers: Container[] = [], arn: string = IMAGE_ARN, executions: ObservedExecution[] = []) =>
  outputsOf(image({ amis, containers }), parseImageArn(arn), executions);

describe('AmiId', () => {
  test.each<[string, Ami[], string]>([
    ['is that of this Region and account, wherever it stands', [
      { id: 'ami-a', region: 'us-east-1', account: HERE.account }, { id: 'ami-b', region: HERE.region, account: '999999999999' }, { id: 'ami-c', ...HERE },
    ], 'ami-c'],
    ['is not known where there are several', [{ id: 'ami-2', ...HERE }, { id: 'ami-1', ...HERE }], 'UNKNOWN'],
    ['is the one that is listed twice', [{ id: 'ami-1', ...HERE }, { id: 'ami-1', ...HERE }], 'ami-1'],
    ['is not one of another Region', [{ id: 'ami-a', region: 'us-east-1', account: HERE.account }], 'NONE'],
    ['is not one of another account', [{ id: 'ami-a', region: HERE.region, account: '999999999999' }], 'NONE'],
    ['is not one that failed', [{ id: 'ami-a', ...HERE, status: 'FAILED' }, { id: 'ami-b', ...HERE, status: 'AVAILABLE' }], 'ami-b'],
    ['is not one whose creation was cancelled', [{ id: 'ami-a', ...HERE, status: 'CANCELLED' }], 'NONE'],
    ['is not one that is gone', [{ id: 'ami-a', ...HERE, status: 'DELETED' }], 'NONE'],
    ['is not one that is disabled', [{ id: 'ami-a', ...HERE, status: 'DISABLED' }], 'NONE'],
    ['is the one of two that is not disabled', [{ id: 'ami-a', ...HERE, status: 'DISABLED' }, { id: 'ami-b', ...HERE, status: 'DEPRECATED' }], 'ami-b'],
    ['is not one that has no id', [{ ...HERE, status: 'AVAILABLE' }], 'NONE'],
    ['is that of this Region where no AMI names its account', [{ id: 'ami-a', region: HERE.region }, { id: 'ami-b', region: 'us-east-1' }], 'ami-a'],
    ['is not one of another Region where no AMI names its account', [{ id: 'ami-b', region: 'us-east-1' }], 'NONE'],
    ['is not known of one that does not name its account, where others do', [{ id: 'ami-a', region: HERE.region }, { id: 'ami-b', region: 'us-east-1', account: HERE.account }], 'UNKNOWN'],
    ['is not one of another Region that does not name its account', [{ id: 'ami-a', region: 'us-east-1' }, { id: 'ami-b', region: HERE.region, account: '999999999999' }], 'NONE'],
    ['is the one that names this account', [{ id: 'ami-a', region: HERE.region }, { id: 'ami-b', ...HERE }], 'ami-b'],
    ['is not one of another account without a Region', [{ id: 'ami-a', account: '999999999999' }], 'NONE'],
    ['is not known of one that does not name its Region', [{ id: 'ami-a', account: HERE.account }], 'UNKNOWN'],
    ['is NONE without any', [], 'NONE'],
  ])('trap 23: %s', (_, amis, id) => expect(outputs(amis).AmiId).toBe(id));

  test('of a managed image is that of this Region, whoever owns it', () => {
    const managed = IMAGE_ARN.replace('123456789012', 'aws');
    expect(outputs([{ id: 'ami-a', region: HERE.region, account: '999999999999' }, { id: 'ami-b', region: 'us-east-1', account: '999999999999' }], [], managed).AmiId).toBe('ami-a');
  });

  test('is the one of the last distribution where there are several', () => {
    const distributed = (ids: string[]) => JSON.stringify({ distributedImages: ids.map((amiId) => ({ amiId, status: 'Completed' })) });
    const steps = [{ endedAt: '2026-01-05T09:00:00.000Z', outputs: distributed(['ami-a']) }, { endedAt: '2026-01-05T08:00:00.000Z', outputs: distributed(['ami-b']) }];
    const several = [{ id: 'ami-b', ...HERE }, { id: 'ami-a', ...HERE }];
    expect(outputs(several, [], IMAGE_ARN, [{ ...execution({ type: 'DISTRIBUTION' }), steps }]).AmiId).toBe('ami-a');
  });

  test('is not known when the ARN of the image does not tell Region and account', () => {
    expect(outputs([{ id: 'ami-a', ...HERE }], [], 'odd').AmiId).toBe('UNKNOWN');
    expect(outputs([], [], 'odd').AmiId).toBe('NONE');
  });
});

describe('ImageUri', () => {
  const there = { region: 'us-east-1', uris: ['there:1'] };

  test('is the first one of this Region', () => {
    expect(outputs([], [there, { region: HERE.region, uris: ['here:2', 'here:1'] }]).ImageUri).toBe('here:1');
  });

  test.each([[['here:latest', 'here:1', 'here:1.2.3-4']], [['here:1.2.3-4', 'here:1', 'here:11.2.3-4', 'here:1.2.3-40']]])(
    'has the tag that no other image of the recipe gets: %j', (uris) => expect(outputs([], [there, { region: HERE.region, uris }]).ImageUri).toBe('here:1.2.3-4'));

  test('is not one of another Region', () => expect(outputs([], [there]).ImageUri).toBe('NONE'));
  test.each<[string, Container[], string]>([['the ARN of the image', [there], 'odd'], ['a container image', [there, { uris: ['c'] }], IMAGE_ARN]])(
    'is not known when %s does not tell the Region', (_, containers, arn) => expect(outputs([], containers, arn).ImageUri).toBe('UNKNOWN'),
  );

  test('is NONE without any', () => {
    expect(outputs([], [], 'odd').ImageUri).toBe('NONE');
    expect(outputs([], [{ uris: [] }]).ImageUri).toBe('NONE');
  });
});

describe('OutputImages', () => {
  test('lists every AMI that came out, in a fixed order', () => {
    expect(outputs([
      { id: 'ami-c', region: 'us-east-1', account: '123456789012' },
      { id: 'ami-b', ...HERE },
      { id: 'ami-x', region: 'us-west-2', account: '123456789012', status: 'FAILED' },
      { id: 'ami-d' },
    ]).OutputImages).toBe('UNKNOWN/UNKNOWN=ami-d,eu-central-1/123456789012=ami-b,us-east-1/123456789012=ami-c');
  });

  test('lists every container image', () => {
    expect(outputs([], [{ region: 'us-east-1', uris: ['b', 'a'] }, { uris: ['c'] }]).OutputImages).toBe('UNKNOWN=c,us-east-1=a,us-east-1=b');
  });

  test('is NONE when nothing came out', () => expect(outputs([]).OutputImages).toBe('NONE'));
});

describe('an image that does not list its outputs', () => {
  const NO_LISTS = { amis: undefined, containers: undefined };
  const unlisted = (members: Partial<Image>) => outputsOf(image({ ...NO_LISTS, ...members }), parseImageArn(IMAGE_ARN), []);

  test.each<[Partial<Image>, string, string, string]>([
    [{}, 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'],
    [{ type: 'AMI' }, 'UNKNOWN', 'NONE', 'UNKNOWN'],
    [{ type: 'DOCKER' }, 'NONE', 'UNKNOWN', 'UNKNOWN'],
    [{ status: 'DEPRECATED' }, 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'],
    [{ status: 'FAILED' }, 'NONE', 'NONE', 'NONE'],
    [{ status: 'BUILDING' }, 'NONE', 'NONE', 'NONE'],
    [{ amis: [] }, 'NONE', 'NONE', 'NONE'],
    [{ containers: [] }, 'NONE', 'NONE', 'NONE'],
  ])('and has %j: AmiId %s, ImageUri %s, OutputImages %s', (members, AmiId, ImageUri, OutputImages) => {
    expect(unlisted(members)).toEqual({ AmiId, ImageUri, OutputImages });
  });
});

test('a deleted image has no outputs, whatever it lists', () => {
  const amis = [{ id: 'ami-a', ...HERE, status: 'AVAILABLE' }];
  const listed = image({ status: 'DELETED', amis, containers: [{ region: HERE.region, uris: ['here:1'] }] });
  expect(outputsOf(listed, parseImageArn(IMAGE_ARN), [])).toEqual({ AmiId: 'NONE', ImageUri: 'NONE', OutputImages: 'NONE' });
});

test('an image that is disabled cannot be launched, and what it lists exists', () => {
  const amis = [{ id: 'ami-a', ...HERE, status: 'AVAILABLE' }];
  expect(outputsOf(image({ status: 'DISABLED', amis }), parseImageArn(IMAGE_ARN), [])).toMatchObject({
    AmiId: 'NONE', OutputImages: 'eu-central-1/123456789012=ami-a',
  });
  expect(outputsOf(image({ status: 'DEPRECATED', amis }), parseImageArn(IMAGE_ARN), [])).toMatchObject({ AmiId: 'ami-a' });
});

test.each<[string, Ami[], string, boolean]>([
  ['one AMI here', [{ id: 'ami-a', ...HERE }, { id: 'ami-b', region: 'us-east-1', account: HERE.account }], IMAGE_ARN, false],
  ['one AMI that is left', [{ id: 'ami-a', ...HERE }, { id: 'ami-b', ...HERE, status: 'FAILED' }], IMAGE_ARN, false],
  ['two AMIs here', [{ id: 'ami-a', ...HERE }, { id: 'ami-b', ...HERE }], IMAGE_ARN, true],
  ['two AMIs of an odd image', [{ id: 'ami-a', ...HERE }, { id: 'ami-b', ...HERE }], 'odd', false],
])('the steps of the distribution are needed or not for %s', (_, amis, arn, needed) => {
  expect(needsDistribution(image({ amis }), parseImageArn(arn))).toBe(needed);
});
