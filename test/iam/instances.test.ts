import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { allows, Role, rolesOf } from './policies';
import { ContainerStack } from '../../examples/golden-container-pattern/container-stack';
import { BaseContainerImage, BaseImage, ContainerRecipe, DistributionConfiguration, ImagePipeline, ImageRecipe, ImageScanning, Platform, Repository } from '../../src';
import { synthesizeStack } from '../contract/report-stack';

const repositoryArn = (name: string) => `arn:aws:ecr:eu-central-1:123456789012:repository/${name}`;
/** What an instance has to do to push an image, as the guide of Amazon ECR lists it, besides logging in. */
const PUSH = ['BatchCheckLayerAvailability', 'InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage'];
const PULL = ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'];

describe('the instances on which containers are built', () => {
  let role: Role;
  let amiRole: Role;

  beforeAll(() => {
    const { template, values } = synthesizeStack((app, props) => buildsOf(app, props));
    const roles = [...rolesOf(template, values).values()].filter(({ assumedBy }) => assumedBy.includes('ec2.amazonaws.com'));
    [role, amiRole] = ['Containers', 'Amis'].map((id) => roles.find(({ logicalId }) => logicalId.startsWith(id))!);
  });

  const mayAll = (of: Role, actions: string[], name: string) =>
    actions.map((action) => allows(of.statements, { action: `ecr:${action}`, resource: repositoryArn(name) }));
  const every = (actions: string[], allowed: boolean) => actions.map(() => allowed);

  test.each(['golden', 'distributed', 'scanned'])('may push to the repository %s that the build names', (name) => {
    expect(mayAll(role, PUSH, name)).toEqual(every(PUSH, true));
  });

  test('may pull the base image, and log in', () => {
    expect(mayAll(role, PULL, 'base')).toEqual(every(PULL, true));
    expect(allows(role.statements, { action: 'ecr:GetAuthorizationToken', resource: '*' })).toBe(true);
  });

  test('may not push to the repository of the base image, and do nothing in others', () => {
    expect(mayAll(role, PUSH.slice(1), 'base')).toEqual(every(PUSH.slice(1), false));
    expect(mayAll(role, [...PUSH, ...PULL], 'production')).toEqual(every([...PUSH, ...PULL], false));
  });

  test('may read their recipe and no other, without the managed policy that allows all', () => {
    const recipe = (name: string) => ({ action: 'imagebuilder:GetContainerRecipe', resource: name });
    const own = role.statements.find(({ Action }) => Action.includes('imagebuilder:GetContainerRecipe'))!.Resource;
    expect(own).toHaveLength(1);
    expect(allows(role.statements, recipe(own[0]))).toBe(true);
    expect(allows(role.statements, recipe('arn:aws:imagebuilder:eu-central-1:123456789012:container-recipe/other/1.0.0'))).toBe(false);
    expect(role.managedPolicies.map((arn) => arn.split('/').at(-1))).toEqual(['AmazonSSMManagedInstanceCore', 'EC2InstanceProfileForImageBuilder']);
  });

  test('have more than those on which AMIs are built, which may do nothing in Amazon ECR', () => {
    expect(amiRole.statements.flatMap(({ Action }) => Action).filter((action) => action.startsWith('ecr:'))).toEqual([]);
    expect(amiRole.managedPolicies).toEqual(role.managedPolicies);
  });
});

describe('the instances of a golden container image', () => {
  let role: Role;
  let repository: string;

  beforeAll(() => {
    const { template, values } = synthesizeStack((app, props) => new ContainerStack(app, 'Reports', props));
    role = [...rolesOf(template, values).values()].find(({ assumedBy }) => assumedBy.includes('ec2.amazonaws.com'))!;
    const [repositoryId] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::ECR::Repository')!;
    repository = values.text({ 'Fn::GetAtt': [repositoryId, 'Arn'] });
  });

  const may = (action: string, resource: string) => allows(role.statements, { action: `ecr:${action}`, resource });

  test.each(PUSH)('may take the action %s of a push on the repository of the image, and on no other', (action) => {
    expect([repository, repositoryArn('production')].map((resource) => may(action, resource))).toEqual([true, false]);
  });

  test('may not delete what they have pushed', () => {
    expect(['BatchDeleteImage', 'DeleteRepository'].map((action) => may(action, repository))).toEqual([false, false]);
  });
});

function buildsOf(app: App, props: StackProps): Stack {
  const stack = new Stack(app, 'Builds', props);
  const repository = (name: string) => EcrRepository.fromRepositoryName(stack, name, name);
  const recipe = new ContainerRecipe(stack, 'Recipe', {
    baseImage: BaseContainerImage.fromEcr(repository('base'), 'latest', { platform: Platform.LINUX }),
    targetRepository: Repository.fromEcr(repository('golden')),
  });
  const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', {
    containerDistributions: [{ containerRepository: Repository.fromEcr(repository('distributed')) }],
  });
  new ImagePipeline(stack, 'Containers', {
    recipe, distributionConfiguration, imageScanning: ImageScanning.container({ ecrRepository: repository('scanned') }),
  });
  new ImagePipeline(stack, 'Amis', { recipe: new ImageRecipe(stack, 'AmiRecipe', { baseImage: BaseImage.amazonLinux2023() }) });
  return stack;
}
