import { Stack } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import {
  AmazonManagedComponent, BaseImage, Component, DistributionConfiguration, ImagePipeline, ImageRecipe, Repository, Workflow,
} from '../src';
import { OF_ONE_PLACE } from './support/elsewhere';
import { faultsOf, newStack } from './support/synth';

const HOME = '123456789012';
const OTHER = '444455556666';
const arn = (resource: string, account = OTHER) => `arn:aws:imagebuilder:eu-central-1:${account}:${resource}`;
const repositoryIn = (stack: Stack) => Repository.fromEcr(EcrRepository.fromRepositoryArn(stack, 'Repository', `arn:aws:ecr:eu-central-1:${OTHER}:repository/web`));

/** Each property that names what no other account can share. A distribution names a repository in each Region. */
test.each<[string, (stack: Stack) => unknown]>([
  ...OF_ONE_PLACE.map(([prop, make]): [string, (stack: Stack) => unknown] => [prop, (stack) => make(stack, { account: OTHER, region: 'eu-central-1' })]),
  ['containerDistributions[0].containerRepository', (stack) => new DistributionConfiguration(stack, 'User', {
    containerDistributions: [{ region: 'eu-west-1', containerRepository: repositoryIn(stack) }],
  })],
])('`%s` is of the account of the stack (%#)', (prop, make) => {
  const stack = newStack({ env: { account: HOME, region: 'eu-central-1' } });
  make(stack);
  expect(faultsOf(stack)).toEqual([
    expect.stringContaining(`Conflict: \`${prop}\` must be of ${HOME}, the account of the stack, got: '${OTHER}'. [Stack/User]`),
  ]);
  const own = newStack({ env: { account: OTHER, region: 'eu-central-1' } });
  make(own);
  expect(faultsOf(own)).toEqual([]);
});

test('recipes and components can be shared by other accounts, and those of Amazon have none', () => {
  const stack = newStack({ env: { account: HOME, region: 'eu-central-1' } });
  new ImageRecipe(stack, 'Own', {
    baseImage: BaseImage.fromImageArn(arn('image/theirs/x.x.x')),
    components: [Component.fromComponentArn(stack, 'Theirs', arn('component/theirs/1.0.0')), AmazonManagedComponent.updateLinux(stack, 'Update')],
  });
  new ImagePipeline(stack, 'User', {
    recipe: ImageRecipe.fromImageRecipeArn(stack, 'Shared', arn('image-recipe/theirs/1.0.0')),
    workflows: [{ workflow: Workflow.fromWorkflowArn(stack, 'Managed', arn('workflow/build/build-image/x.x.x', 'aws')) }],
  });
  expect(faultsOf(stack)).toEqual([]);
});
