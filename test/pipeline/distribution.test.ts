import { Lazy, Stack } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { DistributionConfiguration } from '../../src/distribution/distribution-configuration';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImagePipelineProps } from '../../src/pipeline/image-pipeline-props';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { Repository } from '../../src/recipe/repository';
import { newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });

function pipeline(stack: Stack, distributionConfiguration: DistributionConfiguration, props: Partial<ImagePipelineProps> = {}): ImagePipeline {
  return new ImagePipeline(stack, 'Pipeline', { recipe: ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'golden'), distributionConfiguration, ...props });
}

const PUT = {
  Effect: 'Allow', Action: ['ssm:GetParameter', 'ssm:PutParameter'], Resource: arn(':ssm:eu-central-1:123456789012:parameter/golden/ami'),
};

describe('a pipeline that distributes AMIs', () => {
  test('may write parameters outside of /imagebuilder/', () => {
    const stack = newStack({ env });
    pipeline(stack, new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ ssmParameters: [{ parameterName: '/golden/ami' }] }] }));
    expect(statementsOf(stack)).toEqual([PUT]);
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline').ExecutionRole).toBeDefined();
  });

  test('may write those that are named after the pipeline was made', () => {
    const stack = newStack({ env });
    const distribution = new DistributionConfiguration(stack, 'Distribution');
    pipeline(stack, distribution);
    distribution.addAmiDistributions({ ssmParameters: [{ parameterName: '/golden/ami' }] });
    expect(statementsOf(stack)).toEqual([PUT]);
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline').ExecutionRole).toBeDefined();
  });

  test('may write them with a role that was brought', () => {
    const stack = newStack({ env });
    const executionRole = new Role(stack, 'Execution', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
    const distribution = new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ ssmParameters: [{ parameterName: '/golden/ami' }] }] });
    pipeline(stack, distribution, { executionRole });
    expect(statementsOf(stack)).toEqual([PUT]);
    expect(resourcesOf(stack, 'AWS::IAM::Policy')[0].Properties.Roles).toEqual([stack.resolve(executionRole.roleName)]);
  });

  test('enables EC2 Fast Launch without a launch template with a role and the policy that Amazon EC2 demands', () => {
    const stack = newStack({ env });
    pipeline(stack, new DistributionConfiguration(stack, 'Distribution', {
      amiDistributions: [{ fastLaunchConfigurations: [{}] }, { region: 'us-east-1', fastLaunchConfigurations: [{}] }],
    }));
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline').ExecutionRole).toBeDefined();
    const [role] = resourcesOf(stack, 'AWS::IAM::Role').filter(({ Properties }) => JSON.stringify(Properties).includes('imagebuilder.amazonaws.com'));
    expect(role.Properties.ManagedPolicyArns).toEqual(['EC2ImageBuilderExecutionPolicy', 'EC2FastLaunchFullAccess'].map((name) => arn(`:iam::aws:policy/${name}`)));
  });

  test('enables EC2 Fast Launch with an imported role, and a warning that names the policy', () => {
    const stack = newStack({ env });
    const executionRole = Role.fromRoleName(stack, 'Execution', 'mine');
    pipeline(stack, new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ fastLaunchConfigurations: [{}] }] }), { executionRole });
    expect(warningsOf(stack)).toEqual(['EC2ImageBuilderExecutionPolicy', 'EC2FastLaunchFullAccess'].map((policy) => (
      'The execution role is imported or closed for updates, so no policies are attached to it. Builds fail unless it has '
      + `${policy}, or the like. [ack: cdk-imagebuilder:importedExecutionRole]`)));
  });

  test('needs no role of its own for what the service may do by itself', () => {
    const stack = newStack({ env });
    pipeline(stack, new DistributionConfiguration(stack, 'Distribution', {
      amiDistributions: [{ amiName: 'golden-{{ imagebuilder:buildDate }}', ssmParameters: [{ parameterName: '/imagebuilder/golden' }], amiTargetAccountIds: ['111111111111'] }],
    }));
    expect(statementsOf(stack)).toEqual([]);
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline')).not.toHaveProperty('ExecutionRole');
  });

  test('has a role for parameters whose names are known at deployment only', () => {
    const stack = newStack({ env });
    const parameterName = Lazy.string({ produce: () => '/imagebuilder/golden' });
    pipeline(stack, new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ ssmParameters: [{ parameterName }] }] }));
    expect(statementsOf(stack)).toHaveLength(1);
  });
});

describe('a pipeline that distributes containers', () => {
  const containerRepository = (stack: Stack) => Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'golden'));

  test('lets its instances put them into the repositories', () => {
    const stack = newStack({ env });
    const distribution = new DistributionConfiguration(stack, 'Distribution');
    pipeline(stack, distribution);
    distribution.addContainerDistributions({ region: 'us-east-1', containerRepository: containerRepository(stack) });
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
      { Effect: 'Allow', Action: expect.arrayContaining(['ecr:PutImage']), Resource: arn(':ecr:us-east-1:123456789012:repository/golden') },
    ]);
  });

  test('warns if the role of its instances is not known', () => {
    const stack = newStack({ env });
    const infrastructureConfiguration = new CfnInfrastructureConfiguration(stack, 'Infrastructure', { name: 'mine', instanceProfileName: 'mine' });
    pipeline(stack, new DistributionConfiguration(stack, 'Distribution', {
      containerDistributions: [{ containerRepository: containerRepository(stack) }],
    }), { infrastructureConfiguration });
    expect(warningsOf(stack)).toEqual([
      'The role of the instances is not known here, so it may not put containers into the repositories of the distribution. Builds fail unless it may. '
      + '[ack: cdk-imagebuilder:unknownInstanceRole]',
    ]);
  });
});
