import { FaultRow, RowRequest, Topic } from './row';
import { Scenario } from '../../simulator';
import { execution, image, IMAGE_ARN } from '../seeds';
import { functionName, World } from '../world';

const BUILT: Scenario = { seed: { images: [image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7)] }), image({ arn: IMAGE_ARN.replace('/4', '/5') })] } };
const ID = `build-report:${IMAGE_ARN}`;
const MARKER = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';
const CREATE: RowRequest = { RequestType: 'Create' };
const MALFORMED: RowRequest = { RequestType: 'Create', properties: { SourceArn: 'ami-1' } };
const FUNCTIONS = ['OnEvent', 'IsComplete'];
const SEEN = { Outcome: 'SUCCEEDED', StepsTotal: '7' };

function row(fault: string, requests: readonly RowRequest[], expected: Partial<FaultRow['expected']>, members: Partial<FaultRow> & Pick<FaultRow, 'note' | 'breaks'>): FaultRow {
  return { fault, resource: 'Build', given: BUILT, requests, expected: { Status: 'SUCCESS', ...expected }, ...members };
}

function onFunctions(what: 'refuseNextInvocation' | 'loseNextResult') {
  return ({ aws, stack }: World) => FUNCTIONS.forEach((name) => aws[what](functionName(stack, `ImageBuilderReports${name}`)));
}

export const LIFECYCLE: Topic = {
  title: 'CloudFormation and the provider framework',
  rows: [
    row('a property that makes no sense', [MALFORMED], {
      Status: 'FAILED', PhysicalResourceId: MARKER, Reason: /^INVALID_REQUEST: `SourceArn` must be the ARN of one build of an image \(…:image\/name\/1\.2\.3\/4\), got: ami-1\.$/,
    }, { note: 'The reason is one sentence without a stack trace.', breaks: ['showsStacks'] }),
    row('Delete after a Create that failed at once (the framework\'s marker)', [MALFORMED, { RequestType: 'Delete', properties: { SourceArn: 'ami-1' } }], { PhysicalResourceId: MARKER }, {
      note: 'The framework answers, and the functions of the report are not called.', breaks: ['takesOnAnything'],
    }),
    row('Delete after a Create that failed when it was polled', [{ ...CREATE, properties: { SourceArn: IMAGE_ARN.replace('/4', '/99') } }, { RequestType: 'Delete', properties: { SourceArn: IMAGE_ARN.replace('/4', '/99') } }], {
      PhysicalResourceId: `build-report:${IMAGE_ARN.replace('/4', '/99')}`,
    }, { note: 'Deleting a report makes no call.', breaks: ['deleteReads'] }),
    row('Delete of something unknown', [{ RequestType: 'Delete', PhysicalResourceId: 'whatever it was' }], { PhysicalResourceId: 'whatever it was', calls: [] }, {
      given: {}, note: 'Deleting a report makes no call.', breaks: ['deleteReads'],
    }),
    row('Delete with properties that make no sense', [{ RequestType: 'Delete', PhysicalResourceId: 'whatever it was', properties: { SourceType: 'MOON' } }], { PhysicalResourceId: 'whatever it was', calls: [] }, {
      note: 'Deleting a report makes no call.', breaks: ['deleteReads'],
    }),
    row('Update of the same source', [CREATE, { RequestType: 'Update', properties: { DeploymentId: '2' } }], { Data: SEEN, PhysicalResourceId: ID }, {
      note: 'The physical id stays the same, so nothing is replaced.', breaks: ['newIdEachTime'],
    }),
    row('Update that fails', [CREATE, { RequestType: 'Update', properties: { SourceArn: 'odd' } }], {
      Status: 'FAILED', PhysicalResourceId: ID, Reason: /^INVALID_REQUEST: /,
    }, { note: 'The physical id stays, so nothing is deleted.', breaks: ['takesOnAnything'] }),
    row('the Update of a rollback', [CREATE, { RequestType: 'Update', properties: { SourceArn: 'odd' } }, { RequestType: 'Update', oldProperties: { SourceArn: 'odd' } }], { Data: SEEN, PhysicalResourceId: ID }, {
      note: 'The report has the same attributes as before.', breaks: ['newIdEachTime'],
    }),
    row('Delete of the report that an Update replaced', [
      CREATE, { RequestType: 'Update', properties: { SourceArn: IMAGE_ARN.replace('/4', '/5') } }, { RequestType: 'Delete', PhysicalResourceId: ID },
    ], { PhysicalResourceId: ID, calls: [] }, { note: 'Deleting a report makes no call, and the new report is not affected.', breaks: ['deleteReads'] }),
    row('CloudFormation refuses the answer once', [{ ...CREATE, before: ({ aws }) => aws.refuseNextAnswer() }], { Data: SEEN, PhysicalResourceId: ID }, {
      note: 'The framework sends the same answer again.', breaks: ['tellsNothing'],
    }),
    row('the functions are not active yet', [{ ...CREATE, before: onFunctions('refuseNextInvocation') }], { Data: SEEN, PhysicalResourceId: ID }, {
      note: 'The framework calls the functions again.', breaks: ['tellsNothing'],
    }),
    row('the results of the functions are lost', [{ ...CREATE, before: onFunctions('loseNextResult') }], { Data: SEEN, PhysicalResourceId: ID }, {
      note: 'The framework calls the functions again, and they return the same answer.', breaks: ['newIdEachTime'],
    }),
  ],
};
