import { amiToScan, scannedAtOf } from '../../../../src/handler/core/record/scan-age';

const NOW = new Date('2026-01-05T20:00:00.000Z');
const scan = (amiId: string, scannedAt?: string) => ({ amiId, isScanned: scannedAt !== undefined, scannedAt });

test.each([
  ['none', [], undefined],
  ['none that is scanned', [scan('ami-1')], undefined],
  ['one with an odd time', [scan('ami-1', 'soon')], undefined],
  ['some', [scan('ami-1'), scan('ami-2', '2026-01-04T00:00:00.000Z'), scan('ami-3', '2026-01-05T00:00:00.000+01:00'), scan('ami-4', '2026-01-03T00:00:00.000Z')],
    '2026-01-05T00:00:00.000+01:00'],
])('the newest results of %s', (_, scans, scannedAt) => {
  expect(scannedAtOf(scans)).toBe(scannedAt);
});

test.each([
  ['without results', [scan('ami-1'), scan('ami-2')], 'ami-1'],
  ['with old results', [scan('ami-1', '2026-01-05T00:00:00.000Z')], 'ami-1'],
  ['with results of today', [scan('ami-1'), scan('ami-2', '2026-01-05T00:00:00.001Z')], undefined],
  ['without AMIs', [], undefined],
])('an image %s', (_, scans, amiId) => {
  expect(amiToScan(scans, NOW)).toBe(amiId);
});
