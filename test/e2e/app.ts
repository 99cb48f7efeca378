/** The CDK app of the end-to-end tests: the golden AMI of the examples, in the variants that `VARIANTS` lists. */
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { deny } from './deny';
import { Variant } from './variant';
import { GoldenAmiStack } from '../../examples/golden-ami/golden-ami-stack';
import { ImageScanning, OnUnknown, SeverityGate } from 'cdk-imagebuilder';

const app = new App();
let previous: Stack | undefined;
for (const variant of JSON.parse(process.env.VARIANTS!) as Variant[]) {
  const stack = new GoldenAmiStack(app, variant.stack, {
    hardening: variant.hardening && [...variant.hardening],
    gate: variant.gate && SeverityGate.atMost({ ...variant.gate, onUnknown: variant.acceptsUnknown ? OnUnknown.CONTINUE : OnUnknown.FAIL }),
    imageScanning: variant.scanning === false ? ImageScanning.disabled() : undefined,
  });
  // The CDK deploys independent stacks in any order, and the scenario gives the first build to whoever starts first.
  if (previous) {stack.addDependency(previous);}
  previous = stack;
  if (variant.scanTimeoutSeconds !== undefined) {
    const report = stack.node.findChild('Scan').node.findChild('Resource').node.defaultChild as CfnResource;
    report.addPropertyOverride('ScanTimeoutSeconds', String(variant.scanTimeoutSeconds));
  }
  if (variant.deniedAction !== undefined) {deny(stack, variant.deniedAction);}
}
app.synth();
