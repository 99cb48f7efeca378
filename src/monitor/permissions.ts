import { ArnFormat, AspectPriority, Aspects, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { Monitored } from './monitored';
import { imagesArn } from '../common/naming';
import { acknowledgeWildcards, Permission } from '../common/permission';
import { START_ACTIONS } from '../pipeline/image-pipeline-base';
import { readAmiScans, readInspector, readSteps } from '../report/source';

const READ_IMAGE = [
  'imagebuilder:GetImage', 'imagebuilder:ListWorkflowExecutions', 'imagebuilder:ListImagePackages',
  'imagebuilder:ListImageScanFindingAggregations', 'imagebuilder:ListImageScanFindings',
];
const READ_PIPELINE = ['imagebuilder:GetImagePipeline', 'imagebuilder:ListImagePipelineImages'];

/**
 * Grants permissions whose resources are all known only when every pipeline is. The statements are there at once, in their order and with the resources that
 * are known. They get the others before the template is written and before a large policy is divided.
 */
export function grantAtSynth(scope: Construct, role: iam.Role, permissions: () => Permission[]): void {
  const atOnce = permissions();
  const granted = atOnce.map((permission) => ({ statement: addStatement(permission), resources: new Set<string>() }));
  atOnce.forEach(complete);
  // A monitor without pipelines is refused in words of its own, and not in those of IAM: this resource has none of the actions.
  const none = [role.roleArn];
  Aspects.of(scope).add({
    visit: (construct) => {
      if (construct === scope) {
        permissions().map((permission) => permission.resources.length > 0 ? permission : { ...permission, resources: none }).forEach(complete);
      }
    },
  }, { priority: AspectPriority.MUTATING });

  function complete(permission: Permission, index: number): void {
    const { resources, reason } = permission;
    const known = granted[index];
    const missing = resources.filter((resource) => !known.resources.has(resource));
    if (missing.length === 0) {
      return;
    }
    if (known.statement.frozen) {
      // Somebody has read the policy, after which a statement takes nothing more.
      known.statement = addStatement(permission);
    }
    known.statement.addResources(...missing);
    missing.forEach((resource) => known.resources.add(resource));
    acknowledgeWildcards(role, missing, reason);
  }

  function addStatement({ actions, conditions }: Permission): iam.PolicyStatement {
    const statement = new iam.PolicyStatement({ actions, conditions });
    role.addToPrincipalPolicy(statement);
    return statement;
  }
}

/** What the function of a monitor reads, by the pipelines that are monitored. */
export function readsOf(scope: Construct, pipelines: readonly Monitored[] | undefined): Permission[] {
  const names = namesOf(pipelines);
  return [
    { actions: READ_IMAGE, resources: names.map((name) => imagesArn(Stack.of(scope), name === '*' ? name : `${name}/*`)), reason: imageReason(pipelines, names) },
    pipelines === undefined
      ? { actions: READ_PIPELINE, resources: [pipelineArn(scope)], reason: 'Every pipeline of the account is monitored; reading is all that is allowed.' }
      : { actions: READ_PIPELINE, resources: pipelines.map(({ arn }) => arn) },
    ...pipelines === undefined ? [readAccount()] : [],
    readSteps(scope),
    readInspector(),
    readAmiScans(),
  ];
}

/** What finding every image of the account requires. */
function readAccount(): Permission {
  return {
    actions: ['imagebuilder:ListImageBuildVersions', 'imagebuilder:ListImagePipelines'],
    resources: ['*'],
    reason: 'The list of all pipelines, and that of all builds, belong to no resource; reading is all that is allowed.',
  };
}

/** What reading the end of the log of a failed build requires. */
export function readLogs(scope: Construct, pipelines: readonly Monitored[] | undefined, groups: logs.ILogGroupRef[]): Permission {
  const unknown = pipelines?.filter(({ imageLogGroupName }) => imageLogGroupName === undefined);
  const known = (pipelines ?? []).flatMap(({ imageLogGroupName }) => imageLogGroupName ?? []);
  const names = new Set([
    ...namesOf(unknown).map((name) => `/aws/imagebuilder/${name}`), ...known, ...groups.map(({ logGroupRef }) => logGroupRef.logGroupName),
  ]);
  return {
    actions: ['logs:GetLogEvents'],
    resources: [...names].map((name) => Stack.of(scope).formatArn({
      service: 'logs', resource: 'log-group', resourceName: `${name}:log-stream:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })),
    reason: 'The log stream bears the version and build of the image, which are known only after it is built; reading is all that is allowed.',
  };
}

/** What judging an image again requires: a scan of AMIs that nothing scans continuously. */
export function scanAgain(): Permission {
  return {
    actions: ['inspector2:StartOnDemandScan'],
    resources: ['*'],
    reason: 'Amazon Inspector authorizes scans on demand on no resource, and the ID of an AMI is known only after the build.',
  };
}

/** What starting the pipeline of an image that fails the gate requires. */
export function startPipelines(scope: Construct, pipelines: readonly Monitored[] | undefined): Permission {
  return pipelines === undefined
    ? { actions: START_ACTIONS, resources: [pipelineArn(scope)], reason: 'Every pipeline of the account is monitored, and is started if its newest image fails the gate.' }
    : { actions: START_ACTIONS, resources: pipelines.map(({ arn }) => arn) };
}

/** Names of images, or `*` if one of them can have any name. */
function namesOf(pipelines: readonly Monitored[] | undefined): string[] {
  const names = (pipelines ?? [undefined]).map((pipeline) => pipeline?.imageName);
  const known = names.filter((name) => name !== undefined);
  return known.length < names.length ? ['*'] : [...new Set(known)];
}

function imageReason(pipelines: readonly Monitored[] | undefined, [name]: string[]): string {
  const rest = 'reading is all that is allowed.';
  if (pipelines === undefined) {
    return `Every image of the account is monitored; ${rest}`;
  }
  return name === '*'
    ? `The ARN of a pipeline does not tell the name of its images; ${rest}`
    : `The version and build of an image are known only after it is built; ${rest}`;
}

function pipelineArn(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: 'imagebuilder', resource: 'image-pipeline', resourceName: '*' });
}
