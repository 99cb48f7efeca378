import { Aws } from 'aws-cdk-lib';
import { viaService } from '../../src/common/via-service';

test.each([
  ['eu-central-1', 'StringEquals', 's3.eu-central-1.amazonaws.com'],
  ['cn-north-1', 'StringEquals', 's3.cn-north-1.amazonaws.com'],
  [Aws.REGION, 'StringEquals', `s3.${Aws.REGION}.amazonaws.com`],
  [undefined, 'StringLike', 's3.*.amazonaws.com'],
])('in the Region %s a service has no name of its partition', (region, operator, name) => {
  expect(viaService('s3', region)).toEqual({ [operator]: { 'kms:ViaService': name } });
});
