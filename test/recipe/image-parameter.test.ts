import { Lazy } from 'aws-cdk-lib';
import { Permission } from '../../src/common/permission';
import { checkParameterInReference, imageParameterPermissions } from '../../src/recipe/image-parameter';
import { newStack } from '../support/synth';

const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });

function permissionsFor(image?: string): Permission[] {
  const found: Permission[] = [];
  imageParameterPermissions(stack, image)?.subscribe((permission) => found.push(permission));
  return stack.resolve(found);
}

const arn = (end: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-central-1:123456789012:parameter/${end}`]] });

test.each([undefined, 'ami-01234567', 'prod-1'])('%p takes nothing', (image) => {
  expect(permissionsFor(image)).toEqual([]);
});

test.each([
  ['ssm:/golden/ami', arn('golden/ami'), false],
  ['ssm:golden', arn('golden'), false],
  ['ssm:/golden/ami:3', arn('golden/ami'), false],
  ['ssm:/golden/ami:my-label', arn('golden/ami'), false],
  ['ssm:/imagebuilder/golden', arn('imagebuilder/golden'), true],
  ['ssm:/aws/service/ami', arn('aws/service/ami'), true],
  ['ssm:imagebuilder/golden', arn('imagebuilder/golden'), true],
  ['ssm:/my/imagebuilder/golden', arn('my/imagebuilder/golden'), false],
  ['ssm:arn:aws:ssm:eu-central-1:210987654321:parameter/golden', 'arn:aws:ssm:eu-central-1:210987654321:parameter/golden', false],
  ['ssm:arn:aws:ssm:eu-central-1:210987654321:parameter/golden:3', 'arn:aws:ssm:eu-central-1:210987654321:parameter/golden', false],
])('trap 4: %s is read, which is in the managed policy or not', (image, resource, inManagedPolicy) => {
  expect(permissionsFor(image)).toEqual([{ actions: ['ssm:GetParameter'], resources: [resource], inManagedPolicy }]);
});

test('a token does not tell whether it begins with a slash', () => {
  const [{ resources }] = permissionsFor(`ssm:${Lazy.string({ produce: () => 'later' })}`);
  expect(resources).toHaveLength(2);
});

test.each(['a', '/golden/ami', 'a_b.c-d', '/golden/ami:3', '/golden/ami:my-label', 'a'.repeat(1011), `arn:aws:ssm:eu-central-1:123456789012:parameter/${'a'.repeat(1010)}:3`,
  'arn:aws:ssm:eu-central-1::parameter/aws/service/ami', 'arn:aws-cn:ssm:cn-north-1:123456789012:parameter/golden', Lazy.string({ produce: () => 'later' })])(
  'the parameter %p may be referred to', (name) => {
    expect(() => checkParameterInReference('parameterName', name)).not.toThrow();
  });

test.each(['', 'golden ami', 'a:', 'a:b:c', 'arn:aws:ssm:eu-central-1:123456789012:parameter', 'arn:aws:s3:::parameter/a', 'a'.repeat(1012)])('the parameter %p may not', (name) => {
  expect(() => checkParameterInReference('parameterName', name)).toThrow(
    /^ParameterNameMalformed: `parameterName` must be an ARN or 1 to 1011 letters, digits or any of _\.-\/, perhaps with a colon and a version, got: /);
});
