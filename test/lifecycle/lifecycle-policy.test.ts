import { Duration, Lazy, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { CfnContainerRecipe, CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { TYPE, DELETE, policy, forContainers } from './policy-in-test';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecyclePolicyTimeUnit } from '../../src/lifecycle/lifecycle-policy-detail';
import { LifecyclePolicyProps, LifecyclePolicyStatus } from '../../src/lifecycle/lifecycle-policy-props';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { RecipeVersion } from '../../src/recipe/recipe-version';
import { faultsOf, newStack, propertiesOf, resourcesOf, statementsOf } from '../support/synth';

const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:lifecycle-policy/mine';

function recipeOf(stack: Stack): ImageRecipe {
  return new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.fromAmiId('ami-01234567'), imageRecipeVersion: RecipeVersion.of('1.2.3') });
}

function containerRecipeOf(stack: Stack): CfnContainerRecipe {
  return new CfnContainerRecipe(stack, 'ContainerRecipe', {
    name: 'c', version: '1.0.0', parentImage: 'x', containerType: 'DOCKER', targetRepository: { service: 'ECR', repositoryName: 'r' },
  });
}

describe('a lifecycle policy', () => {
  test('has a name and a role by default, reaches AMIs and their snapshots, and has nothing else', () => {
    const { stack } = policy();
    expect(propertiesOf(stack, TYPE)).toEqual({
      Name: expect.stringMatching(/^stack-policy-[0-9a-f]{8}$/),
      ResourceType: 'AMI_IMAGE',
      ExecutionRole: { 'Fn::GetAtt': [expect.any(String), 'Arn'] },
      PolicyDetails: [{ Action: { Type: 'DELETE', IncludeResources: { Amis: true, Snapshots: true } }, Filter: { Type: 'AGE', Value: 30, Unit: 'DAYS' } }],
      ResourceSelection: { TagMap: { Stage: 'test' } },
    });
    expect(propertiesOf(stack, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'imagebuilder.amazonaws.com' } },
    ]);
  });

  test('renders every property', () => {
    const stack = newStack();
    const executionRole = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
    policy({
      lifecyclePolicyName: 'My Policy',
      description: 'what it is for',
      status: LifecyclePolicyStatus.DISABLED,
      executionRole,
      tags: { Team: 'platform' },
      details: [{
        action: { type: DELETE, includeAmis: true, includeSnapshots: false },
        filter: { ageFilter: { age: Duration.days(180), unit: LifecyclePolicyTimeUnit.MONTHS, retainAtLeast: 3 } },
        exclusionRules: {
          imageExclusionRules: { tags: { Keep: 'image' } },
          amiExclusionRules: {
            isPublic: true,
            lastLaunched: Duration.days(14),
            lastLaunchedUnit: LifecyclePolicyTimeUnit.WEEKS,
            regions: ['us-east-1'],
            sharedAccounts: ['123456789012'],
            tags: { Keep: 'ami' },
          },
        },
      }],
    }, stack);
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      Name: 'My Policy',
      Description: 'what it is for',
      Status: 'DISABLED',
      ExecutionRole: stack.resolve(executionRole.roleArn),
      ResourceType: 'AMI_IMAGE',
      Tags: { Team: 'platform' },
      ResourceSelection: { TagMap: { Stage: 'test' } },
      PolicyDetails: [{
        Action: { Type: 'DELETE', IncludeResources: { Amis: true, Snapshots: false } },
        Filter: { Type: 'AGE', Value: 6, Unit: 'MONTHS', RetainAtLeast: 3 },
        ExclusionRules: {
          TagMap: { Keep: 'image' },
          Amis: {
            IsPublic: true,
            LastLaunched: { Value: 2, Unit: 'WEEKS' },
            Regions: ['us-east-1'],
            SharedAccounts: ['123456789012'],
            TagMap: { Keep: 'ami' },
          },
        },
      }],
    }));
  });

  test('has the stack\'s tags, and the removal policy that it is given', () => {
    const made = policy();
    Tags.of(made.stack).add('Owner', 'us');
    made.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Template.fromStack(made.stack).hasResource(TYPE, { Properties: { Tags: { Owner: 'us' } }, DeletionPolicy: 'Retain' });
  });

  test('has attributes', () => {
    const made = policy({ lifecyclePolicyName: 'mine' });
    const { stack } = made;
    const resolved = stack.resolve(made.lifecyclePolicyArn);
    expect(resolved).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
    expect(stack.resolve([made.lifecyclePolicyRef.lifecyclePolicyArn, made.lifecyclePolicyName])).toEqual([resolved, 'mine']);
  });
});

describe('recipes', () => {
  test('trap 6: are selected with all of their versions', () => {
    const stack = newStack();
    const recipe = recipeOf(stack);
    policy({ resourceSelection: { recipes: [recipe] } }, stack);
    expect(propertiesOf(stack, TYPE).ResourceSelection).toEqual({
      Recipes: [{ Name: stack.resolve(recipe.imageRecipeName), SemanticVersion: 'x.x.x' }],
    });
  });

  test('trap 6: can be L1s, whose versions do not matter either, or imported, of which a named version is kept', () => {
    const stack = newStack();
    const recipe = new CfnImageRecipe(stack, 'L1', { name: 'l1', version: '1.0.0', parentImage: 'ami-1' });
    const known = ImageRecipe.fromImageRecipeArn(stack, 'Known', arn.replace('lifecycle-policy/mine', 'image-recipe/old/1.0.0'));
    policy({ resourceSelection: { recipes: [recipe, known] } }, stack);
    expect(propertiesOf(stack, TYPE).ResourceSelection.Recipes).toEqual([
      { Name: { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'L1' }] }] }, SemanticVersion: 'x.x.x' }, { Name: 'old', SemanticVersion: '1.0.0' },
    ]);
  });

  test('can be selected with some of their versions', () => {
    const stack = newStack();
    const recipe = recipeOf(stack);
    policy({ resourceSelection: { recipeVersions: [{ recipe, version: '1.x.x' }] } }, stack);
    expect(propertiesOf(stack, TYPE).ResourceSelection.Recipes[0].SemanticVersion).toBe('1.x.x');
  });

  test('of containers are for containers', () => {
    const stack = newStack();
    policy({ ...forContainers, resourceSelection: { recipes: [containerRecipeOf(stack)] } }, stack);
    expect(propertiesOf(stack, TYPE)).toMatchObject({
      PolicyDetails: [{ Action: { Type: 'DELETE', IncludeResources: { Containers: true } } }],
      ResourceSelection: { Recipes: [{ SemanticVersion: 'x.x.x' }] },
    });
  });

  test('50 pass, and 51 do not', () => {
    const many = (count: number) => {
      const stack = newStack();
      return policy({ resourceSelection: { recipes: Array(count).fill(recipeOf(stack)) } }, stack);
    };
    expect(() => many(50)).not.toThrow();
    expect(() => many(51)).toThrow(new Error(
      'RecipesOutOfRange: `resourceSelection.recipes` must have 1 to 50 entries, got: 51. [Stack/Policy]'));
  });

  test.each<[string, (stack: Stack) => Partial<LifecyclePolicyProps>, string]>([
    ['nothing', () => ({ resourceSelection: {} }), 'RecipesOutOfRange: `resourceSelection.recipes` must have 1 to 50 entries, got: 0.'],
    ['recipes and tags', (stack) => ({ resourceSelection: { recipes: [recipeOf(stack)], tags: { a: 'b' } } }),
      'TagsConflict: `resourceSelection.tags` must be absent when `resourceSelection.recipes` is given.'],
    ['no tags', () => ({ resourceSelection: { tags: {} } }), 'TagsOutOfRange: `resourceSelection.tags` must have 1 to 50 entries, got: 0.'],
    ['a malformed version', (stack) => ({ resourceSelection: { recipeVersions: [{ recipe: recipeOf(stack), version: '1.0' }] } }),
      'VersionMalformed: `resourceSelection.recipeVersions[0].version` must have three numbers, where the last ones may be `x`, as in `1.0.0`, '
      + '`1.x.x` or `x.x.x`, got: \'1.0\'.'],
    ['another construct', (stack) => ({ resourceSelection: { recipes: [new User(stack, 'User')] } }),
      'RecipesUnsupported: `resourceSelection.recipes[0]` must be an image recipe or a container recipe, got: \'Stack/User\'.'],
  ])('%s is refused', (_, props, message) => {
    const stack = newStack();
    expect(() => policy(props(stack), stack)).toThrow(new Error(`${message} [Stack/Policy]`));
  });

  test.each<[string, (stack: Stack) => Partial<LifecyclePolicyProps>, string]>([
    ['an image recipe for containers', (stack) => ({ ...forContainers, resourceSelection: { recipes: [recipeOf(stack)] } }),
      'RecipesConflict: `resourceSelection.recipes[0]` must be a container recipe, like `resourceType`, got: \'Stack/Recipe\'. [Stack/Policy]'],
    ['a container recipe for AMIs', (stack) => ({ resourceSelection: { recipeVersions: [{ recipe: containerRecipeOf(stack), version: '1.x.x' }] } }),
      'RecipeConflict: `resourceSelection.recipeVersions[0].recipe` must be an image recipe, like `resourceType`, got: \'Stack/ContainerRecipe\'. '
      + '[Stack/Policy]'],
  ])('%s is refused', (_, props, fault) => {
    const stack = newStack();
    policy(props(stack), stack);
    expect(faultsOf(stack)).toEqual([fault]);
  });
});

describe('an existing lifecycle policy', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });

  test('is known by its ARN', () => {
    expect(LifecyclePolicy.fromLifecyclePolicyArn(stack, 'Arn', arn)).toMatchObject({
      lifecyclePolicyArn: arn, lifecyclePolicyName: 'mine', lifecyclePolicyRef: { lifecyclePolicyArn: arn },
    });
  });

  test('is known by an ARN that is a token', () => {
    const known = LifecyclePolicy.fromLifecyclePolicyArn(stack, 'Token', Lazy.string({ produce: () => arn }));
    expect(stack.resolve(known.lifecyclePolicyName)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] });
  });

  test('is known by its name', () => {
    const known = LifecyclePolicy.fromLifecyclePolicyName(stack, 'Name', 'mine');
    expect(JSON.stringify(stack.resolve(known.lifecyclePolicyArn))).toContain(':imagebuilder:eu-central-1:123456789012:lifecycle-policy/mine');
    expect(known.lifecyclePolicyName).toBe('mine');
  });

  test('is not known by the ARN of something else', () => {
    expect(() => LifecyclePolicy.fromLifecyclePolicyArn(stack, 'Other', arn.replace('lifecycle-policy', 'image-pipeline'))).toThrow(new Error(
      'LifecyclePolicyArnMalformed: `lifecyclePolicyArn` must be the ARN of an Image Builder lifecycle-policy, '
      + 'got: \'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/mine\'. [Stack]'));
  });

  test('makes no resource', () => {
    expect(resourcesOf(stack, TYPE)).toEqual([]);
  });
});

describe('grants', () => {
  test('reading is allowed on this lifecycle policy', () => {
    const stack = newStack();
    LifecyclePolicy.fromLifecyclePolicyArn(stack, 'Known', arn).grantRead(new User(stack, 'User'));
    expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 'imagebuilder:GetLifecyclePolicy', Resource: arn }]);
  });

  test('any action is allowed on this lifecycle policy', () => {
    const stack = newStack();
    LifecyclePolicy.fromLifecyclePolicyArn(stack, 'Known', arn).grant(new User(stack, 'User'), 'imagebuilder:UpdateLifecyclePolicy');
    expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 'imagebuilder:UpdateLifecyclePolicy', Resource: arn }]);
  });

  test('nothing is allowed without a grant', () => {
    const stack = newStack();
    LifecyclePolicy.fromLifecyclePolicyArn(stack, 'Known', arn);
    new User(stack, 'User');
    expect(statementsOf(stack)).toEqual([]);
  });
});
