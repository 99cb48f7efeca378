import { parseArn } from './arns';
import { iso } from './clock';
import { Build } from './engine/build';
import { SeededImage } from './engine/seeded';
import { ImageTimeline } from './engine/timeline';
import { managedWorkflow } from './operations/build-request';
import { amisOf } from './operations/outputs';
import { SeedImage } from './scenario';
import { Store } from './store';
import { present } from './wire';

/** Adds an image as the scenario describes it, and its pipeline if there is none of that name. An image of the same ARN is replaced. */
export function addSeedImage(store: Store, image: SeedImage, clockStart: number): void {
  const { name, version, build } = parseArn(image.arn)!;
  const createdAt = image.dateCreated === undefined ? clockStart : Date.parse(image.dateCreated);
  if (image.pipelineArn && !store.get(image.pipelineArn)) {addPipeline(store, image.pipelineArn, createdAt);}
  const hasScan = image.build ? image.scanning ?? true : image.scanState !== undefined;
  store.add({
    kind: 'Image',
    arn: image.arn,
    timeline: timelineOf(image, createdAt),
    body: present({
      arn: image.arn,
      type: image.containers ? 'DOCKER' : 'AMI',
      name,
      version: `${version}/${build}`,
      platform: 'Linux',
      sourcePipelineArn: image.pipelineArn,
      imageScanningConfiguration: { imageScanningEnabled: hasScan },
      dateCreated: iso(createdAt),
      buildType: 'USER_INITIATED',
      imageSource: 'CUSTOM',
      tags: {},
      ...image.members,
    }),
  });
}

function timelineOf(image: SeedImage, createdAt: number): ImageTimeline {
  const { region, name } = parseArn(image.arn)!;
  if (!image.build) {
    const hasAmi = (image.status ?? 'AVAILABLE') === 'AVAILABLE' && !image.containers;
    return new SeededImage(image, image.amis || hasAmi ? amisOf(image.arn, name, createdAt, image.amis) : []);
  }
  return new Build({
    imageArn: image.arn,
    startedAt: createdAt,
    platform: 'Linux',
    scenario: image.build,
    workflows: [managedWorkflow('BUILD', 'AMI', region), ...image.tests ?? true ? [managedWorkflow('TEST', 'AMI', region)] : []],
    scanning: image.scanning ?? true ? 'TEST_INSTANCE' : 'OFF',
    collectsMetadata: true,
    components: [],
    amis: amisOf(image.arn, name, createdAt, image.build.amis),
    containers: [],
  });
}

function addPipeline(store: Store, arn: string, createdAt: number): void {
  const time = iso(createdAt);
  const { name } = parseArn(arn)!;
  store.add({ kind: 'ImagePipeline', arn, body: { arn, name, platform: 'Linux', status: 'ENABLED', dateCreated: time, tags: {} } });
}
