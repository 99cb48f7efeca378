import { ArnComponents, Fn, Lazy, Names, PhysicalName, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkPatternNow } from './validate';
import { ANY_VERSION, VERSION_REFERENCE } from './versions';

/** How AWS's alpha module makes names: a resource that moves from it keeps its name, and so is not replaced. */
const GENERATED_NAME = { maxLength: 128, separator: '-', allowedSpecialCharacters: '-' };

/** Kinds of resources in the form of ARNs, and whether a version follows the name. */
const VERSIONED = {
  'component': true,
  'image': true,
  'image-recipe': true,
  'container-recipe': true,
  'image-pipeline': false,
  'infrastructure-configuration': false,
  'distribution-configuration': false,
  'lifecycle-policy': false,
  // The type of a workflow precedes the name in its ARN.
  'workflow/build': true,
  'workflow/test': true,
  'workflow/distribution': true,
};
export type ResourceKind = keyof typeof VERSIONED;

/**
 * The given name, or a unique one.
 *
 * The generated name is in lower case, as Image Builder writes names into ARNs. The name depends on the construct's path only: if it depended on
 * content, a change of content would rename the resource, and not create a new version.
 */
export function physicalName(given: string | undefined, owner: () => IConstruct): string {
  return given ?? Lazy.string({ produce: () => generatedName(owner()) });
}

/**
 * The name of a resource in the template, which CloudFormation requires.
 *
 * The CDK makes a name of `PhysicalName.GENERATE_IF_NEEDED` only when another environment refers to the resource, and has none until then.
 *
 * @param given the name that the user gave
 * @param physical the name that the CDK made of it
 */
export function requiredName(given: string | undefined, physical: string, owner: IConstruct): string {
  return given === undefined || given !== PhysicalName.GENERATE_IF_NEEDED ? physical : Lazy.uncachedString({
    produce: (context) => context.resolve(physical) ?? generatedName(owner),
  });
}

function generatedName(owner: IConstruct): string {
  return Names.uniqueResourceName(owner, GENERATED_NAME).toLowerCase();
}

/** The parts of the ARN of a resource with a name. */
export function arnComponents(kind: ResourceKind, name: string, version?: string): ArnComponents {
  return { service: 'imagebuilder', resource: kind, resourceName: version === undefined ? nameInArn(name) : `${nameInArn(name)}/${version}` };
}

/** The ARN of a resource with a name, in the stack of `scope`. */
export function arnOf(scope: IConstruct, kind: ResourceKind, name: string, version?: string): string {
  return Stack.of(scope).formatArn(arnComponents(kind, name, version));
}

/** The ARN of images of the account and Region of a stack, by how it ends. */
export function imagesArn(stack: Stack, resourceName: string): string {
  return stack.formatArn({ service: 'imagebuilder', resource: 'image', resourceName });
}

/** A resource of this library whose ARN other environments can use. */
export interface HasOwnArn {
  /**
   * ARN for references in the stack of the resource.
   *
   * @internal
   */
  readonly _ownArn: string;
}

/**
 * The ARN of a resource for a reference in the stack of `scope`, if the resource is in that stack and has such an ARN.
 *
 * For an ARN that other environments can use, the CDK declares a class for each resource, which is slow and slows down all code that reads the ARN.
 */
export function arnWithin(scope: IConstruct, resource: (IConstruct & Partial<HasOwnArn>) | undefined): string | undefined {
  return resource !== undefined && Stack.of(resource) === Stack.of(scope) ? resource._ownArn : undefined;
}

/** The forms of an ARN of a kind of resource. */
interface ArnForms {
  readonly whole: RegExp;
  /** Account, Region and partition may be tokens while the rest is known. */
  readonly end: RegExp;
  readonly withoutVersion: RegExp;
}

/** What synthesis takes apart in an ARN. Its name and version may still have to be looked up. */
const OF_IMAGE_BUILDER = /^arn:aws[^:]*:imagebuilder:[^:]+:[^:]+:/;
const VERSION_AT_END = new RegExp(`/(${VERSION_REFERENCE})$`);

const FORMS = new Map<ResourceKind, ArnForms>();

function formsOf(kind: ResourceKind): ArnForms {
  const known = FORMS.get(kind);
  if (known !== undefined) {
    return known;
  }
  const version = VERSIONED[kind] ? `(?:/${VERSION_REFERENCE}|/\\d+\\.\\d+\\.\\d+/\\d+)?` : '';
  const forms = {
    whole: new RegExp(`^arn:aws[^:]*:imagebuilder:[^:]+:(?:\\d{12}|aws(?:-[a-z-]+)?|third-party):${kind}/[a-z0-9-_]+${version}$`),
    end: new RegExp(`:${kind}/(?<name>[a-z0-9-_]+)(?:/(?<version>${VERSION_REFERENCE})(?:/\\d+)?)?$`),
    withoutVersion: new RegExp(`:${kind}/[^/]+$`),
  };
  FORMS.set(kind, forms);
  return forms;
}

/** Refuses what is not the ARN of a resource of the kind. */
export function checkArn(scope: IConstruct | undefined, prop: string, kind: ResourceKind, arn: string): void {
  checkPatternNow(scope, prop, arn, formsOf(kind).whole, `be the ARN of an Image Builder ${kind.split('/')[0]}`, OF_IMAGE_BUILDER);
}

/** Name and version in the ARN of a resource. An ARN without a version refers to any version. */
export function partsOf(scope: IConstruct | undefined, prop: string, kind: ResourceKind, arn: string): { name: string; version: string } {
  checkArn(scope, prop, kind, arn);
  const known = formsOf(kind).end.exec(arn)?.groups;
  if (known !== undefined) {
    return { name: known.name, version: known.version ?? ANY_VERSION };
  }
  const parts = Fn.split('/', arn);
  const at = kind.split('/').length;
  return { name: Fn.select(at, parts), version: Fn.select(at + 1, parts) };
}

/** Image Builder writes names into ARNs in lower case, with hyphens for spaces and underscores. */
export function nameInArn(name: string): string {
  return Token.isUnresolved(name) ? name : name.toLowerCase().replace(/[ _]/g, '-');
}

/**
 * The ARNs that a policy must name to cover a versioned resource.
 *
 * IAM compares with the ARN of the resource that Image Builder found, which has no `x` and may have a build number.
 */
export function policyArnsOf(kind: ResourceKind, arn: string): string[] {
  if (formsOf(kind).withoutVersion.test(arn)) {
    return VERSIONED[kind] ? [`${arn}/*`] : [arn];
  }
  const version = VERSION_AT_END.exec(arn)?.[1];
  if (version === undefined) {
    return [arn];
  }
  if (version.includes('x')) {
    return [`${arn.slice(0, -version.length)}*`];
  }
  // Recipes have no builds.
  return kind.endsWith('-recipe') ? [arn] : [arn, `${arn}/*`];
}
