import { Stack } from 'aws-cdk-lib';
import { aws_ecr as ecrRefs } from 'aws-cdk-lib/interfaces';
import { Permission } from './permission';

/** Permissions that instances need to push a container image to a repository in a Region. */
export function containerPermissions(stack: Stack, region: string, repository: ecrRefs.IRepositoryRef): Permission[] {
  const { repositoryName } = repository.repositoryRef;
  return [
    { actions: ['ecr:GetAuthorizationToken'], resources: ['*'], reason: 'Logging in to Amazon ECR is not limited to resources.' },
    {
      actions: [
        'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:CompleteLayerUpload', 'ecr:GetDownloadUrlForLayer', 'ecr:InitiateLayerUpload',
        'ecr:PutImage', 'ecr:UploadLayerPart',
      ],
      resources: [stack.formatArn({ service: 'ecr', region, account: repository.env.account, resource: 'repository', resourceName: repositoryName })],
    },
  ];
}
