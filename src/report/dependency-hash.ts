import { createHash } from 'crypto';
import {
  CfnElement, CfnResource, DefaultTokenResolver, IFragmentConcatenator, IPostProcessor, IResolvable,
  IResolveContext, Lazy, Reference, Stack, Token, Tokenization,
} from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { canonical } from '../common/canonical';
import { warnAtSynth } from '../common/validate';

/** What a resource of the app depends on, as far as the templates show it. */
export interface DependencyHash {
  /** Changes when anything changes that the value refers to, directly or through other resources. */
  readonly hash: string;
  /** What the value depends on although the templates do not show its changes: parameters, imported resources, dynamic references. */
  readonly unseen: readonly string[];
}

/** Properties without an effect on the image: tags and descriptions of resources, and the schedule of a pipeline. */
const WITHOUT_EFFECT = new Set(['Tags', 'Description', 'Schedule', 'Status']);

/** Hashes the properties of all resources to which a value refers, directly or through other resources. */
export function dependencyHashOf(scope: IConstruct, value: string): DependencyHash {
  const resources = new Map<CfnResource, unknown>();
  const unseen = new Set<string>();
  const root = read(scope, value);
  // In the order of their paths: the order in which they are found depends on the order of maps.
  const found = Object.fromEntries([...resources].map(([{ node, cfnResourceType }, properties]) => [node.path, [cfnResourceType, properties]]));
  const hash = createHash('sha256').update(JSON.stringify(canonical([root, found])));
  return { hash: hash.digest('hex'), unseen: [...unseen].sort() };

  function read(from: IConstruct, given: unknown, part: (resolved: any) => unknown = (resolved) => resolved): unknown {
    const targets: CfnElement[] = [];
    const resolved = canonical(part(Tokenization.resolve(given, { scope: from, resolver: new ReferenceReader(targets) })));
    // References in texts that the CDK has converted to JSON are intrinsic functions already.
    walk(resolved, (logicalId) => {
      const target = elementOf(Stack.of(from), logicalId);
      if (target) targets.push(target);
      return target !== undefined;
    }, unseen);
    targets.forEach(visit);
    return resolved;
  }

  function visit(target: CfnElement): void {
    if (!CfnResource.isCfnResource(target)) {
      unseen.add(`the parameter ${target.node.path}`);
    } else if (!resources.has(target)) {
      // Before its properties are read, because they can refer back to the resource.
      resources.set(target, undefined);
      // Internal to the CDK: nothing public shows what a resource renders, overrides included.
      const { _toCloudFormation: template } = target as unknown as { _toCloudFormation(): object };
      resources.set(target, read(target, template.call(target), effectiveProperties));
    }
  }
}

/** The properties of the only resource in a template, without those that have no effect. */
function effectiveProperties(template: { Resources: object }): unknown {
  const [{ Properties: properties = {} }] = Object.values(template.Resources) as { Properties?: object }[];
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !WITHOUT_EFFECT.has(name)));
}

/** Replaces each reference with the path of its target, and collects the targets. */
class ReferenceReader extends DefaultTokenResolver {
  constructor(private readonly targets: CfnElement[]) {
    super(JOIN);
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && CfnElement.isCfnElement(token.target)) {
      this.targets.push(token.target);
      return `<${token.target.node.path}.${token.displayName}>`;
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

const JOIN: IFragmentConcatenator = {
  join: (left, right) => typeof left === 'string' && typeof right === 'string' ? left + right : { 'Fn::Join': ['', [left, right]] },
};

/** Finds what is not a reference of the CDK: intrinsic functions, and names of resources outside the app. */
function walk(value: unknown, follow: (logicalId: string) => boolean, unseen: Set<string>): void {
  const text = literalText(value);
  if (text !== undefined && isUnseen(text)) {
    unseen.add(text);
  } else if (Array.isArray(value)) {
    value.forEach((item) => walk(item, follow, unseen));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, argument] of Object.entries(value)) {
      const logicalId = logicalIdIn(name, argument);
      if (name === 'Fn::ImportValue' || (logicalId !== undefined && !logicalId.startsWith('AWS::') && !follow(logicalId))) {
        unseen.add(JSON.stringify({ [name]: argument }));
      } else {
        walk(argument, follow, unseen);
      }
    }
  }
}

function logicalIdIn(name: string, argument: unknown): string | undefined {
  if (name === 'Ref' && typeof argument === 'string') return argument;
  if (name !== 'Fn::GetAtt') return undefined;
  return String(Array.isArray(argument) ? argument[0] : argument).split('.')[0];
}

/** The text of a string or of a join, with names for values that are known only at deployment; undefined for other values. */
function literalText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, 'Ref': ref } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof ref === 'string') return `<${ref.replace('AWS::', '')}>`;
  if (!Array.isArray(join) || !Array.isArray(join[1])) return undefined;
  return join[1].map((piece) => literalText(piece) ?? '<>').join(join[0]);
}

const OWN_ARN = /^arn:[^:]+:imagebuilder:[^:]*:(?!aws|third-party)[^:]+:(?<kind>[a-z-]+)\/[^/]+(?:\/(?<version>[^/]+))?/;
/** Resources that can change while their ARN stays the same. */
const CHANGEABLE = new Set(['image-pipeline', 'infrastructure-configuration', 'distribution-configuration']);

/** Whether a text names something that can change while the text stays the same. What AWS publishes changes all the time and is not included. */
function isUnseen(text: string): boolean {
  if (text.includes('{{resolve:') || /^ssm:(?!\/aws\/)/.test(text)) return true;
  const arn = OWN_ARN.exec(text)?.groups;
  return arn !== undefined && (CHANGEABLE.has(arn.kind) || arn.version === undefined || /(^|\.)x/.test(arn.version));
}

function elementOf(stack: Stack, logicalId: string): CfnElement | undefined {
  return stack.node.findAll().find((construct): construct is CfnElement => CfnElement.isCfnElement(construct)
    && construct.stack === stack && stack.resolve(construct.logicalId) === logicalId);
}

/**
 * Returns a text that changes when `extra` or something that the pipeline builds from changes.
 *
 * The text is computed during synthesis, after the last change of a resource. A warning on `scope` names the inputs whose changes are not detected.
 */
export function contentTrigger(scope: Construct, imagePipelineArn: string, extra?: string): string {
  const content = () => dependencyHashOf(scope, imagePipelineArn);
  warnAtSynth(scope, 'cdk-imagebuilder:unseenByTrigger', () => {
    const { unseen } = content();
    return unseen.length === 0 ? undefined : `A change of ${unseen.join(', ')} starts no build, because it cannot be seen in the template. `
      + 'Say in `trigger` what is to be built, for example its version.';
  });
  const isKnown = !Token.isUnresolved(extra);
  const hash = () => createHash('sha256').update(JSON.stringify([content().hash, isKnown ? extra : undefined])).digest('hex');
  return `${Lazy.uncachedString({ produce: hash })}${isKnown ? '' : `/${extra}`}`;
}
