import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the index exports. */
const PUBLIC_FILES = [...readFileSync('src/index.ts', 'utf8').matchAll(/^export \* from '\.\/(?<module>.+)';$/gm)].map(({ groups }) => `src/${groups.module}.ts`);

/** Parts of constructs that stand in files of their own, and the contract: they are tested through the constructs. */
const PARTS = [
  'src/contract.ts',
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

/** The files of a folder that are neither public nor parts of constructs: they hold rules, each with unit tests of its own. */
export const rulesIn = (folder) => readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts')).map((file) => join(folder, file))
  .filter((file) => ![...PUBLIC_FILES, ...PARTS].includes(file));
