import { parseImageArn } from '../../../../src/handler/core/model/arn';
import { dayOfImage, monitorPlace, noticePlace, pipelineNoticePlace, placesOf } from '../../../../src/handler/core/record/keys';
import { IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const ARN = parseImageArn(IMAGE_ARN)!;

test('the objects of a build have keys made of its day, account, Region, name, version and build', () => {
  expect(placesOf({ bucket: 'records', owner: '123456789012' }, ARN, '2026-01-05T23:59:59.000Z')).toEqual({
    record: { bucket: 'records', owner: '123456789012', key: 'records/day=2026-01-05/123456789012/eu-central-1/golden/1.2.3/4.json' },
    page: { bucket: 'records', owner: '123456789012', key: 'pages/day=2026-01-05/123456789012/eu-central-1/golden/1.2.3/4.html' },
    sbom: { bucket: 'records', owner: '123456789012', key: 'sboms/day=2026-01-05/123456789012/eu-central-1/golden/1.2.3/4.cdx.json' },
  });
});

test('all keys begin with the prefix', () => {
  const location = { bucket: 'records', prefix: 'my/builds' };
  const { record, page, sbom } = placesOf(location, ARN, undefined);
  const others = [noticePlace(location, 'golden', ARN), pipelineNoticePlace(location, 'golden', PIPELINE_ARN), monitorPlace(location, 'golden')];
  expect([record, page, sbom, ...others].map(({ key }) => key)).toEqual([
    'my/builds/records/day=2020-01-01/123456789012/eu-central-1/golden/1.2.3/4.json',
    'my/builds/pages/day=2020-01-01/123456789012/eu-central-1/golden/1.2.3/4.html',
    'my/builds/sboms/day=2020-01-01/123456789012/eu-central-1/golden/1.2.3/4.cdx.json',
    'my/builds/notices/golden/123456789012/eu-central-1/golden/1.2.3/4.json',
    'my/builds/notices/golden/123456789012/eu-central-1/image-pipeline/golden.json',
    'my/builds/monitors/golden.json',
  ]);
});

test.each([
  ['2026-01-05T08:00:00.000Z', '2026-01-05'], ['2026-01-05T00:30:00.000+01:00', '2026-01-04'], [undefined, '2020-01-01'], ['yesterday', '2020-01-01'],
  ['+010000-01-01T00:00:00.000Z', '2020-01-01'],
])('an image of %s has the day %s', (createdAt, day) => {
  expect(dayOfImage(createdAt)).toBe(day);
});
