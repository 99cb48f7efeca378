import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { IConstruct } from 'constructs';
import {
  AmiDistribution, BaseImage, Component, ComponentDocument, ComponentStep, DistributionConfiguration, GoldenAmi, Image, ImagePipeline, ImageRecipe,
  InfrastructureConfiguration, InfrastructureConfigurationProps, Platform,
} from '../src';

/**
 * The first synthesis of an app finds out what is to be looked up, and gets placeholders for it. Where a placeholder is refused, nothing is ever
 * looked up, so the app can never be synthesized.
 */
const env = { account: '111122223333', region: 'eu-central-1' };
const recipe = (stack: Stack, image: BaseImage) => new ImageRecipe(stack, 'Recipe', { baseImage: image });
const distribution = (stack: Stack, ami: AmiDistribution) => new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [ami] });
const infrastructure = (stack: Stack, props: InfrastructureConfigurationProps) => new InfrastructureConfiguration(stack, 'Infrastructure', props);

const TEXTS: Record<string, (stack: Stack, text: string) => unknown> = {
  'BaseImage.fromAmiId': (stack, text) => recipe(stack, BaseImage.fromAmiId(text)),
  'BaseImage.fromSsmParameterName': (stack, text) => recipe(stack, BaseImage.fromSsmParameterName(text)),
  'ImagePipeline.fromImagePipelineName': (stack, text) => ImagePipeline.fromImagePipelineName(stack, 'Imported', text),
  'ImageRecipe.fromImageRecipeName': (stack, text) =>
    new ImagePipeline(stack, 'Pipeline', { recipe: ImageRecipe.fromImageRecipeName(stack, 'Imported', text) }),
  'AmiDistribution.amiTargetAccountIds': (stack, text) => distribution(stack, { amiTargetAccountIds: [text] }),
  'AmiDistribution.amiLaunchPermission': (stack, text) =>
    distribution(stack, { amiLaunchPermission: { accountIds: [text], organizationArns: [text] } }),
  'InfrastructureConfiguration.keyPair': (stack, text) => infrastructure(stack, { keyPair: ec2.KeyPair.fromKeyPairName(stack, 'Key', text) }),
  'InfrastructureConfiguration.instanceTypes': (stack, text) => infrastructure(stack, { instanceTypes: [new ec2.InstanceType(text)] }),
  'InfrastructureConfiguration.ec2InstanceAvailabilityZone': (stack, text) => infrastructure(stack, { ec2InstanceAvailabilityZone: text }),
  'InfrastructureConfiguration.logging': (stack, text) =>
    infrastructure(stack, { logging: { s3Bucket: new s3.Bucket(stack, 'Bucket'), s3KeyPrefix: text } }),
  'Component.componentName': (stack, text) => new Component(stack, 'Component', {
    componentName: text, platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Run', [text])] }),
  }),
  'GoldenAmi.parameterName': (stack, text) => new GoldenAmi(stack, 'Golden', { baseImage: BaseImage.amazonLinux2023(), parameterName: text }),
};

test.each(Object.entries(TEXTS))('%s takes a text that is not looked up yet', (_, use) => {
  const stack = new Stack(new App(), 'Stack', { env });
  use(stack, ssm.StringParameter.valueFromLookup(stack, '/images/value'));
  expect((stack.node.root as App).synth().manifest.missing).toHaveLength(1);
});

/** The CDK takes the ARN of an import apart at once, also in its own modules. */
const ARNS: Record<string, (stack: Stack, arn: string) => IConstruct> = {
  'arn:aws:imagebuilder:eu-central-1:111122223333:image/golden/1.0.0/1': (stack, arn) => Image.fromImageArn(stack, 'Imported', arn),
  'arn:aws:imagebuilder:eu-central-1:111122223333:image-pipeline/golden': (stack, arn) => ImagePipeline.fromImagePipelineArn(stack, 'Imported', arn),
  'arn:aws:imagebuilder:eu-central-1:111122223333:component/jq/1.0.0/1': (stack, arn) => Component.fromComponentArn(stack, 'Imported', arn),
};

test.each(Object.entries(ARNS))('%s has to be the default value of its lookup', (arn, make) => {
  const stack = new Stack(new App(), 'Stack', { env });
  expect(() => make(stack, ssm.StringParameter.valueFromLookup(stack, '/images/value'))).toThrow(
    /Malformed: `\w+Arn` must be the ARN of an Image Builder [-a-z]+, got: 'dummy-value-for-\/images\/value'\. Give `valueFromLookup\(\)` an ARN as its default value\. \[Stack\]$/);
  expect(() => make(stack, ssm.StringParameter.valueFromLookup(stack, '/images/value', arn))).not.toThrow();
});

test.each<[string, (stack: Stack) => ec2.IVpc]>([
  ['new', (stack) => new ec2.Vpc(stack, 'Vpc')],
  ['existing', (stack) => ec2.Vpc.fromLookup(stack, 'Vpc', { vpcName: 'builds' })],
])('a build takes a zone in a VPC that is %s, before its zones are looked up', (_, make) => {
  const stack = new Stack(new App(), 'Stack', { env });
  new InfrastructureConfiguration(stack, 'Infrastructure', { vpc: make(stack), ec2InstanceAvailabilityZone: 'eu-central-1b' });
  expect((stack.node.root as App).synth().manifest.missing).toHaveLength(1);
});
