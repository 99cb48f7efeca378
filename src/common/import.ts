import { IConstruct } from 'constructs';
import { InvalidInputError } from './errors';
import { arnOf, partsOf, ResourceKind } from './naming';
import { checkExclusive, checkName, checkNotGenerated } from './validate';
import { ANY_VERSION, checkVersionReference } from './versions';

/** An existing resource, known by `arn`, or by `name` and optionally `version`. */
interface Known {
  readonly arn?: string;
  readonly name?: string;
  readonly version?: string;
}

/** ARN and name of an existing resource that has no versions. */
export function importNamed(scope: IConstruct, kind: ResourceKind, known: Omit<Known, 'version'>): { readonly arn: string; readonly name: string } {
  const { arn, name } = identify(scope, kind, known);
  return { arn, name };
}

/** ARN, name and version of an existing resource that has versions. */
export function importVersioned(scope: IConstruct, kind: ResourceKind, known: Known): Required<Known> {
  const versionProp = `${prefixOf(kind)}Version`;
  const version = known.version ?? ANY_VERSION;
  checkExclusive(scope, [`${prefixOf(kind)}Arn`, known.arn], [versionProp, known.version]);
  checkVersionReference(scope, versionProp, version);
  return identify(scope, kind, known, version);
}

function identify(scope: IConstruct, kind: ResourceKind, { arn, name }: Known, version?: string): Required<Known> {
  const [arnProp, nameProp] = [`${prefixOf(kind)}Arn`, `${prefixOf(kind)}Name`];
  checkExclusive(scope, [arnProp, arn], [nameProp, name]);
  if (arn !== undefined) {
    return { arn, ...partsOf(scope, arnProp, kind, arn) };
  }
  if (name === undefined) {
    throw new InvalidInputError({ prop: nameProp, problem: 'Required', rule: `be given when \`${arnProp}\` is not` }, scope);
  }
  checkNotGenerated(scope, nameProp, name);
  checkName(scope, nameProp, name);
  return { arn: arnOf(scope, kind, name, version), name, version: version ?? ANY_VERSION };
}

/** The properties of `image-recipe` begin with `imageRecipe`, those of `workflow/build` with `workflow`. */
function prefixOf(kind: ResourceKind): string {
  return kind.split('/')[0].replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
