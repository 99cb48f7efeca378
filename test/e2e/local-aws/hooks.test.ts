import { run } from './processes';
import { serverPython } from './python-environments';

jest.setTimeout(120_000);

let python: string;

beforeAll(async () => {
  python = await serverPython();
}, 300_000);

/** The last line that a Python program with the hooks at hand prints. */
async function lastLine(...program: string[]): Promise<string> {
  const script = ['import json, sys', `sys.path.insert(0, ${JSON.stringify(__dirname)})`, ...program].join('\n');
  const { output } = await run(python, ['-c', script], { env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' }, timeoutSeconds: 60 });
  return output.trim().split('\n').at(-1)!;
}

/** What the check says of a ministack that the lines have changed. */
async function check(...change: string[]): Promise<string> {
  return lastLine(...change, 'import ministack_fit as fit', 'try:', '    fit.check_fit()', '    print("fits")', 'except fit.DoesNotFit as misfit:', '    print(misfit)');
}

test('the hooks fit the ministack that is installed', async () => {
  expect(await check()).toBe('fits');
});

test('another version of ministack is refused', async () => {
  const result = await check('import importlib.metadata', 'importlib.metadata.version = lambda name: "1.5.34"');
  expect(result).toBe('The hooks in ministack_hooks.py must run with ministack 1.5.33, got: 1.5.34.');
});

test('a function that is gone is named', async () => {
  const result = await check('from ministack.services.cloudformation import stacks', 'del stacks._runs_on_worker_thread');
  expect(result).toBe(
    "ministack 1.5.33 must have services.cloudformation.stacks._runs_on_worker_thread with ['resource_type'], got: None.",
  );
});

test('a function with other parameters is named', async () => {
  const result = await check('from ministack.services.cloudformation import custom_resource', 'custom_resource.deliver_response = lambda token: True');
  expect(result).toBe(
    "ministack 1.5.33 must have services.cloudformation.custom_resource.deliver_response with ['token', 'response'], got: ['token'].",
  );
});

test('a table without what the hooks change is named', async () => {
  const result = await check('from ministack.services.cloudformation import provisioners', 'del provisioners._REPLACING_PROPERTIES["AWS::IAM::InstanceProfile"]');
  expect(result).toBe(
    "ministack 1.5.33 must have services.cloudformation.provisioners._REPLACING_PROPERTIES with ['AWS::IAM::InstanceProfile'], got: [].",
  );
});

describe('the response of a custom resource', () => {
  /** Delivers a response of so many bytes with the limit in force, and gives back what the stack gets. */
  async function deliver(bytes: number): Promise<{ Status: string; Reason?: string }> {
    return JSON.parse(await lastLine(
      'from ministack.services.cloudformation import custom_resource',
      'import ministack_hooks',
      'ministack_hooks.limit_custom_resource_responses()',
      'custom_resource.register_token("t")',
      'empty = len(json.dumps({"Status": "SUCCESS", "Data": {"Text": ""}}, separators=(",", ":")))',
      `text = "\\u00e9" * ((${bytes} - empty) // 2) + "x" * ((${bytes} - empty) % 2)`,
      'custom_resource.deliver_response("t", {"Status": "SUCCESS", "Data": {"Text": text}})',
      'print(json.dumps({key: value for key, value in custom_resource._pending["t"]["result"].items() if key != "Data"}))',
    )) as { Status: string; Reason?: string };
  }

  test('may have 4,096 bytes', async () => {
    expect(await deliver(4096)).toEqual({ Status: 'SUCCESS' });
  });

  test('fails with 4,097, characters counted in bytes', async () => {
    expect(await deliver(4097)).toEqual({ Status: 'FAILED', Reason: 'Response object is too long: 4097 bytes.' });
  });
});

test('the objects of a table are written anew when one of them is new, another or gone, and not before', async () => {
  const written = await lastLine(
    'from ministack.services import athena, s3',
    'import ministack_hooks',
    'ministack_hooks.answer_queries()',
    'objects = {}',
    's3._buckets["history"] = {"objects": objects}',
    's3._get_object_data = lambda bucket, key: objects[key]["etag"].encode()',
    'def read():',
    '    workdirs = []',
    '    files = athena._materialize_table_files("s3://history/records/", workdirs)',
    '    return "+".join(open(file).read() for file in files) + f" {len(workdirs)}", files[0] if files else None',
    'seen, folders = [], []',
    'for change in [lambda: None, lambda: objects.update({"records/a": {"etag": "1"}}), lambda: None, lambda: objects.update({"records/b": {"etag": "2"}}),',
    '               lambda: objects.update({"records/a": {"etag": "3"}}), lambda: objects.pop("records/b")]:',
    '    change()',
    '    text, file = read()',
    '    seen.append(text)',
    '    folders.append(file)',
    'print(json.dumps([seen, [folders[at] == folders[at - 1] for at in range(2, len(folders))]]))',
  );
  expect(JSON.parse(written)).toEqual([[' 0', '1 0', '1 0', '1+2 0', '3+2 0', '3 0'], [true, false, false, false]]);
});
