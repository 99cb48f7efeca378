import { WORKFLOW_ACTIONS, WORKFLOW_VARIABLES } from '../../src/workflow/actions';

/**
 * The step actions as the documentation prints them: stages, minutes by default and at most, inputs (`*` needed), outputs, and the kind of image.
 * A second writing, so that a change of the table that is no change of the service is noticed.
 */
const DOCUMENTED = `
  ApplyImageConfigurations      D   360 720     distributedImages* configurations                                     > configuredImages                        AMI
  BootstrapInstanceForContainer BTD 60 720      instanceId*                                                           > runCommandId status output               Docker
  CollectImageMetadata          BTD 30 720      instanceId*                                                           > osVersion associationId                 AMI
  CollectImageScanFindings      T   120 720     instanceId*                                                           > runCommandId status output               -
  CreateImage                   BTD 720 4320    instanceId*                                                           > imageId                                 AMI
  CreateImageFromIso            BTD 720 720     instanceId*                                                           > amiName snapshotId architecture         AMI
  DistributeContainerImage      D   120 720     instanceId*                                                           > status succeededRegions failedRegions   Docker
  DistributeImage               D   360 720     distributions                                                         > distributedImages                       AMI
  ExecuteComponents             BT  720 1440    instanceId*                                                           > runCommandId status output               -
  ExecuteStateMachine           BTD 360 1440    stateMachineArn* input                                                > executionArn output                     -
  LaunchInstance                BTD 75 720      waitFor* imageIdOverride instanceTypesOverride healthCheck            > instanceId                              -
  ModifyImageAttributes         D   120 180     distributedImages* attributes                                         > modifiedImages                          AMI
  RegisterImage                 BTD 540 720     architecture blockDeviceMapping bootMode description enaSupport imageLocation imdsSupport includeSnapshotTags
                                                kernelId ramdiskId rootDeviceName sriovNetSupport tpmSupport uefiData virtualizationType > imageId            AMI
  RunCommand                    BTD 720 720     instanceId* documentName* parameters documentVersion                  > runCommandId status output               -
  RunSysPrep                    BTD 60 720      instanceId*                                                           > runCommandId status output               AMI
  SanitizeInstance              BTD 60 720      instanceId*                                                           > runCommandId status output               AMI
  TerminateInstance             BTD 30 720      instanceId* waitForTermination                                        >                                         -
  WaitForAction                 BTD 4320 10080  snsTopicArn lambdaFunctionName payload                                > action reason                           -
  WaitForSSMAgent               BTD 60 180      instanceId*                                                           > status                                  -
`.replace(/\n {40,}/g, ' ').trim().split('\n').map((line) => line.trim().split(/\s+/).join(' '));

const STAGES: Record<string, string> = { BUILD: 'B', TEST: 'T', DISTRIBUTION: 'D' };

test('the step actions are those of the documentation', () => {
  const ours = Object.entries(WORKFLOW_ACTIONS).map(([name, rule]) => {
    const { types, timeout, longest, required, optional, outputs, imageType = '-' } = rule!;
    const stages = types.map((type) => STAGES[type]).join('');
    return [name, stages, timeout / 60, longest / 60, ...required.map((input) => `${input}*`), ...optional, '>', ...outputs, imageType].join(' ');
  });
  expect(ours).toEqual(DOCUMENTED);
});

test('the variables are those of the documentation', () => {
  expect(WORKFLOW_VARIABLES.join(' ')).toBe(
    'cloudWatchLogGroup cloudWatchLogStream collectImageMetadata collectImageScanFindings imageBuildNumber imageId imageName imageType '
    + 'imageVersionNumber instanceProfileName platform s3Logs securityGroups sourceImageARN subnetId terminateInstanceOnFailure workflowPhase '
    + 'workingDirectory');
});
