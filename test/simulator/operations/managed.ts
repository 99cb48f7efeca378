import { badValue } from '../api-error';
import { ArnParts, formatArn, isManaged, parseArn, partitionOf, refersTo } from '../arns';
import { MANAGED_BUILD, managedWorkflows } from '../engine/managed-workflows';
import { SeededImage } from '../engine/seeded';
import { amiId } from '../ids';
import { Kind } from '../kinds';
import { Resource } from '../store';
import { present, Wire } from '../wire';
import { Call } from './call';

const OWNER = 'Amazon';
const PUBLISHED = '2025-12-01T00:00:00.000Z';

/** Some of the images that AWS publishes, with their operating system. */
const IMAGES: Readonly<Record<string, { readonly platform: string; readonly osVersion: string }>> = {
  'amazon-linux-2023-x86': { platform: 'Linux', osVersion: 'Amazon Linux 2023' },
  'amazon-linux-2023-arm64': { platform: 'Linux', osVersion: 'Amazon Linux 2023' },
  'ubuntu-server-24-lts-x86': { platform: 'Linux', osVersion: 'Ubuntu 24.04' },
  'windows-server-2022-english-full-base-x86': { platform: 'Windows', osVersion: 'Microsoft Windows Server 2022' },
  'macos-sequoia-arm64': { platform: 'macOS', osVersion: 'macOS 15' },
};

/** Some of the components that AWS publishes. */
const COMPONENTS: Readonly<Record<string, { readonly platform: string; readonly type: string }>> = {
  'update-linux': { platform: 'Linux', type: 'BUILD' },
  'update-windows': { platform: 'Windows', type: 'BUILD' },
  'aws-cli-version-2-linux': { platform: 'Linux', type: 'BUILD' },
  'simple-boot-test-linux': { platform: 'Linux', type: 'TEST' },
};

/** The resources of a type that AWS publishes in the Region of a call. */
export function managedResources(call: Call, kind: Kind): Resource[] {
  switch (kind) {
    case 'Image': return Object.keys(IMAGES).map((name) => managedImage(call, name));
    case 'Component': return Object.keys(COMPONENTS).map((name) => managedComponent(call, name));
    case 'Workflow': return managedWorkflows().map(({ type, name, steps }) => {
      const document = { name, schemaVersion: 1.0, steps };
      return resource(call, kind, { noun: `workflow/${type.toLowerCase()}`, name, version: MANAGED_BUILD.version }, {
        name, type, data: JSON.stringify(document), owner: OWNER,
      });
    });
    default: return [];
  }
}

/** The published resource that a reference means. */
export function managedResource(call: Call, kind: Kind, reference: string): Resource | undefined {
  const parts = parseArn(reference);
  return parts && isManaged(parts) ? managedResources(call, kind).find(({ arn }) => refersTo(parts, parseArn(arn)!)) : undefined;
}

/** What AWS publishes can be read and not changed. */
export function requireOwn(member: string, reference: string): void {
  const parts = parseArn(reference);
  if (parts && isManaged(parts)) {throw badValue(member, `The resource '${reference}' is not yours.`);}
}

function managedImage(call: Call, name: string): Resource {
  const found = resource(call, 'Image', { noun: 'image', name, version: '2025.12.1' }, {
    ...IMAGES[name], name, type: 'AMI', imageSource: 'AMAZON_MANAGED', owner: OWNER,
  });
  const ami = { region: call.region, image: amiId(found.arn, call.region, 'aws'), name, accountId: '137112412989', state: { status: 'AVAILABLE' } };
  return { ...found, timeline: new SeededImage({ arn: found.arn }, [ami]) };
}

function managedComponent(call: Call, name: string): Resource {
  return resource(call, 'Component', { noun: 'component', name, version: '1.0.1' }, {
    ...COMPONENTS[name], name, encrypted: true, owner: OWNER, state: { status: 'ACTIVE' },
  });
}

function resource(call: Call, kind: Kind, parts: Pick<ArnParts, 'noun' | 'name' | 'version'>, body: Wire): Resource {
  const arn = formatArn({ partition: partitionOf(call.region), region: call.region, account: 'aws', ...parts, build: MANAGED_BUILD.build });
  const version = kind === 'Image' ? `${parts.version}/${MANAGED_BUILD.build}` : parts.version;
  return { kind, arn, body: present({ arn, version, dateCreated: PUBLISHED, tags: {}, ...body }) };
}
