import { Stack } from 'aws-cdk-lib';
import { CfnComponent } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { GRANT_TO_INSTANCES, GrantToInstances } from '../../src/common/instance-grants';
import { PLATFORM } from '../../src/common/known-facts';
import { COMPONENT_PARAMETERS, DeclaredParameters } from '../../src/common/parameters';
import { Platform } from '../../src/common/platform';
import { IS_PINNED } from '../../src/common/versions';
import { Component } from '../../src/component/component';
import { arePinned, checkRecipeOptions, componentGrants, renderComponents } from '../../src/recipe/components';
import { faultsOf, newStack, warningsOf } from '../support/synth';

interface Facts {
  readonly platform?: Platform;
  readonly isPinned?: boolean;
  readonly parameters?: DeclaredParameters;
  readonly grantToInstances?: GrantToInstances;
}

function componentOf({ platform, isPinned, parameters, grantToInstances }: Facts = {}) {
  const stack = newStack();
  const component = new CfnComponent(stack, 'Component', { name: 'name', version: '1.0.0', platform: 'Linux', data: '{}' });
  PLATFORM.note(component, platform);
  IS_PINNED.note(component, isPinned);
  COMPONENT_PARAMETERS.note(component, parameters);
  GRANT_TO_INSTANCES.note(component, grantToInstances);
  return { stack, component };
}

test.each([[undefined], [[]]])('%p renders nothing', (components) => {
  expect(renderComponents(newStack(), components)).toBeUndefined();
});

test('a component renders its ARN and the values of its parameters', () => {
  const { stack, component } = componentOf();
  expect(renderComponents(stack, [{ component }, { component, parameters: { Name: 'value' } }, { component, parameters: {} }])).toEqual([
    { componentArn: component.ref },
    { componentArn: component.ref, parameters: [{ name: 'Name', value: ['value'] }] },
    { componentArn: component.ref },
  ]);
});

test('a component is in a recipe once, whatever its parameters', () => {
  const { stack, component } = componentOf();
  const imported = Component.fromComponentArn(stack, 'Other', 'arn:aws:imagebuilder:eu-central-1:123456789012:component/other/1.0.0');
  renderComponents(stack, [{ component }, imported, { component, parameters: { Name: 'value' } }, imported]);
  expect(faultsOf(stack)).toEqual([
    'ComponentsConflict: `components[2]` must be in the recipe once, got: \'Stack/Component\'. [Stack]',
    'ComponentsConflict: `components[3]` must be in the recipe once, got: \'Stack/Other\'. [Stack]',
  ]);
});

test('versions of a component are different components', () => {
  const stack = newStack();
  const versions = ['1.0.0', '1.0.1', 'x.x.x'].map((version) =>
    Component.fromComponentArn(stack, version, `arn:aws:imagebuilder:eu-central-1:123456789012:component/other/${version}`));
  renderComponents(stack, versions);
  expect(faultsOf(stack)).toEqual([]);
});

describe('the number of components', () => {
  const numbered = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) => Component.fromComponentName(stack, `C${index}`, `component-${index}`));

  test('is not warned of at 20', () => {
    const stack = newStack();
    renderComponents(stack, numbered(stack, 20));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is warned of at 21', () => {
    const stack = newStack();
    renderComponents(stack, numbered(stack, 21));
    expect(warningsOf(stack)).toEqual([
      'The recipe has 21 components, and accounts are limited to 20 unless the service has raised their quota. [ack: cdk-imagebuilder:manyComponents]',
    ]);
  });
});

describe('the platform of a component', () => {
  test('of an L1 may change after the recipe is made', () => {
    const { stack, component } = componentOf();
    renderComponents(stack, [{ component }], Platform.LINUX);
    expect(faultsOf(stack)).toEqual([]);
    component.platform = 'Windows';
    expect(faultsOf(stack)).toEqual(['ComponentsConflict: `components[0]` must be for Linux, like the base image, got: \'Windows\'. [Stack]']);
  });

  test.each([[undefined, Platform.LINUX], [Platform.LINUX, Platform.LINUX], [Platform.WINDOWS, undefined], [undefined, undefined]])('%p fits to %p', (platform, wanted) => {
    const { stack, component } = componentOf({ platform });
    renderComponents(stack, [{ component }], wanted);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('has to be that of the base image', () => {
    const { stack, component } = componentOf({ platform: Platform.WINDOWS });
    renderComponents(stack, [{ component }], Platform.LINUX);
    expect(faultsOf(stack)).toEqual(['ComponentsConflict: `components[0]` must be for Linux, like the base image, got: \'Windows\'. [Stack]']);
  });
});

describe('the parameters of a component', () => {
  test('pass where they are known', () => {
    const { stack, component } = componentOf({ parameters: { Package: { isRequired: true } } });
    renderComponents(stack, [{ component, parameters: { Package: 'htop' } }]);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('are told of each component, with what else is wrong with it', () => {
    const { stack, component } = componentOf({ platform: Platform.WINDOWS, parameters: { Package: { isRequired: true } } });
    renderComponents(stack, [{ component }, { component, parameters: { Package: 'htop', Mood: 'good' } }], Platform.LINUX);
    expect(faultsOf(stack)).toEqual([
      'ComponentsConflict: `components[0]` must be for Linux, like the base image, got: \'Windows\'. [Stack]',
      'ParametersRequired: `components[0].parameters` must set `Package`, which has no default value. [Stack]',
      'ComponentsConflict: `components[1]` must be in the recipe once, got: \'Stack/Component\'. [Stack]',
      'ComponentsConflict: `components[1]` must be for Linux, like the base image, got: \'Windows\'. [Stack]',
      'ParametersUnsupported: `components[1].parameters` must name parameters of the component (Package), got: \'Mood\'. [Stack]',
    ]);
  });
});

describe('the grants of components', () => {
  test('are none where nothing is needed', () => {
    expect([componentGrants(), componentGrants([{ component: componentOf().component }])]).toEqual([undefined, undefined]);
  });

  test('are those of all components', () => {
    const seen: string[] = [];
    const using = (what: string) => ({ component: componentOf({ grantToInstances: () => void seen.push(what) }).component });
    componentGrants([using('a'), using('b')])!(undefined as any);
    expect(seen).toEqual(['a', 'b']);
  });
});

describe('the components of a recipe', () => {
  const arn = (version: string) => `arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/${version}`;
  const known = (componentArn: string) => ({ component: { componentRef: { componentArn } } as refs.IComponentRef });

  test('are pinned where there are none', () => {
    expect([arePinned(), arePinned([])]).toEqual([true, true]);
  });

  test('are pinned if each is: by what is known of it, or by its ARN', () => {
    const { component } = componentOf({ isPinned: true });
    const floating = componentOf({ isPinned: false });
    expect(arePinned([{ component }, known(arn('1.2.3'))])).toBe(true);
    expect(arePinned([{ component }, known(arn('1.x.x'))])).toBe(false);
    expect(arePinned([{ component: floating.component }])).toBe(false);
    expect(arePinned([{ component: componentOf().component }])).toBe(false);
  });
});

test.each<Parameters<typeof checkRecipeOptions>[1]>([{}, { description: 'x', workingDirectory: '/tmp', tags: { a: 'b' } }, { tags: {} }])('%j passes', (options) => {
  expect(() => checkRecipeOptions(newStack(), options)).not.toThrow();
});

test.each([
  [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack]'],
  [{ workingDirectory: '' }, 'WorkingDirectoryMalformed: `workingDirectory` must be 1 to 1024 characters long, got: \'\'. [Stack]'],
  [{ tags: { 'aws:a': 'b' } }, 'TagsMalformed: `tags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, '
    + 'got: \'aws:a\'. [Stack]'],
])('%j is refused', (options, message) => {
  expect(() => checkRecipeOptions(newStack(), options)).toThrow(new Error(message));
});
