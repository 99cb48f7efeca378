import { chmod, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from './certificate';
import { checkNode, LocalAws, LocalAwsProps } from './launch';
import { run } from './processes';

jest.setTimeout(120_000);

let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'missing-test-')));
  await mkdir(join(folder, 'tmp'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A folder for `PATH` that holds one program. */
async function pathWith(name: string, script: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
  return bin;
}

async function pythonPath(): Promise<string> {
  const { output } = await run('python3', ['-c', 'import sys; print(sys.executable)'], { env: process.env, timeoutSeconds: 30 });
  return output.trim();
}

/** Starts with nothing that an earlier run has installed, and says why it does not. */
async function problem({ env = process.env, ...props }: Partial<LocalAwsProps>): Promise<string> {
  const own = { scenario: {}, cacheFolder: join(folder, 'cache'), env: { ...env, TMPDIR: join(folder, 'tmp') } };
  const message = await LocalAws.start({ ...own, ...props }).then(
    async (aws) => aws.stop().then(() => 'it started'),
    (error: Error) => error.message,
  );
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  return message;
}

test('without Python it says which is needed', async () => {
  expect(await problem({ env: { PATH: folder } })).toBe('`python3` 3.10 or newer must be on PATH, got: none.');
});

test('with an older Python it says which is needed', async () => {
  const env = { PATH: await pathWith('python3', 'echo 3.9.18') };
  expect(await problem({ env })).toBe('`python3` 3.10 or newer must be on PATH, got: 3.9.18.');
});

test('without the venv module it says how to get it', async () => {
  const script = 'case "$*" in *-m\\ venv*) echo "ensurepip is not available" >&2; exit 1;; *) echo 3.11.2;; esac';
  expect(await problem({ env: { PATH: await pathWith('python3', script) } }))
    .toBe('Python\'s `venv` module must be installed (on Debian and Ubuntu: `apt-get install python3-venv`).');
});

test('without PyPI it says what the network is needed for', async () => {
  const env = { ...process.env, PIP_INDEX_URL: 'http://127.0.0.1:1/simple', PIP_RETRIES: '0', PIP_TIMEOUT: '2', PIP_NO_CACHE_DIR: '1' };
  expect(await problem({ env })).toMatch(/^`pip install ministack==1\.5\.33 [^`]+` must succeed \(it needs PyPI, once\), got: [^\n]+\.$/);
});

test('without openssl it says that TLS needs it', async () => {
  const env = { PATH: await pathWith('python3', `exec ${await pythonPath()} "$@"`) };
  await expect(makeCertificate(folder, env)).rejects.toThrow(/^`openssl` must be on PATH for TLS, got: none\.$/);
});

test('with an openssl that cannot make a certificate it says why', async () => {
  const env = { PATH: await pathWith('openssl', 'echo "unknown option -addext" >&2; exit 1') };
  await expect(makeCertificate(folder, env)).rejects.toThrow(/^`openssl` must make a certificate, got: unknown option -addext\.$/);
});

describe('a port in use', () => {
  let other: Server;

  beforeEach(async () => {
    other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  });

  afterEach(async () => {
    await new Promise((done) => other.close(done));
  });

  test('is refused by its number', async () => {
    const { port } = other.address() as AddressInfo;
    expect(await problem({ port, cacheFolder: undefined })).toBe(`Port ${port} of 127.0.0.1 must be free, got: in use by another program.`);
  });
});

test.each([
  ['18.20.8', 'Node.js 20.16.0 or newer must run this, got: 18.20.8.'],
  ['20.15.9', 'Node.js 20.16.0 or newer must run this, got: 20.15.9.'],
])('Node.js %s is too old', async (version, message) => {
  await expect(checkNode(version)).rejects.toThrow(message);
});

test.each(['20.16.0', '22.1.0', '100.0.0'])('Node.js %s is new enough', async (version) => {
  await expect(checkNode(version)).resolves.toBeUndefined();
});
