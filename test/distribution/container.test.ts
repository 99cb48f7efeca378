import { Token } from 'aws-cdk-lib';
import { Repository as EcrRepository, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { renderContainer } from '../../src/distribution/container';
import { Repository } from '../../src/recipe/repository';
import { newStack, warningsOf } from '../support/synth';

const containerRepository = Repository.fromEcr(EcrRepository.fromRepositoryName(newStack(), 'Repository', 'golden'));
const TARGET = { TargetRepository: { Service: 'ECR', RepositoryName: 'golden' } };

test('a container needs a repository only', () => {
  expect(renderContainer(newStack(), 'container', 'eu-central-1', { containerRepository, containerTags: [] })).toEqual(TARGET);
});

test('trap 14: everything is rendered in the words of CloudFormation', () => {
  expect(renderContainer(newStack(), 'container', 'eu-central-1', { containerRepository, containerDescription: 'x', containerTags: ['a', 'b'] })).toEqual({
    ...TARGET, Description: 'x', ContainerTags: ['a', 'b'],
  });
});

test('a Region is named by the property of the container', () => {
  expect(() => renderContainer(newStack(), 'container', 'Frankfurt', { containerRepository })).toThrow(
    'RegionMalformed: `container.region` must be the name of a Region, as in `eu-central-1`, got: \'Frankfurt\'. [Stack]');
});

describe('a repository whose tags are immutable', () => {
  /** The warnings of a distribution to a repository of the app. */
  function warnings(containerTags?: string[], imageTagMutability = TagMutability.IMMUTABLE) {
    const stack = newStack();
    const repository = Repository.fromEcr(new EcrRepository(stack, 'Repository', { imageTagMutability }));
    renderContainer(stack, 'container', 'eu-central-1', { containerRepository: repository, containerTags });
    return warningsOf(stack);
  }

  test.each(['latest', '{{ imagebuilder:buildVersion }}', '1.0'])('is warned of with the tag %s', (tag) => {
    expect(warnings(['{{ imagebuilder:buildDate }}', tag])).toEqual([
      `The tags of \`container.containerRepository\` are immutable, and more than one image gets the tag \`${tag}\`, so the second build fails. `
      + 'Name tags with `{{ imagebuilder:buildDate }}` only, or make the tags of the repository mutable. [ack: cdk-imagebuilder:immutableTags]',
    ]);
  });

  test('is not warned of with tags that each image has of its own, or that are not known', () => {
    expect(warnings()).toEqual([]);
    expect(warnings(['{{ imagebuilder:buildDate }}', 'web-{{imagebuilder:buildDate:yyyyMMdd}}'])).toEqual([]);
    expect(warnings([Token.asString({ Ref: 'Tag' })])).toEqual([]);
    expect(warnings(Token.asList({ Ref: 'Tags' }))).toEqual([]);
  });

  test('is not warned of if its tags are mutable', () => {
    expect(warnings(['latest'], TagMutability.MUTABLE)).toEqual([]);
  });
});

test.each<[string, string, (text: string) => object]>([
  ['ContainerDescription', 'containerDescription', (containerDescription) => ({ containerDescription })],
  ['ContainerTags', 'containerTags[1]', (tag) => ({ containerTags: ['a', tag] })],
])('%s has 1 to 1024 characters', (code, prop, make) => {
  const render = (text: string) => () => renderContainer(newStack(), 'container', 'eu-central-1', { containerRepository, ...make(text) });
  expect(render('x'.repeat(1024))).not.toThrow();
  expect(render('')).toThrow(new Error(`${code}Malformed: \`container.${prop}\` must be 1 to 1024 characters long, got: ''. [Stack]`));
  expect(render('x'.repeat(1025))).toThrow(new RegExp(`^${code}TooLong: `));
});
