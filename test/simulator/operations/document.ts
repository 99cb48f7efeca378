import { createRequire } from 'node:module';
import { badValue } from '../api-error';
import { StepDefinition } from '../engine/managed-workflows';
import { present, Wire } from '../wire';

/** The parser that aws-cdk-lib brings. */
const { parse }: { parse(text: string): unknown } = createRequire(require.resolve('aws-cdk-lib/package.json'))('yaml');

/** A document of a component or a workflow in YAML or JSON. What cannot be read, and what is no map, is an empty one: documents are not checked here. */
export function documentOf(data: string): Wire {
  try {
    const document = parse(data);
    return typeof document === 'object' && document !== null && !Array.isArray(document) ? document : {};
  } catch {
    return {};
  }
}

/** The steps of a workflow document. */
export function stepsOfDocument(data: string): StepDefinition[] {
  return listOf(documentOf(data).steps).filter(({ name, action }) => name && action)
    .map(({ name, action, onFailure, timeoutSeconds }) => ({ name, action, onFailure, timeoutSeconds }));
}

/** The parameters of a workflow document, as the service describes them. */
export function parametersOfWorkflow(data: string): Wire[] {
  return listOf(documentOf(data).parameters).map((parameter) => present({
    name: parameter.name,
    type: parameter.type,
    description: parameter.description,
    defaultValue: parameter.default === undefined ? undefined : [parameter.default].flat().map(String),
  }));
}

/** The parameters of a component document by name, with whether they have a default value. */
export function parametersOfComponent(data: string): Map<string, { readonly hasDefault: boolean }> {
  return new Map(listOf(documentOf(data).parameters).flatMap((entry) => Object.entries<Wire>(entry))
    .map(([name, parameter]) => [name, { hasDefault: parameter?.default !== undefined }]));
}

/** A component whose document has nothing but a test phase is a TEST component. */
export function componentType(data: string): 'BUILD' | 'TEST' {
  const phases = listOf(documentOf(data).phases).map(({ name }) => name);
  return phases.includes('test') && !phases.some((name) => name === 'build' || name === 'validate') ? 'TEST' : 'BUILD';
}

/** Refuses what users report that the service refuses, in its words. */
export function checkComponentDocument(data: string): void {
  for (const { name: phase, steps } of listOf(documentOf(data).phases)) {
    for (const { name, action, inputs } of listOf(steps)) {
      if (typeof name === 'string' && !/^[\w-]+$/.test(name)) {
        throw badValue('data', `Invalid step name '${name}' in phase '${phase}'. Allowed characters are combinations of numbers [0-9], `
          + 'english letters [a-z,A-Z] and special characters [-_].');
      }
      if (action === 'S3Download' && !(Array.isArray(inputs) && inputs.length > 0)) {
        throw badValue('data', `Parsing step '${name}' in phase '${phase}' failed. Error: Action S3Download has no inputs; it requires an 'inputs'`);
      }
    }
  }
}

function listOf(value: unknown): Wire[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : [];
}
