import { Stack } from 'aws-cdk-lib';
import { CfnLaunchTemplate, LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { env, id, known, later, region, render } from './rendered-ami';
import { AmiDistribution } from '../../src/distribution/ami-distribution';
import { faultsOf, newStack } from '../support/synth';

/** A stack of the Region to which AMIs are distributed. */
function there(stack: Stack): Stack {
  return new Stack(stack.node.root, 'There', { env: { ...env, region } });
}

describe('a parameter', () => {
  test('is known by its name, and takes ids of AMIs', () => {
    expect(render({ ssmParameters: [{ parameterName: '/imagebuilder/golden' }] }).ssmParameterConfigurations).toEqual([
      { parameterName: '/imagebuilder/golden', dataType: 'aws:ec2:image' },
    ]);
  });

  test('may be a construct', () => {
    const stack = newStack({ env });
    const parameter = new StringParameter(there(stack), 'Parameter', { parameterName: '/golden', stringValue: 'none' });
    expect(render({ ssmParameters: [{ parameter }] }, stack).ssmParameterConfigurations[0].parameterName).toBe(parameter.parameterName);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('may be an import, whose Region nobody knows', () => {
    const stack = newStack({ env });
    const parameter = StringParameter.fromStringParameterName(stack, 'Parameter', '/golden');
    expect(render({ ssmParameters: [{ parameter }] }, stack).ssmParameterConfigurations[0].parameterName).toBe('/golden');
    expect(faultsOf(stack)).toEqual([]);
  });

  test('is of the Region of the entry', () => {
    const stack = newStack({ env });
    const parameter = new StringParameter(stack, 'Parameter', { stringValue: 'none' });
    render({ ssmParameters: [{ parameter }] }, stack);
    expect(faultsOf(stack)).toEqual(['ParameterConflict: `ami.ssmParameters[0].parameter` must be a parameter of us-east-1, got: \'eu-central-1\'. [Stack]']);
  });

  test('has a name', () => {
    expect(() => render({ ssmParameters: [{}] })).toThrow(new Error(
      'ParameterNameRequired: `ami.ssmParameters[0].parameterName` must be given when `parameter` is not. [Stack]'));
  });

  test('is known in one way', () => {
    const stack = newStack({ env });
    const parameter = StringParameter.fromStringParameterName(stack, 'Parameter', '/golden');
    expect(() => render({ ssmParameters: [{ parameter, parameterName: '/golden' }] }, stack)).toThrow(new Error(
      'ParameterConflict: `ami.ssmParameters[0].parameter` must be absent when `ami.ssmParameters[0].parameterName` is given. [Stack]'));
  });

  test.each(['x', 'x'.repeat(1011), '/a_b.c-d/E9', later()])('may be called %p', (parameterName) => {
    expect(() => render({ ssmParameters: [{ parameterName }] })).not.toThrow();
  });

  test.each(['golden-aws', '/golden/ssm', 'x'.repeat(20), '/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15'])('may be called %p as far as Systems Manager asks', (parameterName) => {
    expect(() => render({ ssmParameters: [{ parameterName }] })).not.toThrow();
  });

  test.each([
    ['aws-golden', 'not begin with `aws` or `ssm`, which Systems Manager reserves'],
    ['/SSM/golden', 'not begin with `aws` or `ssm`, which Systems Manager reserves'],
    ['golden/ami', 'have no slash, or a slash before each of at most 15 levels, as in `/golden/ami`'],
    ['/golden/', 'have no slash, or a slash before each of at most 15 levels, as in `/golden/ami`'],
    ['/golden//ami', 'have no slash, or a slash before each of at most 15 levels, as in `/golden/ami`'],
    ['/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16', 'have no slash, or a slash before each of at most 15 levels, as in `/golden/ami`'],
  ])('is not called %p, which Systems Manager refuses', (parameterName, rule) => {
    expect(() => render({ ssmParameters: [{ parameterName }] })).toThrow(new Error(
      `ParameterNameMalformed: \`ami.ssmParameters[0].parameterName\` must ${rule}, got: '${parameterName}'. [Stack]`));
  });

  test.each(['', 'x'.repeat(1012), 'a b', 'a:b'])('is not called %p', (parameterName) => {
    expect(() => render({ ssmParameters: [{ parameterName }] })).toThrow(
      /^ParameterNameMalformed: `ami\.ssmParameters\[0\]\.parameterName` must be 1 to 1011 letters, digits or any of _\.-\/, got: '/);
  });
});

describe('a launch template', () => {
  test('is known by its id', () => {
    const stack = newStack({ env });
    expect(render({ launchTemplates: [{ launchTemplate: known(stack, { launchTemplateId: id }) }] }, stack).launchTemplateConfigurations).toEqual([
      { launchTemplateId: id },
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });

  test.each([
    ['of the CDK', (stack: Stack) => new LaunchTemplate(stack, 'Template')],
    ['of an L1, which may have a name', (stack: Stack) => new CfnLaunchTemplate(stack, 'Template', { launchTemplateName: 'mine', launchTemplateData: {} })],
  ])('may be one %s', (_, make) => {
    const stack = newStack({ env });
    const template = make(there(stack));
    expect(render({ launchTemplates: [{ launchTemplate: template }] }, stack).launchTemplateConfigurations).toEqual([
      { launchTemplateId: template.launchTemplateRef.launchTemplateId },
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('is not known by its name', () => {
    const stack = newStack({ env });
    expect(() => render({ launchTemplates: [{ launchTemplate: known(stack, { launchTemplateName: 'mine' }) }] }, stack)).toThrow(new Error(
      'LaunchTemplateUnsupported: `ami.launchTemplates[0].launchTemplate` must be imported by its id, and not by its name. [Stack]'));
  });

  test.each(['lt-1234', `lt-${'0'.repeat(18)}`, `LT-${'0'.repeat(17)}`, `x${id}`])('does not have the id %s', (launchTemplateId) => {
    const stack = newStack({ env });
    expect(() => render({ launchTemplates: [{ launchTemplate: known(stack, { launchTemplateId }) }] }, stack)).toThrow(new Error(
      `LaunchTemplateMalformed: \`ami.launchTemplates[0].launchTemplate\` must have an id of \`lt-\` and 17 letters or digits, got: '${launchTemplateId}'. [Stack]`));
  });

  test('is of the Region of the entry', () => {
    const stack = newStack({ env });
    render({ launchTemplates: [{ launchTemplate: new LaunchTemplate(stack, 'Template') }] }, stack);
    expect(faultsOf(stack)).toEqual([
      'LaunchTemplateConflict: `ami.launchTemplates[0].launchTemplate` must be a launch template of us-east-1, got: \'eu-central-1\'. [Stack]',
    ]);
  });
});

describe('EC2 Fast Launch', () => {
  const fastLaunch = (configuration: NonNullable<AmiDistribution['fastLaunchConfigurations']>[number], stack = newStack({ env })) =>
    render({ fastLaunchConfigurations: [configuration] }, stack).fastLaunchConfigurations[0];

  test('trap 8: is switched on, and needs nothing more', () => {
    expect(fastLaunch({})).toEqual({ enabled: true });
  });

  test('has as many snapshots as are asked for', () => {
    expect(fastLaunch({ targetSnapshotCount: 5, maxParallelLaunches: 6 })).toEqual({
      enabled: true, maxParallelLaunches: 6, snapshotConfiguration: { targetResourceCount: 5 },
    });
  });

  test('may be switched off', () => {
    expect(fastLaunch({ enabled: false })).toEqual({ enabled: false });
  });

  test('takes a launch template by its name', () => {
    const stack = newStack({ env });
    expect(fastLaunch({ launchTemplate: known(stack, { launchTemplateName: 'mine', versionNumber: '2' }) }, stack).launchTemplate).toEqual({
      launchTemplateName: 'mine', launchTemplateVersion: '2',
    });
  });

  test('takes a launch template of the CDK by its id, in its newest version', () => {
    const stack = newStack({ env });
    const launchTemplate = new LaunchTemplate(there(stack), 'Template');
    expect(fastLaunch({ launchTemplate }, stack).launchTemplate).toEqual({
      launchTemplateId: launchTemplate.launchTemplateId, launchTemplateVersion: launchTemplate.versionNumber,
    });
  });

  test('takes a launch template of an L1', () => {
    const stack = newStack({ env });
    const launchTemplate = new CfnLaunchTemplate(there(stack), 'Template', { launchTemplateName: 'mine', launchTemplateData: {} });
    expect(fastLaunch({ launchTemplate }, stack).launchTemplate).toEqual({ launchTemplateId: launchTemplate.ref });
  });

  test('takes a launch template of the Region', () => {
    const stack = newStack({ env });
    fastLaunch({ launchTemplate: new LaunchTemplate(stack, 'Template') }, stack);
    expect(faultsOf(stack)).toEqual([
      'LaunchTemplateConflict: `ami.fastLaunchConfigurations[0].launchTemplate` must be a launch template of us-east-1, got: \'eu-central-1\'. [Stack]',
    ]);
  });

  test.each([{ maxParallelLaunches: 6 }, { targetSnapshotCount: 1 }, { targetSnapshotCount: 10_000 }])('takes %j', (configuration) => {
    expect(() => fastLaunch(configuration)).not.toThrow();
  });

  test.each([
    [{ maxParallelLaunches: 5 },
      'MaxParallelLaunchesOutOfRange: `ami.fastLaunchConfigurations[0].maxParallelLaunches` must be a whole number of at least 6, got: 5. [Stack]'],
    [{ targetSnapshotCount: 0 },
      'TargetSnapshotCountOutOfRange: `ami.fastLaunchConfigurations[0].targetSnapshotCount` must be a whole number from 1 to 10000, got: 0. [Stack]'],
    [{ targetSnapshotCount: 10_001 },
      'TargetSnapshotCountOutOfRange: `ami.fastLaunchConfigurations[0].targetSnapshotCount` must be a whole number from 1 to 10000, got: 10001. [Stack]'],
  ])('refuses %j', (configuration, message) => {
    expect(() => fastLaunch(configuration)).toThrow(new Error(message));
  });
});
