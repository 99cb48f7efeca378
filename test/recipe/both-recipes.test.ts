import { Lazy, Stack } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { IGrantable, User } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { BaseImage } from '../../src/recipe/base-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { Repository } from '../../src/recipe/repository';
import { newStack, resourcesOf, statementsOf } from '../support/synth';

/** What both recipes do in the same way, whatever their members are called. */
interface RecipeKind {
  /** As ARNs name it. */
  readonly kind: string;
  /** As actions name it. */
  readonly action: string;
  /** As properties begin. */
  readonly prefix: string;
  readonly type: string;
  make(stack: Stack): Made;
  fromArn(scope: Construct, id: string, arn: string): Made;
  fromName(scope: Construct, id: string, name: string): Made;
  fromAttributes(scope: Construct, id: string, attributes: Record<string, string>): Made;
}

/** A recipe by the names of its members. */
type Made = Record<string, any> & { grant(grantee: IGrantable, ...actions: string[]): unknown; grantRead(grantee: IGrantable): unknown };

const IMAGE: RecipeKind = {
  kind: 'image-recipe',
  action: 'ImageRecipe',
  prefix: 'imageRecipe',
  type: 'AWS::ImageBuilder::ImageRecipe',
  make: (stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.fromAmiId('ami-0123456789abcdef0') }) as Made,
  fromArn: (...given) => ImageRecipe.fromImageRecipeArn(...given) as Made,
  fromName: (...given) => ImageRecipe.fromImageRecipeName(...given) as Made,
  fromAttributes: (...given) => ImageRecipe.fromImageRecipeAttributes(...given) as Made,
};

const CONTAINER: RecipeKind = {
  kind: 'container-recipe',
  action: 'ContainerRecipe',
  prefix: 'containerRecipe',
  type: 'AWS::ImageBuilder::ContainerRecipe',
  make: (stack) => new ContainerRecipe(stack, 'Recipe', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'),
    targetRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Golden', 'golden')),
  }) as Made,
  fromArn: (...given) => ContainerRecipe.fromContainerRecipeArn(...given) as Made,
  fromName: (...given) => ContainerRecipe.fromContainerRecipeName(...given) as Made,
  fromAttributes: (...given) => ContainerRecipe.fromContainerRecipeAttributes(...given) as Made,
};

describe.each([IMAGE, CONTAINER])('a new $kind', ({ prefix, make }) => {
  const stack = newStack();
  const made = make(stack);

  test('has ARNs of its newest versions', () => {
    expect(stack.resolve([made.latestVersionArn, made.latestMajorVersionArn, made.latestMinorVersionArn]))
      .toEqual(['Arn', 'Major', 'Minor'].map((name) => ({ 'Fn::GetAtt': [expect.any(String), `LatestVersion.${name}`] })));
  });

  test('takes its version from the ARN, because the service picks it', () => {
    const arn = stack.resolve(made[`${prefix}Arn`]);
    expect(stack.resolve([made[`${prefix}Ref`][`${prefix}Arn`], made[`${prefix}Version`]])).toEqual([
      arn, { 'Fn::Select': [2, { 'Fn::Split': ['/', arn] }] },
    ]);
    expect(stack.resolve(made[`${prefix}Name`])).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Name'] });
  });
});

describe.each([IMAGE, CONTAINER])('an existing $kind', ({ kind, action, prefix, type, fromArn, fromName, fromAttributes }) => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  const arn = `arn:aws:imagebuilder:eu-central-1:123456789012:${kind}/mine/1.2.3`;

  test('is known by its ARN', () => {
    expect(fromArn(newStack(), 'Known', arn)).toMatchObject({
      [`${prefix}Arn`]: arn, [`${prefix}Name`]: 'mine', [`${prefix}Version`]: '1.2.3', [`${prefix}Ref`]: { [`${prefix}Arn`]: arn },
    });
  });

  test('is known by an ARN that is a token', () => {
    const known = fromArn(stack, 'Token', Lazy.string({ produce: () => arn }));
    expect(stack.resolve(known[`${prefix}Name`])).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] });
  });

  test('is known by its name, in its newest version', () => {
    const known = fromName(stack, 'Name', 'mine');
    expect(known).toMatchObject({ [`${prefix}Name`]: 'mine', [`${prefix}Version`]: 'x.x.x' });
    expect(JSON.stringify(stack.resolve(known[`${prefix}Arn`]))).toContain(`:imagebuilder:eu-central-1:123456789012:${kind}/mine/x.x.x`);
  });

  test('is known by name and version', () => {
    const known = fromAttributes(stack, 'Version', { [`${prefix}Name`]: 'mine', [`${prefix}Version`]: '1.0.x' });
    expect(known[`${prefix}Version`]).toBe('1.0.x');
  });

  test('is not known by nothing', () => {
    expect(() => fromAttributes(stack, 'Nothing', {})).toThrow(new Error(
      `${action}NameRequired: \`${prefix}Name\` must be given when \`${prefix}Arn\` is not. [Stack]`));
  });

  test('makes no resource', () => {
    expect(resourcesOf(stack, type)).toEqual([]);
  });

  test('can be granted', () => {
    const granted = newStack();
    fromArn(granted, 'Known', arn).grant(new User(granted, 'User'), `imagebuilder:Get${action}Policy`);
    expect(statementsOf(granted)).toEqual([{ Effect: 'Allow', Action: `imagebuilder:Get${action}Policy`, Resource: arn }]);
  });
});

describe.each([IMAGE, CONTAINER])('grants of an $kind', ({ action, prefix, make }) => {
  test('reading is allowed on this recipe', () => {
    const stack = newStack();
    const made = make(stack);
    made.grantRead(new User(stack, 'User'));
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: `imagebuilder:Get${action}`, Resource: stack.resolve(made[`${prefix}Arn`]) },
    ]);
  });

  test('any action is allowed on this recipe', () => {
    const stack = newStack();
    const made = make(stack);
    made.grant(new User(stack, 'User'), `imagebuilder:Get${action}Policy`);
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: `imagebuilder:Get${action}Policy`, Resource: stack.resolve(made[`${prefix}Arn`]) },
    ]);
  });

  test('nothing is allowed without a grant', () => {
    const stack = newStack();
    make(stack);
    new User(stack, 'User');
    expect(statementsOf(stack)).toEqual([]);
  });
});
