const { App, Stack } = require('aws-cdk-lib');
const { CfnComponent } = require('aws-cdk-lib/aws-imagebuilder');

const app = new App();
const stack = new Stack(app, 'Stack');
new CfnComponent(stack, 'Component', {
  name: 'hardening',
  platform: 'Linux',
  version: '1.0.0',
  data: stack.toJsonString({
    schemaVersion: '1.0',
    phases: [{ name: 'build', steps: [{ name: 'Harden', action: 'ExecuteBash', inputs: { commands: ['dnf -y update'] } }] }],
  }),
});
app.synth();
