import { outputsOf } from '../../../../src/handler/core/build/outputs';
import { parseImageArn } from '../../../../src/handler/core/model/arn';
import { Ami, Container } from '../../../../src/handler/core/model/facts';
import { image, IMAGE_ARN } from '../../fixtures';

const HERE = { region: 'eu-central-1', account: '123456789012' };
const outputs = (amis: Ami[], containers: Container[] = [], arn: string = IMAGE_ARN) => outputsOf(image({ amis, containers }), parseImageArn(arn));

describe('AmiId', () => {
  test.each<[string, Ami[], string]>([
    ['is that of this Region and account, wherever it stands', [
      { id: 'ami-a', region: 'us-east-1', account: HERE.account }, { id: 'ami-b', region: HERE.region, account: '999999999999' }, { id: 'ami-c', ...HERE },
    ], 'ami-c'],
    ['is the first by id of several', [{ id: 'ami-2', ...HERE }, { id: 'ami-1', ...HERE }], 'ami-1'],
    ['is not one of another Region', [{ id: 'ami-a', region: 'us-east-1', account: HERE.account }], 'NONE'],
    ['is not one of another account', [{ id: 'ami-a', region: HERE.region, account: '999999999999' }], 'NONE'],
    ['is not one that failed', [{ id: 'ami-a', ...HERE, status: 'FAILED' }, { id: 'ami-b', ...HERE, status: 'AVAILABLE' }], 'ami-b'],
    ['is not one that is gone', [{ id: 'ami-a', ...HERE, status: 'DELETED' }], 'NONE'],
    ['is not one that has no id', [{ ...HERE, status: 'AVAILABLE' }], 'NONE'],
    ['is not known of one that does not name its account', [{ id: 'ami-a', region: HERE.region }], 'UNKNOWN'],
    ['is not known of one that does not name its Region', [{ id: 'ami-a', account: HERE.account }], 'UNKNOWN'],
    ['is NONE without any', [], 'NONE'],
  ])('trap 23: %s', (_, amis, id) => expect(outputs(amis).AmiId).toBe(id));

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

  test('is not one of another Region', () => expect(outputs([], [there]).ImageUri).toBe('NONE'));
  test('is NONE when the ARN of the image does not tell the Region', () => expect(outputs([], [there], 'odd').ImageUri).toBe('NONE'));
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
