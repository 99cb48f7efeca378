import { App, InjectionContext, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import * as library from '../src';
import { ABSTRACT_CLASSES } from './support/abstract-classes';
import { everything } from './surface/everything';

/** What companies and tools ask of a class: standard properties by its identifier, and whether a construct is one of it. */
type ConstructClass = (new (scope: Construct, id: string, props: object) => Construct) & Record<string, any>;
const CLASSES = Object.entries(library as Record<string, any>)
  .filter(([name, value]) => typeof value === 'function' && value.prototype instanceof Construct && !ABSTRACT_CLASSES.includes(name))
  .map(([name, value]) => [name, value as ConstructClass] as const);
const RESOURCES = CLASSES.filter(([, value]) => value.prototype.applyRemovalPolicy !== undefined);
const env = { account: '123456789012', region: 'eu-central-1' };

test('there are nine resources of Image Builder among the constructs', () => {
  expect(RESOURCES.map(([name]) => name).sort()).toEqual([
    'Component', 'ContainerRecipe', 'DistributionConfiguration', 'Image', 'ImagePipeline', 'ImageRecipe', 'InfrastructureConfiguration',
    'LifecyclePolicy', 'Workflow',
  ]);
  expect(CLASSES.length).toBeGreaterThanOrEqual(13);
});

describe('property injection', () => {
  test.each(CLASSES)('%s has an identifier', (name, type) => {
    expect(type.PROPERTY_INJECTION_ID).toBe(`cdk-imagebuilder.${name}`);
  });

  test.each(CLASSES)('%s gets the properties of the injector', (name, type) => {
    const seen: [object, InjectionContext][] = [];
    class Stop extends Error {}
    const app = new App({
      propertyInjectors: [{
        constructUniqueId: type.PROPERTY_INJECTION_ID,
        inject: (props, context) => {
          seen.push([props, context]);
          throw new Stop();
        },
      }],
    });
    const scope = new Stack(app, 'Stack');
    expect(() => new type(scope, 'It', { given: name })).toThrow(Stop);
    expect(seen).toEqual([[{ given: name }, { scope, id: 'It' }]]);
  });

  test('gives standard properties to what users and other constructs of the library create, and keeps what was given', () => {
    const stack = new Stack(new App(), 'Stack');
    PropertyInjectors.of(stack).add({
      constructUniqueId: library.InfrastructureConfiguration.PROPERTY_INJECTION_ID,
      inject: (props: object) => ({ httpPutResponseHopLimit: 1, description: 'Company standard', ...props }),
    });
    const recipe = new library.ImageRecipe(stack, 'Recipe', { baseImage: library.BaseImage.amazonLinux2023() });
    new library.ImagePipeline(stack, 'Pipeline', { recipe });
    new library.InfrastructureConfiguration(stack, 'Own', { description: 'Mine' });
    const found = Object.values(Template.fromStack(stack).findResources('AWS::ImageBuilder::InfrastructureConfiguration'));
    expect(found.map(({ Properties }) => [Properties.Description, Properties.InstanceMetadataOptions.HttpPutResponseHopLimit]))
      .toEqual([['Company standard', 1], ['Mine', 1]]);
  });
});

describe('a type guard', () => {
  const stack = new Stack(new App(), 'Stack', { env });
  everything(stack);
  const all = stack.node.findAll();

  test.each(RESOURCES)('recognizes each %s, and nothing else', (name, type) => {
    const recognized = all.filter((construct) => type[`is${name}`](construct));
    expect(recognized).toEqual(all.filter((construct) => construct instanceof type));
    expect(recognized.length).toBeGreaterThan(0);
  });

  test.each(RESOURCES)('of a %s takes an import for what it is', (name, type) => {
    const scope = new Stack(new App(), 'Stack', { env });
    const imported = name === 'Workflow'
      ? library.Workflow.fromWorkflowName(scope, 'It', 'name', library.WorkflowType.TEST)
      : type[`from${name}Name`](scope, 'It', 'name');
    expect(type[`is${name}`](imported)).toBe(false);
  });

  test.each([undefined, null, 'text', {}])('answers false for %p, which no compiler refused', (value) => {
    expect(library.Component.isComponent(value as any)).toBe(false);
  });

  test('recognizes a construct of another copy of the library', () => {
    jest.isolateModules(() => {
      const copy = jest.requireActual<typeof library>('../src');
      const component = new copy.Component(new Stack(), 'Component', {
        platform: copy.Platform.LINUX,
        document: copy.ComponentDocument.fromSteps({ buildSteps: [copy.ComponentStep.bash('Run', ['true'])] }),
      });
      expect(component).not.toBeInstanceOf(library.Component);
      expect(library.Component.isComponent(component)).toBe(true);
    });
  });
});
