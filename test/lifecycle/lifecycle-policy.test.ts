import { Duration, Lazy, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { CfnContainerRecipe, CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import {
  LifecyclePolicyActionType, LifecyclePolicyDetail, LifecyclePolicyResourceType, LifecyclePolicyTimeUnit,
} from '../../src/lifecycle/lifecycle-policy-detail';
import { LifecyclePolicyProps, LifecyclePolicyStatus } from '../../src/lifecycle/lifecycle-policy-props';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { RecipeVersion } from '../../src/recipe/recipe-version';
import { dependenciesOf, faultsOf, newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::LifecyclePolicy';
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:lifecycle-policy/mine';
const { DELETE, DEPRECATE, DISABLE } = LifecyclePolicyActionType;
const ageFilter = { age: Duration.days(30) };

function policy(props: Partial<LifecyclePolicyProps> = {}, stack: Stack = newStack()): LifecyclePolicy {
  return new LifecyclePolicy(stack, 'Policy', {
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    details: [{ action: { type: DELETE }, filter: { ageFilter } }],
    resourceSelection: { tags: { Stage: 'test' } },
    ...props,
  });
}

function recipeOf(stack: Stack): ImageRecipe {
  return new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.fromAmiId('ami-01234567'), imageRecipeVersion: RecipeVersion.of('1.2.3') });
}

function containerRecipeOf(stack: Stack): CfnContainerRecipe {
  return new CfnContainerRecipe(stack, 'ContainerRecipe', {
    name: 'c', version: '1.0.0', parentImage: 'x', containerType: 'DOCKER', targetRepository: { service: 'ECR', repositoryName: 'r' },
  });
}

const forContainers = { resourceType: LifecyclePolicyResourceType.CONTAINER_IMAGE };
const detailsOf = (...details: LifecyclePolicyDetail[]) => propertiesOf(policy({ details }).stack, TYPE).PolicyDetails;

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

describe('rules', () => {
  test('can be three, and snapshots are for deletion only', () => {
    const rule = (type: LifecyclePolicyActionType, days: number) => ({ action: { type }, filter: { ageFilter: { age: Duration.days(days) } } });
    const made = policy({ details: [rule(DELETE, 90), rule(DEPRECATE, 30), rule(DISABLE, 60)] });
    expect(propertiesOf(made.stack, TYPE).PolicyDetails.map(({ Action }: any) => Action)).toEqual([
      { Type: 'DELETE', IncludeResources: { Amis: true, Snapshots: true } },
      { Type: 'DEPRECATE', IncludeResources: { Amis: true } },
      { Type: 'DISABLE', IncludeResources: { Amis: true } },
    ]);
    expect(warningsOf(made.stack)).toEqual([]);
  });

  test('can leave AMIs alone, and with them their snapshots', () => {
    expect(detailsOf({ action: { type: DELETE, includeAmis: false }, filter: { ageFilter } })[0].Action.IncludeResources)
      .toEqual({ Amis: false, Snapshots: false });
  });

  test('can keep a number of images', () => {
    expect(detailsOf({ action: { type: DELETE }, filter: { countFilter: { count: 5 } } })[0].Filter).toEqual({ Type: 'COUNT', Value: 5 });
  });

  test('trap 8: have no empty exclusions', () => {
    const exclusionRules = { amiExclusionRules: { regions: [], sharedAccounts: [], tags: {} }, imageExclusionRules: { tags: {} } };
    expect(detailsOf({ action: { type: DELETE }, filter: { ageFilter }, exclusionRules })[0].ExclusionRules).toBeUndefined();
  });

  test.each([
    ['retainAtLeast', 1, 10, 'details[0].filter.ageFilter.retainAtLeast', (retainAtLeast: number) => ({ ageFilter: { ...ageFilter, retainAtLeast } })],
    ['count', 1, 1000, 'details[0].filter.countFilter.count', (count: number) => ({ countFilter: { count } })],
  ])('trap 8: %s is from %d to %d', (name, least, most, prop, filterOf) => {
    const make = (value: number) => () => detailsOf({ action: { type: DELETE }, filter: filterOf(value) });
    expect(make(least)).not.toThrow();
    expect(make(most)).not.toThrow();
    for (const wrong of [least - 1, most + 1, -5]) {
      expect(make(wrong)).toThrow(new Error(`${name.charAt(0).toUpperCase()}${name.slice(1)}OutOfRange: \`${prop}\` must be a whole number `
        + `from ${least} to ${most}, got: ${wrong}. [Stack/Policy]`));
    }
  });

  test.each([
    [[[DEPRECATE, 30], [DELETE, 30]], ['DELETE comes after 30 days, so DEPRECATE after 30 days has no effect.']],
    [[[DELETE, 10], [DISABLE, 20], [DEPRECATE, 30]], [
      'DELETE comes after 10 days, so DISABLE after 20 days has no effect.', 'DISABLE comes after 20 days, so DEPRECATE after 30 days has no effect.',
    ]],
  ] as const)('%j in an order without sense are warned of', (rules, warnings) => {
    const { stack } = policy({ details: rules.map(([type, days]) => ({ action: { type }, filter: { ageFilter: { age: Duration.days(days) } } })) });
    expect(warningsOf(stack).sort()).toEqual(warnings.map((each) => `${each} [ack: cdk-imagebuilder:lifecycleOrder]`));
  });

  test.each([DEPRECATE, DISABLE])('%s and keep a number of images are warned of, and rendered', (type) => {
    const { stack } = policy({ details: [{ action: { type }, filter: { ageFilter: { ...ageFilter, retainAtLeast: 3 } } }] });
    expect(propertiesOf(stack, TYPE).PolicyDetails[0].Filter).toMatchObject({ Type: 'AGE', RetainAtLeast: 3 });
    expect(warningsOf(stack)).toEqual([
      `\`details[0].filter.ageFilter.retainAtLeast\` is documented only for rules that delete, so a rule with the action ${type} may apply to the newest `
      + 'images, too. [ack: cdk-imagebuilder:retainedImages]',
    ]);
  });

  const filter = { ageFilter };
  test.each<[string, Partial<LifecyclePolicyProps>, string]>([
    ['none', { details: [] }, 'DetailsOutOfRange: `details` must have 1 to 3 entries, got: 0.'],
    ['four', { details: Array(4).fill({ action: { type: DELETE }, filter }) }, 'DetailsOutOfRange: `details` must have 1 to 3 entries, got: 4.'],
    ['an action twice', { details: Array(2).fill({ action: { type: DELETE }, filter }) },
      'DetailsConflict: `details` must have each action once, got: \'DELETE\'.'],
    ['a filter without anything', { details: [{ action: { type: DELETE }, filter: {} }] },
      'FilterRequired: `details[0].filter` must have `ageFilter` or `countFilter`.'],
    ['a filter of both', { details: [{ action: { type: DELETE }, filter: { ageFilter, countFilter: { count: 1 } } }] },
      'CountFilterConflict: `details[0].filter.countFilter` must be absent when `details[0].filter.ageFilter` is given.'],
    ['a count that deprecates', { details: [{ action: { type: DEPRECATE }, filter: { countFilter: { count: 1 } } }] },
      'CountFilterUnsupported: `details[0].filter.countFilter` must be absent unless the action is DELETE, got: \'DEPRECATE\'.'],
    ['snapshots without AMIs', { details: [{ action: { type: DELETE, includeAmis: false, includeSnapshots: true }, filter }] },
      'IncludeSnapshotsConflict: `details[0].action.includeSnapshots` must be false or absent when `includeAmis` is false, '
      + 'because an AMI needs its snapshots.'],
    ['containers among AMIs', { details: [{ action: { type: DELETE, includeContainers: true }, filter }] },
      'IncludeContainersUnsupported: `details[0].action.includeContainers` must be absent in a policy for AMIs.'],
    ['AMIs among containers', { ...forContainers, details: [{ action: { type: DELETE, includeAmis: false }, filter }] },
      'IncludeAmisUnsupported: `details[0].action.includeAmis` must be absent in a policy for containers.'],
    ['snapshots among containers', { ...forContainers, details: [{ action: { type: DELETE, includeSnapshots: true }, filter }] },
      'IncludeSnapshotsUnsupported: `details[0].action.includeSnapshots` must be absent in a policy for containers.'],
    ['AMIs to spare among containers', {
      ...forContainers, details: [{ action: { type: DELETE }, filter, exclusionRules: { amiExclusionRules: { isPublic: true } } }],
    }, 'AmiExclusionRulesUnsupported: `details[0].exclusionRules.amiExclusionRules` must be absent in a policy for containers.'],
    ['deprecated containers', { ...forContainers, details: [{ action: { type: DEPRECATE }, filter }] },
      'TypeUnsupported: `details[0].action.type` must be DELETE in a policy for containers, got: \'DEPRECATE\'.'],
    ['a malformed account', {
      details: [{ action: { type: DELETE }, filter, exclusionRules: { amiExclusionRules: { sharedAccounts: ['1'] } } }],
    }, 'SharedAccountsMalformed: `details[0].exclusionRules.amiExclusionRules.sharedAccounts` must have 12 digits each, got: \'1\'.'],
    ['an age of nothing', { details: [{ action: { type: DELETE }, filter: { ageFilter: { age: Duration.days(0) } } }] },
      'AgeOutOfRange: `details[0].filter.ageFilter.age` must be more than 0 and at most 1000 days, got: \'0 days\'.'],
  ])('%s: refused', (_, props, message) => {
    expect(() => policy(props)).toThrow(new Error(`${message} [Stack/Policy]`));
  });

  test.each([
    [{ lifecyclePolicyName: 'x' }, /^LifecyclePolicyNameMalformed: /],
    [{ description: '' }, /^DescriptionMalformed: /],
    [{ tags: { 'aws:x': 'y' } }, /^TagsMalformed: /],
    [{ details: [{ action: { type: DELETE }, filter, exclusionRules: { imageExclusionRules: { tags: { 'aws:x': 'y' } } } }] }, /^TagsMalformed: /],
    [{ details: [{ action: { type: DELETE }, filter, exclusionRules: { amiExclusionRules: { tags: { 'aws:x': 'y' } } } }] }, /^TagsMalformed: /],
  ])('%j are refused', (props, message) => {
    expect(() => policy(props)).toThrow(message);
  });
});

describe('the execution role', () => {
  const service = { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' } };
  const ec2 = (what: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ec2:*::${what}/*`]] });
  const join = (...parts: any[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] });
  const images = (name: string) => join(':imagebuilder:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:image/${name}/*`);
  const search = { Effect: 'Allow', Action: 'tag:GetResources', Resource: '*' };
  const describeImages = { Effect: 'Allow', Action: 'ec2:DescribeImages', Resource: '*' };

  test('trap 5: may do what deletion needs, and nothing else', () => {
    expect(statementsOf(policy().stack)).toEqual([
      search,
      { Effect: 'Allow', Action: 'imagebuilder:DeleteImage', Resource: images('*') },
      describeImages,
      { Effect: 'Allow', Action: ['ec2:DescribeImageAttribute', 'ec2:DeregisterImage'], Resource: ec2('image'), Condition: service },
      { Effect: 'Allow', Action: 'ec2:DeleteSnapshot', Resource: ec2('snapshot'), Condition: service },
    ]);
  });

  test('may do what any of several rules needs', () => {
    const rule = (type: LifecyclePolicyActionType, days: number) => ({ action: { type }, filter: { ageFilter: { age: Duration.days(days) } } });
    const allowed = statementsOf(policy({ details: [rule(DEPRECATE, 1), rule(DELETE, 2)] }).stack).flatMap(({ Action }) => Action);
    expect(allowed).toEqual([
      'tag:GetResources', 'imagebuilder:DeleteImage', 'ec2:DescribeImages', 'ec2:DescribeImageAttribute', 'ec2:EnableImageDeprecation',
      'ec2:DisableImageDeprecation', 'ec2:DeregisterImage', 'ec2:DeleteSnapshot', 'ec2:CreateTags', 'ec2:DeleteTags',
    ]);
  });

  test('may deprecate and disable, and not delete', () => {
    const rule = (type: LifecyclePolicyActionType, days: number) => ({ action: { type }, filter: { ageFilter: { age: Duration.days(days) } } });
    expect(statementsOf(policy({ details: [rule(DEPRECATE, 1), rule(DISABLE, 2)] }).stack)).toEqual([
      search,
      describeImages,
      {
        Effect: 'Allow',
        Action: [
          'ec2:DescribeImageAttribute', 'ec2:EnableImageDeprecation', 'ec2:DisableImageDeprecation', 'ec2:DisableImage', 'ec2:EnableImage',
        ],
        Resource: ec2('image'),
        Condition: service,
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateTags', 'ec2:DeleteTags'],
        Resource: [ec2('image'), ec2('snapshot')],
        Condition: {
          'StringEquals': { ...service.StringEquals, 'aws:RequestTag/DeprecatedBy': 'EC2 Image Builder' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': 'DeprecatedBy' },
        },
      },
    ]);
  });

  test('may touch no AMI that stays', () => {
    const { stack } = policy({ details: [{ action: { type: DELETE, includeAmis: false }, filter: { ageFilter } }] });
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'ec2:DescribeImageAttribute', Resource: ec2('image'), Condition: service });
    expect(JSON.stringify(statementsOf(stack))).not.toMatch(/Deregister|Snapshot/);
  });

  test('may delete the images of its recipes only', () => {
    const stack = newStack();
    const known = ImageRecipe.fromImageRecipeName(stack, 'Known', 'My Recipe');
    policy({ resourceSelection: { recipes: [known] } }, stack);
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'imagebuilder:DeleteImage', Resource: images('my-recipe') });
  });

  test('may delete containers in repositories that are tagged for it', () => {
    expect(statementsOf(policy(forContainers).stack)).toEqual([
      search,
      { Effect: 'Allow', Action: 'imagebuilder:DeleteImage', Resource: images('*') },
      {
        Effect: 'Allow',
        Action: ['ecr:BatchGetImage', 'ecr:BatchDeleteImage'],
        Resource: join(':ecr:*:', { Ref: 'AWS::AccountId' }, ':repository/*'),
        Condition: { StringEquals: { 'ecr:ResourceTag/LifecycleExecutionAccess': 'EC2 Image Builder' } },
      },
    ]);
  });

  test('may touch no container that stays', () => {
    const { stack } = policy({ ...forContainers, details: [{ action: { type: DELETE, includeContainers: false }, filter: { ageFilter } }] });
    expect(JSON.stringify(statementsOf(stack))).not.toContain('ecr:');
  });

  test('trap 4: gets the same when it is brought, and the policy waits for it', () => {
    const stack = newStack();
    const executionRole = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
    const made = policy({ executionRole }, stack);
    expect(made.executionRole).toBe(executionRole);
    expect(statementsOf(stack)).toEqual(statementsOf(policy().stack));
    expect(dependenciesOf(stack, TYPE)).toEqual(['AWS::IAM::Policy']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that is imported gets the same', () => {
    const stack = newStack();
    policy({ executionRole: Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/theirs') }, stack);
    expect(statementsOf(stack)).toEqual(statementsOf(policy().stack));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that is closed for updates gets nothing, and that is said', () => {
    const stack = newStack();
    policy({ executionRole: Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/theirs', { mutable: false }) }, stack);
    expect(statementsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([
      'The execution role is closed for updates, so it gets no permissions. The rules do nothing unless it has '
      + 'EC2ImageBuilderLifecycleExecutionPolicy, or the like. [ack: cdk-imagebuilder:lifecycleRoleClosed]',
    ]);
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
