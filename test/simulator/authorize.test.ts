import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { Imagebuilder } from '@aws-sdk/client-imagebuilder';
import { askAt, permissionsOf, resourcesOf } from './authorize';
import { AuthorizationRequest, Simulator, startSimulator } from '../simulator';
import { ACCOUNT, arn, COMPONENT, createStack, PARENT_IMAGE, REGION, startBuild, TestService } from './testing';
import { Wire } from './wire';

const image = arn('image/golden/1.0.1/1');
const pipeline = arn('image-pipeline/pipeline');
const workflowExecutionId = 'wf-00000000-0000-0000-0000-000000000000';
const stepExecutionId = 'step-00000000-0000-0000-0000-000000000000';

describe('the resource that an operation is authorised on', () => {
  const service = new TestService();
  startBuild(service);

  test.each<[string, Wire, string[]]>([
    ['GetImage', { imageBuildVersionArn: image }, [image]],
    ['CancelImageCreation', { imageBuildVersionArn: image, clientToken: 't' }, [image]],
    ['ListWorkflowExecutions', { imageBuildVersionArn: image }, [image]],
    ['GetWorkflowExecution', { workflowExecutionId }, [arn(`workflow-execution/${workflowExecutionId}`)]],
    ['ListWorkflowStepExecutions', { workflowExecutionId }, [arn(`workflow-execution/${workflowExecutionId}`)]],
    ['GetWorkflowStepExecution', { stepExecutionId }, [arn(`workflow-step-execution/${stepExecutionId}`)]],
    ['ListImagePipelineImages', { imagePipelineArn: pipeline }, [pipeline]],
    ['StartImagePipelineExecution', { imagePipelineArn: pipeline, clientToken: 't' }, [pipeline]],
    ['UpdateImagePipeline', { imagePipelineArn: pipeline, infrastructureConfigurationArn: arn('infrastructure-configuration/x') }, [pipeline]],
    ['UpdateInfrastructureConfiguration', { infrastructureConfigurationArn: arn('infrastructure-configuration/x'), snsTopicArn: 'arn:aws:sns:x:y:z' },
      [arn('infrastructure-configuration/x')]],
    ['DeleteLifecyclePolicy', { lifecyclePolicyArn: arn('lifecycle-policy/x') }, [arn('lifecycle-policy/x')]],
    ['ListImageScanFindings', { filters: [{ name: 'imageBuildVersionArn', values: [image] }] }, [image]],
    ['ListImageScanFindings', { filters: [{ name: 'severity', values: ['HIGH'] }] }, ['*']],
    ['ListImageScanFindings', {}, ['*']],
    ['ListImageScanFindingAggregations', { filter: { name: 'imagePipelineArn', values: [pipeline, `${pipeline}-2`] } }, [pipeline, `${pipeline}-2`]],
    ['ListImageScanFindingAggregations', { filter: { name: 'vulnerabilityId', values: ['CVE-1'] } }, ['*']],
    ['ListImageScanFindingAggregations', {}, ['*']],
    ['ListImages', {}, ['*']],
    ['ListImagePipelines', {}, ['*']],
    ['ListImageBuildVersions', { imageVersionArn: arn('image/golden/1.0.1') }, [arn('image/golden/1.0.1/*')]],
    ['ListImageBuildVersions', {}, ['*']],
    ['ListComponentBuildVersions', { componentVersionArn: arn('component/a/1.0.0') }, [arn('component/a/1.0.0/*')]],
    ['ListTagsForResource', { resourceArn: image }, [image]],
    ['TagResource', { resourceArn: image, tags: {} }, [image]],
    ['CreateComponent', COMPONENT, [arn('component/hardening/1.0.0/2')]],
    ['CreateImageRecipe', { name: 'golden', semanticVersion: '1.0.x', parentImage: PARENT_IMAGE }, [arn('image-recipe/golden/1.0.2')]],
    ['CreateImagePipeline', { name: 'My Pipeline' }, [arn('image-pipeline/my-pipeline')]],
    ['CreateWorkflow', { name: 'abc', semanticVersion: '1.0.0', type: 'TEST' }, [arn('workflow/test/abc/1.0.0/1')]],
    ['CreateImage', { imageRecipeArn: arn('image-recipe/golden/1.0.1') }, [arn('image/golden/1.0.1/2')]],
    ['CreateImage', { imageRecipeArn: arn('image-recipe/golden/x.x.x') }, [arn('image/golden/1.0.1/2')]],
    ['CreateImage', {}, ['*']],
    ['GetMarketplaceResource', { resourceType: 'COMPONENT_DATA' }, ['*']],
  ])('%s %j: %j', (operation, input, resources) => {
    expect(resourcesOf(service.call(operation, input, REGION))).toEqual(resources);
  });
});

test('listing findings takes an action of Amazon Inspector too, and counting them does not', () => {
  const service = new TestService();
  const permissions = (operation: string) => permissionsOf(service.call(operation, {}, REGION)).map(({ action, resource }) => `${action} ${resource}`);
  expect(permissions('ListImageScanFindings')).toEqual(['imagebuilder:ListImageScanFindings *', 'inspector2:ListFindings *']);
  expect(permissions('ListImageScanFindingAggregations')).toEqual(['imagebuilder:ListImageScanFindingAggregations *']);
});

test.each<[string, Wire, string[]]>([
  ['StartImagePipelineExecution', { imagePipelineArn: pipeline }, [
    `imagebuilder:StartImagePipelineExecution ${pipeline}`, `imagebuilder:GetImagePipeline ${pipeline}`,
  ]],
  ['StartImagePipelineExecution', { imagePipelineArn: pipeline, tags: { Team: 'a' } }, [
    `imagebuilder:StartImagePipelineExecution ${pipeline}`, `imagebuilder:GetImagePipeline ${pipeline}`, `imagebuilder:TagResource ${arn('image/golden/1.0.1/2')}`,
  ]],
  ['StartImagePipelineExecution', { imagePipelineArn: `${pipeline}-2`, tags: { Team: 'a' } }, [
    `imagebuilder:StartImagePipelineExecution ${pipeline}-2`, `imagebuilder:GetImagePipeline ${pipeline}-2`, 'imagebuilder:TagResource *',
  ]],
  ['CreateComponent', { ...COMPONENT, tags: { Team: 'a' } }, [
    `imagebuilder:CreateComponent ${arn('component/hardening/1.0.0/2')}`, `imagebuilder:TagResource ${arn('component/hardening/1.0.0/2')}`,
  ]],
  ['CreateComponent', COMPONENT, [`imagebuilder:CreateComponent ${arn('component/hardening/1.0.0/2')}`]],
])('%s %j takes what the service does in the name of the caller', (operation, input, permissions) => {
  const service = new TestService();
  startBuild(service);
  expect(permissionsOf(service.call(operation, input, REGION)).map(({ action, resource }) => `${action} ${resource}`)).toEqual(permissions);
});

test('whoever decides is told the tags of the resource', () => {
  const tagged = new TestService({ seed: { images: [{ arn: image, members: { tags: { Team: 'a' } } }] } });
  expect(permissionsOf(tagged.call('CancelImageCreation', { imageBuildVersionArn: image }, REGION)))
    .toEqual([{ action: 'imagebuilder:CancelImageCreation', resource: image, resourceTags: { Team: 'a' } }]);
});

describe('calls over HTTP', () => {
  let simulator: Simulator;
  afterEach(() => simulator.stop());
  const clientOf = (accessKeyId: string) => new Imagebuilder({
    endpoint: simulator.url, region: REGION, credentials: { accessKeyId, secretAccessKey: 'x' }, maxAttempts: 1,
  });
  const scenario = { seed: { images: [{ arn: image, pipelineArn: pipeline }] } };

  test('are asked about one by one, and refused as the service does', async () => {
    const asked: AuthorizationRequest[] = [];
    simulator = await startSimulator({
      account: ACCOUNT,
      scenario,
      authorize: async (request) => {
        asked.push(request);
        return request.action === 'imagebuilder:GetImage' ? undefined : `User: x is not authorized to perform: ${request.action} on resource: ${request.resource}`;
      },
    });
    const client = clientOf('AKIAROLE');
    await client.getImage({ imageBuildVersionArn: image });
    await expect(client.listWorkflowStepExecutions({ workflowExecutionId })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
      message: `User: x is not authorized to perform: imagebuilder:ListWorkflowStepExecutions on resource: ${arn(`workflow-execution/${workflowExecutionId}`)}`,
    });
    expect(asked).toEqual([
      { accessKey: 'AKIAROLE', region: REGION, action: 'imagebuilder:GetImage', resource: image, resourceTags: {} },
      { accessKey: 'AKIAROLE', region: REGION, action: 'imagebuilder:ListWorkflowStepExecutions', resource: arn(`workflow-execution/${workflowExecutionId}`) },
    ]);
  });

  test('are refused when one of several resources is', async () => {
    simulator = await startSimulator({ account: ACCOUNT, scenario, authorize: async ({ resource }) => resource === pipeline ? undefined : 'no' });
    await expect(clientOf('A').listImageScanFindingAggregations({ filter: { name: 'imagePipelineArn', values: [pipeline, `${pipeline}-2`] } }))
      .rejects.toMatchObject({ name: 'AccessDeniedException', message: 'no' });
  });

  test('change nothing when they are refused', async () => {
    simulator = await startSimulator({ authorize: async () => 'no' });
    await expect(clientOf('A').createComponent(COMPONENT as any)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(simulator.resources()).toEqual([]);
  });

  test('of CloudFormation are always allowed', async () => {
    simulator = await startSimulator({ account: ACCOUNT, scenario, authorize: async () => 'no' });
    expect((await clientOf('cloudformation').getImage({ imageBuildVersionArn: image })).image?.arn).toBe(image);
  });

  describe('with an authorizer at a URL', () => {
    let authorizer: Server;
    let answer: { status?: number; body: unknown };
    let asked: string[];
    beforeEach(async () => {
      asked = [];
      authorizer = createServer((request, response) => {
        asked.push(decodeURIComponent(request.url!));
        response.writeHead(answer.status ?? 200).end(JSON.stringify(answer.body));
      });
      await new Promise<void>((done) => authorizer.listen(0, '127.0.0.1', done));
      simulator = await startSimulator({ account: ACCOUNT, scenario, authorize: askAt(`http://127.0.0.1:${(authorizer.address() as AddressInfo).port}/may`) });
    });
    afterEach(() => new Promise<void>((done) => {
      authorizer.close(() => done());
      authorizer.closeAllConnections();
    }));
    const get = () => clientOf('AKIAROLE').getImage({ imageBuildVersionArn: image });

    test('are allowed when it says so', async () => {
      answer = { body: { allow: true } };
      expect((await get()).image?.arn).toBe(image);
      expect(asked).toEqual([`/may?key=AKIAROLE&action=imagebuilder:GetImage&resource=${image}`]);
    });

    test('are refused with its message, or with one of the same form', async () => {
      answer = { body: { allow: false, message: 'User: y is not authorized' } };
      await expect(get()).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'User: y is not authorized' });
      answer = { body: { allow: false } };
      await expect(get()).rejects.toMatchObject({ message: `User: AKIAROLE is not authorized to perform: imagebuilder:GetImage on resource: ${image}` });
    });

    test('are the simulator\'s fault when it fails', async () => {
      answer = { status: 500, body: {} };
      await expect(get()).rejects.toMatchObject({ name: 'ServiceException', message: expect.stringContaining('`authorizer` must answer with status 200, got: 500.') });
      expect(simulator.journal()[0].errorCode).toBe('SimulatorFault');
    });
  });
});

test('without an authorizer every call is allowed', async () => {
  const service = new TestService();
  expect(createStack(service).imagePipelineArn).toBe(pipeline);
});
