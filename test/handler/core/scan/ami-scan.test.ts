import { FindingsAnswer } from '../../../../src/handler/core/model/facts';
import { amiIdsIn, asOnDemand, countsOfList, isOnDemand, lacksSeverity } from '../../../../src/handler/core/scan/ami-scan';
import { finding, image } from '../../fixtures';

test.each([
  [['ON_DEMAND_AMI_CVE'], true, true], [['ON_DEMAND_AMI_CVE'], false, false], [['TEST_INSTANCE_CVE'], true, false], [[], true, false],
])('a scan of the types %j (enabled: %s) is on demand: %s', (scanningTypes, scanningEnabled, expected) => {
  expect(isOnDemand(image({ scanningTypes, scanningEnabled }))).toBe(expected);
});

test('an image whose scan was another one, or none, can be scanned on demand later', () => {
  const later = asOnDemand(image({ scanningEnabled: false, scanningTypes: ['TEST_INSTANCE_CVE'] }));
  expect([isOnDemand(later), later]).toEqual([true, image({ scanningTypes: ['ON_DEMAND_AMI_CVE'] })]);
});

test('the AMIs of a Region are those that may be there, each once', () => {
  expect(amiIdsIn('eu-central-1', [
    { id: 'ami-2' },
    { id: 'ami-1', region: 'eu-central-1', account: '1', status: 'AVAILABLE' },
    { id: 'ami-1', region: 'eu-central-1', account: '2' },
    { id: 'ami-3', region: 'us-east-1' },
    { region: 'eu-central-1' },
    ...['FAILED', 'CANCELLED', 'DELETED'].map((status) => ({ id: `ami-${status}`, region: 'eu-central-1', status })),
  ])).toEqual(['ami-1', 'ami-2']);
  expect(amiIdsIn(undefined, [{ id: 'ami-1', region: 'eu-central-1' }, { id: 'ami-2' }])).toEqual(['ami-2']);
  expect(amiIdsIn('eu-central-1', undefined)).toEqual([]);
});

test.each<[string[], string | undefined, boolean, boolean]>([
  [['HIGH'], 'CRITICAL', true, true], [['CRITICAL'], 'CRITICAL', true, false], [['CRITICAL'], 'HIGH', true, false], [[], 'LOW', true, true],
  [[], undefined, true, false], [[], 'LOW', false, false], [['LOW'], 'NEWER', true, false],
])('a list of %j lacks a finding as severe as %s (complete: %s): %s', (severities, highest, complete, expected) => {
  expect(lacksSeverity({ findings: severities.map((severity) => finding({ severity })), complete }, highest)).toBe(expected);
});

test.each<[(string | undefined)[], boolean, FindingsAnswer]>([
  [['CRITICAL', 'HIGH', 'HIGH', 'LOW'], true, { all: 4, critical: 1, high: 2, medium: 0 }],
  [[], true, { all: 0, critical: 0, high: 0, medium: 0 }],
  [['HIGH', undefined], true, { all: 2 }],
  [['HIGH'], false, {}],
])('the counts of a list of %j (complete: %s) are %j', (severities, complete, expected) => {
  expect(countsOfList({ findings: severities.map((severity) => finding({ severity })), complete })).toEqual(expected);
});
