import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { EventBus as Bus } from 'aws-cdk-lib/aws-events';
import { EventBus } from 'aws-cdk-lib/aws-events-targets';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import * as fc from 'fast-check';
import {
  BaseImage, Component, ComponentDocument, ComponentStep, ComponentStepInputs, CreateImageStep, DistributeImageStep, DistributionConfiguration,
  ExecuteStateMachineStep, GoldenAmi, Image, ImagePipeline, ImageRecipe, ImageRetention, InfrastructureConfiguration,
  LaunchInstanceStep, LifecyclePolicy,
  LifecyclePolicyActionType, LifecyclePolicyResourceType, PipelineExecution, Platform, RegisterImageStep, RunCommandStep, SeverityGate,
  WaitForActionStep,
  WindowsStep, Workflow, WorkflowDocument, WorkflowParameter, WorkflowParameterValue, WorkflowStep, WorkflowType, WorkflowValue,
} from '../src';
import './support/synth';

// Eleven apps are synthesized, beside whatever else the machine does.
jest.setTimeout(60_000);

/** Copies a map, or any value with maps in it, with the entries in another order. */
type Shuffle = <T>(value: T) => T;

/** An app with every property of the library that is a map, and the maps of structs. A language without ordered maps passes either in any order. */
function appWith(m: Shuffle): App {
  const app = new App();
  // The Regions of a golden AMI need the Region of the stack.
  const stack = new Stack(app, 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  const tags = m({ Team: 'platform', CostCenter: 'images', Stage: 'test', 10: 'x', 9: 'y' });

  const typed = new Component(stack, 'Typed', m({
    platform: Platform.LINUX,
    tags,
    document: ComponentDocument.fromSteps(m({
      parameters: m({ Package: m({ defaultValue: 'nginx', description: 'To install' }), Version: m({}), Channel: m({ defaultValue: 'stable' }) }),
      constants: m({ Home: '/srv', Away: '/mnt' }),
      buildSteps: [
        ComponentStep.bash('Install', ['dnf -y install {{ Package }}'], m({ maxAttempts: 2, timeout: Duration.minutes(5) })),
        ComponentStep.of('Write', 'CreateFile', ComponentStepInputs.fromList([m({ path: '/tmp/a', content: 'a', overwrite: true })])),
        ComponentStep.of('Run', 'ExecuteBinary', ComponentStepInputs.fromObject(m({ path: '/bin/true', arguments: ['b', 'a'] }))),
        ComponentStep.document('Other', 's3://bucket/other.yaml', m({ parameters: m({ One: '1', Two: '2', Three: '3' }) })),
      ],
    })),
  }));
  new Component(stack, 'Windows', {
    platform: Platform.WINDOWS,
    document: ComponentDocument.fromSteps({
      buildSteps: [WindowsStep.installMsi('Agent', 'https://example.com/agent.msi', m({ properties: m({ PORT: '1', HOST: 'h', ALL: 'x' }) }))],
    }),
  });
  const content = m({
    name: 'Plain',
    schemaVersion: '1.0',
    parameters: [m({ Word: m({ type: 'string', default: 'x' }) })],
    phases: [m({ name: 'build', steps: [m({ name: 'Hello', action: 'ExecuteBash', inputs: m({ commands: ['echo {{ Word }}'] }) })] })],
  });
  const plain = new Component(stack, 'Plain', { platform: Platform.LINUX, document: ComponentDocument.fromObject(content) });

  const launch = new LaunchInstanceStep('Launch');
  const { instanceId } = launch;
  const create = new CreateImageStep('Create', m({ instanceId }));
  const outputs = m({ ImageId: create.imageId, Instance: instanceId, Again: create.imageId });
  const first = WorkflowParameter.ofString('First', m({ defaultValue: WorkflowParameterValue.fromString('a'), description: 'The first' }));
  const second = WorkflowParameter.ofString('Second', m({ description: 'The second', defaultValue: WorkflowParameterValue.fromString('b') }));
  const build = new Workflow(stack, 'Build', m({
    workflowType: WorkflowType.BUILD,
    tags,
    document: WorkflowDocument.fromSteps([
      launch,
      new RunCommandStep('Command', m({ instanceId, documentName: 'AWS-RunShellScript', parameters: m({ workingDirectory: ['/'], commands: ['b', 'a'] }) })),
      new WaitForActionStep('Call', m({
        lambdaFunction: LambdaFunction.fromFunctionName(stack, 'Function', 'mine'),
        payload: m({ z: instanceId, a: m({ d: 1, c: [m({ f: 1, e: 2 })] }) }),
      })),
      new ExecuteStateMachineStep('Execute', m({
        stateMachine: StateMachine.fromStateMachineName(stack, 'Machine', 'mine'), input: m({ y: stack.region, b: WorkflowValue.fromString('x') }),
      })),
      new WorkflowStep('Wait', m({ action: 'WaitForSSMAgent', inputs: m({ instanceId, waitFor: m({ b: 1, a: 2 }) }) })),
      create,
      new RegisterImageStep('Register', m({
        imageName: 'other', blockDeviceMapping: [m({ deviceName: '/dev/sda1', ebs: m({ volumeSize: 8, encrypted: true }) })],
      } as any)),
    ], m({ parameters: [first, second], outputs })),
  }));
  const test = new Workflow(stack, 'Test', {
    workflowType: WorkflowType.TEST,
    document: WorkflowDocument.fromObject(m({
      schemaVersion: '1.0',
      steps: [m({ name: 'Launch', action: 'LaunchInstance', inputs: m({ waitFor: 'ssmAgent', additionalTags: m({ b: '1', a: '2' }) }) })],
    })),
  });
  new Workflow(stack, 'Distribute', {
    workflowType: WorkflowType.DISTRIBUTION,
    document: WorkflowDocument.fromSteps([
      new DistributeImageStep('Copy', m({ distributions: [m({ region: 'us-east-1', amiName: 'golden-a', amiTags: tags })] })),
    ]),
  });

  const recipe = new ImageRecipe(stack, 'Recipe', m({
    baseImage: BaseImage.amazonLinux2023(),
    amiTags: tags,
    tags,
    components: [typed.withParameters(m({ Version: '1', Package: 'httpd', Channel: 'beta' })), plain.withParameters(m({ Word: 'y' }))],
  }));
  const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', m({ tags, resourceTags: tags }));
  const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', m({
    tags, amiDistributions: [m({ amiName: 'golden-{{ imagebuilder:buildDate }}', amiTags: tags })],
  }));
  const parameters = m({ Second: WorkflowParameterValue.fromString('2'), First: WorkflowParameterValue.fromString('1') });
  const pipeline = new ImagePipeline(stack, 'Pipeline', m({
    recipe,
    infrastructureConfiguration,
    distributionConfiguration,
    tags,
    imageTags: tags,
    workflows: [m({ workflow: build, parameters }), { workflow: test }],
  }));
  pipeline.onEvent('Event', m({
    target: new EventBus(Bus.fromEventBusName(stack, 'Bus', 'mine')),
    eventPattern: m({ account: ['111122223333'], detail: m({ state: m({ reason: ['x'] }), b: ['1'], a: ['2'] }) }),
  }));
  new Image(stack, 'Image', m({ recipe, infrastructureConfiguration, tags, workflows: [{ workflow: build, parameters }] }));
  new PipelineExecution(stack, 'Execution', { pipeline });
  new PipelineExecution(stack, 'LongExecution', { pipeline, timeout: Duration.hours(2) });
  for (const [id, resourceSelection] of Object.entries({ ByTags: { tags }, ByRecipe: { recipes: [recipe] } })) {
    new LifecyclePolicy(stack, id, m({
      resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
      tags,
      resourceSelection,
      details: [m({
        action: m({ type: LifecyclePolicyActionType.DELETE }),
        filter: m({ countFilter: m({ count: 3 }) }),
        exclusionRules: m({ imageExclusionRules: m({ tags }), amiExclusionRules: m({ tags, isPublic: false }) }),
      })],
    }));
  }

  const keyIn = (region: string) => Key.fromKeyArn(stack, `Key${region}`, `arn:aws:kms:${region}:123456789012:key/11111111-2222-3333-4444-555555555555`);
  new GoldenAmi(stack, 'Golden', m({
    baseImage: BaseImage.amazonLinux2023(),
    regions: ['eu-west-1', 'eu-north-1'],
    encryptionKey: keyIn('eu-central-1'),
    regionalEncryptionKeys: m({ 'eu-north-1': keyIn('eu-north-1'), 'eu-west-1': keyIn('eu-west-1') }),
    retention: ImageRetention.keepLast(3).exceptTagged(tags),
  }));

  const notify = Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:123456789012:operators');
  // One monitor, whatever the order of the gates.
  ['One', 'Other'].forEach((id) => new GoldenAmi(stack, id, m({
    baseImage: BaseImage.amazonLinux2023(), notify, gate: SeverityGate.atMost(m({ critical: 0, high: 5, medium: 9, onlyFixable: true })),
  })));

  // Resources that are not of this library, whose properties may hold maps of the user.
  const foreign = new CfnResource(stack, 'Foreign', { type: 'AWS::ImageBuilder::ImagePipeline', properties: m({ B: m({ d: 1, c: 2 }), A: recipe.imageRecipeArn }) });
  new PipelineExecution(stack, 'ForeignExecution', { imagePipelineArn: foreign.ref });
  return app;
}

/** The templates as texts, and the messages of synthesis. What only the foreign resource renders is left out: nobody puts it in order. */
function textsOf(app: App): string {
  const [stack] = app.synth().stacks;
  const { Resources, ...rest } = stack.template;
  return JSON.stringify([{ ...Resources, Foreign: undefined }, rest, stack.messages.map(({ entry }) => entry.data)], undefined, 1);
}

const inOrder = textsOf(appWith((value) => value));

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

test('a map in another order makes the same template and the same triggers', () => {
  fc.assert(fc.property(fc.nat(), (seed) => {
    const place = (name: string) => createHash('md5').update(`${seed} ${name}`).digest('hex');
    const shuffled: Shuffle = (value) => isMap(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => place(a) < place(b) ? -1 : 1)) as typeof value : value;
    expect(textsOf(appWith(shuffled))).toBe(inOrder);
  }), { numRuns: 10 });
});

test('a list in another order is another meaning', () => {
  expect(inOrder).toContain('[\\"b\\",\\"a\\"]');
});

test('the app has every property that is a map', () => {
  const source = join(__dirname, '..', 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.startsWith('handler'));
  const maps = files.flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/^ {2}readonly (\w+)\??: Record<string, [^>]*>(?:\[\])?;/gm)])
    .map(([, name]) => name).filter((name) => !['conditions', 'descriptions'].includes(name));
  expect(maps.length).toBeGreaterThan(20);
  const app = readFileSync(__filename, 'utf8');
  expect([...new Set(maps)].filter((name) => !new RegExp(`\\b${name}\\b`).test(app))).toEqual([]);
});
