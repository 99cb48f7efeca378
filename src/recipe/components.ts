import { Annotations } from 'aws-cdk-lib';
import { CfnComponent, CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import type { RecipeOptions } from './recipe';
import { orderedEntries } from '../common/canonical';
import type { IComponentConfiguration } from '../common/component-configuration';
import { Fault } from '../common/errors';
import { allGrants, GRANT_TO_INSTANCES, GrantToInstances } from '../common/instance-grants';
import { PLATFORM } from '../common/known-facts';
import { COMPONENT_PARAMETERS, parameterFaults } from '../common/parameters';
import { Platform } from '../common/platform';
import { regionFaults } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkAtSynth, checkTags, checkText } from '../common/validate';
import { IS_PINNED, isPinned } from '../common/versions';

/** Default quota of components in a recipe. */
const QUOTA = 20;

/** The version of a recipe for which none is given: its changes become the next version. */
export const DEFAULT_VERSION = '1.0.x';

/** Components in the form that recipes take. Refuses components that are known not to run on the base image. */
export function renderComponents(
  scope: IConstruct, components: IComponentConfiguration[] = [], platform?: Platform,
): CfnImageRecipe.ComponentConfigurationProperty[] | undefined {
  if (components.length > QUOTA) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:manyComponents',
      `The recipe has ${components.length} components, and accounts are limited to ${QUOTA} unless the service has raised their quota.`);
  }
  const arns = components.map(({ component }) => component.componentRef.componentArn);
  const faults = () => components.flatMap(({ component, parameters = {} }, index) => [
    ...repetitionFaults(`components[${index}]`, component, arns.indexOf(arns[index]) < index),
    ...regionFaults(scope, [`components[${index}]`, component]),
    ...platformFaults(`components[${index}]`, platformOf(component), platform),
    ...parameterFaults(`components[${index}].parameters`, 'component', COMPONENT_PARAMETERS.of(component), Object.keys(parameters)),
  ]);
  // Properties of an L1 can still change, and what is known of other components cannot.
  if (components.some(({ component }) => component instanceof CfnComponent) || faults().length > 0) {
    checkAtSynth(scope, faults);
  }
  return omitEmpty(components.map(({ parameters = {} }, index) => ({
    componentArn: arns[index],
    // Image Builder takes a list with one value.
    parameters: orderedEntries(parameters).map(([name, value]) => ({ name, value: [value] })),
  })));
}

/** Allows the instances to do what the components of a recipe need. */
export function componentGrants(components: IComponentConfiguration[] = []): GrantToInstances | undefined {
  return allGrants(components.map(({ component }) => GRANT_TO_INSTANCES.of(component)));
}

/** Whether no component of a recipe can have a newer version than the recipe names. */
export function arePinned(components: IComponentConfiguration[] = []): boolean {
  return components.every(({ component }) => IS_PINNED.of(component) ?? isPinned(component.componentRef.componentArn));
}

/** The platform of a component: of this library, of an L1, or of Amazon, whose components have it at the end of their names. */
function platformOf(component: refs.IComponentRef): Platform | undefined {
  return PLATFORM.of(component) ?? platformNamed(component instanceof CfnComponent ? component.platform
    : /:aws:component\/[a-z0-9-]+-(linux|windows|macos)\//.exec(component.componentRef.componentArn)?.[1]);
}

function platformNamed(name?: string): Platform | undefined {
  return Object.values(Platform).find((each) => each.toLowerCase() === name?.toLowerCase());
}

/** A fault if a component is in the recipe already, also with other values of its parameters. */
function repetitionFaults(prop: string, component: refs.IComponentRef, isRepeated: boolean): Fault[] {
  return isRepeated ? [{ prop, problem: 'Conflict', rule: 'be in the recipe once', got: component.node.path }] : [];
}

/** A fault if a component and the base image are known to have different platforms. */
function platformFaults(prop: string, got?: Platform, wanted?: Platform): Fault[] {
  return got === undefined || wanted === undefined || got === wanted ? []
    : [{ prop, problem: 'Conflict', rule: `be for ${wanted}, like the base image`, got }];
}

/** Checks the options that all recipes have. */
export function checkRecipeOptions(scope: IConstruct, { description, workingDirectory, tags }: RecipeOptions): void {
  checkText(scope, 'description', description);
  checkText(scope, 'workingDirectory', workingDirectory);
  checkTags(scope, 'tags', tags, 50);
}
