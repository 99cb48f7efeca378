import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { renderContainer } from '../../src/distribution/container';
import { Repository } from '../../src/recipe/repository';
import { newStack } from '../support/synth';

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

test.each<[string, string, (text: string) => object]>([
  ['ContainerDescription', 'containerDescription', (containerDescription) => ({ containerDescription })],
  ['ContainerTags', 'containerTags[1]', (tag) => ({ containerTags: ['a', tag] })],
])('%s has 1 to 1024 characters', (code, prop, make) => {
  const render = (text: string) => () => renderContainer(newStack(), 'container', 'eu-central-1', { containerRepository, ...make(text) });
  expect(render('x'.repeat(1024))).not.toThrow();
  expect(render('')).toThrow(new Error(`${code}Malformed: \`container.${prop}\` must be 1 to 1024 characters long, got: ''. [Stack]`));
  expect(render('x'.repeat(1025))).toThrow(new RegExp(`^${code}TooLong: `));
});
