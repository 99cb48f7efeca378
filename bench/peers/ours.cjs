const library = require('cdk-imagebuilder');
const { AMI_NAME, COMMANDS, YAML } = require('./document.cjs');

const { ComponentDocument, ComponentStep } = library;
const typed = () => ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', COMMANDS)] });

const componentOf = (stack, id, document) => new library.Component(stack, `${id}Component`, { platform: library.Platform.LINUX, document });

function pipeline(stack, id, document) {
  const component = componentOf(stack, id, document);
  new library.ImagePipeline(stack, `${id}Pipeline`, {
    recipe: new library.ImageRecipe(stack, `${id}Recipe`, { baseImage: library.BaseImage.amazonLinux2023(), components: [{ component }] }),
    infrastructureConfiguration: new library.InfrastructureConfiguration(stack, `${id}Infrastructure`),
    distributionConfiguration: new library.DistributionConfiguration(stack, `${id}Distribution`, { amiDistributions: [{ amiName: AMI_NAME }] }),
  });
}

exports.component = (stack, id) => componentOf(stack, id, typed());
exports.pipeline = (stack, id) => pipeline(stack, id, typed());
exports.yaml = (stack, id) => pipeline(stack, id, ComponentDocument.fromInline(YAML));
