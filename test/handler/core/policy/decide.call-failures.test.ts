import { after, BUILD, LATEST, SCAN, PIPELINE_SCAN, decide, callFailure } from './decided';
import { ReportRequest } from '../../../../src/handler/core/request/request';
import { IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

describe('a call that fails', () => {
  test.each<[string, ReportRequest, number]>([
    ['a build report', BUILD, 600],
    ['a scan report', SCAN, 900],
    ['a scan report that waits as long as it can', { ...SCAN, scanTimeoutSeconds: 1500 }, 1680],
  ])('that may pass makes %s wait, but not for ever', (_, request, seconds) => {
    expect(decide(request, callFailure({}), after(seconds - 0.1))).toEqual({ kind: 'WAIT', why: 'CallRateLimitExceededException' });
    expect(decide(request, callFailure({}), after(seconds))).toEqual({
      kind: 'FAIL',
      reason: `SERVICE_TROUBLE: Image Builder still could not be read after ${seconds} seconds: GetImage of ${IMAGE_ARN} ended with `
        + 'CallRateLimitExceededException (HTTP 429): Slow down. Deploy again when the service answers (AWS Health Dashboard).',
    });
  });

  test('with permissions fails, because it was tried again within the poll', () => {
    const denied = callFailure({ kind: 'DENIED', code: 'ForbiddenException', httpStatus: 403 });
    expect(decide(BUILD, denied, after(0))).toEqual({
      kind: 'FAIL', reason: expect.stringContaining(`ACCESS_DENIED: The role of the report is not authorized to perform imagebuilder:GetImage on resource ${IMAGE_ARN}.`),
    });
  });

  test('that is final fails at once, also when clocks differ', () => {
    const final = callFailure({ kind: 'FINAL', code: 'InvalidRequestException', httpStatus: 400, message: 'No' });
    expect(decide(BUILD, final, after(-60))).toEqual({
      kind: 'FAIL', reason: `SERVICE_REFUSED: GetImage of ${IMAGE_ARN} was refused with InvalidRequestException (HTTP 400): No.`,
    });
  });

  test.each([BUILD, SCAN])('fails when the very image is not found', (request) => {
    expect(decide(request, callFailure({ kind: 'NOT_FOUND' }), after(0))).toEqual({
      kind: 'FAIL', reason: `IMAGE_NOT_FOUND: GetImage does not find ${IMAGE_ARN}. Check that it is in this account and Region, and has not been deleted.`,
    });
  });

  test.each(['ListWorkflowExecutions', 'ListWorkflowStepExecutions', 'ListImageScanFindingAggregations'])('fails when %s finds nothing, also of a pipeline', (operation) => {
    // What a build did is not known then: that is no pipeline without an image.
    expect(decide(LATEST, callFailure({ kind: 'NOT_FOUND', operation }), after(0))).toMatchObject({ kind: 'FAIL', reason: expect.stringContaining(operation) });
    expect(decide(PIPELINE_SCAN, callFailure({ kind: 'NOT_FOUND', operation }), after(0))).toMatchObject({ kind: 'FAIL' });
  });

  test.each([LATEST, PIPELINE_SCAN].flatMap((request) => ['ListImagePipelineImages', 'GetImagePipeline'].map((operation) => [operation, request] as const)))(
    'fails when %s does not find the pipeline', (operation, request) => {
      const missing = callFailure({ kind: 'NOT_FOUND', code: 'ResourceNotFoundException', operation, resource: PIPELINE_ARN });
      expect(decide(request, missing, after(0))).toEqual({
        kind: 'FAIL',
        reason: `PIPELINE_NOT_FOUND: ${operation} does not find ${PIPELINE_ARN}. Check that it is in this account and Region, and has not been deleted.`,
      });
    });

  test('does not fail when the newest image of a pipeline is not found: it was deleted', () => {
    expect(decide(LATEST, callFailure({ kind: 'NOT_FOUND' }), after(0))).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: 'NO_IMAGE' } });
    expect(decide(PIPELINE_SCAN, callFailure({ kind: 'NOT_FOUND' }), after(0))).toMatchObject({ kind: 'SUCCEED', attributes: { ScanStatus: 'NO_IMAGE' } });
  });

  test('that may pass is not taken for a pipeline without an image', () => {
    expect(decide(LATEST, callFailure({}), after(0))).toEqual({ kind: 'WAIT', why: 'CallRateLimitExceededException' });
  });
});
