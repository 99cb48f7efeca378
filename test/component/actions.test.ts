import { ACTIONS } from '../../src/component/actions';

test('every documented action module is known, with the platforms on which it runs', () => {
  const [windows, notWindows] = [['Windows'], ['Linux', 'macOS']];
  const special: Record<string, string[]> = {
    ExecutePowerShell: windows,
    InstallMSI: windows,
    SetRegistry: windows,
    UninstallMSI: windows,
    CreateSymlink: notWindows,
    ExecuteBash: notWindows,
    SetFileOwner: notWindows,
    SetFilePermissions: notWindows,
    SetFolderOwner: notWindows,
    SetFolderPermissions: notWindows,
  };
  const everywhere = [
    'AppendFile', 'Assert', 'CopyFile', 'CopyFolder', 'CreateFile', 'CreateFolder', 'DeleteFile', 'DeleteFolder', 'ExecuteBinary', 'ExecuteDocument',
    'ListFiles', 'MoveFile', 'MoveFolder', 'ReadFile', 'Reboot', 'S3Download', 'S3Upload', 'SetFileEncoding', 'UpdateOS', 'WebDownload',
  ];
  const expected = { ...special, ...Object.fromEntries(everywhere.map((name) => [name, ['Linux', 'Windows', 'macOS']])) };
  expect(Object.fromEntries(Object.entries(ACTIONS).map(([name, rule]) => [name, rule!.platforms]))).toEqual(expected);
});

test.each([
  [['path'], [
    'AppendFile', 'CreateFile', 'CreateFolder', 'DeleteFile', 'DeleteFolder', 'ExecuteBinary', 'InstallMSI', 'ListFiles', 'ReadFile', 'SetFileEncoding',
    'UninstallMSI',
  ]],
  [['source', 'destination'], ['CopyFile', 'CopyFolder', 'MoveFile', 'MoveFolder', 'S3Download', 'S3Upload', 'WebDownload']],
  [['path', 'owner'], ['SetFileOwner', 'SetFolderOwner']],
  [['path', 'permissions'], ['SetFilePermissions', 'SetFolderPermissions']],
  [['path', 'target'], ['CreateSymlink']],
  [['path', 'name', 'value', 'type'], ['SetRegistry']],
  [['commands'], ['ExecuteBash']],
  [['document'], ['ExecuteDocument']],
  [[], ['Assert', 'ExecutePowerShell', 'Reboot', 'UpdateOS']],
])('%j is what exactly these need: %j', (required, names) => {
  expect(Object.keys(ACTIONS).filter((name) => JSON.stringify(ACTIONS[name]!.required) === JSON.stringify(required))).toEqual(names);
});

test('a reboot has no time limit, and a nested document neither time limit nor retries', () => {
  const limited = Object.entries(ACTIONS).filter(([, rule]) => !rule!.timeout || !rule!.retry);
  expect(limited.map(([name, rule]) => [name, rule!.timeout, rule!.retry])).toEqual([
    ['ExecuteDocument', false, false], ['Reboot', false, true],
  ]);
});

/**
 * What else the documentation says of each: a list of maps (L) or one map (M), the inputs that may be left out, outputs, and whether a step may have a
 * time limit (t) and repeat (r).
 */
const DOCUMENTED = `
  AppendFile           L content encoding                                          >             tr
  Assert               L                                                           >             tr
  CopyFile             L overwrite                                                 >             tr
  CopyFolder           L overwrite                                                 >             tr
  CreateFile           L content encoding owner group permissions overwrite        >             tr
  CreateFolder         L owner group permissions overwrite                         >             tr
  CreateSymlink        L force                                                     >             tr
  DeleteFile           L                                                           >             tr
  DeleteFolder         L force                                                     >             tr
  ExecuteBash          M                                                           > stdout      tr
  ExecuteBinary        M arguments                                                 > stdout      tr
  ExecuteDocument      M document-s3-bucket-owner phases parameters                >             -
  ExecutePowerShell    M commands file                                             > stdout      tr
  InstallMSI           M reboot logOptions logFile properties ignoreAuthenticodeSignatureErrors allowUnsignedInstaller > stdout tr
  ListFiles            L fileNamePattern recursive                                 > files       tr
  MoveFile             L overwrite                                                 >             tr
  MoveFolder           L overwrite                                                 >             tr
  ReadFile             L encoding printFileContent                                 > content     tr
  Reboot               M delaySeconds                                              >             r
  S3Download           L expectedBucketOwner overwrite                             >             tr
  S3Upload             L recurse expectedBucketOwner                               >             tr
  SetFileEncoding      L encoding                                                  >             tr
  SetFileOwner         L group                                                     >             tr
  SetFilePermissions   L                                                           >             tr
  SetFolderOwner       L group recursive                                           >             tr
  SetFolderPermissions L recursive                                                 >             tr
  SetRegistry          L                                                           >             tr
  UninstallMSI         M reboot logOptions logFile properties ignoreAuthenticodeSignatureErrors allowUnsignedInstaller > stdout tr
  UpdateOS             M include exclude                                           >             tr
  WebDownload          L overwrite checksum algorithm ignoreCertificateErrors      > destination tr
`.trim().split('\n').map((line) => line.trim().split(/\s+/).join(' '));

test('the action modules are those of the documentation', () => {
  const ours = Object.entries(ACTIONS).map(([name, rule]) => {
    const { isList, optional, outputs, timeout, retry } = rule!;
    return [name, isList ? 'L' : 'M', ...optional, '>', ...outputs, `${timeout ? 't' : ''}${retry ? 'r' : ''}` || '-'].join(' ');
  });
  expect(ours).toEqual(DOCUMENTED);
});

test('owners and permissions of new files and folders are not for Windows', () => {
  const refused = Object.entries(ACTIONS).filter(([, rule]) => rule!.notOnWindows.length > 0).map(([name, rule]) => [name, ...rule!.notOnWindows].join(' '));
  expect(refused).toEqual(['CreateFile owner group permissions', 'CreateFolder owner group permissions']);
});
