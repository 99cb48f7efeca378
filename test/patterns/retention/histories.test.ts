import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { PolicyDetail, RetainedImage, runPolicy } from './lifecycle-engine';
import { BaseImage, GoldenAmi, ImageRetention, SeverityGate } from '../../../src';

/** Another seed is another set of histories: `SEED=7 npx jest test/patterns/retention`. */
const SEED = Number(process.env.SEED ?? 20261129);
const HISTORIES = 100;
/** Each history has 200 builds of the schedule, one a day, and in between what else happens. */
const BUILDS = 200;
const MOST_BETWEEN_BUILDS = 3;
const IMAGE = 'AWS::ImageBuilder::Image';
const POLICY = 'AWS::ImageBuilder::LifecyclePolicy';
const GATE = 'Custom::ImageBuilderScanReport';

/** What is synthesized of a retention: the properties as functions of the deployment ID, and the order of an update. */
interface Synthesized {
  readonly details: (deploymentId: string) => PolicyDetail[];
  readonly tags: (deploymentId: string) => Record<string, string>;
  readonly order: string[];
}

function synthesize(retention: ImageRetention): Synthesized {
  const stack = new Stack(new App(), 'Images');
  new GoldenAmi(stack, 'Web', { baseImage: BaseImage.amazonLinux2023(), gate: SeverityGate.atMost({ critical: 0 }), retention });
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string; Properties: any; DependsOn?: string[] }> };
  const find = (type: string) => Object.entries(Resources).find(([, { Type }]) => Type === type)!;
  const [, policy] = find(POLICY);
  // The least favourable order that the dependencies allow: what may come before the gate does.
  const waitsForGate = (policy.DependsOn ?? []).includes(find(GATE)[0]);
  expect(policy.DependsOn).toContain(find(IMAGE)[0]);
  const resolved = (value: unknown, id: string) => JSON.parse(JSON.stringify(value, (_, part) => part?.['Fn::GetAtt']?.[1] === 'DeploymentId' ? id : part));
  return {
    details: (id) => resolved(policy.Properties.PolicyDetails, id),
    tags: (id) => resolved(find(IMAGE)[1].Properties.Tags, id),
    order: waitsForGate ? [IMAGE, GATE, POLICY] : [IMAGE, POLICY, GATE],
  };
}

/** An account over time, in which CloudFormation and Image Builder act on what was synthesized. */
class Account {
  public images: RetainedImage[] = [];
  public deployed!: RetainedImage;
  private policy!: PolicyDetail[];
  private today = 0;
  private numbers = 0;
  private recipe = 0;

  constructor(private readonly stack: Synthesized, private readonly check: (account: Account, deleted: readonly RetainedImage[]) => void) {
    this.deploy({ newRecipe: false, daysOfScan: 0 });
  }

  get day(): number {
    return this.today;
  }

  build(tags: Record<string, string> = {}): RetainedImage {
    const image = { name: `image ${++this.numbers}`, recipeVersion: `1.0.${this.recipe}`, builtOn: this.today + this.numbers / 1e6, tags };
    this.images.push(image);
    return image;
  }

  /** A deployment that changes the pipeline, which has another deployment ID then, and its rollback if the build or the gate fails. */
  deploy({ newRecipe, daysOfScan, fails }: { newRecipe: boolean; daysOfScan: number; fails?: string }): void {
    const before = { policy: this.policy, recipe: this.recipe };
    this.recipe += newRecipe ? 1 : 0;
    const id = this.nextDeploymentId();
    let image: RetainedImage | undefined;
    for (const step of this.stack.order) {
      if (step === IMAGE && fails !== IMAGE) {image = this.build(this.stack.tags(id));}
      if (step === POLICY) {this.policy = this.stack.details(id);}
      // The scan takes its time, in which the policy runs.
      if (step === GATE) {this.pass(daysOfScan);}
      if (step === fails) {return this.rollBack(before, image);}
    }
    this.deployed = image!;
  }

  promote(index: number, tags: Record<string, string>): void {
    Object.assign(this.images[index % this.images.length].tags, tags);
  }

  launch(index: number): void {
    this.images[index % this.images.length].lastLaunchedOn = this.today;
  }

  pass(days: number): void {
    for (let day = 0; day < days; day++) {
      this.today += 1;
      const actions = runPolicy(this.policy ?? [], this.images, this.today);
      actions.forEach((action, image) => {image.isDeprecated ||= action === 'DEPRECATE';});
      const deleted = this.images.filter((image) => actions.get(image) === 'DELETE');
      this.images = this.images.filter((image) => !deleted.includes(image));
      this.check(this, deleted);
    }
  }

  /** CloudFormation goes back to the old image and its old tag, and deletes the new one. */
  private rollBack({ policy, recipe }: { policy: PolicyDetail[]; recipe: number }, image?: RetainedImage): void {
    this.nextDeploymentId();
    this.images = this.images.filter((one) => one !== image);
    this.recipe = recipe;
    this.policy = policy;
  }

  private nextDeploymentId(): string {
    return `deployment ${++this.numbers}`;
  }
}

type Event = (account: Account) => void;
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ newRecipe: fc.boolean(), daysOfScan: fc.nat(1) }).map((how) => (account: Account) => account.deploy(how)),
  fc.record({ newRecipe: fc.boolean(), daysOfScan: fc.nat(1), fails: fc.constantFrom(IMAGE, GATE) })
    .map((how) => (account: Account) => account.deploy(how)),
  fc.nat(50).map((index) => (account: Account) => account.promote(index, { Channel: 'stable' })),
  fc.nat(50).map((index) => (account: Account) => account.launch(index)),
);
/** Most days nothing happens but the build of the schedule. */
const history = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.constant<Event[]>([]) }, { weight: 1, arbitrary: fc.array(event, { maxLength: MOST_BETWEEN_BUILDS }) }),
  { minLength: BUILDS, maxLength: BUILDS },
);

/** What a retention promises. */
interface Promised {
  /** Images of one version of the recipe that are kept without being protected. */
  readonly most?: number;
  /** Whether images with the tag of the channel are protected. */
  readonly stable?: boolean;
  /** The days since a launch in which images are protected. */
  readonly launched?: number;
}

/** Promises that are broken in a history, in words. */
function broken(stack: Synthesized, days: Event[][], { most = Infinity, stable, launched = -1 }: Promised): string[] {
  const found: string[] = [];
  const isProtected = (image: RetainedImage, { deployed, day }: Account) => image === deployed
    || (stable === true && image.tags.Channel === 'stable') || (image.lastLaunchedOn !== undefined && day - image.lastLaunchedOn <= launched);
  const account = new Account(stack, (now, deleted) => {
    found.push(...deleted.filter((image) => isProtected(image, now)).map(({ name }) => `Day ${now.day}: ${name} is deleted`));
    const counts = new Map<string, number>();
    for (const image of now.images.filter((one) => !isProtected(one, now))) {
      counts.set(image.recipeVersion, (counts.get(image.recipeVersion) ?? 0) + 1);
    }
    found.push(...[...counts].filter(([, count]) => count > most).map(([version, count]) => `Day ${now.day}: ${count} images of ${version} are kept`));
  });
  for (const events of days) {
    events.forEach((happens) => happens(account));
    account.build();
    account.pass(1);
  }
  return found;
}

describe.each<[string, ImageRetention, Promised]>([
  ['the last', ImageRetention.keepLast(1), { most: 1 }],
  ['the last five', ImageRetention.keepLast(5), { most: 5 }],
  ['the last three, what is in use and a channel', ImageRetention.keepLast(3).exceptLaunchedWithin(Duration.days(30)).exceptTagged({ Channel: 'stable' }), {
    most: 3, stable: true, launched: 30,
  }],
  ['a month and two', ImageRetention.olderThan(Duration.days(30), { keepAtLeast: 2 }).deprecateAfter(Duration.days(7)), {}],
])(`${HISTORIES} histories of ${BUILDS} scheduled builds with seed ${SEED}, keeping %s`, (_, retention, promise) => {
  const stack = synthesize(retention);

  test('the deployed image is never deleted, nor what is protected, and never more is kept', () => {
    fc.assert(fc.property(history, (days) => expect(broken(stack, days, promise)).toEqual([])), { seed: SEED, numRuns: HISTORIES });
  });

  test('they tell if a retention protects nothing, and if it keeps everything', () => {
    const details = (id: string) => stack.details(id).map(({ ExclusionRules, ...detail }) => detail);
    const [days] = fc.sample(history, { seed: SEED, numRuns: 1 });
    expect(broken({ ...stack, details }, days, promise)).not.toEqual([]);
    expect(broken({ ...stack, details: () => [] }, days, { most: 10 })).not.toEqual([]);
  });
});
