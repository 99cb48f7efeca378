import { Annotations, CfnResource, Resource, Stack, Token } from 'aws-cdk-lib';
import { CfnDistributionConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_ec2 as refs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import type { AmiDistribution, AmiLaunchPermission, FastLaunchConfiguration, SsmParameterConfiguration } from './ami-distribution';
import { outputsOfAmi, warnOfOverwritten } from './outputs';
import { InvalidInputError } from '../common/errors';
import { KnownFact } from '../common/known-facts';
import { checkArnPartition, checkTargetRegion } from '../common/regions';
import { omitEmpty } from '../common/render';
import {
  checkAccounts, checkAtSynth, checkCount, checkExclusive, checkPattern, checkRange, checkTags, checkText, isKnown,
} from '../common/validate';
import { warnOfVariables } from '../common/variables';

/** The Regions to which a distribution configuration distributes AMIs. */
export const AMI_REGIONS = new KnownFact<() => string[]>();

/** A launch template, with what an L2 has besides its reference. Reading the ID of a launch template that was imported by name throws. */
type LaunchTemplate = refs.ILaunchTemplateRef & {
  readonly launchTemplateName?: string;
  readonly versionNumber?: string;
};

type Rendered = Omit<CfnDistributionConfiguration.DistributionProperty, 'region'>;

const ORGANIZATION = /^arn:aws[^:]*:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/;
const ORGANIZATIONAL_UNIT = /^arn:aws[^:]*:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;

/** The distribution of an AMI in the form of CloudFormation. */
export function renderAmi(scope: IConstruct, prop: string, region: string, ami: AmiDistribution): Rendered {
  checkAmi(scope, prop, region, ami);
  const inAccount = (member: string, account?: string) => checkAccount(scope, `${prop}.${member}`, account, ami.amiTargetAccountIds);
  const rendered = omitEmpty<Rendered>({
    amiDistributionConfiguration: amiSettings(ami),
    ssmParameterConfigurations: ami.ssmParameters?.map((parameter, index) => {
      inAccount(`ssmParameters[${index}].amiAccountId`, parameter.amiAccountId);
      return renderParameter(scope, `${prop}.ssmParameters[${index}]`, region, parameter);
    }),
    launchTemplateConfigurations: ami.launchTemplates?.map(({ launchTemplate, accountId, setDefaultVersion }, index) => {
      inAccount(`launchTemplates[${index}].accountId`, accountId);
      return { launchTemplateId: idOf(scope, `${prop}.launchTemplates[${index}].launchTemplate`, region, launchTemplate), accountId, setDefaultVersion };
    }),
    fastLaunchConfigurations: ami.fastLaunchConfigurations?.map((fastLaunch, index) => {
      inAccount(`fastLaunchConfigurations[${index}].accountId`, fastLaunch.accountId);
      return renderFastLaunch(scope, `${prop}.fastLaunchConfigurations[${index}]`, region, fastLaunch);
    }),
    licenseConfigurationArns: ami.licenseConfigurationArns,
  });
  // A Region has an output, and an AMI with all defaults is one.
  return rendered ?? { amiDistributionConfiguration: {} };
}

/** The same for a distribution configuration. A step of a workflow can write again what its distribution configuration writes, which is the same image. */
export function renderConfiguredAmi(scope: IConstruct, prop: string, region: string, ami: AmiDistribution): Rendered {
  const rendered = renderAmi(scope, prop, region, ami);
  warnOfOverwritten(scope, outputsOfAmi(scope, region, ami));
  return rendered;
}

/** The settings of an AMI, with the names of the template: CloudFormation's specification has no type for them, so the CDK passes them on unchanged. */
function amiSettings(ami: AmiDistribution): unknown {
  return {
    Name: ami.amiName,
    Description: ami.amiDescription,
    AmiTags: ami.amiTags,
    KmsKeyId: ami.amiKmsKey?.keyRef.keyArn,
    TargetAccountIds: ami.amiTargetAccountIds,
    LaunchPermissionConfiguration: {
      UserIds: ami.amiLaunchPermission?.accountIds,
      OrganizationArns: ami.amiLaunchPermission?.organizationArns,
      OrganizationalUnitArns: ami.amiLaunchPermission?.organizationalUnitArns,
      UserGroups: ami.amiLaunchPermission?.isPublicUserGroup ? ['all'] : [],
    },
  };
}

/** Checks the distribution of an AMI to one Region, as far as the entry alone shows faults. */
export function checkAmi(scope: IConstruct, prop: string, region: string, ami: AmiDistribution): void {
  checkTargetRegion(scope, `${prop}.region`, region);
  checkText(scope, `${prop}.amiDescription`, ami.amiDescription);
  checkTags(scope, `${prop}.amiTags`, ami.amiTags, 50);
  checkName(scope, `${prop}.amiName`, ami.amiName);
  checkAccounts(scope, `${prop}.amiTargetAccountIds`, ami.amiTargetAccountIds);
  checkRegion(scope, `${prop}.amiKmsKey`, 'key', region, ami.amiKmsKey);
  if (ami.amiLaunchPermission !== undefined) {
    checkLaunchPermission(scope, prop, ami.amiLaunchPermission, ami.amiKmsKey);
  }
  checkCount(scope, `${prop}.launchTemplates`, ami.launchTemplates, 0, 100);
  checkCount(scope, `${prop}.fastLaunchConfigurations`, ami.fastLaunchConfigurations, 0, 1000);
  checkArns(scope, `${prop}.licenseConfigurationArns`, ami.licenseConfigurationArns, 50,
    /^arn:aws[^:]*:license-manager:[^:]+:\d{12}:license-configuration:lic-[a-z0-9-_]{32}$/, 'be ARNs of license configurations');
}

function checkName(scope: IConstruct, prop: string, name?: string): void {
  checkPattern(scope, prop, name, /^(?=.{1,127}$)[-_A-Za-z0-9{][-_A-Za-z0-9\s:{}.]+[-_A-Za-z0-9}]$/,
    'be at most 127 letters, digits, spaces or any of -_:{}. and neither start nor end with a space, a colon or a dot');
  warnOfVariables(scope, prop, name, ['buildDate', 'buildVersion']);
  // Users report that the service demands the date. The guide of 2026 names the build version as well.
  if (name !== undefined && !Token.isUnresolved(name) && !/\{\{\s*imagebuilder:build(Date|Version)\b/.test(name)) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:amiNameNotUnique',
      `The AMI name '${name}' is the same for every build, and Image Builder refuses a distribution unless names are unique. Add `
      + '{{ imagebuilder:buildDate }}, or {{ imagebuilder:buildVersion }}, which the user guide names since 2026.');
  }
}

function checkLaunchPermission(scope: IConstruct, prop: string, permission: AmiLaunchPermission, amiKmsKey: unknown): void {
  checkAccounts(scope, `${prop}.amiLaunchPermission.accountIds`, permission.accountIds);
  checkArns(scope, `${prop}.amiLaunchPermission.organizationArns`, permission.organizationArns, 25, ORGANIZATION, 'be ARNs of organizations');
  checkArns(scope, `${prop}.amiLaunchPermission.organizationalUnitArns`, permission.organizationalUnitArns, 25, ORGANIZATIONAL_UNIT,
    'be ARNs of organizational units');
  if (permission.isPublicUserGroup) {
    checkExclusive(scope, [`${prop}.amiLaunchPermission.isPublicUserGroup`, true], [`${prop}.amiKmsKey`, amiKmsKey]);
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:publicAmi', 'The AMI is public: every AWS account can launch instances from it.');
  }
}

function checkArns(scope: IConstruct, prop: string, arns: string[] | undefined, max: number, pattern: RegExp, rule: string): void {
  checkCount(scope, prop, arns, 0, max);
  if (!Token.isUnresolved(arns)) {
    arns?.forEach((arn) => {
      checkPattern(scope, prop, arn, pattern, rule);
      checkArnPartition(scope, prop, arn);
    });
  }
}

function renderParameter(
  scope: IConstruct, prop: string, region: string, { parameterName, parameter, amiAccountId, dataType }: SsmParameterConfiguration,
): CfnDistributionConfiguration.SsmParameterConfigurationProperty {
  checkExclusive(scope, [`${prop}.parameterName`, parameterName], [`${prop}.parameter`, parameter]);
  const name = parameterName ?? parameter?.parameterRef.parameterName;
  if (name === undefined) {
    throw new InvalidInputError({ prop: `${prop}.parameterName`, problem: 'Required', rule: 'be given when `parameter` is not' }, scope);
  }
  checkParameterName(scope, `${prop}.parameterName`, name);
  if (isOwned(parameter)) {
    checkRegion(scope, `${prop}.parameter`, 'parameter', region, parameter);
  }
  return { parameterName: name, amiAccountId, dataType: dataType ?? 'aws:ec2:image' };
}

function renderFastLaunch(
  scope: IConstruct, prop: string, region: string, fastLaunch: FastLaunchConfiguration,
): CfnDistributionConfiguration.FastLaunchConfigurationProperty {
  const { enabled = true, maxParallelLaunches, targetSnapshotCount, accountId } = fastLaunch;
  const launchTemplate: LaunchTemplate | undefined = fastLaunch.launchTemplate;
  checkRange(scope, `${prop}.maxParallelLaunches`, maxParallelLaunches, 6);
  checkRange(scope, `${prop}.targetSnapshotCount`, targetSnapshotCount, 1, 10_000);
  const name = isOwned(launchTemplate) ? undefined : launchTemplate?.launchTemplateName;
  return {
    enabled,
    accountId,
    maxParallelLaunches,
    snapshotConfiguration: { targetResourceCount: targetSnapshotCount },
    launchTemplate: launchTemplate && {
      launchTemplateName: name,
      launchTemplateId: name === undefined ? idOf(scope, `${prop}.launchTemplate`, region, launchTemplate) : undefined,
      launchTemplateVersion: launchTemplate.versionNumber,
    },
  };
}

function idOf(scope: IConstruct, prop: string, region: string, template: LaunchTemplate): string {
  if (isOwned(template)) {
    checkRegion(scope, prop, 'launch template', region, template);
  }
  return launchTemplateIdOf(scope, prop, template);
}

/** The ID of a launch template. A launch template that was imported by its name has no ID and is refused. */
export function launchTemplateIdOf(scope: IConstruct, prop: string, template: LaunchTemplate): string {
  if (!isOwned(template) && template.launchTemplateName !== undefined) {
    throw new InvalidInputError({ prop, problem: 'Unsupported', rule: 'be imported by its id, and not by its name' }, scope);
  }
  const { launchTemplateId } = template.launchTemplateRef;
  checkPattern(scope, prop, launchTemplateId, /^lt-[a-z0-9-_]{17}$/, 'have an id of `lt-` and 17 letters or digits');
  return launchTemplateId;
}

/**
 * Checks the name of an SSM parameter that Image Builder writes. Systems Manager would refuse some that Image Builder takes, at the end of a build.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function checkParameterName(scope: IConstruct, prop: string, name: string): void {
  checkPattern(scope, prop, name, /^[a-zA-Z0-9_./-]{1,1011}$/, 'be 1 to 1011 letters, digits or any of _.-/');
  checkPattern(scope, prop, name, /^(?!\/?(aws|ssm))/i, 'not begin with `aws` or `ssm`, which Systems Manager reserves');
  checkPattern(scope, prop, name, /^([^/]+|(\/[^/]+){1,15})$/, 'have no slash, or a slash before each of at most 15 levels, as in `/golden/ami`');
}

/** Whether a construct is defined in this app. The Region of an import is always that of the stack, even if the resource is in another Region. */
export function isOwned(construct?: IConstruct): boolean {
  return construct !== undefined && (CfnResource.isCfnResource(construct) || Resource.isOwnedResource(construct));
}

function checkRegion(scope: IConstruct, prop: string, what: string, region: string, construct?: { readonly env: { readonly region: string } }): void {
  const theirs = construct?.env.region;
  if (theirs !== undefined && theirs !== region && [theirs, region].every(isKnown)) {
    checkAtSynth(scope, () => [{ prop, problem: 'Conflict', rule: `be a ${what} of ${region}`, got: theirs }]);
  }
}

function checkAccount(scope: IConstruct, prop: string, account?: string, targets: string[] = []): void {
  const own = Stack.of(scope).account;
  checkPattern(scope, prop, account, /^\d{12}$/, 'have 12 digits');
  if (account === undefined || ![account, own, targets, ...targets].every(isKnown) || [own, ...targets].includes(account)) {
    return;
  }
  throw new InvalidInputError({ prop, problem: 'Conflict', rule: `be the account of the stack, ${own}, or one of \`amiTargetAccountIds\``, got: account }, scope);
}
