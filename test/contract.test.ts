import { Stack } from 'aws-cdk-lib';
import { BuildReportProperties } from '../src/contract/build-report';
import { BUILD_REPORT_TYPE, SCAN_REPORT_TYPE } from '../src/contract/custom-resource';
import { DETAILS_PREFIX } from '../src/contract/details';
import { PipelineExecutionProperties } from '../src/contract/execution';
import { GateProperties, isDay, VULNERABILITY_ID } from '../src/contract/gate';
import { ScanReportProperties } from '../src/contract/scan-report';
import { Delivered, propertiesOf } from '../src/handler/core/request/properties';
import { reportResource } from '../src/report/report-resource';
import { imageSource } from '../src/report/source';

test.each([
  ['2026-01-05', true], ['2028-02-29', true], ['2026-12-31', true],
  ['2026-02-29', false], ['2026-04-31', false], ['2026-13-01', false], ['2026-00-10', false], ['26-01-05', false], ['2026-1-5', false],
  ['2026-01-05T00:00:00Z', false], ['', false], ['never', false],
  ['+012026-01', false], ['-000001-01', false], [['2026-01-05'], false], [undefined, false],
])('%j is a day: %s', (text, is) => expect(isDay(text)).toBe(is));

test.each([['CVE-2026-12345', true], ['C', true], ['C'.repeat(128), true], ['C'.repeat(129), false], ['-CVE', false], ['CVE 1', false], ['', false]])(
  '%s is the id of a vulnerability: %p', (id, is) => expect(VULNERABILITY_ID.test(id)).toBe(is));

test.each([['reports', true], ['a/b', true], ['p'.repeat(400), true], ['p'.repeat(401), false], ['/a', false], ['a/', false], ['', false]])(
  '%s begins the keys of details documents: %p', (prefix, is) => expect(DETAILS_PREFIX.test(prefix)).toBe(is));

/** Each `@ts-expect-error` is an error itself where the line below it compiles. */
describe('a misspelt property does not compile', () => {
  const source = imageSource('arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.3/4');
  const report = (id: string) => new Stack(undefined, id);

  test('where a construct writes it', () => {
    reportResource(report('Build'), {
      resourceType: BUILD_REPORT_TYPE,
      source,
      reads: [],
      // @ts-expect-error: `LogTail`
      properties: { Logtail: 'true' },
    });
    reportResource(report('Scan'), {
      resourceType: SCAN_REPORT_TYPE,
      source,
      reads: [],
      // @ts-expect-error: `LogTail` is a property of build reports
      properties: { ScanTimeoutSeconds: 300, LogTail: 'true' },
    });
    reportResource(report('Flag'), {
      resourceType: BUILD_REPORT_TYPE,
      source,
      reads: [],
      // @ts-expect-error: a flag is written when it is true
      properties: { LogTail: 'false' },
    });
    // @ts-expect-error: `Trigger`
    const execution: Partial<PipelineExecutionProperties> = { Triger: 'x' };
    // @ts-expect-error: `OnlyFixable`
    const gate: Partial<GateProperties> = { OnlyFixables: 'true' };
    // @ts-expect-error: `High`
    const limit: Partial<GateProperties> = { Hi: '0' };
    expect([execution, gate, limit]).toHaveLength(3);
  });

  test('where the handler reads it', () => {
    const event = { ResourceProperties: {} };
    // @ts-expect-error: `ReadFindings`
    expect(propertiesOf<ScanReportProperties>(event).Readfindings).toBeUndefined();
    // @ts-expect-error: `ReadFindings` is a property of scan reports
    expect(propertiesOf<BuildReportProperties>(event).ReadFindings).toBeUndefined();
    // @ts-expect-error: `TimeoutSeconds`
    expect(propertiesOf<PipelineExecutionProperties>(event).Timeout).toBeUndefined();
    const delivered: Delivered<GateProperties> = {};
    // @ts-expect-error: what is delivered is not known before it is checked
    const text: string | undefined = delivered.Critical;
    expect(text).toBeUndefined();
  });
});
