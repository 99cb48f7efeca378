import { Lazy } from 'aws-cdk-lib';
import { checkDockerfile } from '../../src/recipe/dockerfile';
import { newStack } from '../support/synth';

const stack = newStack();
const [FROM, ENVIRONMENTS, COMPONENTS] = ['FROM {{{ imagebuilder:parentImage }}}', '{{{ imagebuilder:environments }}}', '{{{imagebuilder:components}}}'];

test.each([
  [FROM, false],
  [[FROM, ENVIRONMENTS, COMPONENTS].join('\n'), true],
  [Lazy.string({ produce: () => '' }), true],
  [`${Lazy.string({ produce: () => FROM })}`, false],
])('what holds all that is needed passes (%#)', (text, hasComponents) => {
  expect(() => checkDockerfile(stack, text, hasComponents)).not.toThrow();
});

test.each([
  ['FROM amazonlinux', false, 'hold `{{{ imagebuilder:parentImage }}}`'],
  ['FROM {{ imagebuilder:parentImage }}', false, 'hold `{{{ imagebuilder:parentImage }}}`'],
  [[FROM, COMPONENTS].join('\n'), true, 'hold `{{{ imagebuilder:environments }}}`, because the recipe has components'],
  [[FROM, ENVIRONMENTS].join('\n'), true, 'hold `{{{ imagebuilder:components }}}`, because the recipe has components'],
])('%j is refused with components: %p', (text, hasComponents, rule) => {
  expect(() => checkDockerfile(stack, text, hasComponents)).toThrow(new Error(`DockerfileRequired: \`dockerfile\` must ${rule}. [Stack]`));
  expect(() => checkDockerfile(stack, text, hasComponents, 'my/Dockerfile')).toThrow(new Error(
    `DockerfileRequired: \`dockerfile\` must ${rule}. It is in my/Dockerfile. [Stack]`));
});
