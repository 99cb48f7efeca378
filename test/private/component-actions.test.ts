import { ACTIONS } from '../../src/private/component-actions';

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
