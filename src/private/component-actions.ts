const LINUX = 'Linux';
const WINDOWS = 'Windows';
const MACOS = 'macOS';
const EVERYWHERE = [LINUX, WINDOWS, MACOS];
const NOT_WINDOWS = [LINUX, MACOS];

/** What the component tool knows of one of its action modules. */
export interface ActionRule {
  /** Platforms on which the action runs. */
  readonly platforms: string[];
  /** Inputs without which the action fails. */
  readonly required: string[];
  /** Whether `timeoutSeconds` may be set. */
  readonly timeout: boolean;
  /** Whether `maxAttempts` may be set. */
  readonly retry: boolean;
}

function action(platforms: string[], required: string[], limits: { timeout: boolean; retry: boolean } = { timeout: true, retry: true }): ActionRule {
  return { platforms, required, ...limits };
}

/**
 * The documented action modules.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html
 */
export const ACTIONS: Record<string, ActionRule | undefined> = {
  AppendFile: action(EVERYWHERE, ['path']),
  Assert: action(EVERYWHERE, []),
  CopyFile: action(EVERYWHERE, ['source', 'destination']),
  CopyFolder: action(EVERYWHERE, ['source', 'destination']),
  CreateFile: action(EVERYWHERE, ['path']),
  CreateFolder: action(EVERYWHERE, ['path']),
  CreateSymlink: action(NOT_WINDOWS, ['path', 'target']),
  DeleteFile: action(EVERYWHERE, ['path']),
  DeleteFolder: action(EVERYWHERE, ['path']),
  ExecuteBash: action(NOT_WINDOWS, ['commands']),
  ExecuteBinary: action(EVERYWHERE, ['path']),
  ExecuteDocument: action(EVERYWHERE, ['document'], { timeout: false, retry: false }),
  ExecutePowerShell: action([WINDOWS], []),
  InstallMSI: action([WINDOWS], ['path']),
  ListFiles: action(EVERYWHERE, ['path']),
  MoveFile: action(EVERYWHERE, ['source', 'destination']),
  MoveFolder: action(EVERYWHERE, ['source', 'destination']),
  ReadFile: action(EVERYWHERE, ['path']),
  Reboot: action(EVERYWHERE, [], { timeout: false, retry: true }),
  S3Download: action(EVERYWHERE, ['source', 'destination']),
  S3Upload: action(EVERYWHERE, ['source', 'destination']),
  SetFileEncoding: action(EVERYWHERE, ['path']),
  SetFileOwner: action(NOT_WINDOWS, ['path', 'owner']),
  SetFilePermissions: action(NOT_WINDOWS, ['path', 'permissions']),
  SetFolderOwner: action(NOT_WINDOWS, ['path', 'owner']),
  SetFolderPermissions: action(NOT_WINDOWS, ['path', 'permissions']),
  SetRegistry: action([WINDOWS], ['path', 'name', 'value', 'type']),
  UninstallMSI: action([WINDOWS], ['path']),
  UpdateOS: action(EVERYWHERE, []),
  WebDownload: action(EVERYWHERE, ['source', 'destination']),
};
