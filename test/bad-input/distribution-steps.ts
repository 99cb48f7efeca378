import { Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { refusals } from './refusal';
import {
  ApplyImageConfigurationsStep, DiskImageFormat, DistributeImageStep, ModifyImageAttributesStep, Workflow, WorkflowDocument,
  WorkflowImageAttributes, WorkflowImageConfiguration, WorkflowImageDistribution, WorkflowImageExport, WorkflowStep, WorkflowType, WorkflowValue,
} from '../../src';

export const DISTRIBUTION_STEPS = [
  ...refusals('DistributeImageStep', (stack, distribution: Partial<WorkflowImageDistribution>) =>
    workflow(stack, new DistributeImageStep('Distribute', { distributions: [{ region: 'eu-west-1', ...distribution }] })), [
    [{ amiName: '' },
      'AmiNameMalformed: `distributions[0].amiName` must be at most 127 letters, digits, spaces or any of -_:{}. and neither start nor '
      + 'end with a space, a colon or a dot, got: \'\'. [Stack/Workflow]',
      { amiName: 'mine {{ imagebuilder:buildDate }}' }],
    [{ amiDescription: '' },
      'AmiDescriptionMalformed: `distributions[0].amiDescription` must be 1 to 1024 characters long, got: \'\'. [Stack/Workflow]',
      { amiDescription: 'a' }],
    [{ amiTargetAccountIds: ['1'] },
      'AmiTargetAccountIdsMalformed: `distributions[0].amiTargetAccountIds` must have 12 digits each, got: \'1\'. [Stack/Workflow]',
      { amiTargetAccountIds: ['210987654321'] }],
    [{ region: '' },
      'RegionMalformed: `distributions[0].region` must be the name of a Region, as in `eu-central-1`, got: \'\'. [Stack/Workflow]',
      { region: 'eu-central-1' }],
  ]),
  ...refusals('ModifyImageAttributesStep', (stack, attributes: Partial<WorkflowImageAttributes>) =>
    distributing(stack, (distributedImages) => new ModifyImageAttributesStep('Share', {
      distributedImages, attributes: [{ region: 'eu-west-1', amiLaunchPermission: { accountIds: ['210987654321'] }, ...attributes }],
    })), [
    [{ region: '' },
      'RegionMalformed: `attributes[0].region` must be the name of a Region, as in `eu-central-1`, got: \'\'. [Stack/Workflow]',
      { region: 'eu-central-1' }],
    [{ amiLaunchPermission: { accountIds: ['mine'] } },
      'AccountIdsMalformed: `attributes[0].amiLaunchPermission.accountIds` must have 12 digits each, got: \'mine\'. [Stack/Workflow]',
      { amiLaunchPermission: { accountIds: ['012345678901'] } }],
    [{ amiLaunchPermission: { organizationArns: ['o-1'] } },
      'OrganizationArnsMalformed: `attributes[0].amiLaunchPermission.organizationArns` must be ARNs of organizations, got: \'o-1\'. '
      + '[Stack/Workflow]'],
  ]),
  ...refusals('ApplyImageConfigurationsStep', (stack, configuration: Partial<WorkflowImageConfiguration>) =>
    distributing(stack, (distributedImages) => new ApplyImageConfigurationsStep('Apply', {
      distributedImages, configurations: [{ region: 'eu-west-1', ...configuration }],
    })), [
    [{ region: 'Ireland' },
      'RegionMalformed: `configurations[0].region` must be the name of a Region, as in `eu-central-1`, got: \'Ireland\'. [Stack/Workflow]',
      { region: 'eu-west-1' }],
    [{ ssmParameters: [{ parameterName: 'my image' }] },
      'ParameterNameMalformed: `configurations[0].ssmParameters[0].parameterName` must be 1 to 1011 letters, digits or any of _.-/, '
      + 'got: \'my image\'. [Stack/Workflow]',
      { ssmParameters: [{ parameterName: 'my-image' }] }],
    [{ fastLaunchConfigurations: [{ maxParallelLaunches: 5 }] },
      'MaxParallelLaunchesOutOfRange: `configurations[0].fastLaunchConfigurations[0].maxParallelLaunches` must be a whole number of at '
      + 'least 6, got: 5. [Stack/Workflow]',
      { fastLaunchConfigurations: [{ maxParallelLaunches: 6 }] }],
    [{ licenseConfigurationArns: ['mine'] },
      'LicenseConfigurationArnsMalformed: `configurations[0].licenseConfigurationArns` must be ARNs of license configurations, got: '
      + '\'mine\'. [Stack/Workflow]'],
    [(stack) => ({ s3Export: exportTo(stack, '') }),
      'KeyPrefixMalformed: `configurations[0].s3Export.keyPrefix` must be 1 to 1024 characters long, got: \'\'. [Stack/Workflow]',
      (stack) => ({ s3Export: exportTo(stack, 'images') })],
  ]),
];

function workflow(stack: Stack, ...steps: WorkflowStep[]): Workflow {
  return new Workflow(stack, 'Workflow', { workflowType: WorkflowType.DISTRIBUTION, document: WorkflowDocument.fromSteps(steps) });
}

function distributing(stack: Stack, next: (distributedImages: WorkflowValue) => WorkflowStep): Workflow {
  const distribute = new DistributeImageStep('Distribute');
  return workflow(stack, distribute, next(distribute.distributedImages));
}

function exportTo(stack: Stack, keyPrefix: string): WorkflowImageExport {
  const role = Role.fromRoleName(stack, 'Role', 'vmimport');
  return { role, bucket: Bucket.fromBucketName(stack, 'Bucket', 'images'), diskImageFormat: DiskImageFormat.RAW, keyPrefix };
}
