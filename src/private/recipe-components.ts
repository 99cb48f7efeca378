import { Annotations } from 'aws-cdk-lib';
import { CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { InvalidInputError } from './errors';
import { allGrants, GrantToInstances } from './instance-grants';
import { omitEmpty } from './render';
import { traitsOf } from './traits';

/** Components of a recipe, by default. */
const QUOTA = 20;

/** A component and the values of its parameters. */
interface Use {
  readonly component: refs.IComponentRef;
  readonly parameters?: Record<string, string>;
}

/** The components of a recipe as CloudFormation takes them. Those that cannot run there are refused, as far as that is known. */
export function renderComponents(
  scope: IConstruct, components: Use[] = [], platform?: string,
): CfnImageRecipe.ComponentConfigurationProperty[] | undefined {
  if (components.length > QUOTA) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:manyComponents',
      `The recipe has ${components.length} components, and accounts are limited to ${QUOTA} unless the service has raised their quota.`);
  }
  components.forEach(({ component, parameters = {} }, index) => {
    checkPlatform(scope, `components[${index}].component`, component, platform);
    checkParameters(scope, `components[${index}].parameters`, component, Object.keys(parameters));
  });
  return omitEmpty(components.map(({ component, parameters = {} }) => ({
    componentArn: component.componentRef.componentArn,
    // The service takes a list with one value.
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value: [value] })),
  })));
}

/** Allows the instances what the components of a recipe do there. */
export function componentGrants(components: Use[] = []): GrantToInstances | undefined {
  return allGrants(components.map(({ component }) => traitsOf(component).grantToInstances));
}

function checkPlatform(scope: IConstruct, prop: string, component: refs.IComponentRef, wanted?: string): void {
  const got = traitsOf(component).platform;
  if (got !== undefined && wanted !== undefined && got !== wanted) {
    throw new InvalidInputError({ prop, problem: 'Conflict', rule: `be for ${wanted}, like the base image`, got }, scope);
  }
}

function checkParameters(scope: IConstruct, prop: string, component: refs.IComponentRef, given: string[]): void {
  const known = traitsOf(component).parameters;
  if (known === undefined) {
    return;
  }
  const unknown = given.find((name) => known[name] === undefined);
  if (unknown !== undefined) {
    const names = Object.keys(known).join(', ') || 'it has none';
    throw new InvalidInputError({ prop, problem: 'Unsupported', rule: `name parameters of the component (${names})`, got: unknown }, scope);
  }
  const missing = Object.keys(known).find((name) => known[name].defaultValue === undefined && !given.includes(name));
  if (missing !== undefined) {
    throw new InvalidInputError({ prop, problem: 'Required', rule: `set \`${missing}\`, which has no default value` }, scope);
  }
}
