import { mkdtempSync, rmSync, statfsSync } from 'fs';
import { freemem, tmpdir } from 'os';
import { join } from 'path';

/** Linux has a folder whose files are in memory. */
const MEMORY = '/dev/shm';
/** In bytes, several times what a run needs. */
const ENOUGH = 8 * 1024 ** 3;

/**
 * Every synthesis leaves a folder with its assembly behind, and there are thousands of them in one run of the suite. The processes of jest
 * get a folder of their own for temporary files, which goes with the run; in memory, writing them takes a fifth of the time off a suite.
 *
 * The CDK's own validation of templates takes seconds in each process that synthesizes. Suites that are about it switch it on. It also writes down
 * where each construct was made, which costs a fifth of the time of suites that synthesize, and no test reads it.
 */
export default function setUp(): void {
  process.env.TMPDIR_BEFORE = process.env.TMPDIR ?? '';
  process.env.TMPDIR = mkdtempSync(join(hasMemory() ? MEMORY : tmpdir(), 'cdk-imagebuilder-jest-'));
  process.env.CDK_VALIDATION = 'false';
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:disable-creation-stack-traces': true });
}

function hasMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, freemem()) >= ENOUGH;
  } catch {
    return false;
  }
}

/** Leaves the environment as it was: mutation tests run jest many times in one process. */
export function tearDown(): void {
  rmSync(process.env.TMPDIR!, { recursive: true, force: true });
  const { TMPDIR_BEFORE: before } = process.env;
  delete process.env.TMPDIR_BEFORE;
  if (before) process.env.TMPDIR = before;
  else delete process.env.TMPDIR;
}
