import { isPipelineArn, isRegionName, parseImageArn, workflowTypeOf } from '../../../../src/handler/core/model/arn';
import { BUILD_WORKFLOW_ARN, IMAGE_ARN, PIPELINE_ARN, TEST_WORKFLOW_ARN } from '../../fixtures';

describe('parseImageArn', () => {
  test('reads the parts of a build version', () => {
    expect(parseImageArn(IMAGE_ARN)).toEqual({
      arn: IMAGE_ARN, region: 'eu-central-1', account: '123456789012', name: 'golden', version: '1.2.3', build: 4,
    });
  });

  test.each([
    'arn:aws-cn:imagebuilder:cn-north-1:123456789012:image/a/0.0.0/1',
    'arn:aws-us-gov:imagebuilder:us-gov-west-1:123456789012:image/a_b-c/10.20.30/400',
    'arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/2026.1.5/1',
    arnOfLength(512),
  ])('takes %s', (arn) => expect(parseImageArn(arn)).toMatchObject({ arn }));

  test.each([
    '',
    'ami-1',
    'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.3',
    'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/x.x.x',
    'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.x/4',
    'arn:aws:imagebuilder:eu-central-1:123456789012:image/Golden/1.2.3/4',
    'arn:aws:imagebuilder:eu-central-1:12345678901:image/golden/1.2.3/4',
    'arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.2.3',
    'arn:aws:imagebuilder::123456789012:image/golden/1.2.3/4',
    'arn:aws:imagebuilder:eu-central-1:1234567890123:image/golden/1.2.3/4',
    `${IMAGE_ARN}/5`,
    `${IMAGE_ARN}\n`,
    `x${IMAGE_ARN}`,
    PIPELINE_ARN,
    arnOfLength(513),
    // Whatever becomes of it as text.
    [IMAGE_ARN],
    undefined,
  ])('does not take %j', (arn) => expect(parseImageArn(arn)).toBeUndefined());
});

const OF_AWS = 'arn:aws:imagebuilder:eu-central-1:aws:image-pipeline/theirs';

describe('isPipelineArn', () => {
  test.each([PIPELINE_ARN, 'arn:aws-cn:imagebuilder:cn-north-1:123456789012:image-pipeline/a_b-1', OF_AWS])('takes %s', (arn) => expect(isPipelineArn(arn)).toBe(true));

  test.each([`x${PIPELINE_ARN}`, `${PIPELINE_ARN}\n`, PIPELINE_ARN.replace('123456789012', '12345678901'), PIPELINE_ARN.replace('eu-central-1', ''), [PIPELINE_ARN]])(
    'does not take %j', (arn) => expect(isPipelineArn(arn)).toBe(false),
  );

  test.each([IMAGE_ARN, `${PIPELINE_ARN}/1`, 'golden', '', `arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/${'a'.repeat(500)}`])(
    'does not take %s', (arn) => expect(isPipelineArn(arn)).toBe(false),
  );
});

describe('isRegionName', () => {
  test.each(['eu-central-1', 'us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1'])('takes %s', (text) => expect(isRegionName(text)).toBe(true));

  test.each(['', 'eu', 'eu-central', 'eu-central-1.example.org', 'eu-central-1/', 'EU-central-1', '-1', 'eu--1', 'eu-central-1\n', undefined])(
    'does not take %j', (text) => expect(isRegionName(text)).toBe(false));
});

describe('workflowTypeOf', () => {
  test.each([
    [BUILD_WORKFLOW_ARN, 'BUILD'],
    [TEST_WORKFLOW_ARN, 'TEST'],
    ['arn:aws:imagebuilder:eu-central-1:123456789012:workflow/distribution/ours/1.0.0/1', 'DISTRIBUTION'],
    ['arn:aws:imagebuilder:eu-central-1:123456789012:workflow/inspection/ours/1.0.0/1', undefined],
    ['', undefined],
  ])('%s is of type %s', (arn, type) => expect(workflowTypeOf(arn)).toBe(type));
});

function arnOfLength(length: number): string {
  return IMAGE_ARN.replace('golden', 'a'.repeat(length - IMAGE_ARN.length + 'golden'.length));
}

test.each([['us-east-1', true], ['us-gov-west-12', true], ['9us-east-1', false], ['us-east-1a', false], ['us-east', false], [undefined, false]])('%j has the form of a Region: %s', (text, is) => {
  expect(isRegionName(text)).toBe(is);
});
