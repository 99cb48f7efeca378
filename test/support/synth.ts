import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';

/** A stack in an app of its own. */
export function newStack(props?: StackProps): Stack {
  return new Stack(new App(), 'Stack', props);
}

/** A resource as it stands in a template. */
export interface SynthesizedResource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
  readonly DependsOn?: string[];
}

/** All resources of a type. */
export function resourcesOf(stack: Stack, type: string): SynthesizedResource[] {
  return Object.values(Template.fromStack(stack).findResources(type)) as SynthesizedResource[];
}

/** The properties of the only resource of a type. */
export function propertiesOf(stack: Stack, type: string): Record<string, any> {
  const resources = resourcesOf(stack, type);
  if (resources.length !== 1) {
    throw new Error(`${resources.length} resources of type ${type}, where one is expected`);
  }
  return resources[0].Properties;
}

/** The types of what the only resource of a type names in `DependsOn`, sorted. */
export function dependenciesOf(stack: Stack, type: string): string[] {
  const { Resources } = Template.fromStack(stack).toJSON();
  const [resource, ...others] = resourcesOf(stack, type);
  if (resource === undefined || others.length > 0) {
    throw new Error(`One resource of type ${type} is expected`);
  }
  return (resource.DependsOn ?? []).map((id) => Resources[id].Type).sort();
}

/** The statements of all policies of a stack. */
export function statementsOf(stack: Stack): Record<string, any>[] {
  return resourcesOf(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

/** The texts of all warnings of a stack. */
export function warningsOf(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

/** What does not fit together in a stack, with the path of the construct that says it. Synthesis throws all of it at once. */
export function faultsOf(stack: Stack): string[] {
  return stack.node.findAll().flatMap(({ node }) => node.validate().map((fault) => `${fault} [${node.path}]`));
}
