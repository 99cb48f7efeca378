import { ArnParts, compareVersions, parseArn, refersTo } from './arns';
import { ImageTimeline } from './engine/timeline';
import { Kind } from './kinds';
import { OnDemandScanScenario } from './scenario';
import { Wire } from './wire';

/** Something that exists, as its Get operation returns it. */
export interface Resource {
  readonly kind: Kind;
  readonly arn: string;
  body: Wire;
  /** Of an image: what changes by itself as time goes on. */
  readonly timeline?: ImageTimeline;
}

/** A scan of an AMI. Times are in milliseconds since the epoch. */
export interface StartedScan {
  readonly id: string;
  readonly amiId: string;
  readonly region: string;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly scenario: OnDemandScanScenario;
}

/** All resources, in the order in which they were created. */
export class Store {
  private readonly resources = new Map<string, Resource>();
  /** Scans of AMIs that were started on demand, in the order of their start. */
  readonly scans: StartedScan[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly everBuilt: Resource[] = [];

  add(resource: Resource): void {
    this.resources.set(resource.arn, resource);
    if (resource.kind === 'Image') {this.everBuilt.push(resource);}
    this.noteNumbers(parseArn(resource.arn)!);
  }

  remove(arn: string): void {
    this.resources.delete(arn);
  }

  /** All images that have ever been, deleted ones too. */
  allEverBuilt(): readonly Resource[] {
    return this.everBuilt;
  }

  get(arn: string): Resource | undefined {
    return this.resources.get(arn);
  }

  all(kind?: Kind): Resource[] {
    return [...this.resources.values()].filter((resource) => kind === undefined || resource.kind === kind);
  }

  /** The newest resource that a reference means, which may be a version or hold wildcards. */
  resolve(reference: string, isUsable: (resource: Resource) => boolean = () => true): Resource | undefined {
    const parts = parseArn(reference);
    if (!parts) {return undefined;}
    return this.all()
      .filter((resource) => refersTo(parts, parseArn(resource.arn)!) && isUsable(resource))
      .sort((a, b) => compareVersions(parseArn(b.arn)!, parseArn(a.arn)!))[0];
  }

  /** The build number that the next resource of this name and version gets. Numbers of deleted resources are not given again. */
  nextBuild(version: ArnParts): number {
    return (this.numbers.get(buildKey(version)) ?? 0) + 1;
  }

  /** The version for a recipe that asks for one with wildcards: the next number at the first `x`, 0 after it. */
  nextVersion(recipe: ArnParts): string {
    const nodes = recipe.version!.split('.');
    const first = nodes.indexOf('x');
    if (first < 0) {return recipe.version!;}
    const fixed = nodes.slice(0, first);
    const next = (this.numbers.get(versionKey(recipe, fixed)) ?? 0) + 1;
    return [...fixed, next, ...nodes.slice(first + 1).map(() => 0)].join('.');
  }

  private noteNumbers(parts: ArnParts): void {
    if (parts.build !== undefined) {this.raise(buildKey(parts), parts.build);}
    const nodes = parts.version?.split('.') ?? [];
    nodes.forEach((node, i) => this.raise(versionKey(parts, nodes.slice(0, i)), Number(node)));
  }

  private raise(key: string, number: number): void {
    this.numbers.set(key, Math.max(number, this.numbers.get(key) ?? 0));
  }
}

const buildKey = ({ region, account, noun, name, version }: ArnParts) => [region, account, noun, name, version].join(' ');
const versionKey = ({ region, account, noun, name }: ArnParts, nodes: readonly string[]) => [region, account, noun, name, 'nodes', ...nodes].join(' ');
