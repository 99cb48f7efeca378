const { App, Stack } = require('aws-cdk-lib');
const { Component, ComponentDocument, ComponentStep, Platform } = require('cdk-imagebuilder');

const app = new App();
new Component(new Stack(app, 'Stack'), 'Component', {
  platform: Platform.LINUX,
  document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', ['dnf -y update'])] }),
});
app.synth();
