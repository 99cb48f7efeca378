import { Duration, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { refusals } from './refusal';
import {
  AwsMarketplaceComponent, AwsMarketplaceComponentAttributes,
  Component, ComponentCondition, ComponentDocument, ComponentDocumentOptions, ComponentHashAlgorithm, ComponentLoop, ComponentLoopRange,
  ComponentProps, ComponentStep, ComponentStepInputs, ComponentStepOptions, ComponentSteps, FileStep, FolderStep, OsVersion, Platform, RegistryData,
  RegistryValue, S3Upload, TransferStep, WebDownload, WindowsStep,
} from '../../src';

const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
const date = ComponentStep.bash('Date', ['date']);
const document = ComponentDocument.fromSteps({ buildSteps: [date] });
const component = (stack: Stack, props: Partial<ComponentProps>) =>
  new Component(stack, 'Component', { platform: Platform.LINUX, document, ...props });
const withSteps = (stack: Stack, steps: ComponentSteps) => component(stack, { document: ComponentDocument.fromSteps(steps) });
const onLinux = (stack: Stack, ...buildSteps: ComponentStep[]) => withSteps(stack, { buildSteps });
const onWindows = (stack: Stack, ...buildSteps: ComponentStep[]) =>
  component(stack, { platform: Platform.WINDOWS, document: ComponentDocument.fromSteps({ buildSteps }) });
const asserting = (stack: Stack, condition: ComponentCondition) => onLinux(stack, ComponentStep.assertThat('Check', [condition]));

export const COMPONENTS = [
  ...refusals('Component', component, [
    [{ componentName: 'ab' },
      'ComponentNameMalformed: `componentName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'ab\'. '
      + '[Stack/Component]',
      { componentName: 'abc' }],
    [{ componentName: 'a'.repeat(129) },
      'ComponentNameMalformed: `componentName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Component]',
      { componentName: 'a'.repeat(128) }],
    [{ description: '' },
      'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Component]',
      { description: 'a' }],
    [{ changeDescription: '' },
      'ChangeDescriptionMalformed: `changeDescription` must be 1 to 1024 characters long, got: \'\'. [Stack/Component]',
      { changeDescription: 'a' }],
    [{ changeDescription: 'a'.repeat(1025) },
      'ChangeDescriptionTooLong: `changeDescription` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Component]',
      { changeDescription: 'a'.repeat(1024) }],
    [{ tags: numbered(51) }, 'TagsOutOfRange: `tags` must have 0 to 50 entries, got: 51. [Stack/Component]', { tags: numbered(50) }],
    [{ supportedOsVersions: [OsVersion.WINDOWS_SERVER_2025] },
      'SupportedOsVersionsConflict: `supportedOsVersions` must name versions of Linux only, got: \'Microsoft Windows Server 2025\'. '
      + '[Stack/Component]',
      { supportedOsVersions: [OsVersion.AMAZON_LINUX_2023] }],
    [{ supportedOsVersions: Array(26).fill(OsVersion.UBUNTU_24) },
      'SupportedOsVersionsOutOfRange: `supportedOsVersions` must have 0 to 25 entries, got: 26. [Stack/Component]',
      { supportedOsVersions: Array(25).fill(OsVersion.UBUNTU_24) }],
  ]),
  ...refusals('AwsMarketplaceComponent.fromAwsMarketplaceComponentAttributes', (stack, attrs: Partial<AwsMarketplaceComponentAttributes>) =>
    AwsMarketplaceComponent.fromAwsMarketplaceComponentAttributes(stack, 'Product', {
      componentName: 'hardening', marketplaceProductId: 'prod-1234567890abcdef0', ...attrs,
    }), [
    [{ componentName: 'Hardening' },
      'ComponentNameMalformed: `componentName` must be the name in the ARN of an AWS Marketplace component: lower-case letters, digits, '
      + 'hyphens, got: \'Hardening\'. [Stack]',
      { componentName: 'hardening-1' }],
    [{ marketplaceProductId: '' },
      'MarketplaceProductIdMalformed: `marketplaceProductId` must be the ID of a product in AWS Marketplace, as in '
      + '`prod-1234567890abcdef0`, got: \'\'. [Stack]',
      { marketplaceProductId: 'a' }],
    [{ componentVersion: '1.0' },
      'ComponentVersionMalformed: `componentVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'1.0\'. [Stack]',
      { componentVersion: '1.0.x' }],
  ]),
  ...refusals('ComponentDocument.fromSteps', withSteps, [
    [{}, 'DocumentRequired: `document` must have at least one phase, and at least one step in each phase.', { buildSteps: [date] }],
    [{ buildSteps: [], testSteps: [] }, 'DocumentRequired: `document` must have at least one phase, and at least one step in each phase.'],
    [{ buildSteps: [date, date] },
      'NameConflict: `phases[0].steps[1].name` must be different from the others, got: \'Date\'. [Stack/Component]',
      { buildSteps: [date], testSteps: [date] }],
    [{ buildSteps: [ComponentStep.powerShell('Date', ['date'])] },
      'ActionUnsupported: `phases[0].steps[0].action` must be one that runs on Linux, got: \'ExecutePowerShell\'. It runs on Windows. '
      + '[Stack/Component]',
      { buildSteps: [date] }],
  ]),
  ...refusals('ComponentDocument.fromSteps', (stack, options: ComponentDocumentOptions) => withSteps(stack, { buildSteps: [date], ...options }), [
    [{ parameters: { '': {} } },
      'ParametersMalformed: `parameters[0]` must have a name of 3 to 128 letters, digits, hyphens or underscores, got: \'\'. '
      + '[Stack/Component]'],
    [{ parameters: { 'My Level': {} } },
      'ParametersMalformed: `parameters[0]` must have a name of 3 to 128 letters, digits, hyphens or underscores, got: \'My Level\'. '
      + '[Stack/Component]',
      { parameters: { MyLevel: {} } }],
    [{ constants: { 'My.Level': 'a' } },
      'ConstantsMalformed: `constants[0]` must have a name of 3 to 128 letters, digits, hyphens or underscores, got: \'My.Level\'. '
      + '[Stack/Component]',
      { constants: { 'My-Level': 'a' } }],
    [{ parameters: { Level: {} }, constants: { Level: 'a' } },
      'ParametersConflict: `parameters` must be named differently from each other and from constants, got: \'Level\'. [Stack/Component]',
      { parameters: { Level: {} }, constants: { Other: 'a' } }],
  ]),
  ...refusals('ComponentDocument.reference', (_, name: string) => ComponentDocument.reference(name), [
    ['', 'NameMalformed: `name` must be 3 to 128 letters, digits, hyphens or underscores, got: \'\'.', 'Level'],
    ['{{ Level }}', 'NameMalformed: `name` must be 3 to 128 letters, digits, hyphens or underscores, got: \'{{ Level }}\'.'],
  ]),
  ...refusals('ComponentStep.bash', (stack, name: string) => onLinux(stack, ComponentStep.bash(name, ['date'])), [
    ['', 'NameMalformed: `name` must be 3 to 128 letters, digits, hyphens or underscores, got: \'\'.'],
    ['My step', 'NameMalformed: `name` must be 3 to 128 letters, digits, hyphens or underscores, got: \'My step\'.', 'My_step-1'],
    ['a.b', 'NameMalformed: `name` must be 3 to 128 letters, digits, hyphens or underscores, got: \'a.b\'.'],
    ['a'.repeat(129),
      'NameMalformed: `name` must be 3 to 128 letters, digits, hyphens or underscores, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa....',
      'a'.repeat(128)],
  ]),
  ...refusals('ComponentStep.bash', (stack, commands: string[]) => onLinux(stack, ComponentStep.bash('Run', commands)), [
    [[], 'CommandsRequired: `commands` must have at least one entry.', ['date']],
  ]),
  ...refusals('ComponentStep.powerShell', (stack, commands: string[]) => onWindows(stack, ComponentStep.powerShell('Run', commands)), [
    [[], 'CommandsRequired: `commands` must have at least one entry.', ['Get-Date']],
  ]),
  ...refusals('ComponentStep.bash', (stack, options: ComponentStepOptions) => onLinux(stack, ComponentStep.bash('Run', ['date'], options)), [
    [{ timeout: Duration.seconds(0) },
      'TimeoutOutOfRange: `timeout` must be a whole number of at least 1, got: 0.',
      { timeout: Duration.seconds(1) }],
    [{ timeout: Duration.millis(1500) }, 'TimeoutOutOfRange: `timeout` must be a whole number of at least 1, got: 1.5.'],
    [{ timeout: Duration.seconds(1), unlimited: true }, 'TimeoutConflict: `timeout` must be absent when `unlimited` is given.', { unlimited: true }],
    [{ maxAttempts: 0 }, 'MaxAttemptsOutOfRange: `maxAttempts` must be a whole number of at least 1, got: 0.', { maxAttempts: 1 }],
    [{ maxAttempts: 1.5 }, 'MaxAttemptsOutOfRange: `maxAttempts` must be a whole number of at least 1, got: 1.5.'],
    [{ maxAttempts: NaN }, 'MaxAttemptsOutOfRange: `maxAttempts` must be a whole number of at least 1, got: NaN.'],
    [{ maxAttempts: Infinity }, 'MaxAttemptsOutOfRange: `maxAttempts` must be a whole number of at least 1, got: Infinity.'],
  ]),
  ...refusals('ComponentStep.reboot', (stack, delay: Duration) => onLinux(stack, ComponentStep.reboot('Reboot', { delay })), [
    [Duration.millis(500), 'DelayOutOfRange: `delay` must be a whole number of at least 0, got: 0.5.', Duration.seconds(0)],
  ]),
  ...refusals('ComponentStep.assertThat', (stack, conditions: ComponentCondition[]) =>
    onLinux(stack, ComponentStep.assertThat('Check', conditions)), [
    [[], 'ConditionsRequired: `conditions` must have at least one entry.', [ComponentCondition.fileExists('/etc/hosts')]],
  ]),
  ...refusals('ComponentStep.of', (stack, inputs: Record<string, unknown>) =>
    onLinux(stack, ComponentStep.of('Run', 'ExecuteBash', ComponentStepInputs.fromObject(inputs))), [
    [{}, 'CommandsRequired: `phases[0].steps[0].inputs.commands` must be given. [Stack/Component]', { commands: ['date'] }],
    [{ commands: null }, 'CommandsRequired: `phases[0].steps[0].inputs.commands` must be given. [Stack/Component]'],
  ]),
  ...refusals('ComponentStepInputs.fromList', (_, inputs: Record<string, unknown>[]) => ComponentStepInputs.fromList(inputs), [
    [[], 'InputsRequired: `inputs` must have at least one entry.', [{ path: '/tmp' }]],
  ]),
  ...refusals('ComponentStep.output', (_, name: string) => date.output(name), [
    ['', 'OutputUnsupported: `output` must be an output of `ExecuteBash` (stdout), got: \'\'.', 'stdout'],
    ['stderr', 'OutputUnsupported: `output` must be an output of `ExecuteBash` (stdout), got: \'stderr\'.'],
  ]),
  ...refusals('ComponentStep.output', (_, index: number) => date.output('stdout', index), [
    [-1, 'IndexOutOfRange: `index` must be a whole number of at least 0, got: -1.', 0],
    [0.5, 'IndexOutOfRange: `index` must be a whole number of at least 0, got: 0.5.', 1],
    [NaN, 'IndexOutOfRange: `index` must be a whole number of at least 0, got: NaN.'],
  ]),
  ...refusals('ComponentLoop.forRange', (stack, range: ComponentLoopRange) =>
    onLinux(stack, ComponentStep.bash('Run', ['date'], { loop: ComponentLoop.forRange(range) })), [
    [{ start: 0.5, end: 2 },
      'StartOutOfRange: `phases[0].steps[0].loop.for.start` must be a whole number from -9007199254740991 to 9007199254740991, got: '
      + '0.5. [Stack/Component]',
      { start: 0, end: 2 }],
    [{ start: 0, end: NaN }, 'EndMalformed: `phases[0].steps[0].loop.for.end` must be a finite number, got: NaN. [Stack/Component]'],
    [{ start: 0, end: Infinity }, 'EndMalformed: `phases[0].steps[0].loop.for.end` must be a finite number, got: Infinity. [Stack/Component]'],
    [{ start: 1, end: 3, updateBy: 0 },
      'ForConflict: `phases[0].steps[0].loop.for` must come to an end, got: {"start":1,"end":3,"updateBy":0}. [Stack/Component]',
      { start: 1, end: 3, updateBy: 1 }],
    [{ start: 3, end: 1 },
      'ForConflict: `phases[0].steps[0].loop.for` must come to an end, got: {"start":3,"end":1,"updateBy":1}. [Stack/Component]',
      { start: 3, end: 1, updateBy: -1 }],
  ]),
  ...refusals('ComponentLoop.forEach', (stack, values: string[]) =>
    onLinux(stack, ComponentStep.bash('Run', ['date'], { loop: ComponentLoop.forEach(values) })), [
    [[], 'ValuesRequired: `values` must have at least one entry.', ['a']],
  ]),
  ...refusals('ComponentLoop.forEach', (stack, name: string) =>
    onLinux(stack, ComponentStep.bash('Run', ['date'], { loop: ComponentLoop.forEach(['a'], { name }) })), [
    ['my loop',
      'NameMalformed: `phases[0].steps[0].loop.name` must be 3 to 128 letters, digits, hyphens or underscores, got: \'my loop\'. '
      + '[Stack/Component]',
      'my-loop'],
  ]),
  ...refusals('ComponentStep.binary', (stack, path: string) => onLinux(stack, ComponentStep.binary('Run', path)), [
    ['', 'PathRequired: `phases[0].steps[0].inputs.path` must not be empty, got: \'\'. [Stack/Component]', '/bin/date'],
  ]),
  ...refusals('ComponentStep.document', (stack, text: string) => onLinux(stack, ComponentStep.document('Run', text)), [
    ['', 'DocumentRequired: `phases[0].steps[0].inputs.document` must not be empty, got: \'\'. [Stack/Component]', '/tmp/component.yaml'],
  ]),
  ...refusals('FileStep.copy', (stack, [source, destination]: string[]) => onLinux(stack, FileStep.copy('Copy', [{ source, destination }])), [
    [['', '/b'], 'SourceRequired: `phases[0].steps[0].inputs[0].source` must not be empty, got: \'\'. [Stack/Component]', ['/a', '/b']],
    [['/a', ''], 'DestinationRequired: `phases[0].steps[0].inputs[0].destination` must not be empty, got: \'\'. [Stack/Component]'],
  ]),
  ...refusals('TransferStep.s3Upload', (stack, upload: Partial<S3Upload>) => onLinux(stack, TransferStep.s3Upload('Put', [
    { source: '/a', bucket: Bucket.fromBucketName(stack, 'Bucket', 'files'), key: 'a', ...upload },
  ])), [
    [{ source: '' }, 'SourceRequired: `phases[0].steps[0].inputs[0].source` must not be empty, got: \'\'. [Stack/Component]', { source: '/a' }],
    [{ key: '' }, 'KeyMalformed: `key` must be 1 to 1024 characters long, got: \'\'.', { key: 'a' }],
    [{ expectedBucketOwner: 'mine' },
      'ExpectedBucketOwnerMalformed: `expectedBucketOwner` must have 12 digits, got: \'mine\'.',
      { expectedBucketOwner: '123456789012' }],
  ]),
  ...refusals('ComponentCondition.numberEquals', (stack, expected: number) =>
    asserting(stack, ComponentCondition.numberEquals('{{ Date.outputs.stdout }}', expected)), [
    [NaN, 'NumberEqualsMalformed: `phases[0].steps[0].inputs[0].numberEquals` must be a finite number, got: NaN. [Stack/Component]'],
    [Infinity, 'NumberEqualsMalformed: `phases[0].steps[0].inputs[0].numberEquals` must be a finite number, got: Infinity. [Stack/Component]'],
  ]),
  ...refusals('ComponentCondition.allOf', (stack, conditions: ComponentCondition[]) => asserting(stack, ComponentCondition.allOf(...conditions)), [
    [[], 'ConditionsRequired: `conditions` must have at least one entry.', [ComponentCondition.stringIsEmpty('')]],
  ]),
  ...refusals('ComponentCondition.anyOf', (stack, conditions: ComponentCondition[]) => asserting(stack, ComponentCondition.anyOf(...conditions)), [
    [[], 'ConditionsRequired: `conditions` must have at least one entry.', [ComponentCondition.binaryExists('git')]],
  ]),
  ...refusals('FileStep.remove', (stack, paths: string[]) => onLinux(stack, FileStep.remove('Remove', paths)), [
    [[], 'InputsRequired: `inputs` must have at least one entry.', ['/tmp/a']],
  ]),
  ...refusals('FileStep.create', (stack, owner: string | undefined) => onWindows(stack, FileStep.create('Create', [{ path: 'C:\\a', owner }])), [
    ['root', 'OwnerUnsupported: `phases[0].steps[0].inputs[0].owner` must be absent on Windows, got: \'root\'. [Stack/Component]', undefined],
  ]),
  ...refusals('FolderStep.create', (stack, permissions: string | undefined) =>
    onWindows(stack, FolderStep.create('Create', [{ path: 'C:\\a', permissions }])), [
    ['0755',
      'PermissionsUnsupported: `phases[0].steps[0].inputs[0].permissions` must be absent on Windows, got: \'0755\'. [Stack/Component]',
      undefined],
  ]),
  ...refusals('TransferStep.s3Download', (stack, keys: string[]) => onLinux(stack, TransferStep.s3Download('Get', keys.map((key) =>
    ({ bucket: Bucket.fromBucketName(stack, `Bucket${key.length}`, 'files'), key, destination: '/tmp/a' })))), [
    [[], 'InputsRequired: `inputs` must have at least one entry.', ['a']],
    [[''], 'KeyMalformed: `key` must be 1 to 1024 characters long, got: \'\'.'],
  ]),
  ...refusals('TransferStep.webDownload', (stack, download: Partial<WebDownload>) =>
    onLinux(stack, TransferStep.webDownload('Get', [{ source: 'https://example.com/a', destination: '/tmp/a', ...download }])), [
    [{ checksum: 'a' },
      'AlgorithmRequired: `algorithm` must be given when `checksum` is.',
      { checksum: 'a', algorithm: ComponentHashAlgorithm.SHA256 }],
    [{ algorithm: ComponentHashAlgorithm.SHA256 }, 'ChecksumRequired: `checksum` must be given when `algorithm` is.'],
  ]),
  ...refusals('RegistryData.binary', (_, bytes: number[]) => RegistryData.binary(bytes), [
    [[], 'BytesRequired: `bytes` must have at least one entry.', [0]],
    [[256], 'BytesOutOfRange: `bytes` must be a whole number from 0 to 255, got: 256.', [255]],
    [[-1], 'BytesOutOfRange: `bytes` must be a whole number from 0 to 255, got: -1.'],
  ]),
  ...refusals('RegistryData.dword', (_, value: number) => RegistryData.dword(value), [
    [-1, 'ValueOutOfRange: `value` must be a whole number from 0 to 4294967295, got: -1.', 0],
    [2 ** 32, 'ValueOutOfRange: `value` must be a whole number from 0 to 4294967295, got: 4294967296.', 2 ** 32 - 1],
    [NaN, 'ValueOutOfRange: `value` must be a whole number from 0 to 4294967295, got: NaN.'],
  ]),
  ...refusals('RegistryData.qword', (_, value: number) => RegistryData.qword(value), [
    [-1, 'ValueOutOfRange: `value` must be a whole number from 0 to 9007199254740991, got: -1.', 0],
    [2 ** 53, 'ValueOutOfRange: `value` must be a whole number from 0 to 9007199254740991, got: 9007199254740992.', 2 ** 53 - 1],
  ]),
  ...refusals('RegistryData.texts', (_, texts: string[]) => RegistryData.texts(texts), [
    [[], 'TextsRequired: `texts` must have at least one entry.', ['']],
  ]),
  ...refusals('WindowsStep.setRegistry', (stack, values: RegistryValue[]) => onWindows(stack, WindowsStep.setRegistry('Set', values)), [
    [[],
      'InputsRequired: `inputs` must have at least one entry.',
      [{ path: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Mine', name: 'a', data: RegistryData.text('a') }]],
  ]),
];
