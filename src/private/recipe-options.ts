import { IConstruct } from 'constructs';
import { checkTags, checkText } from '../common/validate';
import type { RecipeOptions } from '../recipe';

/** Refuses what no recipe takes. */
export function checkRecipeOptions(scope: IConstruct, { description, workingDirectory, tags }: RecipeOptions): void {
  checkText(scope, 'description', description);
  checkText(scope, 'workingDirectory', workingDirectory);
  checkTags(scope, 'tags', tags, 50);
}
