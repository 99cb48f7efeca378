/**
 * Runs the bundled function of a monitor once, for the end of a build, in a process that has nothing else to do: `node run-monitor.cjs <bundle> <image ARN>`;
 * processor milliseconds of the run, and MiB of the process at their peak.
 */
const [, , bundle, imageArn] = process.argv;
const { handler } = require(bundle);

const event = { 'source': 'aws.imagebuilder', 'detail-type': 'EC2 Image Builder Image State Change', 'resources': [imageArn], 'time': new Date().toISOString(), 'detail': {} };

(async () => {
  const before = process.cpuUsage();
  await handler(event, { invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:monitor', getRemainingTimeInMillis: () => 240_000 });
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`\n${JSON.stringify({ millis: (user + system) / 1000, peak: process.resourceUsage().maxRSS / 1024 })}\n`);
})();
