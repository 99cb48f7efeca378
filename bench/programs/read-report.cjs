/** Polls the bundled handler: `node read-report.cjs <bundle> <image ARN>`; milliseconds of each poll after the first, which makes the connections. */
const [, , bundle, imageArn] = process.argv;
const { isComplete } = require(bundle);

const event = {
  RequestType: 'Create',
  ResourceType: 'Custom::ImageBuilderBuildReport',
  StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Bench/1',
  RequestId: 'request',
  LogicalResourceId: 'Build',
  StartedAt: new Date().toISOString(),
  ResourceProperties: { SourceType: 'IMAGE', SourceArn: imageArn },
};
const poll = () => isComplete(event, { getRemainingTimeInMillis: () => 120_000 });

(async () => {
  await poll();
  const times = [];
  for (let i = 0; i < 5; i++) {
    const before = performance.now();
    const { IsComplete, Data } = await poll();
    times.push(performance.now() - before);
    if (!IsComplete || Data.Outcome !== 'SUCCEEDED') throw new Error(`The report must be complete, got: ${JSON.stringify({ IsComplete, Data })}`);
  }
  process.stdout.write(JSON.stringify(times));
})();
