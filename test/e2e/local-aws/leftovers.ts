import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Commands of the running processes that name the text: in their arguments, and where the system shows it (Linux) in their environment. */
export async function processesNaming(text: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,command=']);
  const found = await Promise.all(stdout.split('\n').filter((line) => line !== '').map(async (line) => {
    const pid = Number(line.trim().split(' ')[0]);
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    return pid !== process.pid && (line.includes(text) || environment.includes(text)) ? [line.trim()] : [];
  }));
  return found.flat();
}
