import { CfnResource, CustomResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ReportSource } from './source';
import { referenced } from '../common/referenced';
import { warnAtSynth } from '../common/validate';
import { BuildReportKey } from '../contract/build-report';
import { SOURCE_IMAGE } from '../contract/source';

/** Properties that need the ID of an AMI, by the type of the resource. */
const NEEDS_AMI: Readonly<Record<string, (resource: any) => unknown>> = {
  'AWS::AutoScaling::LaunchConfiguration': ({ imageId }) => imageId,
  'AWS::EC2::Instance': ({ imageId }) => imageId,
  'AWS::EC2::LaunchTemplate': ({ launchTemplateData }) => launchTemplateData,
  // A parameter of this data type refuses any other value, so that the deployment fails.
  'AWS::SSM::Parameter': ({ dataType, value }) => dataType === 'aws:ec2:image' ? undefined : value,
};

/**
 * Warns of resources that take the AMI of a report, because the report of a build without an AMI has a word in its place.
 *
 * @param isSafe whether the deployment fails before the report if the build has no AMI
 */
export function warnOfAmiUse(scope: Construct, report: CustomResource, isSafe: boolean): void {
  const key: BuildReportKey = 'AmiId';
  const amiId = report.getAttString(key);
  warnAtSynth(scope, 'cdk-imagebuilder:amiIdMayBeNone', () => {
    const users = isSafe ? [] : scope.node.root.node.findAll().filter((each) => CfnResource.isCfnResource(each))
      .filter((resource) => textOf(resource, NEEDS_AMI[resource.cfnResourceType]?.(resource)).includes(textOf(resource, amiId)));
    return users.length === 0 ? undefined : '`amiId` is NONE if the build failed, and UNKNOWN if it could not be read, and an AMI is needed by '
      + `${users.map(({ node }) => node.path).join(', ')}. Give an SSM parameter the data type \`aws:ec2:image\`, so that the deployment fails, or let Image `
      + 'Builder write the parameter with `ssmParameters` of the distribution.';
  });
}

/** Whether a report describes an image of this app: its deployment fails before the report if the build fails. */
export function isOfImageInApp({ type, arn }: ReportSource): boolean {
  return type === SOURCE_IMAGE && referenced(arn)?.cfnResourceType === 'AWS::ImageBuilder::Image';
}

function textOf(resource: CfnResource, value: unknown): string {
  return JSON.stringify(Stack.of(resource).resolve(value)) ?? '';
}
