/**
 * Polls the bundled handler once, in a process that has nothing else to do: `node read-findings.cjs <bundle> <image ARN> <bucket or nothing>`;
 * processor milliseconds of the poll, MiB of the process at their peak, and how many findings were counted.
 */
const [, , bundle, imageArn, bucket] = process.argv;
const { isComplete } = require(bundle);

const event = {
  RequestType: 'Create',
  ResourceType: 'Custom::ImageBuilderScanReport',
  StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Bench/1',
  RequestId: 'request',
  LogicalResourceId: 'Scan',
  StartedAt: new Date().toISOString(),
  ResourceProperties: {
    SourceType: 'IMAGE',
    SourceArn: imageArn,
    ScanTimeoutSeconds: '0',
    ReadFindings: 'true',
    Gate: { All: '100000', OnUnknown: 'CONTINUE', OnlyFixable: 'true' },
    ...(bucket ? { Details: { BucketName: bucket } } : {}),
  },
};

(async () => {
  const before = process.cpuUsage();
  const { Data } = await isComplete(event, { getRemainingTimeInMillis: () => 120_000 });
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ millis: (user + system) / 1000, peak, gate: Data.Gate, all: Number(Data.FindingsAll) }));
})();
