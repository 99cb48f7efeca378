import { FaultRow, Topic } from './row';
import { Fault, Patch, Scenario, SeedImage } from '../../simulator';
import { image, IMAGE_ARN, PIPELINE_ARN } from '../seeds';

/** What `row` has no place of its own for. */
type Rest = Pick<FaultRow, 'note' | 'breaks'> & Partial<Pick<FaultRow, 'resource' | 'onWait'>> & { seconds?: number };

const FINDINGS = { all: 25, critical: 1, high: 7, medium: 12 };
const COUNTED = { ScanStatus: 'COMPLETED', FindingsAll: '25', FindingsCritical: '1', FindingsHigh: '7', FindingsMedium: '12', FindingsOther: '5' };
const NOT_COUNTED = { FindingsAll: 'UNKNOWN', FindingsCritical: 'UNKNOWN' };

function scanned(status: NonNullable<SeedImage['scanState']>['status'], members: Partial<SeedImage> = {}): Scenario {
  return { seed: { images: [image({ scanState: { status }, findings: FINDINGS, ...members })] } };
}

function counted(patch: readonly Patch[], members: Partial<Fault> = {}): Scenario {
  return { ...scanned('COMPLETED'), faults: [{ operation: 'ListImageScanFindingAggregations', effect: { patch }, ...members }] };
}

/** An image whose AMI is scanned on demand. */
function onDemand(members: Partial<SeedImage> = {}, faults: readonly Fault[] = []): Scenario {
  const imageScanningConfiguration = { imageScanningEnabled: true, imageScanningTypes: ['ON_DEMAND_AMI_CVE'] };
  return { ...scanned('COMPLETED', { members: { imageScanningConfiguration }, ...members }), faults };
}

/** There are no counts, and nobody may look whether there are findings. */
function uncertain(): Scenario {
  return { ...scanned('COMPLETED', { findings: undefined }), faults: [{ operation: 'ListImageScanFindings', effect: { error: { code: 'AccessDeniedException', message: 'Denied.' } } }] };
}

function row(fault: string, given: Scenario, Data: Record<string, string | RegExp>, members: Rest): FaultRow {
  const { seconds, ...rest } = members;
  return { fault, resource: 'Scan', given, expected: { Status: 'SUCCESS', Data, seconds }, ...rest };
}

const COUNTS = 'responses[*].imageAggregation.severityCounts';

const AMI = /ami-[0-9a-f]{17}/.source;

export const AMI_SCANS: Topic = {
  title: 'Scans on demand',
  rows: [
    row('the AMI was scanned', onDemand(), { ...COUNTED, TopVulnerabilities: /^CVE-2026-10000\(CRITICAL\),CVE-2026-20000\(HIGH\),/ }, {
      note: 'Amazon EC2 lists the findings.', breaks: ['knowsNoOnDemand'],
    }),
    row('the AMI was scanned, and there are no findings', onDemand({ findings: undefined }), {
      ScanStatus: 'COMPLETED', FindingsAll: '0', FindingsCritical: '0', TopVulnerabilities: 'NONE',
    }, { note: 'The AMI has the results of a scan.', breaks: ['needsScanToBeSevere'] }),
    row('the AMI was not scanned', onDemand({ scanState: { status: 'PENDING' } }), { ScanStatus: 'PENDING', ...NOT_COUNTED }, {
      seconds: 300, note: 'An AMI without the results of a scan does not have zero findings. The report waits for `scanTimeout`.', breaks: ['everyAmiIsScanned'],
    }),
    row('the scan of the AMI completes while it is waited for', onDemand({ scanState: { status: 'SCANNING' } }), COUNTED, {
      onWait: ({ simulator }) => simulator.load({ clock: { rate: 0 }, ...onDemand() }, { reset: true }),
      seconds: 5,
      note: 'The findings are read after the scan.',
      breaks: ['everyAmiIsScanned'],
    }),
    row('the AMI does not exist any more', onDemand({ amis: [{ status: 'DELETED' }] }), {
      ScanStatus: 'COMPLETED', ScanStatusReason: 'The image has no AMI in the Region of the stack.', ...NOT_COUNTED,
    }, { note: 'Findings of an AMI that is gone are not zero.', breaks: ['waitsForAbsentAmis'] }),
    row('the findings come on several pages', { ...onDemand(), pageSize: 7 }, COUNTED, { note: 'The list is read to the last page.', breaks: ['readsOnePage'] }),
    row('the results are there before the findings', onDemand({}, [{ operation: 'GetImageFindings', nth: 1, effect: { patch: [{ set: 'ImageFindings', value: [] }] } }]), COUNTED, {
      note: 'The findings are read again two seconds later.', breaks: ['looksOnceAtAmis'],
    }),
    {
      ...row('the most severe finding of the results is not listed', onDemand({}, [{ operation: 'GetImageFindings', effect: { patch: [{ delete: 'ImageFindings[0]' }] } }]), {}, {
        note: 'A gate never passes on a list that lacks a finding.', breaks: ['believesEmptyFindings'],
      }),
      resource: 'Lax',
      expected: { Status: 'FAILED', Reason: new RegExp(`^GATE_NOT_EVALUATED: the service lists no finding of ${AMI} as severe as the result of its scan, CRITICAL, in arn:\\S+\\. `) },
    },
    {
      ...row('there is more than the gate accepts', onDemand(), {}, { note: 'The reason has the command that lists the findings.', breaks: ['gateIsOpen'] }),
      resource: 'Gated',
      expected: { Status: 'FAILED', Reason: new RegExp(`^SEVERITY_GATE: 7 high findings, at most 5 are accepted, in arn:\\S+\\. List them with: aws ec2 get-image-findings --image-id ${AMI}$`) },
    },
    {
      ...row('a finding has no ID, and the gate ignores vulnerabilities', onDemand({ findings: { all: 1, critical: 1 } }, [
        { operation: 'GetImageFindings', effect: { patch: [{ set: 'ImageFindings[0].Title', value: 'Something in openssl' }] } },
      ]), {}, { note: 'The ID in the title says whether a finding is ignored. A finding without an ID counts.', breaks: ['namelessIsIgnored'] }),
      resource: 'Ignoring',
      expected: { Status: 'FAILED', Reason: /^SEVERITY_GATE: 1 critical finding, at most 0 are accepted \(counted, because they name no vulnerability: 1\), in / },
    },
    row('a gate ignores the vulnerability that is found', onDemand({ findings: { all: 1, critical: 1 } }), { Gate: 'PASSED', GateReason: 'GATE_PASSED: not counted: 1 ignored.' }, {
      resource: 'Ignoring', note: 'The title names the vulnerability.', breaks: ['readsNoTitles'],
    }),
    row('Amazon EC2 may not be asked', onDemand({}, [{ operation: 'DescribeImages', effect: { error: { code: 'UnauthorizedOperation', message: 'You are not authorized to perform this operation.', status: 403 } } }]), {
      ScanStatus: 'COMPLETED', ScanStatusReason: new RegExp(`^The role of the report is not authorized to perform ec2:DescribeImages on resource ${AMI}, so the counts are not known\\.$`), ...NOT_COUNTED,
    }, { note: 'The denied call is retried for 20 seconds.', breaks: ['deniedAmisAreTrouble'] }),
    row('Amazon EC2 is throttled', onDemand({}, [{ operation: 'GetImageFindings', between: [1, 3], effect: { error: { code: 'RequestLimitExceeded', status: 503 } } }]), COUNTED, {
      seconds: 5, note: 'The next poll retries the call.', breaks: ['failsOnTrouble'],
    }),
    row('a proxy answers for Amazon EC2', onDemand({}, [{ operation: 'GetImageFindings', between: [1, 3], effect: { rawBody: { body: '<html><body>Captured</body></html>', contentType: 'text/html' } } }]), COUNTED, {
      seconds: 15, note: 'An answer of something else is retried.', breaks: ['believesAnyXml'],
    }),
    row('the images of a pipeline were scanned', {
      seed: { images: ['/4', '/5'].map((build) => ({ ...onDemand().seed!.images![0], arn: IMAGE_ARN.replace('/4', build), pipelineArn: PIPELINE_ARN })) },
    }, { ScanStatus: 'COMPLETED', FindingsAll: '50', FindingsCritical: '2' }, {
      resource: 'PipelineScan', note: 'The findings of all AMIs of the pipeline are counted.', breaks: ['knowsNoOnDemand'],
    }),
  ],
};

export const SCANS: Topic = {
  title: 'Scans',
  rows: [
    row('the scan stays pending', scanned('PENDING'), { ScanStatus: 'PENDING', ...NOT_COUNTED }, {
      seconds: 300, note: 'The report waits for `scanTimeout`.', breaks: ['waitsForNoScan'],
    }),
    row('the scan completes while it is waited for', scanned('SCANNING'), COUNTED, {
      onWait: ({ simulator }) => simulator.load({ clock: { rate: 0 }, ...scanned('COMPLETED') }, { reset: true }),
      seconds: 5,
      note: 'The findings are counted after the scan.',
      breaks: ['waitsForNoScan'],
    }),
    row('the scan stays pending, because tests are off', scanned('PENDING', { members: { imageTestsConfiguration: { imageTestsEnabled: false } } }), {
      ScanStatus: 'PENDING', ScanStatusReason: 'Image tests are off, and the scan is a part of them.', ...NOT_COUNTED,
    }, { note: 'A scan that never starts is not waited for.', breaks: ['waitsForScansThatNeverStart'] }),
    row('the scan was abandoned', scanned('ABANDONED', { scanState: { status: 'ABANDONED', reason: 'No test instance' } }), {
      ScanStatus: 'ABANDONED', ScanStatusReason: 'No test instance', ...NOT_COUNTED,
    }, { note: 'Counts are valid only after a completed scan.', breaks: ['countsUnfinishedScans'] }),
    row('the scan failed', scanned('FAILED'), { ScanStatus: 'FAILED', ...NOT_COUNTED }, { note: 'Counts are valid only after a completed scan.', breaks: ['countsUnfinishedScans'] }),
    row('the scan timed out', scanned('TIMED_OUT'), { ScanStatus: 'TIMED_OUT', ...NOT_COUNTED }, { note: 'Counts are valid only after a completed scan.', breaks: ['countsUnfinishedScans'] }),
    row('scanning is off', { seed: { images: [image()] } }, { ScanStatus: 'NOT_ENABLED', ...NOT_COUNTED }, { note: 'An image that was not scanned does not have zero findings.', breaks: ['countsUnfinishedScans'] }),
    row('a scan status that nobody knows', {
      ...scanned('PENDING'), faults: [{ operation: 'GetImage', effect: { patch: [{ set: 'image.scanState.status', value: 'DREAMING' }] } }],
    }, { ScanStatus: 'DREAMING', ...NOT_COUNTED }, { seconds: 300, note: 'The report waits for `scanTimeout`.', breaks: ['waitsForNoScan'] }),
    row('the counts leave severities out', counted([{ delete: `${COUNTS}.critical` }, { delete: `${COUNTS}.medium` }]), {
      ScanStatus: 'COMPLETED', FindingsAll: '25', FindingsCritical: 'UNKNOWN', FindingsHigh: '7', FindingsMedium: 'UNKNOWN', FindingsOther: 'UNKNOWN',
    }, { note: 'The rest of the total may be of any severity that is missing.', breaks: ['missingSeverityIsZero'] }),
    row('the counts leave out severities without findings', counted([
      { set: `${COUNTS}.all`, value: 7 }, { delete: `${COUNTS}.critical` }, { delete: `${COUNTS}.medium` },
    ]), { ScanStatus: 'COMPLETED', FindingsAll: '7', FindingsCritical: '0', FindingsHigh: '7', FindingsMedium: '0', FindingsOther: '0' }, {
      note: 'The others make up the total, so the missing ones are zero.', breaks: ['missingSeverityIsUnknown'],
    }),
    row('the counts leave the total out', counted([{ delete: `${COUNTS}.all` }, { delete: `${COUNTS}.critical` }]), {
      ScanStatus: 'COMPLETED', FindingsAll: 'UNKNOWN', FindingsCritical: 'UNKNOWN', FindingsHigh: '7', FindingsOther: 'UNKNOWN',
    }, { note: 'Without the total, a missing count may be zero or unknown.', breaks: ['missingTotalIsZero'] }),
    row('the total is less than its parts', counted([{ set: `${COUNTS}.all`, value: 10 }]), { FindingsAll: 'UNKNOWN', FindingsCritical: '1', FindingsMedium: '12', FindingsOther: 'UNKNOWN' }, {
      note: 'A total that is wrong is not known.', breaks: ['believesSmallTotals'],
    }),
    row('counts of another image come first', counted([{
      set: 'responses',
      value: ['/9', '/4'].map((build, i) => ({
        imageAggregation: { imageBuildVersionArn: IMAGE_ARN.replace('/4', build), severityCounts: { all: 25 - i, critical: 9 - 8 * (1 - i) } },
      })),
    }]), { FindingsAll: '24', FindingsCritical: '9' }, { note: 'Only the counts of the image of the report are used.', breaks: ['takesAnyCounts'] }),
    ...['another image', 'the image version without its build'].map((what, index) => row(`there are counts of ${what} alone`, counted([{
      set: 'responses',
      value: [{ imageAggregation: { imageBuildVersionArn: index === 0 ? `${IMAGE_ARN}0` : IMAGE_ARN.replace(/\/\d+$/, ''), severityCounts: { all: 9, critical: 9 } } }],
    }]), { ScanStatus: 'COMPLETED', ...NOT_COUNTED }, { note: 'Counts of something else are not zero.', breaks: ['otherCountsAreZero'] })),
    {
      ...row('the filter of the counts was ignored', counted([{
        set: 'responses', value: [{ accountAggregation: { accountId: '123456789012', severityCounts: { all: 9, critical: 9 } } }],
      }]), {}, { note: 'A gate never passes on counts of something else.', breaks: ['otherCountsAreZero'] }),
      resource: 'Gated',
      expected: { Status: 'FAILED', Reason: /^GATE_NOT_EVALUATED: the scan is completed, but the service gave no usable count for a limited severity/ },
    },
    row('the scan is completed, and its findings are not to be seen yet', counted([{ set: 'responses', value: [] }], { nth: 1 }), COUNTED, {
      note: 'The counts are read again two seconds later.', breaks: ['looksOnce'],
    }),
    row('the scan is completed, and there are no findings', scanned('COMPLETED', { findings: undefined }), {
      ScanStatus: 'COMPLETED', FindingsAll: '0', FindingsCritical: '0', TopVulnerabilities: 'NONE',
    }, { note: 'The counts are zero after they were read again.', breaks: ['noFindingsAreUnknown'] }),
    row('the counts are absent although findings are listed', counted([{ set: 'responses', value: [] }]), { ScanStatus: 'COMPLETED', ...NOT_COUNTED }, {
      note: 'Before counts are zero, one finding is listed.', breaks: ['believesAbsentCounts'],
    }),
    row('the counts are absent, and listing the findings is denied', uncertain(), {
      ScanStatus: 'COMPLETED', ScanStatusReason: /^The role of the report is not authorized to perform imagebuilder:ListImageScanFindings or inspector2:ListFindings on resource arn:/, ...NOT_COUNTED,
    }, { note: 'The denied call is retried for 20 seconds.', breaks: ['believesAbsentCounts'] }),
    {
      ...row('the counts are absent, and listing the findings is denied', uncertain(), {}, { note: 'A gate never passes on counts that are not certain.', breaks: ['deniedListIsEmpty'] }),
      resource: 'Gated',
      expected: { Status: 'FAILED', Reason: /^GATE_NOT_EVALUATED: the role of the report is not authorized to perform imagebuilder:ListImageScanFindings or inspector2:ListFindings on resource arn:\S+, so the counts are not known, in arn:\S+\. Allow it / },
    },
    row('nothing in the account was ever scanned', { seed: { images: [image()] } }, { ScanStatus: 'NONE', ...NOT_COUNTED }, {
      resource: 'AccountScan', note: 'An account that was not scanned does not have zero findings.', breaks: ['emptyAccountIsClean'],
    }),
    {
      ...row('the pipeline execution does not know its image', {}, {}, { resource: 'Gated', note: 'A gate never passes an image that is not known.', breaks: ['unknownIsNoImage'] }),
      requests: [{ RequestType: 'Create', properties: { SourceArn: 'UNKNOWN' } }],
      expected: { Status: 'FAILED', Reason: /^GATE_NOT_EVALUATED: it is not known which image to judge\. The pipeline execution does not know its image and /, calls: [] },
    },
    row('the pipeline has no image', { seed: { images: [image({ pipelineArn: PIPELINE_ARN })] }, faults: [{ operation: 'ListImagePipelineImages', effect: { rawBody: { body: '{}' } } }] }, {
      ScanStatus: 'NO_IMAGE', ...NOT_COUNTED,
    }, { resource: 'PipelineScan', note: 'The list of images may also be absent.', breaks: ['noImageIsNotScanned'] }),
    row('the counts are throttled', counted([], { between: [1, 3], effect: { error: { code: 'TooManyRequestsException', status: 429 } } }), COUNTED, {
      seconds: 5, note: 'The next poll retries the call.', breaks: ['failsOnTrouble'],
    }),
    {
      ...row('there is more than the gate accepts', scanned('COMPLETED'), {}, { note: 'The reason has the counts, the maximums and the image.', breaks: ['gateIsOpen'] }),
      resource: 'Gated',
      expected: { Status: 'FAILED', Reason: /^SEVERITY_GATE: 7 high findings, at most 5 are accepted, in arn:\S+\. List them with: aws imagebuilder list-image-scan-findings / },
    },
    {
      ...row('there is nothing that the gate could judge', scanned('ABANDONED'), {}, { note: 'A gate without counts never passes.', breaks: ['unknownPasses'] }),
      resource: 'Gated',
      expected: { Status: 'FAILED', Reason: /^GATE_NOT_EVALUATED: the scan ended as ABANDONED, in arn:\S+\. Look at the test workflow/ },
    },
    row('there is nothing that the gate could judge', scanned('ABANDONED'), { Gate: 'NOT_EVALUATED', GateReason: /^GATE_NOT_EVALUATED: / }, {
      resource: 'Lenient', note: 'The deployment continues, and `Gate` reports the result.', breaks: ['unknownPasses'],
    }),
    {
      ...row('the counts that the gate needs are absent', counted([{ delete: `${COUNTS}.all` }, { delete: `${COUNTS}.critical` }, { delete: `${COUNTS}.high` }]), {}, {
        note: 'An unknown count never passes the gate.', breaks: ['unknownPasses'],
      }),
      resource: 'Gated',
      expected: { Status: 'FAILED', Reason: /^GATE_NOT_EVALUATED: the scan is completed, but the service gave no usable count for a limited severity, in arn:\S+\. Deploy again\.$/ },
    },
  ],
};
