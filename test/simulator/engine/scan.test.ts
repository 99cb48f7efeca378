import { ScanScenario } from '../scenario';
import { createStack, executionsOf, startBuild, statusOf, stepsOf, TestService } from '../testing';
import { Wire } from '../wire';

const DONE = 1300;
const scanOf = (service: TestService, image: string) => service.do('GetImage', { imageBuildVersionArn: image }).image.scanState;
const countsOf = (service: TestService, image: string): Wire[] => service.do('ListImageScanFindingAggregations', {
  filter: { name: 'imageBuildVersionArn', values: [image] },
}).responses.map(({ imageAggregation }: Wire) => imageAggregation.severityCounts);

function scanned(scan: ScanScenario | undefined, pipeline: Wire = {}): { service: TestService; image: string } {
  const service = new TestService({ builds: [{ scan }] });
  return { service, image: startBuild(service, pipeline, DONE) };
}

test('a scan goes through its states before the image is available', () => {
  const service = new TestService();
  const image = startBuild(service);
  const seen: string[] = [];
  for (let at = 0; at < DONE; at += 10) {
    const status = `${scanOf(service, image).status} ${countsOf(service, image).length}`;
    if (seen.at(-1) !== status) {seen.push(status);}
    service.clock.advance(10);
  }
  expect(seen).toEqual(['PENDING 0', 'SCANNING 0', 'COLLECTING 0', 'COMPLETED 1']);
});

test('it finds what the scenario says, or 25 when it says nothing', () => {
  const byDefault = scanned(undefined);
  expect(countsOf(byDefault.service, byDefault.image)).toEqual([{ all: 25, critical: 1, high: 7, medium: 12 }]);
  const told = scanned({ findings: { all: 3, high: 0 } });
  expect(countsOf(told.service, told.image)).toEqual([{ all: 3, high: 0 }]);
});

test('there is no scan state and no finding when scanning is off', () => {
  for (const imageScanningConfiguration of [undefined, { imageScanningEnabled: false }]) {
    const { service, image } = scanned(undefined, { imageScanningConfiguration });
    expect([scanOf(service, image), countsOf(service, image)]).toEqual([undefined, []]);
  }
});

test('it is abandoned when tests are off', () => {
  const { service, image } = scanned(undefined, { imageTestsConfiguration: { imageTestsEnabled: false } });
  expect(scanOf(service, image)).toEqual({ status: 'ABANDONED', reason: 'The image reached a terminal state before the scan findings were collected.' });
  expect(countsOf(service, image)).toEqual([]);
});

test('it is abandoned when the build fails', () => {
  const service = new TestService({ builds: [{ build: { failStep: {} } }] });
  const image = startBuild(service, {}, DONE);
  expect(scanOf(service, image).status).toBe('ABANDONED');
});

test('it is abandoned when the step that collects the findings fails', () => {
  const service = new TestService({ builds: [{ test: { failStep: { name: 'CollectImageScanFindings', onFailure: 'Continue' } } }] });
  const image = startBuild(service, {}, DONE);
  expect([statusOf(service, image), scanOf(service, image).status, countsOf(service, image)]).toEqual(['AVAILABLE', 'ABANDONED', []]);
});

test('it is pending while the build, whose tests are off, is not over', () => {
  const service = new TestService();
  const image = startBuild(service, { imageTestsConfiguration: { imageTestsEnabled: false } }, 500);
  expect(scanOf(service, image)).toEqual({ status: 'PENDING' });
});

test.each<ScanScenario>([
  { status: 'FAILED', reason: 'Inspector failed' }, { status: 'TIMED_OUT' }, { status: 'ABANDONED', reason: 'why not' }, { status: 'PENDING' }, { status: 'SCANNING' },
])('it ends as %j, without findings', (scan) => {
  const { service, image } = scanned(scan);
  expect([scanOf(service, image), countsOf(service, image)]).toEqual([scan, []]);
});

test('it can end after the image is available', () => {
  const { service, image } = scanned({ secondsAfterAvailable: 600 });
  expect([scanOf(service, image).status, countsOf(service, image).length]).toEqual(['COLLECTING', 0]);
  service.clock.advance(600);
  expect([scanOf(service, image).status, countsOf(service, image).length]).toEqual(['COMPLETED', 1]);
});

test('an on-demand scan has findings that are not in the lists', () => {
  const { service, image } = scanned(undefined, {
    imageScanningConfiguration: { imageScanningEnabled: true, imageScanningTypes: ['ON_DEMAND_AMI_CVE'] },
  });
  expect([scanOf(service, image), countsOf(service, image)]).toEqual([{ status: 'COMPLETED' }, []]);
  const { workflowExecutionId } = executionsOf(service, image)[1];
  expect(stepsOf(service, workflowExecutionId).find(({ name }) => name === 'CollectImageScanFindings')?.status).toBe('SKIPPED');
});

test('a scan that was cancelled with its image is abandoned', () => {
  const service = new TestService();
  const { imagePipelineArn } = createStack(service);
  const image = service.do('StartImagePipelineExecution', { imagePipelineArn }).imageBuildVersionArn;
  service.do('CancelImageCreation', { imageBuildVersionArn: image });
  service.clock.advance(60);
  expect(scanOf(service, image)).toEqual({ status: 'ABANDONED', reason: 'The image was cancelled.' });
});
