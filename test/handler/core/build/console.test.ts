import { amiUrl, consoleUrl, logUrl, objectUrl, pipelineUrl } from '../../../../src/handler/core/build/console';
import { IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const inRegion = (arn: string, region: string) => arn.replace('eu-central-1', region);
const HOST = 'https://eu-central-1.console.aws.amazon.com';
/** What a host name must not have, and what cannot be encoded. */
const HOSTILE = ['evil.example', 'evil.example/#', 'eu-central-1.evil.example', 'javascript', '\ud83d', '"><script>', '', 'eu-central-1\n'];

describe('consoleUrl', () => {
  test.each([
    [IMAGE_ARN, `${HOST}/imagebuilder/home?region=eu-central-1#/images/arn%3Aaws%3Aimagebuilder%3Aeu-central-1%3A123456789012%3Aimage%2Fgolden%2F1.2.3%2F4/details`],
    [inRegion(IMAGE_ARN, 'cn-north-1').replace('arn:aws:', 'arn:aws-cn:'),
      'https://cn-north-1.console.amazonaws.cn/imagebuilder/home?region=cn-north-1'
      + '#/images/arn%3Aaws-cn%3Aimagebuilder%3Acn-north-1%3A123456789012%3Aimage%2Fgolden%2F1.2.3%2F4/details'],
    [inRegion(IMAGE_ARN, 'us-gov-west-1').replace('arn:aws:', 'arn:aws-us-gov:'),
      'https://us-gov-west-1.console.amazonaws-us-gov.com/imagebuilder/home?region=us-gov-west-1'
      + '#/images/arn%3Aaws-us-gov%3Aimagebuilder%3Aus-gov-west-1%3A123456789012%3Aimage%2Fgolden%2F1.2.3%2F4/details'],
    [inRegion(IMAGE_ARN, 'eusc-de-east-1').replace('arn:aws:', 'arn:aws-eusc:'),
      'https://eusc-de-east-1.console.amazonaws-eusc.eu/imagebuilder/home?region=eusc-de-east-1'
      + '#/images/arn%3Aaws-eusc%3Aimagebuilder%3Aeusc-de-east-1%3A123456789012%3Aimage%2Fgolden%2F1.2.3%2F4/details'],
    [IMAGE_ARN.replace('arn:aws:', 'arn:aws-iso:'), undefined],
    [PIPELINE_ARN, undefined],
    ['NONE', undefined],
  ])('the page of %s', (arn, url) => expect(consoleUrl(arn)).toBe(url));

  test.each(HOSTILE)('there is none in the Region %j', (region) => expect(consoleUrl(inRegion(IMAGE_ARN, region))).toBeUndefined());
});

describe('pipelineUrl', () => {
  test('the page of a pipeline', () => {
    expect(pipelineUrl(PIPELINE_ARN)).toBe(
      `${HOST}/imagebuilder/home?region=eu-central-1#/pipelines/arn%3Aaws%3Aimagebuilder%3Aeu-central-1%3A123456789012%3Aimage-pipeline%2Fgolden`);
  });

  test.each([IMAGE_ARN, '', ...HOSTILE.map((region) => inRegion(PIPELINE_ARN, region))])('there is none of %j', (arn) => expect(pipelineUrl(arn)).toBeUndefined());
});

describe('logUrl', () => {
  test.each([
    ['/aws/imagebuilder/golden', '1.2.3/4', '$252Faws$252Fimagebuilder$252Fgolden/log-events/1.2.3$252F4'],
    ['a#b', 'with blank', 'a$2523b/log-events/with$2520blank'],
    ['half \ud83d', '&"<', 'half$2520$25EF$25BF$25BD/log-events/$2526$2522$253C'],
  ])('encodes the group %j and the stream %j', (group, stream, encoded) => {
    expect(logUrl(IMAGE_ARN, group, stream)).toBe(`${HOST}/cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/${encoded}`);
  });

  test.each([...HOSTILE.map((region) => inRegion(IMAGE_ARN, region)), 'NONE', IMAGE_ARN.replace('arn:aws:', 'arn:aws-iso:')])(
    'there is none of %j', (arn) => expect(logUrl(arn, 'group', 'stream')).toBeUndefined());
});

describe('amiUrl', () => {
  test('the page of an AMI in a Region of the partition', () => {
    expect(amiUrl(IMAGE_ARN, 'us-east-1', 'ami-0abc')).toBe('https://us-east-1.console.aws.amazon.com/ec2/home?region=us-east-1#ImageDetails:imageId=ami-0abc');
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['NONE', 'us-east-1', 'ami-0abc'],
    [IMAGE_ARN, 'evil.example', 'ami-0abc'],
    [IMAGE_ARN, undefined, 'ami-0abc'],
    [IMAGE_ARN, 'us-east-1', 'ami-x&y'],
    [IMAGE_ARN, 'us-east-1', undefined],
  ])('there is none for %j, %j, %j', (arn, region, id) => expect(amiUrl(arn, region, id)).toBeUndefined());
});

describe('objectUrl', () => {
  test('the page of an object', () => {
    expect(objectUrl(IMAGE_ARN, 'my.bucket', 'pages/day=2026-01-05/a b.html'))
      .toBe(`${HOST}/s3/object/my.bucket?region=eu-central-1&prefix=pages%2Fday%3D2026-01-05%2Fa%20b.html`);
  });

  test.each([...HOSTILE.map((region) => inRegion(IMAGE_ARN, region)), 'NONE'])('there is none of %j', (arn) => expect(objectUrl(arn, 'a', 'b')).toBeUndefined());
});

test.each(['xami-0123456789abcdef0', 'ami-0123456789abcdef0/x', 'AMI-0123456789abcdef0', `ami-${'0'.repeat(18)}`, undefined])('there is no page of the AMI %j', (id) => {
  expect(amiUrl(IMAGE_ARN, 'eu-central-1', id)).toBeUndefined();
});
