import { IConstruct } from 'constructs';
import { InvalidInputError } from './errors';
import { arnOf, partsOf, ResourceKind } from './naming';
import { checkExclusive, checkName } from './validate';
import { ANY_VERSION, checkVersionReference } from './versions';

/** How an existing resource is known: by `arn`, or by `name` and perhaps `version`. */
interface Known {
  readonly arn?: string;
  readonly name?: string;
  readonly version?: string;
}

/** ARN, name and version of an existing resource that has versions. */
export function importVersioned(scope: IConstruct, kind: ResourceKind, known: Known): Required<Known> {
  // `image-recipe` is known by `imageRecipeArn`, `imageRecipeName` and `imageRecipeVersion`.
  const prefix = kind.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const [arnProp, nameProp, versionProp] = [`${prefix}Arn`, `${prefix}Name`, `${prefix}Version`];
  checkExclusive(scope, [arnProp, known.arn], [nameProp, known.name]);
  checkExclusive(scope, [arnProp, known.arn], [versionProp, known.version]);
  if (known.arn !== undefined) {
    return { arn: known.arn, ...partsOf(scope, arnProp, kind, known.arn) };
  }
  if (known.name === undefined) {
    throw new InvalidInputError({ prop: nameProp, problem: 'Required', rule: `be given when \`${arnProp}\` is not` }, scope);
  }
  const version = known.version ?? ANY_VERSION;
  checkName(scope, nameProp, known.name);
  checkVersionReference(scope, versionProp, version);
  return { arn: arnOf(scope, kind, known.name, version), name: known.name, version };
}
