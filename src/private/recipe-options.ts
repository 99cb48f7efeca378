import { IConstruct } from 'constructs';
import { checkTags, checkText } from './validate';

/** What all recipes have, whatever they are for. */
interface Options {
  readonly description?: string;
  readonly workingDirectory?: string;
  readonly tags?: Record<string, string>;
}

/** Refuses what no recipe takes. */
export function checkRecipeOptions(scope: IConstruct, { description, workingDirectory, tags }: Options): void {
  checkText(scope, 'description', description);
  checkText(scope, 'workingDirectory', workingDirectory);
  checkTags(scope, 'tags', tags, 50);
}
