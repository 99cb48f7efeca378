import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { grantKey } from '../common/key-use';
import { grantPermission } from '../common/permission';
import { handlerCode } from '../report/handler-code';
import { allowLogs, CONNECT_TO_VPC, networkOf, useFunctionOptions } from '../report/report-function-options';

/** As for reports: most of a cold start is the parsing of code. Pages of large builds need memory besides. */
const MEMORY_MIB = 512;
const TIMEOUT = Duration.minutes(15);
/** How often AWS Lambda retries an event that the function failed to process, before the event goes to the queue. */
const RETRIES = 2;

/** What a user may set of the function. */
interface Options {
  readonly reservedConcurrentExecutions?: number;
  readonly deadLetterQueue?: sqs.IQueue;
}

/** The function of a monitor, with its role, its log and the queue of what it could not process. */
export class MonitorFunction extends Construct {
  public readonly role: iam.Role;
  public readonly lambdaFunction: lambda.Function;
  public readonly deadLetterQueue: sqs.IQueue;

  constructor(scope: Construct, id: string, { reservedConcurrentExecutions, deadLetterQueue }: Options) {
    super(scope, id);
    const options = useFunctionOptions(Stack.of(scope));
    const { logEncryptionKey: encryptionKey, permissionsBoundary } = options;
    if (encryptionKey !== undefined) {
      allowLogs(this, encryptionKey);
    }
    if (permissionsBoundary !== undefined) {
      iam.PermissionsBoundary.of(this).apply(permissionsBoundary);
    }
    const network = networkOf(this, options);
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY, encryptionKey });
    this.deadLetterQueue = deadLetterQueue ?? this.queue();
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), description: 'Records builds of EC2 Image Builder',
    });
    logGroup.grantWrite(this.role);
    // The CDK allows sending to the queue, but not the use of its key.
    grantKey(this.deadLetterQueue.encryptionMasterKey, this.role, 'kms:Decrypt', 'kms:GenerateDataKey');
    if (network.vpc !== undefined) {
      grantPermission(this.role, CONNECT_TO_VPC);
    }
    this.lambdaFunction = new lambda.Function(this, 'Resource', {
      description: 'Records builds of EC2 Image Builder and notifies people of them',
      code: lambda.Code.fromAsset(handlerCode(__dirname, this, 'monitor')),
      handler: 'index.handler',
      runtime: lambda.determineLatestNodeRuntime(this),
      memorySize: MEMORY_MIB,
      timeout: TIMEOUT,
      logGroup,
      role: this.role,
      reservedConcurrentExecutions,
      deadLetterQueue: this.deadLetterQueue,
      retryAttempts: RETRIES,
      ...network,
    });
  }

  private queue(): sqs.Queue {
    const queue = new sqs.Queue(this, 'DeadLetters', {
      encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14),
    });
    Validations.of(queue).acknowledge({ id: 'AwsSolutions::AwsSolutions-SQS3', reason: 'This is the dead-letter queue of the function and of its rules.' });
    return queue;
  }
}
