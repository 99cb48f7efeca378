import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/**
 * Every synthesis leaves a folder with its assembly behind, and there are thousands of them in one run of the suite. The processes of jest
 * get a folder of their own for temporary files, which goes with the run.
 *
 * The CDK's own validation of templates takes seconds in each process that synthesizes. Suites that are about it switch it on.
 */
export default function setUp(): void {
  process.env.TMPDIR_BEFORE = process.env.TMPDIR ?? '';
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'cdk-imagebuilder-jest-'));
  process.env.CDK_VALIDATION = 'false';
}

/** Leaves the environment as it was: mutation tests run jest many times in one process. */
export function tearDown(): void {
  rmSync(process.env.TMPDIR!, { recursive: true, force: true });
  const { TMPDIR_BEFORE: before } = process.env;
  delete process.env.TMPDIR_BEFORE;
  if (before) process.env.TMPDIR = before;
  else delete process.env.TMPDIR;
}
