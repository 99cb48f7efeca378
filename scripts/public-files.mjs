import { readFileSync } from 'node:fs';

/** The files whose names users import, as the index lists them. What else stands in `src` is a rule of the inside. */
export const PUBLIC_FILES = [...readFileSync('src/index.ts', 'utf8').matchAll(/^export \* from '\.\/(?<module>.+)';$/gm)].map(({ groups }) => `src/${groups.module}.ts`);
