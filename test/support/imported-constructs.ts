import { App, Fn, Stack } from 'aws-cdk-lib';
import { newStack, warningsOf } from './synth';
import {
  BaseImage, BuildMonitor, DistributionConfiguration, ImagePipeline, ImageRecipe, InfrastructureConfiguration, MonitorSource, Workflow,
  WorkflowDocument, WorkflowStep, WorkflowType,
} from '../../src';

/**
 * Attributes of imports may throw where the CDK does not know them, as the zone of a subnet that was imported by its ID. So each import of each
 * kind is given to each property that takes it: it is taken, or refused in the words of this library.
 */

export const env = { account: '123456789012', region: 'eu-central-1' };
export const arnOf = (service: string, resource: string, region = env.region) => `arn:aws:${service}:${region}:${env.account}:${resource}`;
export const KEY = arnOf('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
export const TOKEN = Fn.importValue('Name');

export type Imports<T> = Record<string, (stack: Stack) => T>;
export type Uses<T> = Record<string, (stack: Stack, construct: T) => unknown>;
/** The start of the message that refuses an import for a property, by `property: import`. */
type Refused = Record<string, string>;
/** An import of which some properties warn. */
interface Warned { readonly how: string; readonly id: string; readonly props: readonly string[] }

export function table<T>(what: string, imports: Imports<T>, uses: Uses<T>, refused: Refused = {}, warned?: Warned): void {
  const cells = Object.entries(uses).flatMap(([prop, use]) => Object.entries(imports).map(([how, make]) => ({ cell: `${prop}: ${how}`, make, use })));
  describe(`${what} that are imported`, () => {
    test.each(cells)('$cell', ({ cell, make, use }) => {
      const stack = newStack({ env });
      const synth = () => {
        use(stack, make(stack));
        (stack.node.root as App).synth();
      };
      if (refused[cell] === undefined) {
        expect(synth).not.toThrow();
      } else {
        expect(synth).toThrow(refused[cell]);
      }
    });

    test('are refused only where the table says so', () => {
      expect(Object.keys(refused).filter((each) => !cells.some(({ cell }) => cell === each))).toEqual([]);
    });

    if (warned === undefined) return;
    test('cause the warning where the table says so', () => {
      const warns = (use: Uses<T>[string]) => {
        const stack = newStack({ env });
        use(stack, imports[warned.how](stack));
        return warningsOf(stack).some((text) => text.includes(warned.id));
      };
      expect(Object.keys(uses).filter((prop) => warns(uses[prop]))).toEqual(warned.props);
    });
  });
}

export const recipeOf = (stack: Stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
export const infrastructure = (stack: Stack, props: ConstructorParameters<typeof InfrastructureConfiguration>[2]) =>
  pipeline(stack, { infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure', props) });
export const pipeline = (stack: Stack, props: Partial<ConstructorParameters<typeof ImagePipeline>[2]>) =>
  new ImagePipeline(stack, 'Pipeline', { recipe: recipeOf(stack), ...props });
export const distribution = (stack: Stack, props: ConstructorParameters<typeof DistributionConfiguration>[2]) =>
  pipeline(stack, { distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', props) });
export const monitor = (stack: Stack, props: Partial<ConstructorParameters<typeof BuildMonitor>[2]>) =>
  new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines([pipeline(stack, {})]), ...props });
export const withSteps = (stack: Stack, workflowType: WorkflowType, steps: WorkflowStep[]) => pipeline(stack, {
  workflows: [{ workflow: new Workflow(stack, 'Workflow', { workflowType, document: WorkflowDocument.fromSteps(steps) }) }],
});
