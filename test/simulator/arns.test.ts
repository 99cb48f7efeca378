import { compareVersions, formatArn, isManaged, latestVersionReferences, nameInArn, parseArn, partitionOf, refersTo } from './arns';

const at = (resource: string, account = '123456789012') => `arn:aws:imagebuilder:eu-west-1:${account}:${resource}`;

test.each([
  at('component/a/1.0.0/1'), at('image/a/x.x.x'), at('image-pipeline/a'), at('workflow/test/a/1.0.0/2', 'aws'), at('lifecycle-policy/a'),
])('takes %s apart and puts it together again', (arn) => {
  expect(formatArn(parseArn(arn)!)).toBe(arn);
});

test.each(['', 'ami-123', 'arn:aws:s3:::bucket', at('image/A/1.0.0/1'), 'arn:aws:imagebuilder:eu-west-1:1:image'])('does not take %j for an ARN', (text) => {
  expect(parseArn(text)).toBeUndefined();
});

test.each([['123456789012', false], ['aws', true], ['aws-marketplace', true], ['third-party', true]])('knows whose the account %s is', (account, managed) => {
  expect(isManaged(parseArn(at('image/a/1.0.0/1', account))!)).toBe(managed);
});

test.each([['eu-west-1', 'aws'], ['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov']])('knows the partition of %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

test('writes names as ARNs do', () => {
  expect(nameInArn('My Golden_Image-1')).toBe('my-golden-image-1');
});

test.each([
  ['image/a/1.2.3/4', true], ['image/a/1.2.3', true], ['image/a/1.2.x', true], ['image/a/1.x.x', true], ['image/a/x.x.x', true],
  ['image/a/1.2.3/5', false], ['image/a/1.2.4', false], ['image/a/2.x.x', false], ['image/b/x.x.x', false], ['component/a/x.x.x', false],
])('%s means image/a/1.2.3/4: %s', (reference, means) => {
  expect(refersTo(parseArn(at(reference))!, parseArn(at('image/a/1.2.3/4'))!)).toBe(means);
});

test('orders by version and then by build, as numbers', () => {
  const arns = ['1.10.0/1', '1.9.0/10', '1.9.0/9', '1.9.1/1'].map((version) => parseArn(at(`image/a/${version}`))!);
  expect(arns.sort(compareVersions).map(({ version, build }) => `${version}/${build}`)).toEqual(['1.9.0/9', '1.9.0/10', '1.9.1/1', '1.10.0/1']);
});

test('gives references to the newest versions', () => {
  expect(latestVersionReferences(at('component/a/1.2.3/4'))).toEqual({
    latestVersionArn: at('component/a/x.x.x'),
    latestMajorVersionArn: at('component/a/1.x.x'),
    latestMinorVersionArn: at('component/a/1.2.x'),
    latestPatchVersionArn: at('component/a/1.2.3'),
  });
});
