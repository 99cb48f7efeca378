import { aggregationOf } from '../../../../src/handler/core/request/aggregation';
import { ReportRequest } from '../../../../src/handler/core/request/request';
import { IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const BUILD: ReportRequest = { kind: 'BUILD', source: { type: 'IMAGE', arn: IMAGE_ARN }, failOnFailure: false };
const LATEST: ReportRequest = { ...BUILD, source: { type: 'PIPELINE', arn: PIPELINE_ARN } };

test('counts are asked for by the ARN or id of the source', () => {
  expect(aggregationOf(BUILD.source)).toEqual({ name: 'imageBuildVersionArn', value: IMAGE_ARN });
  expect(aggregationOf(LATEST.source)).toEqual({ name: 'imagePipelineArn', value: PIPELINE_ARN });
  expect(aggregationOf({ type: 'ACCOUNT', id: '123456789012' })).toEqual({ name: 'accountId', value: '123456789012' });
  expect(aggregationOf({ type: 'VULNERABILITY', id: 'CVE-2026-1' })).toEqual({ name: 'vulnerabilityId', value: 'CVE-2026-1' });
});
