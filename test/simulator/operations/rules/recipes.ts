import { ApiError, badValue } from '../../api-error';
import { parseArn } from '../../arns';
import { Wire } from '../../wire';
import { Call } from '../call';
import { parametersOfComponent } from '../document';

const MOST_COMPONENTS = 20;
const AMI = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;
const ECR = /^\d{12}\.dkr\.ecr\.[^/]+\//;
const ECR_PUBLIC = /^public\.ecr\.aws\//;

export function checkImageRecipe(call: Call): void {
  const { parentImage, amiWatermarks = [], blockDeviceMappings, additionalInstanceConfiguration } = call.input;
  checkRecipe(call);
  if (!AMI.test(parentImage) && !isImage(parentImage) && !/^(ssm:.|prod-)/.test(parentImage)) {
    throw badValue('parentImage', `'${parentImage}' is not the id of an AMI, the ARN of an image, an SSM parameter or a product id of AWS Marketplace.`);
  }
  const twice = firstTwice(amiWatermarks);
  if (twice) {throw badValue('amiWatermarks', `The watermark '${twice}' is given twice.`);}
  checkVolumes(blockDeviceMappings, 'blockDeviceMappings');
  if (/windows/i.test(parentImage) && additionalInstanceConfiguration?.systemsManagerAgent) {
    throw badValue('additionalInstanceConfiguration.systemsManagerAgent', 'It cannot be set for a Windows base image.');
  }
}

export function checkContainerRecipe(call: Call): void {
  const { parentImage, platformOverride, imageOsVersionOverride, instanceConfiguration } = call.input;
  checkRecipe(call);
  if (/^(ami-|ssm:)/.test(parentImage) || (parentImage.startsWith('arn:') && !isImage(parentImage))) {
    throw badValue('parentImage', `'${parentImage}' is neither the ARN of an image nor a container image.`);
  }
  if (platformOverride === 'macOS') {throw badValue('platformOverride', 'Container recipes support the platforms Linux and Windows only.');}
  const registry = ECR_PUBLIC.test(parentImage) ? 'ECR Public Repositories' : ECR.test(parentImage) ? 'ECR Repositories' : undefined;
  if (registry && !platformOverride) {
    throw badValue('parentImage', `You must specify a platform override when using ${registry} as your parent image.`);
  }
  if (registry && platformOverride === 'Windows' && !imageOsVersionOverride) {
    throw badValue('parentImage', 'You must specify an image OsVersion override when using ECR Repositories as your parent image for Windows Platform.');
  }
  checkVolumes(instanceConfiguration?.blockDeviceMappings, 'instanceConfiguration.blockDeviceMappings');
}

function checkRecipe(call: Call): void {
  const { semanticVersion, components = [] } = call.input;
  if (!/^(x\.x\.x|\d+\.x\.x|\d+\.\d+\.x|\d+\.\d+\.\d+)$/.test(semanticVersion)) {
    throw new ApiError('InvalidVersionNumberException', `The version '${semanticVersion}' is not valid: all nodes after an 'x' must be 'x'.`);
  }
  if (components.length > MOST_COMPONENTS) {
    throw new ApiError('ServiceQuotaExceededException', `A recipe can have at most ${MOST_COMPONENTS} components.`);
  }
  const twice = firstTwice(components.map(({ componentArn }: Wire) => componentArn));
  if (twice) {throw badValue('components', `The component '${twice}' is given twice.`);}
  components.forEach((component: Wire, i: number) => checkParameters(call, component, `components[${i}].parameters`));
}

function checkParameters({ store }: Call, { componentArn, parameters = [] }: Wire, at: string): void {
  const document: string | undefined = store.resolve(componentArn)?.body.data;
  if (document === undefined) {return;}
  const defined = parametersOfComponent(document);
  const names = parameters.map(({ name }: Wire) => name);
  const unknown = names.find((name: string) => !defined.has(name));
  if (unknown) {throw badValue(at, `The component has no parameter '${unknown}'.`);}
  const missing = [...defined].find(([name, { hasDefault }]) => !hasDefault && !names.includes(name));
  if (missing) {throw badValue(at, `The parameter '${missing[0]}' has no default value and must be given.`);}
}

function checkVolumes(mappings: Wire[] = [], at: string): void {
  mappings.forEach(({ ebs: { volumeType, iops, throughput } = {} as Wire }, i) => {
    if (['io1', 'io2'].includes(volumeType) && iops === undefined) {throw badValue(`${at}[${i}].ebs.iops`, `It is required for the volume type ${volumeType}.`);}
    if (throughput !== undefined && volumeType !== 'gp3') {throw badValue(`${at}[${i}].ebs.throughput`, 'It is for the volume type gp3 only.');}
  });
}

function isImage(reference: string): boolean {
  return parseArn(reference)?.noun === 'image';
}

function firstTwice(values: readonly string[]): string | undefined {
  return values.find((value, i) => values.indexOf(value) !== i);
}
