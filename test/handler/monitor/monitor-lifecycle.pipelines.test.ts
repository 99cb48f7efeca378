import { build, RECORD, at, texts } from './monitor-run';
import { Hook, HOUR, MINUTE, pipelineDisabled, POLL, refusal, START, stateChange, World } from './world';

describe('a monitor', () => {
  test.each([
    ['of another pipeline', build({ pipeline: 'other' })],
    ['of no pipeline', build({ pipeline: undefined })],
  ])('leaves builds %s', async (_, story) => {
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, story.endsAt, stateChange(story));
    expect(world.keys('records/')).toEqual([]);
  });

  test('of the account records every build, from events and from its list', async () => {
    const stories = [build({ pipeline: undefined }), build({ path: 'other/2.0.0/1', pipeline: 'other', createdAt: START + 1, status: 'FAILED' })];
    const world = new World(stories, [{ name: 'golden' }, { name: 'other' }]);
    await at(world, START, POLL, { Pipelines: undefined });
    await at(world, START + HOUR, POLL, { Pipelines: undefined });
    expect(texts(world)).toEqual(['golden 1.0.0/1 SUCCEEDED: BUILD_ENDED', 'other 2.0.0/1 FAILED: BUILD_FAILED BUILD_ENDED']);
    expect(world.json(RECORD)).not.toHaveProperty('pipeline');
    expect(world.metrics).toContain('pipeline other undefined false');
  });

  test('leaves images of other accounts', async () => {
    const story = build();
    const world = new World([story]);
    const event = { ...stateChange(story), resources: [stateChange(story).resources[0].replace('123456789012', '999999999999')] };
    await at(world, story.endsAt, event, { Pipelines: undefined });
    expect(world.keys('records/')).toEqual([]);
  });

  test('begins with the builds that are created after its first run, unless an event tells of one', async () => {
    const stories = [build({ createdAt: START - 2 }), build({ path: 'golden/1.0.0/2', createdAt: START - 1 })];
    const world = new World(stories, [{ name: 'golden' }]);
    await at(world, START, POLL);
    await at(world, START + HOUR, POLL);
    expect(world.sent).toEqual([]);
    await at(world, START + HOUR, stateChange(stories[1]));
    expect(texts(world)).toEqual(['golden 1.0.0/2 SUCCEEDED: BUILD_ENDED']);
  });

  test('says that a pipeline was disabled once, by event and by poll, and again when it is disabled again', async () => {
    const first = { name: 'golden', disabledAt: START + HOUR };
    const world = new World([build({ status: 'FAILED', createdAt: START + MINUTE })], [first]);
    await at(world, START, POLL);
    for (const hours of [1, 2]) await at(world, START + hours * HOUR, POLL);
    await at(world, START + 3 * HOUR, pipelineDisabled(first));
    await at(world, START + 3 * HOUR, pipelineDisabled(first));
    expect(texts(world).filter((text) => text.includes('disabled'))).toEqual(['golden disabled: 3']);
    await at(world, START + 9 * HOUR, pipelineDisabled({ ...first, disabledAt: START + 8 * HOUR }));
    await at(world, START + 10 * HOUR, POLL);
    expect(texts(world).filter((text) => text.includes('disabled'))).toHaveLength(2);
    await at(world, START + 11 * HOUR, pipelineDisabled({ name: 'other', disabledAt: START }));
    expect(texts(world).filter((text) => text.includes('disabled'))).toHaveLength(2);
  });

  test('looks at everything else if one build cannot be read, and fails at its end', async () => {
    const stories = [build({ createdAt: START + 1 }), build({ path: 'golden/1.0.0/2', createdAt: START + 2 })];
    const world = new World(stories, [{ name: 'golden' }]);
    await at(world, START, POLL);
    let calls = 0;
    const first: Hook = async (call, when) => {
      if (call === 'GetImage' && when === 'before' && ++calls === 1) throw refusal('ThrottlingException', 429, call);
    };
    await expect(at(world, START + HOUR, POLL, {}, first)).rejects.toThrow(/^arn:\S+\/golden\/1\.0\.0\/1: GetImage: ThrottlingException: No\.$/);
    expect(texts(world)).toEqual(['golden 1.0.0/2 SUCCEEDED: BUILD_ENDED']);
    await at(world, START + 2 * HOUR, POLL);
    expect(world.sent).toHaveLength(2);
  });

  test('goes on without a pipeline that is deleted', async () => {
    const world = new World([build({ createdAt: START + 1 })], [{ name: 'golden' }]);
    await at(world, START, POLL, { Pipelines: ['gone', 'golden'] });
    await at(world, START + HOUR, POLL, { Pipelines: ['gone', 'golden'] });
    expect(world.sent).toHaveLength(1);
  });
});
