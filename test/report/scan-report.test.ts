import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnImage, CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { readsOf } from './reads';
import { IMAGE_ARN, PIPELINE_ARN, stack, report, properties, useStack } from './scanned-image';
import {
  BaseImage, Image, ImagePipeline, ImageRecipe, ImageScanning, OnUnknown, PipelineExecution, Refresh, ReportKeys, ScanReport, ScanSource,
  SeverityGate, SeverityMaximums,
} from '../../src';
import { SCAN_REPORT_TYPE } from '../../src/contract/custom-resource';
import { SCAN_REPORT_KEYS } from '../../src/contract/scan-report';
import { SCAN_HEADLINE } from '../../src/report/key-descriptions';
import { faultsOf, newStack, statementsOf, warningsOf } from '../support/synth';

const images = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:imagebuilder:us-east-1:111122223333:image/${name}`]] });

describe('the source', () => {
  test('is an image, waited for five minutes and not judged', () => {
    report();
    expect(properties()).toEqual({
      ServiceToken: expect.anything(), ServiceTimeout: '1860', SourceType: 'IMAGE', SourceArn: IMAGE_ARN, ScanTimeoutSeconds: 300,
    });
    expect(readsOf(stack)).toEqual({
      'imagebuilder:GetImage': images('golden/*'),
      'imagebuilder:ListImageScanFindingAggregations': images('golden/*'),
      'imagebuilder:ListImageScanFindings': images('golden/*'),
    });
    expect(statementsOf(stack)).toContainEqual({ Action: 'inspector2:ListFindings', Effect: 'Allow', Resource: '*' });
  });

  test('is an image of aws-cdk-lib', () => {
    const image = new CfnImage(stack, 'Image', {});
    report({ source: ScanSource.image(image) });
    expect(properties()).toMatchObject({ SourceArn: stack.resolve(image.imageRef.imageArn) });
  });

  test('is all images of a pipeline, counted on the pipeline', () => {
    report({ source: ScanSource.pipelineArn(PIPELINE_ARN) });
    expect(properties()).toMatchObject({ SourceType: 'PIPELINE', SourceArn: PIPELINE_ARN });
    expect(readsOf(stack)).toEqual({
      'imagebuilder:GetImage': images('*'),
      'imagebuilder:ListImageScanFindingAggregations': PIPELINE_ARN,
      'imagebuilder:ListImageScanFindings': PIPELINE_ARN,
      'imagebuilder:GetImagePipeline': PIPELINE_ARN,
      'imagebuilder:ListImagePipelineImages': PIPELINE_ARN,
    });
  });

  test.each([
    ['us-west-2', 'Region of the stack, us-east-1', IMAGE_ARN.replace('us-east-1', 'us-west-2')],
    ['another account', 'account of the stack, 111122223333', IMAGE_ARN.replace('111122223333', '444455556666')],
  ])('may not be in %s', (_, where, arn) => {
    expect(() => report({ source: ScanSource.imageArn(arn) })).toThrow(new Error(`SourceUnsupported: \`source\` must be in the ${where}, got: '${arn}'. [Stack/Scan]`));
  });

  test('may be anywhere as long as the stack may be', () => {
    useStack(newStack());
    expect(() => report()).not.toThrow();
  });

  test('is a pipeline of aws-cdk-lib, and is read again when the pipeline changes', () => {
    const pipeline = new CfnImagePipeline(stack, 'Pipeline', { name: 'golden', infrastructureConfigurationArn: 'arn' });
    report({ source: ScanSource.pipeline(pipeline) });
    expect(properties()).toMatchObject({ SourceType: 'PIPELINE', DeploymentId: stack.resolve(pipeline.attrDeploymentId) });
  });
});

describe('the scope', () => {
  test('is the account, which the API authorizes on no resource', () => {
    report({ source: ScanSource.account() });
    expect(properties()).toEqual({
      ServiceToken: expect.anything(), ServiceTimeout: '1860', SourceType: 'ACCOUNT', SourceId: { Ref: 'AWS::AccountId' }, ScanTimeoutSeconds: 300,
    });
    expect(readsOf(stack)).toEqual({ 'imagebuilder:ListImageScanFindingAggregations': '*' });
  });

  test('is a vulnerability', () => {
    report({ source: ScanSource.vulnerability('CVE-2026-12345') });
    expect(properties()).toMatchObject({ SourceType: 'VULNERABILITY', SourceId: 'CVE-2026-12345' });
    expect(properties()).not.toHaveProperty('SourceArn');
    expect(readsOf(stack)).toEqual({ 'imagebuilder:ListImageScanFindingAggregations': '*', 'imagebuilder:ListImageScanFindings': '*' });
  });

  test.each([['cve-2025-38064', 'CVE-2025-38064'], ['Cve-2025-1', 'CVE-2025-1'], ['GHSA-jfh8-c2jp-5v3q', 'GHSA-jfh8-c2jp-5v3q']])(
    'is the vulnerability %s in the form in which it is listed: %s', (id, SourceId) => {
      report({ source: ScanSource.vulnerability(id) });
      expect(properties()).toMatchObject({ SourceId });
    });

  test('is a vulnerability that a parameter names', () => {
    report({ source: ScanSource.vulnerability(new CfnParameter(stack, 'Cve').valueAsString) });
    expect(properties()).toMatchObject({ SourceId: { Ref: 'Cve' } });
  });

  test.each(['C', 'GHSA-abcd-1234', 'C'.repeat(128)])('may be %s', (id) => {
    expect(() => report({ source: ScanSource.vulnerability(id) })).not.toThrow();
  });

  test.each(['', ' CVE-2026-1', '-CVE', 'C'.repeat(129)])('may not be %j', (id) => {
    expect(() => report({ source: ScanSource.vulnerability(id) })).toThrow('SourceMalformed: `source` must be the id of a vulnerability, such as CVE-2026-12345, got: ');
  });
});

describe('the time-out of the scan', () => {
  test.each([0, 1, 1499, 1500])('may be %p seconds', (seconds) => {
    report({ scanTimeout: Duration.seconds(seconds) });
    expect(properties()).toMatchObject({ ScanTimeoutSeconds: seconds });
  });

  test('may be a token in seconds, and in no other unit', () => {
    const parameter = new CfnParameter(stack, 'Timeout', { type: 'Number' });
    report({ scanTimeout: Duration.seconds(parameter.valueAsNumber) });
    expect(properties()).toMatchObject({ ScanTimeoutSeconds: { Ref: 'Timeout' } });
    expect(() => new ScanReport(stack, 'Other', { source: ScanSource.imageArn(IMAGE_ARN), scanTimeout: Duration.minutes(parameter.valueAsNumber) })).toThrow(new Error(
      'ScanTimeoutUnresolved: `scanTimeout` must be made with `Duration.seconds()` when its value is a token. [Stack/Other]'));
  });

  test.each([1501, 3600, 0.5])('may not be %p seconds', (seconds) => {
    expect(() => report({ scanTimeout: Duration.seconds(seconds) })).toThrow(
      `ScanTimeoutOutOfRange: \`scanTimeout\` must be a whole number from 0 to 1500, got: ${seconds}. [Stack/Scan]`);
  });
});

describe('the findings themselves', () => {
  const INSPECTOR = { Action: 'inspector2:ListFindings', Effect: 'Allow', Resource: '*' };

  test('are read when they are asked for, with the permissions that takes', () => {
    report({ readFindings: true });
    expect(properties()).toMatchObject({ ReadFindings: 'true' });
    expect(readsOf(stack)).toEqual({
      'imagebuilder:GetImage': images('golden/*'),
      'imagebuilder:ListImageScanFindingAggregations': images('golden/*'),
      'imagebuilder:ListImageScanFindings': images('golden/*'),
    });
    expect(statementsOf(stack)).toContainEqual(INSPECTOR);
  });

  test.each([undefined, false])('are not read when that is %p', (readFindings) => {
    report({ readFindings });
    expect(properties()).not.toHaveProperty('ReadFindings');
  });

  test('of an account may not be read when nobody asks, because its counts are never taken for zero', () => {
    report({ source: ScanSource.account() });
    expect(readsOf(stack)).not.toHaveProperty('imagebuilder:ListImageScanFindings');
    expect(statementsOf(stack)).not.toContainEqual(INSPECTOR);
  });

  test.each<[SeverityMaximums, boolean]>([
    [{ critical: 0, onlyFixable: true }, true],
    [{ critical: 0, ignore: [{ vulnerabilityId: 'CVE-2026-1', until: '9999-12-31', reason: 'why' }] }, true],
    [{ critical: 0, onlyFixable: false, ignore: [] }, false],
  ])('of an account may be read for the gate %j: %s', (maximums, may) => {
    report({ source: ScanSource.account(), gate: SeverityGate.atMost(maximums) });
    expect(statementsOf(stack).some(({ Action }) => Action === INSPECTOR.Action)).toBe(may);
    expect('imagebuilder:ListImageScanFindings' in readsOf(stack)).toBe(may);
    // Decided once: what the report is allowed to read is what the handler is told to read.
    expect(properties().ReadFindings).toBe(may ? 'true' : undefined);
  });

  test('of a pipeline are authorized on the pipeline', () => {
    report({ source: ScanSource.pipelineArn(PIPELINE_ARN), readFindings: true });
    expect(readsOf(stack)).toMatchObject({ 'imagebuilder:ListImageScanFindings': PIPELINE_ARN, 'imagebuilder:GetImage': images('*') });
  });

  test('of the account are authorized on no resource', () => {
    report({ source: ScanSource.account(), readFindings: true });
    expect(readsOf(stack)).toEqual({ 'imagebuilder:ListImageScanFindingAggregations': '*', 'imagebuilder:ListImageScanFindings': '*' });
  });
});

test('the report is read again with every deployment when it is to, and else only on a change', () => {
  report({ refresh: Refresh.EVERY_DEPLOYMENT });
  expect(properties()).toMatchObject({ RefreshedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
  useStack(newStack({ env: { region: 'us-east-1', account: '111122223333' } }));
  report({ refresh: Refresh.ON_CHANGE });
  expect(properties()).not.toHaveProperty('RefreshedAt');
});

describe('the attributes', () => {
  test('are tokens of the custom resource, one per key', () => {
    const scan = report();
    const [id] = Object.keys(Template.fromStack(stack).findResources(SCAN_REPORT_TYPE));
    for (const key of SCAN_REPORT_KEYS) {
      const getter = `${key[0].toLowerCase()}${key.slice(1)}` as keyof ScanReport;
      expect(stack.resolve(scan[getter])).toEqual({ 'Fn::GetAtt': [id, key] });
    }
  });

  test('become stack outputs: the headline by default, all when asked', () => {
    report().addStackOutputs();
    new ScanReport(stack, 'Second', { source: ScanSource.imageArn(IMAGE_ARN) }).addStackOutputs({ keys: ReportKeys.ALL, prefix: 'Second' });
    expect(Object.keys(Template.fromStack(stack).toJSON().Outputs)).toEqual([...SCAN_HEADLINE, ...SCAN_REPORT_KEYS.map((key) => `Second${key}`)]);
  });
});

describe('how images are scanned', () => {
  const EC2 = ['ec2:DescribeImages', 'ec2:GetImageFindings'];
  const recipe = () => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
  const pipeline = (imageScanning?: ImageScanning) => new ImagePipeline(stack, 'Pipeline', { recipe: recipe(), imageScanning });
  const actions = () => statementsOf(stack).flatMap(({ Action }) => [Action].flat()).filter((action: string) => /^(imagebuilder:List|inspector2|ec2):?/.test(action)).sort();
  const LISTS = ['imagebuilder:ListImageScanFindingAggregations', 'imagebuilder:ListImageScanFindings', 'inspector2:ListFindings'];

  test.each<[string, () => ScanSource]>([
    ['image', () => ScanSource.image(pipeline(ImageScanning.onDemandAmi()).runOnDeploy())],
    ['ARN of an image', () => ScanSource.imageArn(pipeline(ImageScanning.onDemandAmi()).runOnDeploy().imageArn)],
    ['image without a pipeline', () => ScanSource.image(new Image(stack, 'Image', { recipe: recipe(), imageScanning: ImageScanning.onDemandAmi() }))],
  ])('on demand: of the %s only the scan of its AMI may be read', (_, source) => {
    report({ source: source(), gate: SeverityGate.atMost({ critical: 0 }) });
    expect(actions()).toEqual(EC2);
    expect(statementsOf(stack)).toContainEqual({ Action: EC2, Effect: 'Allow', Resource: '*' });
    expect(faultsOf(stack)).toEqual([]);
  });

  test('on demand: of an execution only the scan of its AMI may be read', () => {
    const execution = new PipelineExecution(stack, 'Execution', { pipeline: pipeline(ImageScanning.onDemandAmi()) });
    report({ source: ScanSource.imageArn(execution.imageArn) });
    expect(actions().filter((action: string) => !/Workflow|PipelineImages/.test(action))).toEqual(EC2);
  });

  test.each<[string, () => ScanSource, string[]]>([
    ['pipeline on demand', () => ScanSource.pipeline(pipeline(ImageScanning.onDemandAmi())), [...EC2, 'imagebuilder:ListImagePipelineImages', ...LISTS]],
    ['pipeline', () => ScanSource.pipeline(pipeline(ImageScanning.testInstance())), ['imagebuilder:ListImagePipelineImages', ...LISTS]],
    ['image of a pipeline', () => ScanSource.image(pipeline(ImageScanning.testInstance()).runOnDeploy()), LISTS],
    ['image that is not known', () => ScanSource.imageArn(IMAGE_ARN), [...EC2, ...LISTS]],
    ['pipeline that is not known', () => ScanSource.pipelineArn(PIPELINE_ARN), [...EC2, 'imagebuilder:ListImagePipelineImages', ...LISTS]],
    ['vulnerability', () => ScanSource.vulnerability('CVE-2026-1'), LISTS],
  ])('of a %s what may be read is what its scan needs', (_, source, expected) => {
    report({ source: source() });
    expect(actions()).toEqual(expected);
  });

  test('not at all: a gate that could never pass is an error', () => {
    report({ source: ScanSource.image(pipeline().runOnDeploy()), gate: SeverityGate.atMost({ critical: 0 }) });
    expect(faultsOf(stack)).toEqual(['GateConflict: `gate` must be absent for an image that is not scanned, because a gate without counts fails the '
      + 'deployment. Set `imageScanning` of the pipeline or the image. [Stack/Scan]']);
  });

  test('not at all: a gate over an execution that could never pass is an error', () => {
    const execution = new PipelineExecution(stack, 'Execution', { pipeline: pipeline(ImageScanning.disabled()) });
    report({ source: ScanSource.imageArn(execution.imageArn), gate: SeverityGate.atMost({ critical: 0 }) });
    expect(faultsOf(stack)).toHaveLength(1);
  });

  test.each<[string, () => ScanSource, OnUnknown]>([
    ['of a pipeline, whose earlier images may have been scanned', () => ScanSource.pipeline(pipeline()), OnUnknown.FAIL],
    ['that continues without counts', () => ScanSource.image(pipeline().runOnDeploy()), OnUnknown.CONTINUE],
  ])('not at all: a gate %s is warned of', (_, source, onUnknown) => {
    report({ source: source(), gate: SeverityGate.atMost({ critical: 0, onUnknown }) });
    expect(faultsOf(stack)).toEqual([]);
    expect(warningsOf(stack).join()).toContain('The image is not scanned, so there are no counts that the gate can evaluate. Set `imageScanning` of the pipeline or the image.');
  });

  test('not at all: a report without a gate says so at deployment', () => {
    report({ source: ScanSource.image(pipeline().runOnDeploy()) });
    expect([faultsOf(stack), warningsOf(stack)]).toEqual([[], []]);
  });
});
