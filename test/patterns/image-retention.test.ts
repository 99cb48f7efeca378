import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { BaseImage, BuildOnDeploy, GoldenAmi, GoldenAmiProps, ImagePipelineSchedule, ImageRetention, ImageScanning, WeekDay } from '../../src';
import { dependenciesOf, propertiesOf, warningsOf } from '../support/synth';

function setUp(retention: ImageRetention, props: Partial<GoldenAmiProps> = {}) {
  const stack = new Stack(new App(), 'Images');
  const golden = new GoldenAmi(stack, 'Web', { baseImage: BaseImage.amazonLinux2023(), retention, ...props });
  return { stack, golden, policy: propertiesOf(stack, 'AWS::ImageBuilder::LifecyclePolicy') };
}
const deployed = { 'Fn::GetAtt': [expect.stringMatching(/^WebPipeline/), 'DeploymentId'] };

test('the newest images of all versions are kept, and the image of the deployment by its tag', () => {
  const { stack, policy } = setUp(ImageRetention.keepLast(5), { schedule: ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3 }) });
  expect(policy).toMatchObject({
    ResourceType: 'AMI_IMAGE',
    ResourceSelection: { Recipes: [{ SemanticVersion: 'x.x.x' }] },
    PolicyDetails: [{
      Action: { Type: 'DELETE', IncludeResources: { Amis: true, Snapshots: true } },
      Filter: { Type: 'COUNT', Value: 5 },
      ExclusionRules: { TagMap: { 'cdk-imagebuilder:deployed': deployed } },
    }],
  });
  expect(propertiesOf(stack, 'AWS::ImageBuilder::Image').Tags).toEqual({ 'cdk-imagebuilder:deployed': deployed });
  expect(warningsOf(stack)).toEqual([]);
});

test('Image Builder assumes the role of the policy', () => {
  const { stack, policy } = setUp(ImageRetention.keepLast(5));
  const [role] = policy.ExecutionRole['Fn::GetAtt'];
  expect(Template.fromStack(stack).toJSON().Resources[role].Properties.AssumeRolePolicyDocument.Statement).toEqual([
    { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'imagebuilder.amazonaws.com' } },
  ]);
});

test('the policy protects the image of the last deployment until the next one is built and judged, which stays an image for the policy', () => {
  const { stack } = setUp(ImageRetention.keepLast(5));
  const image = Template.fromStack(stack).findResources('AWS::ImageBuilder::Image');
  expect(Object.values(image)).toMatchObject([{ UpdateReplacePolicy: 'Retain', DeletionPolicy: 'Delete' }]);
  expect(dependenciesOf(stack, 'AWS::ImageBuilder::LifecyclePolicy')).toEqual(expect.arrayContaining([
    'AWS::ImageBuilder::Image', 'Custom::ImageBuilderBuildReport', 'Custom::ImageBuilderScanReport',
  ]));
});

test('without a scan, the policy waits for the report of the build only', () => {
  const { stack } = setUp(ImageRetention.keepLast(5), { imageScanning: ImageScanning.disabled() });
  expect(dependenciesOf(stack, 'AWS::ImageBuilder::LifecyclePolicy').filter((type) => type.startsWith('Custom::'))).toEqual(['Custom::ImageBuilderBuildReport']);
});

test.each<[string, ImageRetention, object[]]>([
  ['older than', ImageRetention.olderThan(Duration.days(90)), [{ Action: { Type: 'DELETE' }, Filter: { Type: 'AGE', Value: 90, Unit: 'DAYS', RetainAtLeast: 1 } }]],
  ['older than, with a minimum', ImageRetention.olderThan(Duration.days(90), { keepAtLeast: 10 }), [{ Filter: { RetainAtLeast: 10 } }]],
  ['deprecated', ImageRetention.keepLast(1000).deprecateAfter(Duration.days(30)), [
    { Action: { Type: 'DEPRECATE' }, Filter: { Type: 'AGE', Value: 30, Unit: 'DAYS' }, ExclusionRules: { TagMap: { 'cdk-imagebuilder:deployed': deployed } } },
    { Action: { Type: 'DELETE' }, Filter: { Type: 'COUNT', Value: 1000 } },
  ]],
  ['deprecated before deletion', ImageRetention.olderThan(Duration.days(90)).deprecateAfter(Duration.days(89)), [{ Action: { Type: 'DEPRECATE' } }, {}]],
  ['launched', ImageRetention.keepLast(1).exceptLaunchedWithin(Duration.days(30)), [
    { ExclusionRules: { TagMap: { 'cdk-imagebuilder:deployed': deployed }, Amis: { LastLaunched: { Value: 30, Unit: 'DAYS' } } } },
  ]],
  ['tagged', ImageRetention.keepLast(1).exceptTagged({ Channel: 'stable' }).exceptTagged({ Hold: 'yes' }), [
    { ExclusionRules: { TagMap: { 'Channel': 'stable', 'Hold': 'yes', 'cdk-imagebuilder:deployed': deployed } } },
  ]],
])('images %s', (_, retention, details) => {
  expect(setUp(retention).policy.PolicyDetails).toMatchObject(details);
});

test('without a build of the deployment, only tags of the user are excluded', () => {
  const without = { buildOnDeploy: BuildOnDeploy.DISABLED };
  expect(setUp(ImageRetention.keepLast(5), without).policy.PolicyDetails[0].ExclusionRules).toBeUndefined();
  expect(setUp(ImageRetention.keepLast(5).exceptTagged({ Hold: 'yes' }), without).policy.PolicyDetails[0].ExclusionRules).toEqual({ TagMap: { Hold: 'yes' } });
});

test.each<[BuildOnDeploy, string[]]>([
  [BuildOnDeploy.REPORT_FAILURE, [
    'The image that the deployment built has no tag of its own, so it is kept only as long as it is one of the newest images. `BuildOnDeploy.ROLL_BACK` protects it by a tag. '
    + '[ack: cdk-imagebuilder:retentionByNumber]',
  ]],
  [BuildOnDeploy.ROLL_BACK, []],
  [BuildOnDeploy.DISABLED, []],
])('synthesis says where the image of the deployment is kept by its number only: %s', (buildOnDeploy, infos) => {
  const { stack } = setUp(ImageRetention.keepLast(5), { buildOnDeploy });
  expect(Annotations.fromStack(stack).findInfo('*', Match.anyValue()).map(({ entry }) => entry.data)).toEqual(infos);
});

test.each<[string, () => unknown, string]>([
  ['a tag of AWS', () => ImageRetention.keepLast(1).exceptTagged({ 'aws:x': 'y' }), '`tags` must have keys'],
  ['an age of nothing', () => setUp(ImageRetention.olderThan(Duration.days(0))), 'be more than 0 and at most 1000 days'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});
