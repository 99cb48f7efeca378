import { Duration } from 'aws-cdk-lib';
import { Platform } from '../../../src/common/platform';
import { ComponentHashAlgorithm } from '../../../src/component/component-condition';
import { ComponentDocument } from '../../../src/component/component-document';
import { ComponentStep } from '../../../src/component/component-step';
import { FileStep } from '../../../src/component/steps/file-step';
import { FileEncoding } from '../../../src/component/steps/files';
import { FolderStep } from '../../../src/component/steps/folder-step';
import { TransferStep } from '../../../src/component/steps/transfer-step';
import { MsiReboot, RegistryData, WindowsStep } from '../../../src/component/steps/windows-step';
import { newStack, warningsOf } from '../../support/synth';

const options = { timeout: Duration.minutes(1) };
const copied = { source: '/a', destination: '/b', overwrite: false };
const owned = { path: '/a', owner: 'root', group: 'root' };
const permitted = { path: '/a', permissions: '0640' };
const msi = {
  reboot: MsiReboot.SKIP, logOptions: '*V', logFile: 'C:/log', properties: { A: 'b' }, ignoreAuthenticodeSignatureErrors: true, allowUnsignedInstaller: true,
};
const web = { source: 'https://x', destination: '/x', overwrite: true, checksum: '0a', algorithm: ComponentHashAlgorithm.SHA256, ignoreCertificateErrors: false };
const created = { path: '/a', content: 'x', encoding: FileEncoding.UTF_8, owner: 'root', group: 'root', permissions: '0644', overwrite: true };
const folder = { path: '/a', owner: 'root', group: 'root', permissions: '0755', overwrite: true };

const STEPS: [string, ComponentStep, unknown, Platform?][] = [
  ['AppendFile', FileStep.append('Step', [{ path: '/a', content: 'x', encoding: FileEncoding.UTF_16_LE }], options),
    [{ path: '/a', content: 'x', encoding: 'utf-16-LE' }]],
  ['CopyFile', FileStep.copy('Step', [copied], options), [copied]],
  ['CreateFile', FileStep.create('Step', [created], options), [created]],
  ['DeleteFile', FileStep.remove('Step', ['/a', '/b*'], options), [{ path: '/a' }, { path: '/b*' }]],
  ['CreateSymlink', FileStep.link('Step', [{ path: '/a', target: '/b', force: true }], options), [{ path: '/a', target: '/b', force: true }]],
  ['ListFiles', FileStep.list('Step', [{ path: '/a', fileNamePattern: '*.sh', recursive: true }], options),
    [{ path: '/a', fileNamePattern: '*.sh', recursive: true }]],
  ['MoveFile', FileStep.move('Step', [copied], options), [copied]],
  ['ReadFile', FileStep.read('Step', [{ path: '/a', encoding: FileEncoding.UTF_32, printFileContent: true }], options),
    [{ path: '/a', encoding: 'utf-32', printFileContent: true }]],
  ['SetFileEncoding', FileStep.setEncoding('Step', [{ path: '/a', encoding: FileEncoding.UTF_8 }], options), [{ path: '/a', encoding: 'utf-8' }]],
  ['SetFileOwner', FileStep.setOwner('Step', [owned], options), [owned]],
  ['SetFilePermissions', FileStep.setPermissions('Step', [permitted], options), [permitted]],
  ['CopyFolder', FolderStep.copy('Step', [copied], options), [copied]],
  ['CreateFolder', FolderStep.create('Step', [folder], options), [folder]],
  ['DeleteFolder', FolderStep.remove('Step', [{ path: '/a', force: true }], options), [{ path: '/a', force: true }]],
  ['MoveFolder', FolderStep.move('Step', [copied], options), [copied]],
  ['SetFolderOwner', FolderStep.setOwner('Step', [{ ...owned, recursive: false }], options), [{ ...owned, recursive: false }]],
  ['SetFolderPermissions', FolderStep.setPermissions('Step', [{ ...permitted, recursive: false }], options), [{ ...permitted, recursive: false }]],
  ['WebDownload', TransferStep.webDownload('Step', [web], options), [web]],
  ['ExecutePowerShell', WindowsStep.powerShellFile('Step', 'C:/x.ps1', options), { file: 'C:/x.ps1' }, Platform.WINDOWS],
  ['InstallMSI', WindowsStep.installMsi('Step', 'C:/x.msi', { ...options, ...msi }), { path: 'C:/x.msi', ...msi }, Platform.WINDOWS],
  ['UninstallMSI', WindowsStep.uninstallMsi('Step', 'C:/x.msi', { ...options, ...msi }), { path: 'C:/x.msi', ...msi }, Platform.WINDOWS],
  ['SetRegistry', WindowsStep.setRegistry('Step', [
    { path: 'HKLM:/A', name: 'a', data: RegistryData.text('x') },
    { path: 'HKLM:/A', name: 'b', data: RegistryData.expandableText('%x%') },
    { path: 'HKLM:/A', name: 'c', data: RegistryData.texts(['x', 'y']) },
    { path: 'HKLM:/A', name: 'd', data: RegistryData.dword(1) },
    { path: 'HKLM:/A', name: 'e', data: RegistryData.qword(2) },
    { path: 'HKLM:/A', name: 'f', data: RegistryData.binary([0, 255]) },
  ], options), [
    { path: 'HKLM:/A', name: 'a', value: 'x', type: 'SZ' },
    { path: 'HKLM:/A', name: 'b', value: '%x%', type: 'EXPAND_SZ' },
    { path: 'HKLM:/A', name: 'c', value: ['x', 'y'], type: 'MULTI_SZ' },
    { path: 'HKLM:/A', name: 'd', value: 1, type: 'DWORD' },
    { path: 'HKLM:/A', name: 'e', value: 2, type: 'QWORD' },
    { path: 'HKLM:/A', name: 'f', value: [0, 255], type: 'BINARY' },
  ], Platform.WINDOWS],
];

test.each(STEPS)('%s is told what the action documents', (action, step, inputs) => {
  expect(JSON.parse(JSON.stringify(step._render()))).toEqual({ name: 'Step', action, timeoutSeconds: 60, inputs });
});

test.each(STEPS)('%s makes a document without a fault or a warning', (_, step, __, platform = Platform.LINUX) => {
  const stack = newStack();
  ComponentDocument.fromSteps({ buildSteps: [step] })._bind(stack, platform);
  expect(warningsOf(stack)).toEqual([]);
});

test.each([
  FileStep.append('Step', [{ path: '/a', content: 'x' }]),
  FileStep.copy('Step', [copied]),
  FileStep.create('Step', [{ path: '/a' }]),
  FileStep.link('Step', [{ path: '/a', target: '/b' }]),
  FileStep.list('Step', [{ path: '/a' }]),
  FileStep.move('Step', [copied]),
  FileStep.read('Step', [{ path: '/a' }]),
  FileStep.setEncoding('Step', [{ path: '/a', encoding: FileEncoding.UTF_8 }]),
  FileStep.setOwner('Step', [owned]),
  FileStep.setPermissions('Step', [permitted]),
  FolderStep.copy('Step', [copied]),
  FolderStep.create('Step', [{ path: '/a' }]),
  FolderStep.remove('Step', [{ path: '/a' }]),
  FolderStep.move('Step', [copied]),
  FolderStep.setOwner('Step', [owned]),
  FolderStep.setPermissions('Step', [permitted]),
  WindowsStep.powerShellFile('Step', 'C:/x.ps1'),
  WindowsStep.installMsi('Step', 'C:/x.msi'),
  WindowsStep.uninstallMsi('Step', 'C:/x.msi'),
  WindowsStep.setRegistry('Step', [{ path: 'HKLM:/A', name: 'a', data: RegistryData.text('x') }]),
])('nothing has to be said about how a step behaves', (step) => {
  expect(Object.keys(JSON.parse(JSON.stringify(step._render())))).toEqual(['name', 'action', 'inputs']);
});

test.each([
  ['no files', () => FileStep.remove('Step', []), 'InputsRequired: `inputs` must have at least one entry.'],
  ['a hash without an algorithm', () => TransferStep.webDownload('Step', [{ source: 'a', destination: 'b', checksum: '0a' }]),
    'AlgorithmRequired: `algorithm` must be given when `checksum` is.'],
  ['an algorithm without a hash', () => TransferStep.webDownload('Step', [{ source: 'a', destination: 'b', algorithm: ComponentHashAlgorithm.MD5 }]),
    'ChecksumRequired: `checksum` must be given when `algorithm` is.'],
  ['no texts', () => RegistryData.texts([]), 'TextsRequired: `texts` must have at least one entry.'],
  ['no bytes', () => RegistryData.binary([]), 'BytesRequired: `bytes` must have at least one entry.'],
  ['256 as a byte', () => RegistryData.binary([256]), 'BytesOutOfRange: `bytes` must be a whole number from 0 to 255, got: 256.'],
  ['2^32 in 32 bits', () => RegistryData.dword(2 ** 32), 'ValueOutOfRange: `value` must be a whole number from 0 to 4294967295, got: 4294967296.'],
  ['a number below 0 in 64 bits', () => RegistryData.qword(-1),
    'ValueOutOfRange: `value` must be a whole number from 0 to 9007199254740991, got: -1.'],
])('%s: refused', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('the highest numbers pass', () => {
  expect(() => [RegistryData.dword(2 ** 32 - 1), RegistryData.qword(Number.MAX_SAFE_INTEGER)]).not.toThrow();
});
