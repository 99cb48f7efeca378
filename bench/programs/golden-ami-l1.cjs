const path = require('path');
const { App, CfnOutput, CustomResource, Duration, Stack } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam');
const ib = require('aws-cdk-lib/aws-imagebuilder');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');
const { Provider } = require('aws-cdk-lib/custom-resources');

const app = new App();
const stack = new Stack(app, 'GoldenAmi');
const role = new iam.Role(stack, 'Role', {
  assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
  managedPolicies: ['AmazonSSMManagedInstanceCore', 'EC2InstanceProfileForImageBuilder'].map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
});
const profile = new iam.InstanceProfile(stack, 'Profile', { role });
const component = new ib.CfnComponent(stack, 'Component', {
  name: 'hardening', platform: 'Linux', version: '1.0.0',
  data: stack.toJsonString({ schemaVersion: '1.0', phases: [{ name: 'build', steps: [{ name: 'Harden', action: 'ExecuteBash', inputs: { commands: ['dnf -y update'] } }] }] }),
});
const recipe = new ib.CfnImageRecipe(stack, 'Recipe', {
  name: 'golden', version: '1.0.x', parentImage: stack.formatArn({ service: 'imagebuilder', account: 'aws', resource: 'image', resourceName: 'amazon-linux-2023-x86/x.x.x' }),
  components: [{ componentArn: component.attrArn }],
});
const infrastructure = new ib.CfnInfrastructureConfiguration(stack, 'Infrastructure', {
  name: 'golden', instanceProfileName: profile.instanceProfileName, instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
});
const distribution = new ib.CfnDistributionConfiguration(stack, 'Distribution', {
  name: 'golden', distributions: [{ region: stack.region, amiDistributionConfiguration: { Name: 'golden-{{ imagebuilder:buildDate }}' } }],
});
const pipeline = new ib.CfnImagePipeline(stack, 'Pipeline', {
  name: 'golden', imageRecipeArn: recipe.attrArn, infrastructureConfigurationArn: infrastructure.attrArn, distributionConfigurationArn: distribution.attrArn,
  imageScanningConfiguration: { imageScanningEnabled: true },
});
const image = new ib.CfnImage(stack, 'Image', { imagePipelineExecutionSettings: { deploymentId: pipeline.attrDeploymentId, onUpdate: true } });
image.node.addDependency(role, profile);

const logGroup = new logs.LogGroup(stack, 'Logs');
const handler = (id, entry) => new lambda.Function(stack, id, {
  code: lambda.Code.fromAsset(path.join(__dirname, '..', '..', 'assets', 'handler', 'report', 'report.lambda')), handler: entry, logGroup,
  runtime: lambda.determineLatestNodeRuntime(stack), timeout: Duration.minutes(2),
});
const provider = new Provider(stack, 'Provider', { onEventHandler: handler('OnEvent', 'index.onEvent'), isCompleteHandler: handler('IsComplete', 'index.isComplete'), logGroup });
const outputs = {
  Build: 'Outcome ImageArn ImageVersion AmiId BuildWorkflowStatus TestWorkflowStatus DistributionWorkflowStatus StepsSucceeded StepsFailed FailedStep FailureMessage DurationSeconds'.split(' '),
  Scan: 'ScanStatus FindingsAll FindingsCritical FindingsHigh FindingsMedium FindingsOther Gate GateReason'.split(' '),
};
for (const [id, keys] of Object.entries(outputs)) {
  const report = new CustomResource(stack, id, { serviceToken: provider.serviceToken, resourceType: `Custom::ImageBuilder${id}Report`, properties: { SourceType: 'IMAGE', SourceArn: image.attrArn } });
  keys.forEach((key) => new CfnOutput(stack, key, { value: report.getAttString(key) }));
}
app.synth();
