import { buildOf } from '../../src/handler/core/build/build';
import { buildAttributes as attributesOf } from '../../src/handler/core/build/build-attributes';
import { failureTrail as trailOf, somethingFailed } from '../../src/handler/core/build/failure-trail';
import { Execution, Finding, Image, LogTail, ObservedExecution } from '../../src/handler/core/model/facts';
import { piecesOf, Text } from '../../src/handler/core/model/pieces';
import { Services } from '../../src/handler/ports';

export const IMAGE_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.3/4';
export const PIPELINE_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden';
export const BUILD_WORKFLOW_ARN = 'arn:aws:imagebuilder:eu-central-1:aws:workflow/build/build-image/1.0.3/1';
export const TEST_WORKFLOW_ARN = 'arn:aws:imagebuilder:eu-central-1:aws:workflow/test/test-image/1.0.3/1';

/** An image that came out well, scanned, with one AMI. */
export function image(members: Partial<Image> = {}): Image {
  return {
    arn: IMAGE_ARN,
    name: 'golden',
    status: 'AVAILABLE',
    buildType: 'USER_INITIATED',
    createdAt: '2026-01-05T08:00:00.000Z',
    amis: [{ id: 'ami-1', region: 'eu-central-1', account: '123456789012', status: 'AVAILABLE' }],
    containers: [],
    scanningEnabled: true,
    scanningTypes: [],
    scan: { status: 'COMPLETED' },
    ...members,
  };
}

/** A run of the managed build workflow that went well. */
export function execution(members: Partial<Execution> = {}): Execution {
  return {
    id: 'wf-1',
    workflowArn: BUILD_WORKFLOW_ARN,
    type: 'BUILD',
    status: 'COMPLETED',
    startedAt: '2026-01-05T08:01:00.000Z',
    endedAt: '2026-01-05T08:11:00.000Z',
    retried: false,
    counts: { total: 7, succeeded: 6, failed: 0, skipped: 1 },
    ...members,
  };
}

/** What a build report says of what was read. */
export const buildAttributes = (...read: Parameters<typeof buildOf>) => attributesOf(buildOf(...read));

/** What failed in executions of which all make up the build, in this order. */
export const failureTrail = (of: Image, current: readonly ObservedExecution[], log?: LogTail) =>
  trailOf({ image: of, executions: current, current, somethingFailed: somethingFailed(of, current), log });

/** A vulnerability in one package of the image, with a fix. */
export function finding(members: Partial<Finding> = {}): Finding {
  return {
    vulnerabilityId: 'CVE-2026-10000',
    severity: 'HIGH',
    title: 'CVE-2026-10000 - openssl',
    score: 7.5,
    fixAvailable: 'YES',
    imageArn: IMAGE_ARN,
    packages: [{ name: 'openssl', version: '3.0.0', fixedInVersion: '3.0.1' }],
    ...members,
  };
}

/** A request of CloudFormation as the provider framework hands it to `isComplete`. */
export function event(members: Record<string, unknown> = {}, properties: Record<string, unknown> = {}) {
  return {
    RequestType: 'Create',
    ResponseURL: 'https://cloudformation-custom-resource-response.s3.example/secret?signature=1',
    StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Golden/11111111-2222-3333-4444-555555555555',
    RequestId: '66666666-7777-8888-9999-000000000000',
    ResourceType: 'Custom::ImageBuilderBuildReport',
    LogicalResourceId: 'BuildReport1A2B3C4D',
    PhysicalResourceId: `build-report:${IMAGE_ARN}`,
    StartedAt: '2026-01-05T09:00:00.000Z',
    ResourceProperties: { ServiceToken: 'arn:aws:lambda:eu-central-1:123456789012:function:report', SourceType: 'IMAGE', SourceArn: IMAGE_ARN, ...properties },
    ...members,
  };
}

/** What a lifecycle works with: the given, and nothing that may be called beside it. */
export function services<Given extends Partial<Services>>(given: Given): Services & Given {
  const refuse = (what: string) => () => { throw new Error(`${what} must not be called here.`); };
  return {
    imageBuilder: new Proxy({}, { get: (_, name) => refuse(String(name)) }) as Services['imageBuilder'],
    amiScans: { scans: refuse('scans'), findings: refuse('findings of an AMI') },
    buildLog: { tail: refuse('tail') },
    detailsStore: { put: refuse('put') },
    clock: { now: () => new Date('2026-01-05T09:00:01.000Z'), sleep: async () => undefined },
    log: { write: () => undefined },
    ...given,
  };
}

/** A text that may be in pieces, as a whole. */
export function textOf(text: Text): string {
  return [...piecesOf(text)()].join('');
}
