import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnImage, CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { readsOf } from './reads';
import { BaseImage, BuildReport, BuildReportProps, BuildSource, ImagePipeline, ImageRecipe, OnFailure, Refresh, ReportKeys } from '../../src';
import { BUILD_REPORT_KEYS } from '../../src/contract/build-report';
import { BUILD_REPORT_TYPE } from '../../src/contract/custom-resource';
import { BUILD_HEADLINE } from '../../src/report/key-descriptions';
import { newStack, propertiesOf } from '../support/synth';

const IMAGE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image/golden/1.0.3/2';
const PIPELINE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';

let stack: Stack;
beforeEach(() => {
  stack = newStack({ env: { region: 'us-east-1', account: '111122223333' } });
});

function report(source: BuildSource, props: Partial<BuildReportProps> = {}): BuildReport {
  return new BuildReport(stack, 'Build', { source, ...props });
}

function properties(): Record<string, unknown> {
  return propertiesOf(stack, BUILD_REPORT_TYPE);
}

const imagesNamed = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:imagebuilder:us-east-1:111122223333:image/${name}`]] });
const EXECUTIONS = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:us-east-1:111122223333:workflow-execution/*']] };

describe('the source', () => {
  test('is the image with an ARN', () => {
    report(BuildSource.imageArn(IMAGE_ARN));
    expect(properties()).toEqual({ ServiceToken: expect.anything(), ServiceTimeout: '1860', SourceType: 'IMAGE', SourceArn: IMAGE_ARN });
  });

  test('is an image of aws-cdk-lib', () => {
    const image = new CfnImage(stack, 'Image', {});
    report(BuildSource.image(image));
    expect(properties()).toMatchObject({ SourceType: 'IMAGE', SourceArn: stack.resolve(image.imageRef.imageArn) });
  });

  test('is the newest image of the pipeline with an ARN, and asks no deployment id', () => {
    report(BuildSource.latestOfArn(PIPELINE_ARN));
    expect(properties()).toEqual({ ServiceToken: expect.anything(), ServiceTimeout: '1860', SourceType: 'PIPELINE', SourceArn: PIPELINE_ARN });
  });

  test('is the newest image of a pipeline of aws-cdk-lib, and is read again when the pipeline changes', () => {
    const pipeline = new CfnImagePipeline(stack, 'Pipeline', { name: 'golden', infrastructureConfigurationArn: 'arn' });
    report(BuildSource.latestOf(pipeline));
    expect(properties()).toMatchObject({
      SourceType: 'PIPELINE',
      SourceArn: stack.resolve(pipeline.imagePipelineRef.imagePipelineArn),
      DeploymentId: stack.resolve(pipeline.attrDeploymentId),
    });
  });

  test('is the newest image of a pipeline of this library, and is read again when the pipeline changes', () => {
    const pipeline = new ImagePipeline(stack, 'Pipeline', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }) });
    report(BuildSource.latestOf(pipeline));
    const [id] = Object.keys(Template.fromStack(stack).findResources('AWS::ImageBuilder::ImagePipeline'));
    expect(properties()).toMatchObject({ SourceType: 'PIPELINE', DeploymentId: { 'Fn::GetAtt': [id, 'DeploymentId'] } });
  });

  test.each([
    ['a version without a build', 'arn:aws:imagebuilder:us-east-1:111122223333:image/golden/1.0.3'],
    ['a wildcard', 'arn:aws:imagebuilder:us-east-1:111122223333:image/golden/x.x.x/1'],
    ['a pipeline', PIPELINE_ARN],
    ['no ARN', 'golden'],
  ])('is refused when it is %s', (_, arn) => {
    expect(() => report(BuildSource.imageArn(arn))).toThrow(
      'SourceMalformed: `source` must be the ARN of one image build, '
      + `arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<x.y.z>/<build>, got: '${arn}'. [Stack/Build]`);
  });

  test('is refused when a pipeline is wanted and an image is given', () => {
    expect(() => report(BuildSource.latestOfArn(IMAGE_ARN))).toThrow(
      'SourceMalformed: `source` must be the ARN of an image pipeline, '
      + `arn:<partition>:imagebuilder:<region>:<account>:image-pipeline/<name>, got: '${IMAGE_ARN}'. [Stack/Build]`);
  });

  test('is refused when it is in another Region than the stack', () => {
    const arn = IMAGE_ARN.replace('us-east-1', 'eu-west-1');
    expect(() => report(BuildSource.imageArn(arn))).toThrow(
      `SourceUnsupported: \`source\` must be in the Region of the stack, us-east-1, got: '${arn}'. [Stack/Build]`);
  });

  test('may be in any Region when that of the stack is not known', () => {
    stack = newStack();
    report(BuildSource.imageArn(IMAGE_ARN));
    expect(properties()).toMatchObject({ SourceArn: IMAGE_ARN });
  });
});

describe('the permissions', () => {
  test('for an image with an ARN name its name, whatever version and build', () => {
    report(BuildSource.imageArn(IMAGE_ARN));
    expect(readsOf(stack)).toEqual({
      'imagebuilder:GetImage': imagesNamed('golden/*'),
      'imagebuilder:ListWorkflowExecutions': imagesNamed('golden/*'),
      'imagebuilder:ListWorkflowStepExecutions': EXECUTIONS,
    });
  });

  test('for an image of the stack take the name out of its ARN', () => {
    const image = new CfnImage(stack, 'Image', {});
    report(BuildSource.image(image));
    // The attribute of a pipeline execution may be NONE, in which a second part has to be found, too.
    const arn = { 'Fn::Join': ['', [stack.resolve(image.imageRef.imageArn), '/NONE']] };
    const name = { 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] };
    expect(readsOf(stack)['imagebuilder:GetImage']).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:us-east-1:111122223333:image/', name, '/*']],
    });
  });

  test('for a pipeline add listing its images', () => {
    report(BuildSource.latestOfArn(PIPELINE_ARN));
    expect(readsOf(stack)).toEqual({
      'imagebuilder:GetImage': imagesNamed('*'),
      'imagebuilder:ListWorkflowExecutions': imagesNamed('*'),
      'imagebuilder:ListWorkflowStepExecutions': EXECUTIONS,
      'imagebuilder:GetImagePipeline': PIPELINE_ARN,
      'imagebuilder:ListImagePipelineImages': PIPELINE_ARN,
    });
  });
});

describe('the attributes', () => {
  test('are tokens of the custom resource, one per key', () => {
    const build = report(BuildSource.imageArn(IMAGE_ARN));
    const [id] = Object.keys(Template.fromStack(stack).findResources(BUILD_REPORT_TYPE));
    for (const key of BUILD_REPORT_KEYS) {
      const getter = `${key[0].toLowerCase()}${key.slice(1)}` as keyof BuildReport;
      expect(stack.resolve(build[getter])).toEqual({ 'Fn::GetAtt': [id, key] });
    }
  });
});

describe('the stack outputs', () => {
  test('are none until they are asked for', () => {
    report(BuildSource.imageArn(IMAGE_ARN));
    expect(Template.fromStack(stack).toJSON().Outputs).toBeUndefined();
  });

  test('are a dozen by default, named as the attributes and described', () => {
    report(BuildSource.imageArn(IMAGE_ARN)).addStackOutputs();
    const { Outputs: outputs } = Template.fromStack(stack).toJSON();
    expect(Object.keys(outputs)).toEqual(BUILD_HEADLINE);
    expect(outputs.AmiId).toEqual({
      Description: 'Id of the AMI in the Region and account of the image.',
      Value: { 'Fn::GetAtt': [expect.any(String), 'AmiId'] },
    });
  });

  test('can be all attributes', () => {
    report(BuildSource.imageArn(IMAGE_ARN)).addStackOutputs({ keys: ReportKeys.ALL });
    expect(Object.keys(Template.fromStack(stack).toJSON().Outputs)).toEqual(BUILD_REPORT_KEYS);
  });

  test('can be a chosen list with a prefix', () => {
    report(BuildSource.imageArn(IMAGE_ARN)).addStackOutputs({ keys: ReportKeys.of('AmiId', 'LogGroup'), prefix: 'Base' });
    Template.fromStack(stack).templateMatches({ Outputs: Match.objectEquals({ BaseAmiId: Match.anyValue(), BaseLogGroup: Match.anyValue() }) });
  });

  test('are refused for an attribute that the report does not have', () => {
    const build = report(BuildSource.imageArn(IMAGE_ARN));
    expect(() => build.addStackOutputs({ keys: ReportKeys.of('AmiId', 'FindingsAll') })).toThrow(
      `KeysUnsupported: \`keys\` must name attributes of the report, got: 'FindingsAll'. It has ${BUILD_REPORT_KEYS.join(', ')}. [Stack/Build]`);
  });

  test.each(['1st', 'a-b', 'a b', ''])('are refused with the prefix %p', (prefix) => {
    const build = report(BuildSource.imageArn(IMAGE_ARN));
    expect(() => build.addStackOutputs({ prefix })).toThrow(
      `PrefixMalformed: \`prefix\` must consist of letters and digits and begin with a letter, got: '${prefix}'. [Stack/Build]`);
  });

  test('are refused when another report of the stack has made the same', () => {
    report(BuildSource.imageArn(IMAGE_ARN)).addStackOutputs({ keys: ReportKeys.of('AmiId') });
    const second = new BuildReport(stack, 'Second', { source: BuildSource.imageArn(IMAGE_ARN) });
    expect(() => second.addStackOutputs({ keys: ReportKeys.of('Outcome', 'AmiId') })).toThrow(
      'PrefixConflict: `prefix` must differ between the reports of a stack. The stack has an output AmiId already. [Stack/Second]');
    expect(() => second.addStackOutputs({ prefix: 'Second' })).not.toThrow();
  });

  test('are refused when the stack itself has made the same', () => {
    new CfnOutput(stack, 'AmiId', { value: 'ami-1' });
    expect(() => report(BuildSource.imageArn(IMAGE_ARN)).addStackOutputs()).toThrow(/The stack has an output AmiId already/);
  });
});

describe('a failed build', () => {
  test('fails the deployment when it is to', () => {
    report(BuildSource.imageArn(IMAGE_ARN), { onFailure: OnFailure.FAIL });
    expect(properties()).toMatchObject({ OnFailure: 'FAIL' });
  });

  test.each([undefined, OnFailure.CONTINUE])('does not fail the deployment with %p', (onFailure) => {
    report(BuildSource.imageArn(IMAGE_ARN), { onFailure });
    expect(properties()).not.toHaveProperty('OnFailure');
  });
});

describe('the report is read again', () => {
  afterEach(() => jest.useRealTimers());

  test('with every deployment when it is to: each synthesis writes another time', () => {
    const times = ['2026-01-05T08:00:00.000Z', '2026-01-05T08:00:00.001Z'].map((now) => {
      jest.useFakeTimers({ now: new Date(now) });
      stack = newStack({ env: { region: 'us-east-1', account: '111122223333' } });
      report(BuildSource.imageArn(IMAGE_ARN), { refresh: Refresh.EVERY_DEPLOYMENT });
      return properties().RefreshedAt;
    });
    expect(times).toEqual(['2026-01-05T08:00:00.000Z', '2026-01-05T08:00:00.001Z']);
  });

  test.each([undefined, Refresh.ON_CHANGE])('only on a change with %p', (refresh) => {
    report(BuildSource.imageArn(IMAGE_ARN), { refresh });
    expect(properties()).not.toHaveProperty('RefreshedAt');
  });
});
