import { CfnOutput, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ReportKeys, StackOutputsOptions } from './report-keys';
import { InvalidInputError } from '../common/errors';
import { checkPattern } from '../common/validate';

/** The attributes of one type of report. */
export interface OutputKeys {
  /** The meaning of each attribute. */
  readonly descriptions: Readonly<Record<string, string>>;
  readonly headline: readonly string[];
}

/** Creates one stack output per selected attribute, with exactly the name of the attribute, so that scripts can rely on the name. */
export function addStackOutputs(report: Construct, available: OutputKeys, attribute: (key: string) => string, options: StackOutputsOptions): void {
  const { keys = ReportKeys.HEADLINE, prefix = '' } = options;
  if (Token.isUnresolved(prefix)) {
    throw new InvalidInputError({ prop: 'prefix', problem: 'Unresolved', rule: 'be known at synth, because it is a part of names of outputs' }, report);
  }
  checkPattern(report, 'prefix', options.prefix, /^[A-Za-z][A-Za-z0-9]*$/, 'consist of letters and digits and begin with a letter');
  const taken = outputNames(report);
  for (const key of keys._select(report, Object.keys(available.descriptions), available.headline)) {
    const name = `${prefix}${key}`;
    if (taken.has(name)) {
      throw new InvalidInputError({
        prop: 'prefix', problem: 'Conflict', rule: 'differ between the reports of a stack', got: options.prefix, hint: `The stack has an output ${name} already.`,
      }, report);
    }
    taken.add(name);
    const output = new CfnOutput(report, `Output${name}`, { value: attribute(key), description: available.descriptions[key] });
    output.overrideLogicalId(name);
  }
}

function outputNames(report: Construct): Set<string> {
  const stack = Stack.of(report);
  const outputs = stack.node.findAll().filter((construct): construct is CfnOutput => construct instanceof CfnOutput && construct.stack === stack);
  return new Set(outputs.map((output) => stack.resolve(output.logicalId)));
}
