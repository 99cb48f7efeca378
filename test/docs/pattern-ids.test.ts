import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import {
  BaseContainerImage, BaseImage, BuildOnDeploy, GoldenAmi, GoldenContainerImage, ImageRetention, Platform, PrivateBuildNetwork, SeverityGate,
} from '../../src';

/** Ids of constructs are API. `docs/golden-images.md` lists those of the patterns, made here with every option that makes a construct. */
const GUIDE = readFileSync(join(__dirname, '..', '..', 'docs', 'golden-images.md'), 'utf8');
const section = /^## Know the ids of the parts$(.*?)^## /ms.exec(GUIDE)![1];
const LISTED = Object.fromEntries([...section.matchAll(/^\| (?:`(\w+)`|the stack) \| (`.*) \|$/gm)]
  .map(([, pattern = 'Stack', ids]) => [pattern, [...ids.matchAll(/`([^`]+)`/g)].map(([, id]) => id)]));

const GIVEN = ['Ami', 'Container', 'Given'];
const stack = new Stack(new App(), 'Images', { env: { account: '111122223333', region: 'eu-central-1' } });
const common = { retention: ImageRetention.keepLast(3), gate: SeverityGate.atMost({ critical: 0 }), notify: new Topic(stack, 'GivenTopic') };

[BuildOnDeploy.ROLL_BACK, BuildOnDeploy.REPORT_FAILURE].forEach((buildOnDeploy, index) => {
  const timeout = buildOnDeploy === BuildOnDeploy.REPORT_FAILURE ? Duration.hours(2) : undefined;
  const network = index === 0 ? undefined : new PrivateBuildNetwork(stack, 'Given', { containers: true, testInstanceScans: true });
  new GoldenAmi(stack, `Ami${index}`, {
    ...common, buildOnDeploy, timeout, network, baseImage: BaseImage.amazonLinux2023(), regions: ['eu-west-1'], encryptionKey: new Key(stack, `Given${index}`, { multiRegion: true }),
  });
  new GoldenContainerImage(stack, `Container${index}`, {
    // The monitor of another end of the log.
    ...common, buildOnDeploy, timeout, network, logTail: true, baseImage: BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX }),
  });
});

/** Ids of what is in a construct, as paths: of what the pattern makes, and not of what is in resources and parts of their own. */
function idsIn(scope: IConstruct, levels: number): string[] {
  return scope.node.children.filter((child) => !CfnResource.isCfnResource(child) && child.node.id !== 'Resource').flatMap((child) => [
    child.node.id, ...levels > 1 ? idsIn(child, levels - 1).map((id) => `${child.node.id}/${id}`) : [],
  ]);
}

/** Ids with a placeholder for what differs. */
function named(ids: string[]): string[] {
  const names = ids.map((id) => id.replace(/^Key[a-z]{2}-.*/, 'Key<Region>').replace(/(Infrastructure|Monitor)[0-9a-f]{8}(?=$|-)/, '$1<hash>')
    .replace(/(?<=Monitor<hash>-)\d+$/, '<n>').replace(/(?<=^Execution\/Wait)\d+$/, '<n>').replace(/^[a-z].*/, '<service>'));
  return [...new Set(names)];
}

const found = (type: new (...args: any[]) => IConstruct, levels: number) =>
  named(stack.node.children.filter((child) => child instanceof type).flatMap((child) => idsIn(child, levels)));

test.each([[GoldenAmi, 2], [GoldenContainerImage, 2], [PrivateBuildNetwork, 1]] as const)('ids in %p', (type, levels) => {
  expect([...LISTED[type.name]].sort()).toEqual(found(type, levels).sort());
});

test('ids in the stack', () => {
  const own = stack.node.children.filter(({ node }) => !GIVEN.some((prefix) => node.id.startsWith(prefix)));
  const ids = own.flatMap((child) => [child.node.id, ...child.node.id === 'GoldenImages' ? idsIn(child, 1).map((id) => `GoldenImages/${id}`) : []]);
  expect([...LISTED.Stack].sort()).toEqual(named(ids).sort());
});
