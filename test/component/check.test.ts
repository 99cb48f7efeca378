import { Fn, Lazy, Token } from 'aws-cdk-lib';
import { Platform } from '../../src/common/platform';
import { checkComponent } from '../../src/component/check';
import { NAME_RULE } from '../../src/component/references';
import { DocumentNode } from '../../src/document/document-node';
import { newStack, warningsOf } from '../support/synth';

type Map = Record<string, any>;
const step = (more: Map = {}): Map => ({ name: 'Step', action: 'ExecuteBash', inputs: { commands: ['true'] }, ...more });
const of = (...steps: Map[]): Map => ({ schemaVersion: '1.0', phases: [{ name: 'build', steps }] });

function check(document: Map, platform = Platform.LINUX) {
  const stack = newStack();
  const parameters = checkComponent(DocumentNode.root(stack, document), platform);
  return { parameters, warnings: warningsOf(stack) };
}

test('the parameters are told', () => {
  const parameters = [{ Mode: { type: 'string', default: 'fast', description: 'how' } }, { Name: { type: 'string' } }];
  expect(check({ ...of(step()), parameters, constants: [{ Folder: { type: 'string', value: '/opt' } }] })).toEqual({
    parameters: { Mode: { isRequired: false }, Name: { isRequired: true } }, warnings: [],
  });
});

test.each<[string, Map, Platform?]>([
  ['every property of a step', of(step({ onFailure: 'Ignore', maxAttempts: 1, timeoutSeconds: 1, if: { binaryExists: 'x' }, loop: { forEach: ['a'] } }))],
  ['a step without logs', of(step({ disableLogging: true }))],
  ['a step without a time limit', of(step({ timeoutSeconds: -1 }))],
  ['numbers and truth values without quotes', of({ name: 'Make', action: 'CreateFile', inputs: [{ path: '/a', content: 1, permissions: 755, overwrite: 'true' }] }, {
    name: 'Get', action: 'S3Download', inputs: [{ source: 's3://a/b', destination: '/b', expectedBucketOwner: 111122223333 }],
  })],
  ['a reboot on macOS', of({ name: 'Reboot', action: 'Reboot' }), Platform.MACOS],
  ['a file with an owner', of({ name: 'Make', action: 'CreateFile', inputs: [{ path: '/a', owner: 'root' }] })],
  ['a file without an owner on Windows', of({ name: 'Make', action: 'CreateFile', inputs: [{ path: 'C:/a' }] }), Platform.WINDOWS],
  ['a script of PowerShell', of({ name: 'Run', action: 'ExecutePowerShell', inputs: { file: 'x.ps1' } }), Platform.WINDOWS],
  ['a value of the registry that is empty', of({
    name: 'Set', action: 'SetRegistry', inputs: [{ path: 'HKLM:\\a', name: 'b', value: '', type: 'SZ' }],
  }), Platform.WINDOWS],
  ['a loop with a name', of(step({ loop: { name: 'Each', forEach: ['a'] } }))],
  ['an assertion', of({ name: 'Check', action: 'Assert', inputs: [{ fileExists: '/a' }] })],
  ['a loop that counts down', of(step({ loop: { name: 'Down', for: { start: 3, end: 1, updateBy: -1 } } }))],
  ['a loop that counts once', of(step({ loop: { for: { start: 1, end: 1, updateBy: 1 } } }))],
  ['a loop between numbers that are known at deployment only', of(step({ loop: { for: { start: 1, end: 3, updateBy: Token.asNumber(Fn.importValue('Step')) } } }))],
  ['a loop whose list is known at deployment only', of(step({ loop: { forEach: Fn.split(',', Fn.importValue('Values')) } }))],
  ['a loop through a text', of(step({ loop: { forEach: { list: 'a;b', delimiter: ';' } } }))],
  ['all phases', { schemaVersion: 1, phases: ['build', 'validate', 'test', 'container-host-test'].map((name) => ({ name, steps: [step()] })) }],
  ['a phase of which only a token is known', { schemaVersion: 1, phases: [{ name: Lazy.string({ produce: () => 'test' }), steps: [step()] }] }],
  ['an action of which only a token is known', of({ name: 'Later', action: Lazy.string({ produce: () => 'Reboot' }) })],
  ['a name and a description', { ...of(step()), name: 'Mine', description: 'what it does' }],
])('%s passes without a warning', (_, document, platform = Platform.LINUX) => {
  expect(check(document, platform).warnings).toEqual([]);
});

test.each<[string, Map, string]>([
  ['a phase that only the stand-alone tool runs', { schemaVersion: '1.0', phases: [{ name: 'deploy', steps: [step()] }, { name: 'build', steps: [step()] }] },
    '`phases[0].name` is \'deploy\', which Image Builder does not run: it runs build, validate, test, container-host-test. '
    + '[ack: cdk-imagebuilder:unknownPhase]'],
  ['an action that is misspelled', of({ name: 'New', action: 'ExcuteBash' }),
    '`phases[0].steps[0].action` is \'ExcuteBash\', which is none of the documented actions. Did you mean \'ExecuteBash\'? [ack: cdk-imagebuilder:unknownAction]'],
  ['an unknown action', of({ name: 'New', action: 'BrandNew' }),
    '`phases[0].steps[0].action` is \'BrandNew\', which is none of the documented actions. [ack: cdk-imagebuilder:unknownAction]'],
  ['an unknown input', of(step({ inputs: { commands: ['true'], comands: [] } })),
    '`phases[0].steps[0].inputs.comands` is none of the documented names there: commands. Did you mean \'commands\'? [ack: cdk-imagebuilder:unknownDocumentKey]'],
  ['an unknown property of a step', of(step({ timeout: 3 })),
    '`phases[0].steps[0].timeout` is none of the documented names there: name, action, inputs, onFailure, maxAttempts, timeoutSeconds, loop, if, disableLogging. '
    + '[ack: cdk-imagebuilder:unknownDocumentKey]'],
])('%s is warned of', (_, document, warning) => {
  expect(check(document).warnings).toEqual([warning]);
});

const S = 'phases[0].steps[0]';
test.each<[string, Map, string, Platform?]>([
  ['a loop with a short name', of(step({ loop: { name: 'a', forEach: ['a'] } })),
    `NameMalformed: \`${S}.loop.name\` must ${NAME_RULE}, got: 'a'.`],
  ['a condition without an operator', of(step({ if: {} })), `IfMalformed: \`${S}.if\` must have exactly one operator, got: [].`],
  ['an empty text that is no value of the registry', of({
    name: 'Set', action: 'SetRegistry', inputs: [{ path: '', name: 'b', value: 'c', type: 'SZ' }],
  }), `PathRequired: \`${S}.inputs[0].path\` must not be empty, got: ''.`, Platform.WINDOWS],
  ['no version', { phases: [] }, 'SchemaVersionRequired: `schemaVersion` must be given.'],
  ['another version', { ...of(step()), schemaVersion: '2.0' }, 'SchemaVersionUnsupported: `schemaVersion` must be `1.0`, got: \'2.0\'.'],
  ['no phases', { schemaVersion: '1.0' }, 'PhasesRequired: `phases` must be given.'],
  ['an empty list of phases', { schemaVersion: '1.0', phases: [] }, 'PhasesOutOfRange: `phases` must have 1 to 1000 entries, got: 0.'],
  ['no phase that Image Builder runs on instances', { schemaVersion: '1.0', phases: [{ name: 'container-host-test', steps: [step()] }] },
    'PhasesRequired: `phases` must have one of the phases build, validate, test, got: ["container-host-test"].'],
  ['a phase without a name', { schemaVersion: '1.0', phases: [{ steps: [step()] }] }, 'NameRequired: `phases[0].name` must be given.'],
  ['a phase without steps', { schemaVersion: '1.0', phases: [{ name: 'build', steps: [] }] },
    'StepsOutOfRange: `phases[0].steps` must have 1 to 1000 entries, got: 0.'],
  ['a phase twice', { schemaVersion: '1.0', phases: [of(step()).phases[0], of(step()).phases[0]] },
    'NameConflict: `phases[1].name` must be different from the others, got: \'build\'.'],
  ['a step twice', of(step(), step()), 'NameConflict: `phases[0].steps[1].name` must be different from the others, got: \'Step\'.'],
  ['a step without a name', of({ action: 'Reboot' }), `NameRequired: \`${S}.name\` must be given.`],
  ['a malformed name', of(step({ name: 'a b' })), `NameMalformed: \`${S}.name\` must be 3 to 128 letters, digits, hyphens or underscores, got: 'a b'.`],
  ['a step without an action', of({ name: 'Step' }), `ActionRequired: \`${S}.action\` must be given.`],
  ['another reaction', of(step({ onFailure: 'abort' })), `OnFailureUnsupported: \`${S}.onFailure\` must be \`Abort\`, \`Continue\` or \`Ignore\`, got: 'abort'.`],
  ['no attempts', of(step({ maxAttempts: 0 })), `MaxAttemptsOutOfRange: \`${S}.maxAttempts\` must be a whole number from 1 to 1000, got: 0.`],
  ['no time', of(step({ timeoutSeconds: 0 })),
    `TimeoutSecondsOutOfRange: \`${S}.timeoutSeconds\` must be a whole number from 1 to 9007199254740991, got: 0.`],
  ['Bash on Windows', of(step()),
    `ActionUnsupported: \`${S}.action\` must be one that runs on Windows, got: 'ExecuteBash'. It runs on Linux and macOS.`, Platform.WINDOWS],
  ['PowerShell on Linux', of({ name: 'Run', action: 'ExecutePowerShell', inputs: { file: 'x' } }),
    `ActionUnsupported: \`${S}.action\` must be one that runs on Linux, got: 'ExecutePowerShell'. It runs on Windows.`],
  ['a time limit for a nested document', of({ name: 'Nest', action: 'ExecuteDocument', timeoutSeconds: 5, inputs: { document: 'x' } }),
    `TimeoutSecondsUnsupported: \`${S}.timeoutSeconds\` must be absent, because \`ExecuteDocument\` has no time limit of its own, got: 5.`],
  ['retries of a nested document', of({ name: 'Nest', action: 'ExecuteDocument', maxAttempts: 2, inputs: { document: 'x' } }),
    `MaxAttemptsUnsupported: \`${S}.maxAttempts\` must be absent, because \`ExecuteDocument\` is tried once, got: 2.`],
  ['no inputs', of({ name: 'Step', action: 'ExecuteBash' }), `InputsRequired: \`${S}.inputs\` must be given.`],
  ['a missing input', of({ name: 'Get', action: 'S3Download', inputs: [{ source: 'a' }] }), `DestinationRequired: \`${S}.inputs[0].destination\` must be given.`],
  ['a map where a list stands', of({ name: 'Get', action: 'S3Download', inputs: { source: 'a' } }), `InputsMalformed: \`${S}.inputs\` must be a list, got: {"source":"a"}.`],
  ['a list where a map stands', of(step({ inputs: [{ commands: [] }] })), `InputsMalformed: \`${S}.inputs\` must be a map, got: [{"commands":[]}].`],
  ['a command where a list stands', of(step({ inputs: { commands: 'ls' } })), `CommandsMalformed: \`${S}.inputs.commands\` must be a list, got: 'ls'.`],
  ['a number among the commands', of(step({ inputs: { commands: ['ls', 1] } })),
    `CommandsMalformed: \`${S}.inputs.commands[1]\` must be a text, got: 1. Put it in quotes.`],
  ['a command that YAML reads as a map', of(step({ inputs: { commands: [{ 'echo a': 'b' }] } })),
    `CommandsMalformed: \`${S}.inputs.commands[0]\` must be a text, got: {"echo a":"b"}. Put it in quotes.`],
  ['a list of paths', of({ name: 'Make', action: 'CreateFile', inputs: [{ path: ['/a'] }] }), `PathMalformed: \`${S}.inputs[0].path\` must be a text, got: ["/a"].`],
  ['a word for a truth value', of({ name: 'Make', action: 'CreateFile', inputs: [{ path: '/a', overwrite: 'yes' }] }),
    `OverwriteMalformed: \`${S}.inputs[0].overwrite\` must be \`true\` or \`false\`, got: 'yes'.`],
  ['parameters of a nested document as a map', of({ name: 'Nest', action: 'ExecuteDocument', inputs: { document: 'x', parameters: { A: 'b' } } }),
    `ParametersMalformed: \`${S}.inputs.parameters\` must be a list, got: {"A":"b"}.`],
  ['a word that says whether to log', of(step({ disableLogging: 'yes' })),
    `DisableLoggingMalformed: \`${S}.disableLogging\` must be \`true\` or \`false\`, got: 'yes'.`],
  ['an owner on Windows', of({ name: 'Make', action: 'CreateFile', inputs: [{ path: 'a', owner: 'me' }] }),
    `OwnerUnsupported: \`${S}.inputs[0].owner\` must be absent on Windows, got: 'me'.`, Platform.WINDOWS],
  ['commands and a file', of({ name: 'Run', action: 'ExecutePowerShell', inputs: { file: 'x', commands: [] } }),
    `InputsConflict: \`${S}.inputs\` must have either \`commands\` or \`file\`, got: ["file","commands"].`, Platform.WINDOWS],
  ['a malformed assertion', of({ name: 'Check', action: 'Assert', inputs: [{}] }), `InputsMalformed: \`${S}.inputs[0]\` must have exactly one operator, got: [].`],
  ['a loop without anything', of(step({ loop: {} })), `LoopConflict: \`${S}.loop\` must have either \`for\` or \`forEach\`, got: [].`],
  ['a loop of both', of(step({ loop: { for: {}, forEach: [] } })), `LoopConflict: \`${S}.loop\` must have either \`for\` or \`forEach\`, got: ["for","forEach"].`],
  ['a loop without an end', of(step({ loop: { for: { start: 1, end: 2, updateBy: 0 } } })),
    `ForConflict: \`${S}.loop.for\` must come to an end, got: {"start":1,"end":2,"updateBy":0}.`],
  ['a loop that runs away', of(step({ loop: { for: { start: 1, end: 2, updateBy: -1 } } })),
    `ForConflict: \`${S}.loop.for\` must come to an end, got: {"start":1,"end":2,"updateBy":-1}.`],
  ['a loop from no number', of(step({ loop: { for: { start: 'x', end: 2, updateBy: 1 } } })),
    `StartOutOfRange: \`${S}.loop.for.start\` must be a whole number from -9007199254740991 to 9007199254740991, got: 'x'.`],
  ['a loop through nothing', of(step({ loop: { forEach: [] } })), `ForEachOutOfRange: \`${S}.loop.forEach\` must have 1 to 1000 entries, got: 0.`],
  ['a loop through no text', of(step({ loop: { forEach: { delimiter: ',' } } })), `ListRequired: \`${S}.loop.forEach.list\` must be given.`],
  ['a loop name twice', of(step({ loop: { name: 'Same', forEach: ['a'] } }), step({ name: 'Other', loop: { name: 'Same', forEach: ['a'] } })),
    'NameConflict: `phases[0].steps[1].loop.name` must be different from the others, got: \'Same\'.'],
  ['a parameter of another type', { ...of(step()), parameters: [{ Mode: { type: 'integer' } }] }, 'TypeUnsupported: `parameters[0].Mode.type` must be `string`, got: \'integer\'.'],
  ['a parameter without a type', { ...of(step()), parameters: [{ Mode: {} }] }, 'TypeRequired: `parameters[0].Mode.type` must be given.'],
  ['a malformed parameter', { ...of(step()), parameters: [{ 'a b': { type: 'string' } }] },
    'ParametersMalformed: `parameters[0]` must have a name of 3 to 128 letters, digits, hyphens or underscores, got: \'a b\'.'],
  ['two parameters in one', { ...of(step()), parameters: [{ One: {}, Two: {} }] }, 'ParametersMalformed: `parameters[0]` must be a map with one name, got: {"One":{},"Two":{}}.'],
  ['a parameter without a name', { ...of(step()), parameters: [{}] }, 'ParametersMalformed: `parameters[0]` must be a map with one name, got: {}.'],
  ['a constant without a value', { ...of(step()), constants: [{ Mode: { type: 'string' } }] }, 'ValueRequired: `constants[0].Mode.value` must be given.'],
  ['a constant with the name of a parameter', {
    ...of(step()), parameters: [{ Mode: { type: 'string' } }], constants: [{ Mode: { type: 'string', value: 'x' } }],
  }, 'ParametersConflict: `parameters` must be named differently from each other and from constants, got: \'Mode\'.'],
])('%s: refused', (_, document, message, platform = Platform.LINUX) => {
  expect(() => check(document, platform)).toThrow(new Error(`${message} [Stack]`));
});
