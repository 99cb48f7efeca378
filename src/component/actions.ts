import { Platform } from '../common/platform';
import { InputKind } from '../document/input-kind';

const { LINUX, WINDOWS, MACOS } = Platform;
const EVERYWHERE = [LINUX, WINDOWS, MACOS];
const NOT_WINDOWS = [LINUX, MACOS];

/** How an action module of AWSTOE, which runs component documents, can be used. */
export interface ActionRule {
  /** Platforms on which the action runs. */
  readonly platforms: readonly Platform[];
  /** Whether the action takes a list of maps, and not one map. */
  readonly isList: boolean;
  /** Inputs without which the action fails. */
  readonly required: readonly string[];
  /** Inputs that the action takes as well. */
  readonly optional: readonly string[];
  /** Optional inputs that the action does not take on Windows. */
  readonly notOnWindows: readonly string[];
  /** What later steps can refer to. */
  readonly outputs: readonly string[];
  /** Whether `timeoutSeconds` may be set. */
  readonly timeout: boolean;
  /** Whether `maxAttempts` may be set. */
  readonly retry: boolean;
}

const DEFAULTS: ActionRule = {
  platforms: EVERYWHERE, isList: false, required: [], optional: [], notOnWindows: [], outputs: [], timeout: true, retry: true,
};

function map(required: string[], optional: string[], more: Partial<ActionRule> = {}): ActionRule {
  return { ...DEFAULTS, required, optional, ...more };
}

function list(required: string[], optional: string[] = [], more: Partial<ActionRule> = {}): ActionRule {
  return map(required, optional, { isList: true, ...more });
}

const OWNED = { notOnWindows: ['owner', 'group', 'permissions'] };
const MSI = ['reboot', 'logOptions', 'logFile', 'properties', 'ignoreAuthenticodeSignatureErrors', 'allowUnsignedInstaller'];

/**
 * The documented action modules.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html
 */
export const ACTIONS: Readonly<Record<string, ActionRule | undefined>> = {
  AppendFile: list(['path'], ['content', 'encoding']),
  // The inputs of an assertion are conditions.
  Assert: list([]),
  CopyFile: list(['source', 'destination'], ['overwrite']),
  CopyFolder: list(['source', 'destination'], ['overwrite']),
  CreateFile: list(['path'], ['content', 'encoding', 'owner', 'group', 'permissions', 'overwrite'], OWNED),
  CreateFolder: list(['path'], ['owner', 'group', 'permissions', 'overwrite'], OWNED),
  CreateSymlink: list(['path', 'target'], ['force'], { platforms: NOT_WINDOWS }),
  DeleteFile: list(['path']),
  DeleteFolder: list(['path'], ['force']),
  ExecuteBash: map(['commands'], [], { platforms: NOT_WINDOWS, outputs: ['stdout'] }),
  ExecuteBinary: map(['path'], ['arguments'], { outputs: ['stdout'] }),
  ExecuteDocument: map(['document'], ['document-s3-bucket-owner', 'phases', 'parameters'], { timeout: false, retry: false }),
  ExecutePowerShell: map([], ['commands', 'file'], { platforms: [WINDOWS], outputs: ['stdout'] }),
  InstallMSI: map(['path'], MSI, { platforms: [WINDOWS], outputs: ['stdout'] }),
  ListFiles: list(['path'], ['fileNamePattern', 'recursive'], { outputs: ['files'] }),
  MoveFile: list(['source', 'destination'], ['overwrite']),
  MoveFolder: list(['source', 'destination'], ['overwrite']),
  ReadFile: list(['path'], ['encoding', 'printFileContent'], { outputs: ['content'] }),
  Reboot: map([], ['delaySeconds'], { timeout: false }),
  S3Download: list(['source', 'destination'], ['expectedBucketOwner', 'overwrite']),
  S3Upload: list(['source', 'destination'], ['recurse', 'expectedBucketOwner']),
  SetFileEncoding: list(['path'], ['encoding']),
  SetFileOwner: list(['path', 'owner'], ['group'], { platforms: NOT_WINDOWS }),
  SetFilePermissions: list(['path', 'permissions'], [], { platforms: NOT_WINDOWS }),
  SetFolderOwner: list(['path', 'owner'], ['group', 'recursive'], { platforms: NOT_WINDOWS }),
  SetFolderPermissions: list(['path', 'permissions'], ['recursive'], { platforms: NOT_WINDOWS }),
  SetRegistry: list(['path', 'name', 'value', 'type'], [], { platforms: [WINDOWS] }),
  UninstallMSI: map(['path'], MSI, { platforms: [WINDOWS], outputs: ['stdout'] }),
  UpdateOS: map([], ['include', 'exclude']),
  WebDownload: list(['source', 'destination'], ['overwrite', 'checksum', 'algorithm', 'ignoreCertificateErrors'], { outputs: ['destination'] }),
};

const KINDS: Readonly<Record<string, InputKind>> = {
  allowUnsignedInstaller: 'boolean',
  arguments: 'texts',
  commands: 'texts',
  delaySeconds: 'number',
  exclude: 'texts',
  force: 'boolean',
  ignoreAuthenticodeSignatureErrors: 'boolean',
  ignoreCertificateErrors: 'boolean',
  include: 'texts',
  overwrite: 'boolean',
  parameters: 'maps',
  printFileContent: 'boolean',
  properties: 'map',
  recurse: 'boolean',
  recursive: 'boolean',
  // The data of a value in the registry depends on its type.
  value: 'any',
};

/** What the value of a documented input can be. All actions agree on what a name means. */
export function inputKindOf(name: string): InputKind {
  return KINDS[name] ?? 'text';
}
