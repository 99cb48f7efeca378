const { App, Stack } = require('aws-cdk-lib');
const library = require('cdk-imagebuilder');

const app = new App();
const stack = new Stack(app, 'GoldenAmi');
const hardening = new library.Component(stack, 'Hardening', {
  platform: library.Platform.LINUX,
  document: library.ComponentDocument.fromSteps({ buildSteps: [library.ComponentStep.bash('Harden', ['dnf -y update'])] }),
});
const pipeline = new library.ImagePipeline(stack, 'Pipeline', {
  recipe: new library.ImageRecipe(stack, 'Recipe', { baseImage: library.BaseImage.amazonLinux2023(), components: [{ component: hardening }] }),
  distributionConfiguration: new library.DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ amiName: 'golden-{{ imagebuilder:buildDate }}' }] }),
  imageScanning: library.ImageScanning.testInstance(),
});
const image = pipeline.runOnDeploy();
new library.BuildReport(stack, 'Build', { source: library.BuildSource.image(image) }).addStackOutputs();
new library.ScanReport(stack, 'Scan', { source: library.ScanSource.image(image), gate: library.SeverityGate.atMost({ critical: 0 }) }).addStackOutputs();
app.synth();
