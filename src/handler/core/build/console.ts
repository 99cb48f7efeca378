import { visible } from '../answer/text';
import { isPipelineArn, isRegionName, parseImageArn } from '../model/arn';

/** The consoles of the partitions. Those of the others are not public. */
const CONSOLES = new Map([
  ['aws', 'console.aws.amazon.com'], ['aws-cn', 'console.amazonaws.cn'], ['aws-us-gov', 'console.amazonaws-us-gov.com'],
  ['aws-eusc', 'console.amazonaws-eusc.eu'],
]);
const AMI_ID = /^ami-[0-9a-f]{1,17}$/;

/*
 * Addresses of the AWS Management Console. They are made of text from outside, so each part is checked or encoded. They are undefined for what is not
 * valid, and for partitions whose console is not known.
 */

/** The page of an image build. */
export function consoleUrl(imageArn: string): string | undefined {
  return parseImageArn(imageArn) && imageBuilderUrl(imageArn, `images/${encoded(imageArn)}/details`);
}

/** The page of a pipeline. */
export function pipelineUrl(pipelineArn: string): string | undefined {
  return isPipelineArn(pipelineArn) ? imageBuilderUrl(pipelineArn, `pipelines/${encoded(pipelineArn)}`) : undefined;
}

/** The page of a log stream in the Region of an image. */
export function logUrl(imageArn: string, group: string, stream: string): string | undefined {
  const region = regionOf(imageArn);
  const url = hostOf(imageArn, region);
  return url && `${url}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${inLogs(group)}/log-events/${inLogs(stream)}`;
}

/** The page of an AMI in a Region of the partition of an image. */
export function amiUrl(imageArn: string, region: string | undefined, amiId: string | undefined): string | undefined {
  const url = hostOf(imageArn, region);
  return url && AMI_ID.test(amiId ?? '') ? `${url}/ec2/home?region=${region}#ImageDetails:imageId=${amiId}` : undefined;
}

/** The page of an object in Amazon S3. */
export function objectUrl(imageArn: string, bucket: string, key: string): string | undefined {
  const region = regionOf(imageArn);
  const url = hostOf(imageArn, region);
  return url && `${url}/s3/object/${encoded(bucket)}?region=${region}&prefix=${encoded(key)}`;
}

function imageBuilderUrl(arn: string, page: string): string | undefined {
  const region = regionOf(arn);
  const url = hostOf(arn, region);
  return url && `${url}/imagebuilder/home?region=${region}#/${page}`;
}

function regionOf(arn: string): string | undefined {
  return arn.split(':')[3];
}

/** The console of a Region in the partition of an ARN. */
function hostOf(arn: string, region: string | undefined): string | undefined {
  const console = CONSOLES.get(arn.split(':')[1]);
  return console !== undefined && isRegionName(region) ? `https://${region}.${console}` : undefined;
}

/** The console of CloudWatch Logs encodes names twice, and writes `$` for the sign of the outer encoding. */
function inLogs(name: string): string {
  return encoded(encoded(name)).replaceAll('%', '$');
}

/** Broken surrogates cannot be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(visible(text));
}
