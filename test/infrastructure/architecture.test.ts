import { Lazy, Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ImageArchitecture } from '../../src/common/platform';
import { ARCHITECTURE, architectureFaults, architectureOf, INSTANCE_ARCHITECTURES } from '../../src/infrastructure/architecture';

describe('the architecture of an instance type', () => {
  test.each([
    ['m5.large', 'x86_64'], ['m7g.large', 'arm64'], ['g5g.xlarge', 'arm64'], ['g4dn.xlarge', 'x86_64'], ['a1.medium', 'arm64'],
    ['inf2.xlarge', 'x86_64'], ['m10g.large', 'arm64'], ['m5.large/other', undefined],
    ['mac2.metal', undefined], ['mac1.metal', undefined], ['u-6tb1.metal', undefined],
  ])('%s is %s', (name, architecture) => {
    expect(architectureOf(new InstanceType(name))).toBe(architecture);
  });

  test('is unknown of a token', () => {
    expect(architectureOf(new InstanceType(Lazy.string({ produce: () => 'm5.large' })))).toBeUndefined();
  });
});

describe('a recipe and an infrastructure configuration', () => {
  function faults(architecture: ImageArchitecture | undefined, instanceArchitectures: (string | undefined)[] | undefined) {
    const stack = new Stack(undefined, 'Stack');
    const [recipe, infrastructure] = [new Construct(stack, 'Recipe'), new Construct(stack, 'Infrastructure')];
    ARCHITECTURE.note(recipe, architecture);
    INSTANCE_ARCHITECTURES.note(infrastructure, instanceArchitectures);
    return architectureFaults(recipe, infrastructure);
  }

  const { ARM64 } = ImageArchitecture;

  test.each([
    [ARM64, ['arm64']], [ARM64, undefined], [ARM64, []], [undefined, ['x86_64']], [ARM64, [undefined]],
  ])('of %p and %p pass', (architecture, instances) => {
    expect(faults(architecture, instances)).toEqual([]);
  });

  test.each([[['x86_64']], [['arm64', 'x86_64']], [[undefined, 'x86_64']]])('of arm64 and %p are refused', (instances) => {
    expect(faults(ARM64, instances)).toEqual([
      { prop: 'instanceTypes', problem: 'Conflict', rule: 'be for arm64, like the base image of the recipe', got: 'x86_64' },
    ]);
  });
});
