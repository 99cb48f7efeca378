import { Stack } from 'aws-cdk-lib';
import { checkResourceTags } from '../../src/infrastructure/resource-tags';

const stack = new Stack(undefined, 'Stack');
const check = (tags: Record<string, string>) => () => checkResourceTags(stack, 'resourceTags', tags);
const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));

test.each([{}, numbered(30), { name: 'a', createdby: 'b', Tag: 'c', Ec2imageBuilderArn: 'd' }])('%j is accepted', (tags) => {
  expect(check(tags)).not.toThrow();
});

test.each(['CreatedBy', 'Ec2ImageBuilderArn', 'Name', 'Tags'])('%s is refused, wherever it is', (key) => {
  const message = 'ResourceTagsUnsupported: `resourceTags` must not have the keys CreatedBy, Ec2ImageBuilderArn, Name, Tags, which Image Builder sets itself, '
    + `got: '${key}'. [Stack]`;
  expect(check({ [key]: 'a', Team: 'images' })).toThrow(new Error(message));
  expect(check({ Team: 'images', [key]: 'a' })).toThrow(new Error(message));
});

test('the rules of all tags hold as well', () => {
  expect(check(numbered(31))).toThrow(/^ResourceTagsOutOfRange: /);
  expect(check({ 'aws:mine': 'a' })).toThrow(/^ResourceTagsMalformed: /);
});
