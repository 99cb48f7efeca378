import { error, serviceAt } from './service';
import { amiScanner } from '../../../src/handler/adapters/ami-scanner';

const service = serviceAt('AWS_ENDPOINT_URL_INSPECTOR2');
const signal = new AbortController().signal;
const start = () => amiScanner({ attempts: 1 }).start('ami-1', signal);

test('a scan of an AMI is requested', async () => {
  service.reacts({ status: 202, body: '{"scanId":"1"}' });
  await start();
  expect(service.calls).toEqual([{ path: '/ondemand/scan', input: { resourceId: 'ami-1', resourceType: 'AMI' } }]);
});

test('a scan that is in progress is enough, and is not requested again', async () => {
  service.reacts(error('ConflictException', 409, 'A scan is in progress.'));
  await expect(amiScanner({ backoffMillis: 1 }).start('ami-1', signal)).resolves.toBeUndefined();
  expect(service.calls).toHaveLength(1);
});

test.each([
  ['ValidationException', 400, 'FINAL'], ['AccessDeniedException', 403, 'DENIED'], ['ThrottlingException', 429, 'PASSING'],
])('%s is told with the call', async (code, status, kind) => {
  service.reacts(error(code, status, 'No.'));
  await expect(start()).rejects.toMatchObject({ callFailure: { kind, code, service: 'inspector2', operation: 'StartOnDemandScan', resource: 'ami-1' } });
});
