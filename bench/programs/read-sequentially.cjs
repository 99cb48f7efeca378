/** Reads what the handler reads, one call after the other: `node read-sequentially.cjs <image ARN>`; milliseconds of each reading after the first. */
const { GetImageCommand, ImagebuilderClient, ListWorkflowExecutionsCommand, ListWorkflowStepExecutionsCommand } = require('@aws-sdk/client-imagebuilder');

const imageBuildVersionArn = process.argv[2];
const client = new ImagebuilderClient({});

async function read() {
  await client.send(new GetImageCommand({ imageBuildVersionArn }));
  for (const { workflowExecutionId } of await all(ListWorkflowExecutionsCommand, { imageBuildVersionArn }, 'workflowExecutions')) {
    await all(ListWorkflowStepExecutionsCommand, { workflowExecutionId }, 'steps');
  }
}

async function all(Command, input, member) {
  const items = [];
  for (let nextToken; ;) {
    const answer = await client.send(new Command({ ...input, nextToken }));
    items.push(...answer[member]);
    nextToken = answer.nextToken;
    if (!nextToken) return items;
  }
}

(async () => {
  await read();
  const before = performance.now();
  await read();
  process.stdout.write(JSON.stringify([performance.now() - before]));
})();
