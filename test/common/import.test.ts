import { Stack } from 'aws-cdk-lib';
import { importNamed, importVersioned } from '../../src/common/import';

const stack = new Stack(undefined, 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/mine/1.2.3';

test('an ARN tells name and version', () => {
  expect(importVersioned(stack, 'image-recipe', { arn })).toEqual({ arn, name: 'mine', version: '1.2.3' });
});

test('a name means the newest version', () => {
  const known = importVersioned(stack, 'image-recipe', { name: 'Mine' });
  expect(known).toMatchObject({ name: 'Mine', version: 'x.x.x' });
  expect(known.arn).toMatch(/:imagebuilder:eu-central-1:123456789012:image-recipe\/mine\/x\.x\.x$/);
});

test('a name with a version means that version', () => {
  const known = importVersioned(stack, 'component', { name: 'mine', version: '1.x.x' });
  expect(known).toMatchObject({ name: 'mine', version: '1.x.x' });
  expect(known.arn).toMatch(/:component\/mine\/1\.x\.x$/);
});

describe('what has no versions', () => {
  const pipelineArn = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/mine';

  test('is known by its ARN, which tells the name', () => {
    expect(importNamed(stack, 'image-pipeline', { arn: pipelineArn })).toEqual({ arn: pipelineArn, name: 'mine' });
  });

  test('is known by its name', () => {
    const known = importNamed(stack, 'image-pipeline', { name: 'Mine' });
    expect(known).toEqual({ arn: expect.stringMatching(/:imagebuilder:eu-central-1:123456789012:image-pipeline\/mine$/), name: 'Mine' });
  });

  test('is not known without both', () => {
    expect(() => importNamed(stack, 'image-pipeline', {})).toThrow(new Error(
      'ImagePipelineNameRequired: `imagePipelineName` must be given when `imagePipelineArn` is not. [Stack]'));
  });
});

test.each([
  ['an ARN beside a name', { arn, name: 'mine' },
    'ImageRecipeNameConflict: `imageRecipeName` must be absent when `imageRecipeArn` is given. [Stack]'],
  ['an ARN beside a version', { arn, version: '1.0.0' },
    'ImageRecipeVersionConflict: `imageRecipeVersion` must be absent when `imageRecipeArn` is given. [Stack]'],
  ['nothing', {}, 'ImageRecipeNameRequired: `imageRecipeName` must be given when `imageRecipeArn` is not. [Stack]'],
  ['a version alone', { version: '1.0.0' }, 'ImageRecipeNameRequired: `imageRecipeName` must be given when `imageRecipeArn` is not. [Stack]'],
  ['a malformed name', { name: 'a/b' },
    'ImageRecipeNameMalformed: `imageRecipeName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'a/b\'. [Stack]'],
  ['a malformed version', { name: 'mine', version: 'v1' },
    'ImageRecipeVersionMalformed: `imageRecipeVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` '
    + 'or `x.x.x`, got: \'v1\'. [Stack]'],
  ['the ARN of another resource', { arn: 'arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/1.0.0' },
    'ImageRecipeArnMalformed: `imageRecipeArn` must be the ARN of an Image Builder image-recipe, '
    + 'got: \'arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/1.0.0\'. [Stack]'],
])('%s is refused', (_, known, message) => {
  expect(() => importVersioned(stack, 'image-recipe', known)).toThrow(new Error(message));
});
