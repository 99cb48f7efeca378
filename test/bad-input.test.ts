import { App, Fn, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import * as library from '../src';
import { BASE_IMAGES } from './bad-input/base-images';
import { COMPONENTS } from './bad-input/components';
import { DISTRIBUTION_STEPS } from './bad-input/distribution-steps';
import { DISTRIBUTIONS } from './bad-input/distributions';
import { DOCUMENTS } from './bad-input/documents';
import { HISTORIES } from './bad-input/histories';
import { IMPORTS } from './bad-input/imports';
import { INFRASTRUCTURES } from './bad-input/infrastructures';
import { LIFECYCLES } from './bad-input/lifecycles';
import { MONITORS } from './bad-input/monitors';
import { NAMES } from './bad-input/names';
import { PATTERNS } from './bad-input/patterns';
import { PIPELINES } from './bad-input/pipelines';
import { RECIPES } from './bad-input/recipes';
import { Refusal } from './bad-input/refusal';
import { REPORTS } from './bad-input/reports';
import { VERSIONS } from './bad-input/versions';
import { WORKFLOWS } from './bad-input/workflows';
import { ABSTRACT_CLASSES } from './support/abstract-classes';
import { newStack } from './support/synth';

/** Values that a user may write by mistake, over the whole API. Each is refused before there is a template, by a message that is whole. */
const ALL: Refusal[] = [
  ...BASE_IMAGES, ...COMPONENTS, ...DISTRIBUTION_STEPS, ...DISTRIBUTIONS, ...DOCUMENTS, ...HISTORIES, ...IMPORTS, ...INFRASTRUCTURES, ...LIFECYCLES,
  ...MONITORS, ...NAMES, ...PATTERNS, ...PIPELINES, ...RECIPES, ...REPORTS, ...VERSIONS, ...WORKFLOWS,
];

function synthesize(use: Refusal['tryWrong']): () => void {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  return () => {
    use(stack);
    (Stack.of(stack).node.root as App).synth();
  };
}

/** The message of what a function throws, empty if it throws nothing. */
function refusalOf(use: () => void): string {
  try {
    use();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('what is wrong is refused', () => {
  test.each(ALL)('$api: $message', ({ tryWrong, message }) => {
    expect(synthesize(tryWrong)).toThrow(new Error(message));
  });
});

describe('what is just right synthesizes', () => {
  test.each(ALL.filter(({ tryRight }) => tryRight !== undefined))('$api, next to: $message', ({ tryRight }) => {
    expect(synthesize(tryRight!)).not.toThrow();
  });
});

/** What a program always knows: values of enumerations, paths of files, what another value decides; and what is refused because it stands twice. */
const ALWAYS_KNOWN = new RegExp([
  '(Architecture|ImageType|Platform|Type|Output|CountFilter)Unsupported: ', '(Platform|WorkflowType|Ec2InstanceTenancy)Conflict: ', 'PathUnresolved: ',
  'PhasesMalformed: ', 'Conflict: .* (once|must differ)\\b',
].join('|'));

const TEXTS = ALL.filter(({ tryText, message }) => tryText !== undefined && !ALWAYS_KNOWN.test(message));

describe('what is known at deployment only synthesizes, or has to be known', () => {
  test.each(TEXTS)('$api, next to: $message', ({ tryText }) => {
    expect(refusalOf(synthesize((stack) => tryText!(stack, Fn.importValue('Value'))))).toMatch(/^$|Unresolved: .* be known at synth/);
  });
});

describe('what is not looked up yet synthesizes, or has to have its form as the default value', () => {
  test.each(TEXTS)('$api, next to: $message', ({ tryText }) => {
    expect(refusalOf(synthesize((stack) => tryText!(stack, StringParameter.valueFromLookup(stack, '/images/value'))))).toMatch(/^$|Malformed: .*'\. Give `valueFromLookup\(\)` a default value with which it has this form\./);
  });
});

test('every message names what it is about, and there are 200 of them', () => {
  expect(ALL.filter(({ message }) => !/`[^`]+`/.test(message))).toEqual([]);
  expect(new Set(ALL.map(({ api, message }) => `${api}: ${message}`)).size).toBeGreaterThanOrEqual(200);
});

test('no construct of the library is left out', () => {
  const constructs = Object.entries(library as Record<string, any>).filter(([, each]) => each.prototype instanceof Construct).map(([name]) => name);
  const tried = new Set(ALL.map(({ api }) => api.split('.')[0]));
  expect(constructs.filter((name) => !tried.has(name))).toEqual(ABSTRACT_CLASSES);
});
