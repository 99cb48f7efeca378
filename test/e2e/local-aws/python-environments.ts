import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureVenv } from '../../support/python';

export interface PythonEnvironmentOptions {
  /** @default - that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - `.cache` of this repository */
  readonly cacheFolder?: string;
}

/** A Python with ministack, which brings botocore along. */
export async function serverPython(options: PythonEnvironmentOptions = {}): Promise<string> {
  return environment('local-aws', 'requirements.txt', options);
}

/** A Python whose botocore has the newest service model of Image Builder; ministack's own is bound to an older one. */
export async function modelPython(options: PythonEnvironmentOptions = {}): Promise<string> {
  return environment('service-model', 'model-requirements.txt', options);
}

async function environment(name: string, file: string, { env = process.env, cacheFolder }: PythonEnvironmentOptions): Promise<string> {
  const requirements = (await readFile(join(__dirname, file), 'utf8')).trim().split('\n');
  // What the requirements need in turn stays as it was when it was tried.
  return ensureVenv(name, requirements, { env: { ...env, PIP_CONSTRAINT: join(__dirname, 'constraints.txt') }, cacheFolder });
}
