const iam = require('aws-cdk-lib/aws-iam');
const imagebuilder = require('aws-cdk-lib/aws-imagebuilder');
const { AMI_NAME, DOCUMENT, PARENT_IMAGE } = require('./document.cjs');

exports.component = (stack, id) => new imagebuilder.CfnComponent(stack, `${id}Component`, {
  name: `component-${id}`, platform: 'Linux', version: '1.0.0', data: JSON.stringify(DOCUMENT),
});

/** The floor: the resources themselves. */
exports.pipeline = (stack, id) => {
  const role = new iam.Role(stack, `${id}Role`, {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: ['AmazonSSMManagedInstanceCore', 'EC2InstanceProfileForImageBuilder'].map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
  });
  const profile = new iam.InstanceProfile(stack, `${id}Profile`, { role });
  const component = exports.component(stack, id);
  const recipe = new imagebuilder.CfnImageRecipe(stack, `${id}Recipe`, {
    name: `recipe-${id}`, version: '1.0.x', parentImage: stack.formatArn(PARENT_IMAGE), components: [{ componentArn: component.attrArn }],
  });
  const infrastructure = new imagebuilder.CfnInfrastructureConfiguration(stack, `${id}Infrastructure`, {
    name: `infrastructure-${id}`,
    instanceProfileName: profile.instanceProfileName,
    instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
  });
  const distribution = new imagebuilder.CfnDistributionConfiguration(stack, `${id}Distribution`, {
    name: `distribution-${id}`, distributions: [{ region: stack.region, amiDistributionConfiguration: { Name: AMI_NAME } }],
  });
  new imagebuilder.CfnImagePipeline(stack, `${id}Pipeline`, {
    name: `pipeline-${id}`,
    imageRecipeArn: recipe.attrArn,
    infrastructureConfigurationArn: infrastructure.attrArn,
    distributionConfigurationArn: distribution.attrArn,
  });
};
