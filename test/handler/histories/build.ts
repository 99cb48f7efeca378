import * as fc from 'fast-check';
import { long, maybe, openEnum, text, time, word } from './texts';
import { Ami, Container, Execution, FailureContext, Image, Step, StepCounts } from '../../../src/handler/core/model/facts';
import { BUILD_WORKFLOW_ARN, event, IMAGE_ARN, TEST_WORKFLOW_ARN } from '../fixtures';

/** What the service may say of images and their builds, within what the adapter lets through: any status, any order, any member missing. */

const COMPONENT_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:component/hardening/1.0.0/1';
const DISTRIBUTION_WORKFLOW_ARN = 'arn:aws:imagebuilder:eu-central-1:aws:workflow/distribution/distribute-image/1.0.0/1';
/** Tags of an image that the request started. */
export const OWN_TAGS = {
  'cdk-imagebuilder:execution': '11111111-2222-3333-4444-555555555555/Execution1A2B3C4D', 'cdk-imagebuilder:request': event().RequestId,
};
const OWN_WORKFLOW_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:workflow/test/own/1.0.0/1';
const workflowArn = fc.constantFrom(BUILD_WORKFLOW_ARN, TEST_WORKFLOW_ARN, DISTRIBUTION_WORKFLOW_ARN, OWN_WORKFLOW_ARN, 'odd');
const region = fc.constantFrom('eu-central-1', 'us-east-1', 'ap-northeast-3', 'us-gov-west-1');
const account = fc.constantFrom('123456789012', '999999999999');
/** The ids of the executions of one image are different ones, and steps are asked for by them. */
export const executionId = (index: number) => `wf-${index}`;

const outputs = fc.oneof(text, fc.record({
  error: maybe(text),
  failureMessage: maybe(text),
  output: maybe(fc.oneof(text, fc.array(text, { maxLength: 3 }), text.map((failureMessage) => JSON.stringify({ status: 'failed', failureMessage })))),
  logUrl: maybe(fc.constantFrom('https://s3.example/log', 'odd')),
}).map((value) => JSON.stringify(value)));

const step: fc.Arbitrary<Step> = fc.record({
  id: maybe(fc.constantFrom('step-1', 'step-2', 'step-3')),
  name: maybe(word),
  action: maybe(fc.constantFrom('ExecuteComponents', 'LaunchInstance', 'TerminateInstance', 'NewerAction')),
  status: maybe(openEnum('PENDING', 'RUNNING', 'COMPLETED', 'SKIPPED', 'FAILED', 'TIMED_OUT', 'CANCELLED'), 8),
  message: maybe(text),
  startedAt: maybe(time),
  outputs: maybe(outputs, 2),
  attempt: maybe(fc.nat({ max: 3 }), 2),
  maxAttempts: maybe(fc.nat({ max: 3 }), 2),
});
export const steps: fc.Arbitrary<Step[]> = fc.array(step, { maxLength: 4 });

const count = maybe(fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 9 }) }, { weight: 1, arbitrary: fc.constant(2 ** 31 - 1) }), 8);
const counts: fc.Arbitrary<StepCounts> = fc.record({ total: count, succeeded: count, failed: count, skipped: count });

const execution = fc.record({
  hasId: fc.constantFrom(true, true, true, false),
  workflowArn: maybe(workflowArn, 8),
  type: maybe(openEnum('BUILD', 'TEST', 'DISTRIBUTION'), 8),
  status: maybe(openEnum('PENDING', 'RUNNING', 'COMPLETED', 'SKIPPED', 'FAILED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETED', 'CANCELLED'), 10),
  message: maybe(text),
  startedAt: maybe(time, 8),
  endedAt: maybe(time),
  parallelGroup: maybe(fc.constant('group'), 2),
  retried: fc.constantFrom(false, false, false, true, undefined),
  counts,
});
const list = fc.oneof(
  { weight: 40, arbitrary: fc.array(execution, { maxLength: 5 }) }, { weight: 1, arbitrary: fc.array(execution, { minLength: 50, maxLength: 60 }) },
);
export const executions: fc.Arbitrary<Execution[]> = list.map(
  (all) => all.map(({ hasId, ...one }, index) => ({ ...one, id: hasId ? executionId(index) : undefined })),
);

const failure: fc.Arbitrary<FailureContext> = fc.record({
  imageStatus: maybe(openEnum('BUILDING', 'TESTING', 'DISTRIBUTING', 'INTEGRATING')),
  executionId: maybe(fc.constantFrom(executionId(0), executionId(1), 'wf-elsewhere'), 2),
  workflowArn: maybe(workflowArn),
  stepId: maybe(fc.constantFrom('step-1', 'step-9')),
  stepName: maybe(word),
  component: maybe(fc.record({
    arn: maybe(fc.constant(COMPONENT_ARN)),
    phase: maybe(fc.constantFrom('build', 'validate', 'test')),
    step: maybe(word),
    action: maybe(word),
    message: maybe(text),
  })),
  distribution: maybe(fc.record({
    message: maybe(text),
    regions: fc.array(
      fc.record({ region: maybe(region), account: maybe(account), configurationStep: maybe(word), message: maybe(text) }), { maxLength: 4 },
    ),
  }), 2),
});

const ami: fc.Arbitrary<Ami> = fc.record({
  id: maybe(fc.nat({ max: 99_999 }).map((n) => `ami-${n}`), 8),
  region: maybe(region, 8),
  account: maybe(account, 8),
  status: maybe(openEnum('AVAILABLE', 'FAILED', 'CANCELLED', 'DELETED')),
});
const container: fc.Arbitrary<Container> = fc.record({
  region: maybe(region, 8),
  uris: fc.array(fc.nat({ max: 999 }).map((n) => `123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:${n}`), { maxLength: 3 }),
});

const imageArn = fc.oneof({ weight: 12, arbitrary: fc.constant(IMAGE_ARN) }, {
  weight: 1,
  arbitrary: fc.constantFrom(
    'arn:aws-cn:imagebuilder:cn-north-1:123456789012:image/golden/1.2.3/4', `arn:aws:imagebuilder:eu-central-1:123456789012:image/${'x'.repeat(120)}/1.2.3/4`, 'odd'),
});

export const image: fc.Arbitrary<Image> = fc.record({
  arn: imageArn,
  name: maybe(word, 8),
  status: openEnum(
    'AVAILABLE', 'AVAILABLE', 'AVAILABLE', 'FAILED', 'FAILED', 'CANCELLED', 'DEPRECATED', 'DISABLED', 'DELETED',
    'PENDING', 'CREATING', 'BUILDING', 'TESTING', 'DISTRIBUTING', 'INTEGRATING',
  ),
  statusReason: maybe(text, 2),
  buildType: maybe(openEnum('USER_INITIATED', 'SCHEDULED', 'IMPORT')),
  createdAt: maybe(time),
  amis: fc.oneof(
    { weight: 20, arbitrary: fc.array(ami, { maxLength: 4 }) }, { weight: 1, arbitrary: fc.array(ami, { minLength: 60, maxLength: 120 }) },
  ),
  containers: fc.array(container, { maxLength: 3 }),
  scanningEnabled: fc.constantFrom(true, true, true, false),
  scanningTypes: fc.constantFrom([], [], [], ['ON_DEMAND_AMI_CVE'], ['NEWER']),
  scan: maybe(fc.record({
    status: maybe(openEnum('COMPLETED', 'COMPLETED', 'COMPLETED', 'PENDING', 'SCANNING', 'COLLECTING', 'ABANDONED', 'FAILED', 'TIMED_OUT'), 12),
    reason: maybe(fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: long }), 2),
  }), 8),
  logGroupName: maybe(word, 2),
  failure: maybe(failure, 2),
  type: maybe(openEnum('AMI', 'AMI', 'AMI', 'DOCKER')),
  tags: maybe(fc.constantFrom(
    OWN_TAGS, { ...OWN_TAGS, 'cdk-imagebuilder:execution': 'other/Execution' }, { ...OWN_TAGS, 'cdk-imagebuilder:request': 'before' },
  ), 8),
});
