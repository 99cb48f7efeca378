import { IConstruct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { isKnown } from '../common/validate';
import { warnOfVariables } from '../common/variables';

/** Refuses a Dockerfile template that does not use the base image, or does not run the components of the recipe. */
export function checkDockerfile(scope: IConstruct, text: string, hasComponents: boolean, file?: string): void {
  if (!isKnown(text)) {
    return;
  }
  warnOfVariables(scope, 'dockerfile', text, ['parentImage', 'environments', 'components']);
  const needed = ['parentImage', ...hasComponents ? ['environments', 'components'] : []];
  const missing = needed.find((name) => !new RegExp(`\\{\\{\\{\\s*imagebuilder:${name}\\s*\\}\\}\\}`).test(text));
  if (missing !== undefined) {
    throw new InvalidInputError({
      prop: 'dockerfile',
      problem: 'Required',
      rule: `hold \`{{{ imagebuilder:${missing} }}}\`${missing === 'parentImage' ? '' : ', because the recipe has components'}`,
      hint: file === undefined ? undefined : `It is in ${file}.`,
    }, scope);
  }
}
