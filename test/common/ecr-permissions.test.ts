import { Repository } from 'aws-cdk-lib/aws-ecr';
import { containerPermissions } from '../../src/common/ecr-permissions';
import { newStack } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });

test('containers are put into the repository of the Region, and into no other', () => {
  const stack = newStack({ env });
  const repository = Repository.fromRepositoryName(stack, 'Repository', 'golden');
  expect(stack.resolve(containerPermissions(stack, 'us-east-1', repository))).toEqual([
    { actions: ['ecr:GetAuthorizationToken'], resources: ['*'], reason: expect.stringMatching(/^[A-Z].+\.$/) },
    {
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:CompleteLayerUpload', 'ecr:GetDownloadUrlForLayer',
        'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'],
      resources: [arn(':ecr:us-east-1:123456789012:repository/golden')],
    },
  ]);
});
