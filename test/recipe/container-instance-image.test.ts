import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { ContainerInstanceImage } from '../../src/recipe/container-instance-image';
import { newStack } from '../support/synth';

const stack = newStack();

test.each<[string, ContainerInstanceImage, unknown]>([
  ['an AMI', ContainerInstanceImage.fromAmiId('ami-0123456789abcdef0'), 'ami-0123456789abcdef0'],
  ['a parameter by its name', ContainerInstanceImage.fromSsmParameterName('/imagebuilder/host'), 'ssm:/imagebuilder/host'],
  ['any other text', ContainerInstanceImage.fromString('whatever'), 'whatever'],
])('%s', (_, image, expected) => {
  expect(image.image).toBe(expected);
});

test('a parameter', () => {
  const parameter = StringParameter.fromStringParameterArn(stack, 'Parameter', 'arn:aws:ssm:eu-central-1:123456789012:parameter/host');
  expect(stack.resolve(ContainerInstanceImage.fromSsmParameter(parameter).image)).toBe('ssm:arn:aws:ssm:eu-central-1:123456789012:parameter/host');
});

test.each([
  [() => ContainerInstanceImage.fromAmiId('i-123'), 'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'i-123\'.'],
  [() => ContainerInstanceImage.fromSsmParameterName(''), 'ParameterNameMalformed: `parameterName` must be an ARN or 1 to 1011 letters, digits or any of _.-/, perhaps with a colon and a version, got: \'\'.'],
  [() => ContainerInstanceImage.fromString(''), 'ImageMalformed: `image` must be 1 to 1024 characters long, got: \'\'.'],
])('malformed ones are refused', (make, message) => {
  expect(make).toThrow(new Error(message));
});
