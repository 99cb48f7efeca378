import { Template, TemplateValues } from './template-values';

const RECIPE = { 'Fn::GetAtt': ['Recipe', 'Arn'] };
const TEMPLATE: Template = {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket' },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'mine' } },
    Topic: { Type: 'AWS::SNS::Topic' },
    Function: { Type: 'AWS::Lambda::Function' },
    Machine: { Type: 'AWS::StepFunctions::StateMachine' },
    Stream: { Type: 'AWS::Kinesis::Stream' },
    Component: { Type: 'AWS::ImageBuilder::Component', Properties: { Name: 'Hardening', Version: '1.0.0' } },
    Workflow: { Type: 'AWS::ImageBuilder::Workflow', Properties: { Name: 'check', Version: '1.0.0', Type: 'TEST' } },
    Infrastructure: { Type: 'AWS::ImageBuilder::InfrastructureConfiguration', Properties: { Name: 'small' } },
    Recipe: { Type: 'AWS::ImageBuilder::ImageRecipe', Properties: { Name: 'golden', Version: '1.0.x' } },
    Box: { Type: 'AWS::ImageBuilder::ContainerRecipe', Properties: { Name: 'box', Version: '2.1.0' } },
    Pipeline: { Type: 'AWS::ImageBuilder::ImagePipeline', Properties: { Name: 'nightly', ContainerRecipeArn: { Ref: 'Box' } } },
    Image: { Type: 'AWS::ImageBuilder::Image', Properties: { ImageRecipeArn: RECIPE } },
    Run: { Type: 'AWS::ImageBuilder::Image', Properties: { ImagePipelineExecutionSettings: { DeploymentId: { 'Fn::GetAtt': ['Pipeline', 'DeploymentId'] } } } },
    Execution: { Type: 'Custom::ImageBuilderPipelineExecution', Properties: { ImagePipelineArn: { 'Fn::GetAtt': ['Pipeline', 'Arn'] } } },
  },
};
const values = new TemplateValues(TEMPLATE, {
  region: 'eu-central-1', account: '123456789012', stackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Mine/uuid',
});
const attribute = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });
const own = (resource: string) => `arn:aws:imagebuilder:eu-central-1:123456789012:${resource}`;

test.each<[unknown, unknown]>([
  ['text', 'text'],
  [17, 17],
  [null, null],
  [{}, {}],
  [{ a: [{ Ref: 'AWS::Region' }], b: 'x' }, { a: ['eu-central-1'], b: 'x' }],
  [{ a: { Ref: 'AWS::AccountId' } }, { a: '123456789012' }],
  [{ Ref: 'AWS::StackName' }, 'Mine'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Partition' }]] }, 'a-aws'],
  [{ 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }, 'uuid'],
  [{ 'Fn::Sub': '${AWS::URLSuffix}/${Bucket}' }, 'amazonaws.com/Bucket'],
  [{ Ref: 'Bucket' }, 'Bucket'],
  [{ Ref: 'Role' }, 'mine'],
  [{ Ref: 'Topic' }, 'arn:aws:sns:eu-central-1:123456789012:Topic'],
  [{ Ref: 'Machine' }, 'arn:aws:states:eu-central-1:123456789012:stateMachine:Machine'],
  [{ Ref: 'Component' }, own('component/hardening/1.0.0/1')],
  [{ Ref: 'A parameter' }, 'A parameter'],
  [attribute('Bucket', 'Arn'), 'arn:aws:s3:::Bucket'],
  [attribute('Role', 'Arn'), 'arn:aws:iam::123456789012:role/mine'],
  [attribute('Function', 'Arn'), 'arn:aws:lambda:eu-central-1:123456789012:function:Function'],
  [attribute('Component', 'Name'), 'Hardening'],
  [attribute('Pipeline', 'DeploymentId'), 'Pipeline.DeploymentId'],
  [attribute('Workflow', 'Arn'), own('workflow/test/check/1.0.0/1')],
  [attribute('Infrastructure', 'Arn'), own('infrastructure-configuration/small')],
  [attribute('Recipe', 'Arn'), own('image-recipe/golden/1.0.1')],
  [attribute('Image', 'Arn'), own('image/golden/1.0.1/1')],
  [attribute('Run', 'Arn'), own('image/box/2.1.0/1')],
  [attribute('Execution', 'ImageArn'), own('image/box/2.1.0/1')],
  [attribute('Execution', 'Outcome'), 'Execution.Outcome'],
])('%j is %j', (value, expected) => {
  expect(values.resolve(value)).toEqual(expected);
});

test.each([
  [{ 'Fn::ImportValue': 'x' }, 'The template must use simpler functions than: {"Fn::ImportValue":"x"}.'],
  [attribute('Gone', 'Arn'), 'The template must have the resource Gone, of which Arn is asked.'],
  [attribute('Stream', 'Arn'), 'ARNs of AWS::Kinesis::Stream must be known here, of which Stream is one.'],
])('%j is refused', (value, message) => {
  expect(() => values.resolve(value)).toThrow(new Error(message));
});
