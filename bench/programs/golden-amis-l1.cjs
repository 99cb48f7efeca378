const path = require('path');
const { CustomResource, Duration, Fn, RemovalPolicy } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam');
const ib = require('aws-cdk-lib/aws-imagebuilder');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');
const { Provider } = require('aws-cdk-lib/custom-resources');
const { Construct } = require('constructs');
const { synthesize } = require('./golden-amis.cjs');

let made;

/** What GoldenAmi makes, with the same resources and permissions: L1s of Image Builder, and what the CDK has for roles, logs, functions and custom resources. */
synthesize((stack, id) => {
  const { instance, infrastructure, retentionRole, reader, serviceToken } = shared(stack);
  const component = new ib.CfnComponent(stack, `${id}Hardening`, {
    name: `hardening-${id}`, platform: 'Linux', version: '1.0.0',
    data: JSON.stringify({ schemaVersion: '1.0', phases: [{ name: 'build', steps: [{ name: 'Harden', action: 'ExecuteBash', inputs: { commands: ['dnf -y update'] } }] }] }),
  });
  const recipe = new ib.CfnImageRecipe(stack, `${id}Recipe`, {
    name: id, version: '1.0.x', parentImage: stack.formatArn({ service: 'imagebuilder', account: 'aws', resource: 'image', resourceName: 'amazon-linux-2023-x86/x.x.x' }),
    components: [{ componentArn: component.attrArn }],
  });
  const distribution = new ib.CfnDistributionConfiguration(stack, `${id}Distribution`, {
    name: id,
    distributions: [{ region: stack.region, ssmParameterConfigurations: [{ parameterName: `/imagebuilder/golden/${id}`, dataType: 'aws:ec2:image' }] }],
  });
  const logGroup = new logs.LogGroup(stack, `${id}Logs`, { logGroupName: `/aws/imagebuilder/${id}`, retention: logs.RetentionDays.ONE_YEAR });
  const pipeline = new ib.CfnImagePipeline(stack, `${id}Pipeline`, {
    name: id, imageRecipeArn: recipe.attrArn, infrastructureConfigurationArn: infrastructure.attrArn, distributionConfigurationArn: distribution.attrArn,
    schedule: { scheduleExpression: 'cron(0 3 ? * sun *)' }, loggingConfiguration: { imageLogGroupName: logGroup.logGroupName },
    imageScanningConfiguration: { imageScanningEnabled: true },
  });
  pipeline.addPropertyOverride('ImageScanningConfiguration.ImageScanningTypes', ['ON_DEMAND_AMI_CVE']);
  const image = new ib.CfnImage(stack, `${id}Image`, {
    imagePipelineExecutionSettings: { deploymentId: pipeline.attrDeploymentId, onUpdate: true }, tags: { 'cdk-imagebuilder:deployed': pipeline.attrDeploymentId },
  });
  image.node.addDependency(instance);
  image.cfnOptions.updateReplacePolicy = RemovalPolicy.RETAIN;
  image.cfnOptions.deletionPolicy = RemovalPolicy.DELETE;
  for (const actions of [['imagebuilder:GetImage', 'imagebuilder:ListWorkflowExecutions'], ['imagebuilder:GetImage']]) {
    reader.addToPolicy(new iam.PolicyStatement({ actions, resources: [imagesLike(stack, `${image.attrArn}/NONE`)] }));
  }
  const reports = [['Build', {}], ['Scan', { ScanTimeoutSeconds: 300, Gate: { Critical: '0', OnUnknown: 'FAIL' } }]].map(([kind, properties]) => new CustomResource(stack, `${id}${kind}`, {
    serviceToken, resourceType: `Custom::ImageBuilder${kind}Report`, properties: { ServiceTimeout: '1860', SourceType: 'IMAGE', SourceArn: image.attrArn, ...properties },
  }));
  retentionRole.addToPolicy(new iam.PolicyStatement({
    actions: ['imagebuilder:DeleteImage'], resources: [imagesLike(stack, recipe.attrArn)],
  }));
  const policy = new ib.CfnLifecyclePolicy(stack, `${id}Retention`, {
    name: id, resourceType: 'AMI_IMAGE', executionRole: retentionRole.roleArn,
    resourceSelection: { recipes: [{ name: recipe.attrName, semanticVersion: 'x.x.x' }] },
    policyDetails: [{
      action: { type: 'DELETE', includeResources: { amis: true, snapshots: true } }, filter: { type: 'COUNT', value: 5 },
      exclusionRules: { tagMap: { 'cdk-imagebuilder:deployed': pipeline.attrDeploymentId } },
    }],
  });
  policy.node.addDependency(image, ...reports);
});

/** The images that are called as an image or a recipe is. */
function imagesLike(stack, arn) {
  return stack.formatArn({ service: 'imagebuilder', resource: 'image', resourceName: `${Fn.select(1, Fn.split('/', arn))}/*` });
}

/** What all golden AMIs of the stack share. */
function shared(stack) {
  return made ??= { ...infrastructureOf(stack), retentionRole: retentionRoleOf(stack), ...reportsOf(stack) };
}

function infrastructureOf(stack) {
  const instance = new Construct(stack, 'Instance');
  const role = new iam.Role(instance, 'InstanceRole', {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: ['AmazonSSMManagedInstanceCore', 'EC2InstanceProfileForImageBuilder'].map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
  });
  const { instanceProfileName } = new iam.InstanceProfile(instance, 'InstanceProfile', { role });
  return {
    instance,
    infrastructure: new ib.CfnInfrastructureConfiguration(stack, 'Infrastructure', {
      name: 'golden', instanceProfileName, instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
    }),
  };
}

function retentionRoleOf(stack) {
  const role = new iam.Role(stack, 'RetentionRole', { assumedBy: new iam.ServicePrincipal('imagebuilder.amazonaws.com') });
  const conditions = { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' } };
  role.addToPolicy(new iam.PolicyStatement({ actions: ['tag:GetResources', 'ec2:DescribeImages'], resources: ['*'] }));
  role.addToPolicy(new iam.PolicyStatement({ actions: ['ec2:DescribeImageAttribute', 'ec2:DeregisterImage'], resources: [`arn:${stack.partition}:ec2:*::image/*`], conditions }));
  role.addToPolicy(new iam.PolicyStatement({ actions: ['ec2:DeleteSnapshot'], resources: [`arn:${stack.partition}:ec2:*::snapshot/*`], conditions }));
  return role;
}

function reportsOf(stack) {
  const logGroup = new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_MONTH });
  const role = (id) => {
    const made = new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(made);
    return made;
  };
  const handler = (id, entry, role) => new lambda.Function(stack, id, {
    code: lambda.Code.fromAsset(path.join(__dirname, '..', '..', 'assets', 'handler', 'report', 'report.lambda')), handler: entry, logGroup, role,
    runtime: lambda.determineLatestNodeRuntime(stack), timeout: Duration.minutes(2), memorySize: 512,
  });
  const reader = role('ReaderRole');
  reader.addToPolicy(new iam.PolicyStatement({
    actions: ['imagebuilder:ListWorkflowStepExecutions'], resources: [stack.formatArn({ service: 'imagebuilder', resource: 'workflow-execution', resourceName: '*' })],
  }));
  reader.addToPolicy(new iam.PolicyStatement({ actions: ['ec2:DescribeImages', 'ec2:GetImageFindings'], resources: ['*'] }));
  const { serviceToken } = new Provider(stack, 'Provider', {
    onEventHandler: handler('OnEvent', 'index.onEvent', role('OnEventRole')),
    isCompleteHandler: handler('IsComplete', 'index.isComplete', reader),
    queryInterval: Duration.seconds(5),
    logGroup,
    frameworkOnEventRole: role('FrameworkOnEventRole'),
    frameworkCompleteAndTimeoutRole: role('FrameworkIsCompleteRole'),
  });
  return { reader, serviceToken };
}
