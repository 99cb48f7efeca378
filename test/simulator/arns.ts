/** The parts of an Image Builder ARN. */
export interface ArnParts {
  readonly partition: string;
  readonly region: string;
  /** Twelve digits, or `aws` and the like for what AWS manages. */
  readonly account: string;
  /** `component`, `image-recipe`, `workflow/build` and so on. */
  readonly noun: string;
  readonly name: string;
  /** Three numbers, or wildcards. */
  readonly version?: string;
  readonly build?: number;
}

const ARN = /^arn:(aws[^:]*):imagebuilder:([^:]+):([^:]+):(workflow\/(?:build|test|distribution)|[a-z-]+)\/([a-z0-9-_]+)(?:\/([^/]+)(?:\/(\d+))?)?$/;

export function parseArn(arn: string): ArnParts | undefined {
  const match = ARN.exec(arn);
  if (!match) {return undefined;}
  const [, partition, region, account, noun, name, version, build] = match;
  return { partition, region, account, noun, name, version, build: build === undefined ? undefined : Number(build) };
}

export function formatArn({ partition, region, account, noun, name, version, build }: ArnParts): string {
  return [`arn:${partition}:imagebuilder:${region}:${account}:${noun}`, name, version, build].filter((part) => part !== undefined).join('/');
}

export function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** A name as it stands in ARNs. */
export function nameInArn(name: string): string {
  return name.toLowerCase().replace(/[ _]/g, '-');
}

/** Whether the account of an ARN is that of an owner who is not a customer. */
export function isManaged({ account }: ArnParts): boolean {
  return !/^\d{12}$/.test(account);
}

/** Whether a reference (build version, version, or version with wildcards) means this resource. */
export function refersTo(reference: ArnParts, resource: ArnParts): boolean {
  return (['partition', 'region', 'account', 'noun', 'name'] as const).every((part) => reference[part] === resource[part])
    && (reference.version ?? '').split('.').every((node, i) => node === 'x' || node === (resource.version ?? '').split('.')[i])
    && (reference.build === undefined || reference.build === resource.build);
}

/** Negative when the first is older, by version and then by build number. */
export function compareVersions(a: ArnParts, b: ArnParts): number {
  const numbers = (parts: ArnParts) => [...(parts.version ?? '').split('.').map(Number), parts.build ?? 0];
  const [left, right] = [numbers(a), numbers(b)];
  return left.map((n, i) => n - right[i]).find((difference) => difference !== 0) ?? 0;
}

/** ARNs that go on meaning the newest version, as the service returns them beside a versioned resource. */
export function latestVersionReferences(arn: string): Record<string, string> {
  const parts = parseArn(arn)!;
  const [major, minor] = parts.version!.split('.');
  const at = (version: string) => formatArn({ ...parts, version, build: undefined });
  return {
    latestVersionArn: at('x.x.x'),
    latestMajorVersionArn: at(`${major}.x.x`),
    latestMinorVersionArn: at(`${major}.${minor}.x`),
    latestPatchVersionArn: at(parts.version!),
  };
}
