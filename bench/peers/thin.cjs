const { Lazy, Names, Resource } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam');
const imagebuilder = require('aws-cdk-lib/aws-imagebuilder');
const { AMI_NAME, DOCUMENT, PARENT_IMAGE } = require('./document.cjs');

/** The least that a construct with a resource of its own, a generated name and an ARN can be, without any check. */
class Thin extends Resource {
  constructor(scope, id) {
    super(scope, id, {
      physicalName: Lazy.string({ produce: () => Names.uniqueResourceName(this, { maxLength: 126, separator: '-' }).toLowerCase() }),
    });
  }

  get arn() {
    return this.resource.attrArn;
  }
}

class Component extends Thin {
  constructor(scope, id, props) {
    super(scope, id);
    this.resource = new imagebuilder.CfnComponent(this, 'Resource', {
      name: this.physicalName, platform: props.platform, version: '1.0.0', data: JSON.stringify(props.document),
    });
  }
}

class ImageRecipe extends Thin {
  constructor(scope, id, props) {
    super(scope, id);
    this.resource = new imagebuilder.CfnImageRecipe(this, 'Resource', {
      name: this.physicalName, version: '1.0.x', parentImage: props.parentImage, components: props.components.map(({ arn }) => ({ componentArn: arn })),
    });
  }
}

class InfrastructureConfiguration extends Thin {
  constructor(scope, id) {
    super(scope, id);
    const role = new iam.Role(this, 'InstanceProfileRole', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: ['AmazonSSMManagedInstanceCore', 'EC2InstanceProfileForImageBuilder'].map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    const { instanceProfileName } = new iam.InstanceProfile(this, 'InstanceProfile', { role });
    this.resource = new imagebuilder.CfnInfrastructureConfiguration(this, 'Resource', {
      name: this.physicalName, instanceProfileName, instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
    });
  }
}

class DistributionConfiguration extends Thin {
  constructor(scope, id, props) {
    super(scope, id);
    this.resource = new imagebuilder.CfnDistributionConfiguration(this, 'Resource', {
      name: this.physicalName, distributions: [{ region: this.stack.region, amiDistributionConfiguration: { Name: props.amiName } }],
    });
  }
}

class ImagePipeline extends Thin {
  constructor(scope, id, props) {
    super(scope, id);
    this.resource = new imagebuilder.CfnImagePipeline(this, 'Resource', {
      name: this.physicalName,
      imageRecipeArn: props.recipe.arn,
      infrastructureConfigurationArn: props.infrastructureConfiguration.arn,
      distributionConfigurationArn: props.distributionConfiguration.arn,
    });
  }
}

exports.component = (stack, id) => new Component(stack, `${id}Component`, { platform: 'Linux', document: DOCUMENT });

/** The least construct library with the same template. */
exports.pipeline = (stack, id) => {
  const component = exports.component(stack, id);
  new ImagePipeline(stack, `${id}Pipeline`, {
    recipe: new ImageRecipe(stack, `${id}Recipe`, { parentImage: stack.formatArn(PARENT_IMAGE), components: [component] }),
    infrastructureConfiguration: new InfrastructureConfiguration(stack, `${id}Infrastructure`),
    distributionConfiguration: new DistributionConfiguration(stack, `${id}Distribution`, { amiName: AMI_NAME }),
  });
};
