import { setTimeout as sleep } from 'node:timers/promises';
import { LocalAws } from './local-aws/launch';

interface StackResource {
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly PhysicalResourceId: string;
}

/** How long something may take that a scheduled build leads to. */
const PATIENCE_SECONDS = 90;

/** What a deployed stack with a monitor does, seen by those whom it tells: the subscribers of its topics, and readers of its records. */
export class MonitorStack {
  public static async of(aws: LocalAws, stack: string): Promise<MonitorStack> {
    const { StackResources } = await aws.client.call<{ StackResources: StackResource[] }>(
      'cloudformation', 'DescribeStackResources', { StackName: stack });
    return new MonitorStack(aws, StackResources);
  }

  private constructor(private readonly aws: LocalAws, private readonly resources: readonly StackResource[]) {}

  /** The physical id of the first resource of a type whose logical id starts in a certain way. */
  public resource(type: string, logicalId: string): string {
    const found = this.resources.find(({ ResourceType, LogicalResourceId }) => ResourceType === type && LogicalResourceId.startsWith(logicalId));
    if (!found) {throw new Error(`The stack must have an ${type} called ${logicalId}…, got: ${JSON.stringify(this.resources, null, 1)}`);}
    return found.PhysicalResourceId;
  }

  /** Starts a build as the schedule of the pipeline does, and returns the ARN of the image. */
  public runSchedule(): string {
    return this.aws.simulator.runSchedule(this.resource('AWS::ImageBuilder::ImagePipeline', 'Pipeline'));
  }

  /** Subscribes a queue to a topic, and returns the URL of the queue. */
  public async subscribe(topic: string): Promise<string> {
    const TopicArn = this.resource('AWS::SNS::Topic', topic);
    // Stacks can have topics of the same ID.
    const { QueueUrl } = await this.aws.client.call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName: TopicArn.split(':').at(-1)! });
    const { Attributes: { QueueArn } } = await this.aws.client.call<{ Attributes: { QueueArn: string } }>(
      'sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] });
    const Statement = [{
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: QueueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
    }];
    await this.aws.client.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) } });
    await this.aws.client.call('sns', 'Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: QueueArn });
    return QueueUrl;
  }

  /** The next notification in a queue. */
  public async nextNotification(QueueUrl: string): Promise<{ readonly Subject: string; readonly Message: string }> {
    return this.eventually('a notification must arrive', async () => {
      const { Messages: [message] = [] } = await this.aws.client.call<{ Messages?: { Body: string; ReceiptHandle: string }[] }>(
        'sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 1 });
      if (!message) {return undefined;}
      await this.aws.client.call('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle: message.ReceiptHandle });
      return JSON.parse(message.Body) as { Subject: string; Message: string };
    });
  }

  /** How many notifications are in a queue. */
  public async waiting(QueueUrl: string): Promise<number> {
    const { Attributes } = await this.aws.client.call<{ Attributes: { ApproximateNumberOfMessages: string } }>(
      'sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
    return Number(Attributes.ApproximateNumberOfMessages);
  }

  /** The page of a build, as soon as it is there. */
  public async page(imageArn: string): Promise<string> {
    const end = `${imageArn.split(':image/')[1]}.html`;
    return this.read(await this.eventually(`a page must be written that ends with ${end}`, async () =>
      (await this.records()).find((key) => key.startsWith('pages/') && key.endsWith(`/${end}`))));
  }

  /** The keys of the objects that were written about builds, in order. */
  public async records(): Promise<string[]> {
    const { Contents = [] } = await this.aws.client.call<{ Contents?: { Key: string }[] }>('s3', 'ListObjectsV2', { Bucket: this.bucket });
    return Contents.map(({ Key }) => Key).sort();
  }

  /** The content of a record. */
  public async read(key: string): Promise<string> {
    const answer = await fetch(`${this.aws.variables.AWS_ENDPOINT_URL_S3}/${this.bucket}/${key.split('/').map(encodeURIComponent).join('/')}`);
    if (!answer.ok) {throw new Error(`The record ${key} must be read, got: status ${answer.status}.`);}
    return answer.text();
  }

  /** Asks until there is an answer. */
  public async eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
    for (const limit = Date.now() + PATIENCE_SECONDS * 1000; Date.now() < limit; await sleep(200)) {
      const answer = await ask();
      if (answer !== undefined) {return answer;}
    }
    throw new Error(`${what} within ${PATIENCE_SECONDS} s.\n${this.aws.log()}`);
  }

  private get bucket(): string {
    return this.resource('AWS::S3::Bucket', 'Monitor');
  }
}
