import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVenv } from '../../support/python';
import { SDK_OPERATIONS, SDK_STRUCTURES } from '../sdk-schema';
import { PYTHON_CLIENTS } from '../testing';
import { MODEL } from './model';

const FILE = join(__dirname, 'imagebuilder-constraints.json');
const GENERATOR = join(__dirname, 'generate.py');

test('is what the generator makes of botocore', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'imagebuilder-model-'));
  try {
    const python = await ensureVenv('aws-clients', PYTHON_CLIENTS);
    execFileSync(python, [GENERATOR, join(folder, 'model.json')], { timeout: 60_000 });
    expect(readFileSync(join(folder, 'model.json'), 'utf8') === readFileSync(FILE, 'utf8')).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 400_000);

test('names its source and licence', () => {
  expect(MODEL.source.package).toBe('botocore==1.44.8 (PyPI)');
  expect(MODEL.source.licence).toContain('Apache-2.0');
  expect(MODEL.source.notice).toContain('Copyright');
});

test('is not made of another version of botocore', () => {
  const folder = mkdtempSync(join(tmpdir(), 'imagebuilder-model-'));
  try {
    mkdirSync(join(folder, 'botocore-1.0.0.dist-info'));
    writeFileSync(join(folder, 'botocore-1.0.0.dist-info', 'METADATA'), 'Name: botocore\nVersion: 1.0.0\n');
    const { status, stderr } = spawnSync('python3', [GENERATOR, join(folder, 'model.json')], {
      env: { ...process.env, PYTHONPATH: folder }, encoding: 'utf8', timeout: 60_000,
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '`botocore` must be 1.44.8, got: 1.0.0.\n' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('against the schemas of the installed SDK', () => {
  test('has the same operations with the same methods and paths', () => {
    const ofSdk = SDK_OPERATIONS.map(({ name, method, uri }) => `${name} ${method} ${uri}`).sort();
    expect(Object.entries(MODEL.operations).map(([name, { method, uri }]) => `${name} ${method} ${uri}`).sort()).toEqual(ofSdk);
  });

  test('has every member that the SDK has', () => {
    const missing = Object.entries(SDK_STRUCTURES).flatMap(([shape, members]) =>
      members.filter((member) => !MODEL.shapes[shape]?.members?.[member]).map((member) => `${shape}.${member}`));
    expect(missing).toEqual([]);
  });

  test('binds every member to the same place of the request', () => {
    const places = { querystring: 'query', uri: 'path' } as Record<string, string>;
    const other = SDK_OPERATIONS.flatMap(({ name, input }) => {
      const { locations = {} } = MODEL.shapes[MODEL.operations[name].input];
      return Object.entries(input).filter(([member, binding]) => (places[locations[member]] ?? 'body') !== binding.in).map(([member]) => `${name}.${member}`);
    });
    expect(other).toEqual([]);
  });

  // When the SDK learns one of these, this list gets shorter, and the handler need not read it from the raw body any more.
  test('has these members more, which clients made with the SDK do not see', () => {
    const more = Object.entries(MODEL.shapes).filter(([, { type, httpStatus }]) => type === 'structure' && httpStatus === undefined)
      .flatMap(([shape, { members = {} }]) =>
        Object.keys(members).filter((member) => !SDK_STRUCTURES[shape]?.includes(member)).map((member) => `${shape}.${member}`));
    expect(more.sort()).toEqual([
      'AutoScalingGroupConfiguration.capacityWaitTimeoutSeconds',
      'AutoScalingGroupConfiguration.name',
      'ComponentFailureContext.action',
      'ComponentFailureContext.componentArn',
      'ComponentFailureContext.errorMessage',
      'ComponentFailureContext.phaseName',
      'ComponentFailureContext.stepName',
      'CreateContainerRecipeRequest.dryRun',
      'CreateDistributionConfigurationRequest.dryRun',
      'CreateImagePipelineRequest.dryRun',
      'CreateImageRecipeRequest.amiWatermarks',
      'CreateImageRecipeRequest.dryRun',
      'CreateInfrastructureConfigurationRequest.dryRun',
      'CreateInfrastructureConfigurationRequest.parentInstance',
      'CreateInfrastructureConfigurationRequest.terminateInstanceOnCompletion',
      'CreateLifecyclePolicyRequest.dryRun',
      'DistributionFailureContext.errorMessage',
      'DistributionFailureContext.regionFailures',
      'GetWorkflowStepExecutionResponse.attemptNumber',
      'GetWorkflowStepExecutionResponse.maxAttempts',
      'ImageFailureContext.componentFailure',
      'ImageFailureContext.distributionFailure',
      'ImageFailureContext.failedStep',
      'ImageFailureContext.imageStatus',
      'ImageFailureContext.stepExecutionId',
      'ImageFailureContext.workflowArn',
      'ImageFailureContext.workflowExecutionId',
      'ImageRecipe.amiWatermarks',
      'ImageScanningConfiguration.imageScanningTypes',
      'ImageScanningConfiguration.scanResultCondition',
      'ImageState.failureContext',
      'InfrastructureConfiguration.parentInstance',
      'InfrastructureConfiguration.terminateInstanceOnCompletion',
      'ParentInstanceConfiguration.autoScalingGroup',
      'RegionFailure.errorMessage',
      'RegionFailure.imageConfigurationStep',
      'RegionFailure.region',
      'RegionFailure.status',
      'RegionFailure.targetAccountId',
      'ScanResultCondition.fixAvailable',
      'ScanResultCondition.maximumSeverityLabel',
      'UpdateInfrastructureConfigurationRequest.parentInstance',
      'UpdateInfrastructureConfigurationRequest.terminateInstanceOnCompletion',
      'WorkflowStepMetadata.attemptNumber',
      'WorkflowStepMetadata.maxAttempts',
    ]);
  });
});
