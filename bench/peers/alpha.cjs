const alpha = require('@aws-cdk/aws-imagebuilder-alpha');
const { AMI_NAME, DOCUMENT, YAML } = require('./document.cjs');

const componentOf = (stack, id, data) => new alpha.Component(stack, `${id}Component`, { platform: alpha.Platform.LINUX, data });

function pipeline(stack, id, data) {
  const component = componentOf(stack, id, data);
  const baseImage = alpha.AmazonManagedImage.amazonLinux2023(stack, `${id}Base`, { imageType: alpha.ImageType.AMI, imageArchitecture: alpha.ImageArchitecture.X86_64 }).toBaseImage();
  new alpha.ImagePipeline(stack, `${id}Pipeline`, {
    recipe: new alpha.ImageRecipe(stack, `${id}Recipe`, { baseImage, components: [{ component }] }),
    infrastructureConfiguration: new alpha.InfrastructureConfiguration(stack, `${id}Infrastructure`),
    distributionConfiguration: new alpha.DistributionConfiguration(stack, `${id}Distribution`, { amiDistributions: [{ amiName: AMI_NAME }] }),
  });
}

exports.component = (stack, id) => componentOf(stack, id, alpha.ComponentData.fromJsonObject(DOCUMENT));
exports.pipeline = (stack, id) => pipeline(stack, id, alpha.ComponentData.fromJsonObject(DOCUMENT));
exports.yaml = (stack, id) => pipeline(stack, id, alpha.ComponentData.fromInline(YAML));
