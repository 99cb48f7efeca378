import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bundle';
import { IMAGES, Load, PACKAGES, Usage, usageOf, usageTable } from './monitor-usage';

/** What a monitor uses in a month stands in the guide as it was counted, so that readers can multiply it by their prices. */
const GUIDE = join(ROOT, 'docs/monitoring.md');
const LOADS: Readonly<Record<string, Load>> = {
  // Of ten builds, eight succeed after one that succeeded, one fails, and one succeeds after it.
  '10 builds, 1 pipeline': { pipelines: 1, builds: 10, parts: [[3, 8], [6, 1]] },
  'the same with `rejudge`': { pipelines: 1, builds: 10, parts: [[3, 8], [6, 1]], rejudge: true },
  '1,000 builds, 25 pipelines': { pipelines: 25, builds: 1000, parts: [[1.5, 20]] },
};
const counted: Record<string, Usage> = {};

jest.setTimeout(400_000);

test.each(Object.keys(LOADS))('a month of %s', async (title) => {
  const { builds, rejudge } = LOADS[title];
  counted[title] = await usageOf(LOADS[title]);
  const of = (name: string) => counted[title].get(name);
  // Builds that fail have no event of a scan.
  expect([of('AWS Lambda|invocations by polls'), of('AWS Lambda|invocations by events')]).toEqual([720, builds * 1.9]);
  expect(of('AWS Lambda|invocations for `rejudge`')).toBe(rejudge ? 30 : undefined);
  // A record and a page of each, a bill of materials of those with packages, and a notice.
  expect(of('Amazon S3|new objects')).toBe(builds * 3.9);
  expect(of('EC2 Image Builder|`ListWorkflowExecutions`')).toBe(builds);
});

test('the guide has the table as it was counted; UPDATE_DOCS=1 writes it', () => {
  expect(Object.keys(counted)).toEqual(Object.keys(LOADS));
  const guide = readFileSync(GUIDE, 'utf8');
  expect(guide).toContain(`\n${IMAGES} images of ${PACKAGES} packages`);
  const fresh = guide.replace(/(<!-- usage -->\n).*?(?=<!-- \/usage -->)/s, (_, mark) => `${mark}${usageTable(counted)}\n`);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(GUIDE, fresh);
  else expect(guide).toBe(fresh);
});
