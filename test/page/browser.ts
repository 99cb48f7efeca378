import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of the machine: the one that `CHROMIUM` names, or the first in the path. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? (process.env.PATH ?? '').split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('Install Chromium, for example with `apt-get install chromium`, or set CHROMIUM to its path.');
  // Its sandbox does not start for root.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
