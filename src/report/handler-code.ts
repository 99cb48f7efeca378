import { existsSync } from 'fs';
import * as path from 'path';
import { IConstruct } from 'constructs';
import { InvalidInputError } from '../common/errors';

/** The functions of this library, each with a bundle of its own. */
type Entry = 'report' | 'monitor';

/**
 * The folder with a bundle of `src/handler`.
 *
 * @param folder the folder of this file's room, which is two levels below that of the package both in `src` and, compiled, in `lib`. In an app that is
 * bundled into one file, it is the folder of that file, beside which `assets` can be copied.
 */
export function handlerCode(folder: string, scope: IConstruct, entry: Entry = 'report'): string {
  const bundle = path.join('assets', 'handler', entry, `${entry}.lambda`);
  const found = [path.join(folder, '..', '..', bundle), path.join(folder, bundle)].find((place) => existsSync(place));
  if (found === undefined) {
    throw new InvalidInputError({
      prop: 'assets',
      problem: 'Required',
      rule: 'be a folder of cdk-imagebuilder with the code of its Lambda functions',
      got: path.join(folder, 'assets'),
      hint: 'A bundled app lacks it: keep cdk-imagebuilder and aws-cdk-lib out of the bundle (esbuild: `--packages=external`), '
        + 'or copy `node_modules/cdk-imagebuilder/assets` to this path.',
    }, scope);
  }
  return found;
}
