import { refusals } from './refusal';
import { ComponentVersion, RecipeVersion, WorkflowVersion } from '../../src';

export const VERSIONS = [
  ...refusals('RecipeVersion.auto', (_, majorMinor: string) => RecipeVersion.auto(majorMinor), [
    ['', 'MajorMinorMalformed: `majorMinor` must have two numbers, as in `1.0`, got: \'\'.'],
    ['1', 'MajorMinorMalformed: `majorMinor` must have two numbers, as in `1.0`, got: \'1\'.', '1.0'],
    ['1.0.0', 'MajorMinorMalformed: `majorMinor` must have two numbers, as in `1.0`, got: \'1.0.0\'.'],
    ['1.x', 'MajorMinorMalformed: `majorMinor` must have two numbers, as in `1.0`, got: \'1.x\'.'],
    ['-1.0', 'MajorMinorMalformed: `majorMinor` must have two numbers, as in `1.0`, got: \'-1.0\'.', '0.0'],
    ['1.0 ', 'MajorMinorMalformed: `majorMinor` must have two numbers, as in `1.0`, got: \'1.0 \'.'],
    ['1.1073741824', 'MajorMinorOutOfRange: `majorMinor` must be a whole number from 0 to 1073741823, got: 1073741824.', '1.1073741823'],
  ]),
  ...refusals('RecipeVersion.of', (_, version: string) => RecipeVersion.of(version), [
    ['', 'RecipeVersionMalformed: `recipeVersion` must have three numbers, as in `1.0.0`, got: \'\'.'],
    ['1.0.x', 'RecipeVersionMalformed: `recipeVersion` must have three numbers, as in `1.0.0`, got: \'1.0.x\'.', '1.0.0'],
    ['x.x.x', 'RecipeVersionMalformed: `recipeVersion` must have three numbers, as in `1.0.0`, got: \'x.x.x\'.'],
    ['1.0.0/1', 'RecipeVersionMalformed: `recipeVersion` must have three numbers, as in `1.0.0`, got: \'1.0.0/1\'.'],
    ['1.0.0\n', 'RecipeVersionMalformed: `recipeVersion` must have three numbers, as in `1.0.0`, got: \'1.0.0\n\'.'],
    ['1073741824.0.0', 'RecipeVersionOutOfRange: `recipeVersion` must be a whole number from 0 to 1073741823, got: 1073741824.', '1073741823.0.0'],
  ]),
  ...refusals('ComponentVersion.of', (_, version: string) => ComponentVersion.of(version), [
    ['', 'ComponentVersionMalformed: `componentVersion` must have three numbers, as in `1.0.0`, got: \'\'.'],
    ['v1-beta', 'ComponentVersionMalformed: `componentVersion` must have three numbers, as in `1.0.0`, got: \'v1-beta\'.', '1.0.0'],
    ['1.0', 'ComponentVersionMalformed: `componentVersion` must have three numbers, as in `1.0.0`, got: \'1.0\'.'],
    ['1.0.x', 'ComponentVersionMalformed: `componentVersion` must have three numbers, as in `1.0.0`, got: \'1.0.x\'.'],
    ['1.1073741824.0',
      'ComponentVersionOutOfRange: `componentVersion` must be a whole number from 0 to 1073741823, got: 1073741824.',
      '1.1073741823.0'],
  ]),
  ...refusals('WorkflowVersion.of', (_, version: string) => WorkflowVersion.of(version), [
    ['', 'WorkflowVersionMalformed: `workflowVersion` must have three numbers, as in `1.0.0`, got: \'\'.'],
    ['1.0.x', 'WorkflowVersionMalformed: `workflowVersion` must have three numbers, as in `1.0.0`, got: \'1.0.x\'.', '0.0.0'],
    ['1.-1.0', 'WorkflowVersionMalformed: `workflowVersion` must have three numbers, as in `1.0.0`, got: \'1.-1.0\'.'],
    ['1.0.1073741824',
      'WorkflowVersionOutOfRange: `workflowVersion` must be a whole number from 0 to 1073741823, got: 1073741824.',
      '1.0.1073741823'],
  ]),
];
