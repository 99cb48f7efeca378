import { RecipeVersion } from '../../src/recipe/recipe-version';

test('a recipe version whose patches are counted ends with x', () => {
  expect(RecipeVersion.auto('1.0').version).toBe('1.0.x');
});

test('a recipe version can be fixed', () => {
  expect(RecipeVersion.of('1.2.3').version).toBe('1.2.3');
});

test.each(['1.0.x', '1', '1.0.0'])('patches of %p are not counted', (majorMinor) => {
  expect(() => RecipeVersion.auto(majorMinor)).toThrow(new Error(
    `MajorMinorMalformed: \`majorMinor\` must have two numbers, as in \`1.0\`, got: '${majorMinor}'.`));
});

test('a fixed recipe version has no x', () => {
  expect(() => RecipeVersion.of('1.0.x')).toThrow(new Error(
    'RecipeVersionMalformed: `recipeVersion` must have three numbers, as in `1.0.0`, got: \'1.0.x\'.'));
});
