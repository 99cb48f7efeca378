import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the index exports. */
const PUBLIC_FILES = [...readFileSync('src/index.ts', 'utf8').matchAll(/^export \* from '\.\/(?<module>.+)';$/gm)].map(({ groups }) => `src/${groups.module}.ts`);

/** Parts of constructs that stand in files of their own: they are tested through the constructs. And what a script writes. */
const PARTS = [
  'src/monitor/history/columns.ts',
  'src/pipeline/build-event-source.ts',
  'src/pipeline/build-metric-source.ts',
  'src/pipeline/image-base.ts',
  'src/pipeline/image-pipeline-base.ts',
  'src/pipeline/setup.ts',
  'src/report/build-report-base.ts',
  'src/report/details.ts',
  'src/report/gate-properties.ts',
  'src/report/key-descriptions.ts',
  'src/report/log-tail.ts',
  'src/report/on-failure-property.ts',
  'src/report/report-provider.ts',
  'src/report/report-resource.ts',
  'src/report/source.ts',
  'src/report/stack-outputs.ts',
];

const filesIn = (folder) => readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts')).map((file) => join(folder, file));

/** Files without unit tests of their own, each with the tests of the constructs through which they are tested. */
export const THROUGH_CONSTRUCTS = JSON.parse(readFileSync('test/mutation/through-constructs.json', 'utf8'));

/**
 * The files of a folder that are neither public nor parts of constructs: they hold rules, each with unit tests of its own. The contract holds names and
 * limits, and below `test/contract` functions run, which takes more than mutation tests have.
 */
export const rulesIn = (folder) => filesIn(folder).filter((file) => ![...PUBLIC_FILES, ...PARTS].includes(file) && !file.startsWith('src/contract/'));

/** The files of a folder that are changed by mutation tests: rules, and whatever else is listed with its tests. */
export const mutatedIn = (folder) => [...new Set([...rulesIn(folder), ...filesIn(folder).filter((file) => file in THROUGH_CONSTRUCTS)])];
