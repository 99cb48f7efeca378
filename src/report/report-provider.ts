import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { grantDetails } from './details';
import { DetailsDestination } from './details-destination';
import { handlerCode } from './handler-code';
import { allowLogs, CONNECT_TO_VPC, Network, networkOf, useFunctionOptions } from './report-function-options';
import { acknowledgeWildcard } from '../common/acknowledge';
import { grantPermission, Permission } from '../common/permission';
import { HANDLER_TIMEOUT_SECONDS, POLL_INTERVAL_SECONDS, PROVIDER_TIMEOUT_SECONDS } from '../contract/custom-resource';
import { EXECUTION_POLL_INTERVAL_SECONDS, EXECUTION_PROVIDER_TIMEOUT_SECONDS, START_FUNCTION_VARIABLE } from '../contract/execution';

/** Most of a cold start is the parsing of the SDK, and Lambda allocates processor time in proportion to memory. */
const MEMORY_MIB = 512;

/** Packs of cdk-nag besides AwsSolutions, and what of their rules the functions cannot follow. */
const PACKS = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'];
const PACK_REASONS = [
  { rule: 'IAMNoInlinePolicy', reason: 'Each policy is for one role of the stack, is made for it and goes with it.' },
  { rule: 'LambdaConcurrency', reason: 'The functions run only during a deployment, once at a time for each custom resource of the stack.' },
  { rule: 'LambdaDLQ', reason: 'The provider framework of the CDK answers CloudFormation after every error, and has no property for a dead-letter queue.' },
];

/** What the functions of one kind of custom resource need. */
interface Kind {
  /** ID of the construct in the stack. */
  readonly id: string;
  /** What the functions serve, as their descriptions call it. */
  readonly subject: string;
  /** Functions of the bundle. */
  readonly onEvent: string;
  readonly isComplete: string;
  /** Whether `onEvent` also calls Image Builder. */
  readonly onEventCalls: boolean;
  readonly pollIntervalSeconds: number;
  readonly timeoutSeconds: number;
}

const REPORTS: Kind = {
  id: 'ImageBuilderReports',
  subject: 'reports',
  onEvent: 'onEvent',
  isComplete: 'isComplete',
  onEventCalls: false,
  pollIntervalSeconds: POLL_INTERVAL_SECONDS,
  timeoutSeconds: PROVIDER_TIMEOUT_SECONDS,
};

const EXECUTIONS: Kind = {
  id: 'ImageBuilderExecutions',
  subject: 'pipeline executions',
  onEvent: 'onExecutionEvent',
  isComplete: 'isExecutionComplete',
  onEventCalls: true,
  pollIntervalSeconds: EXECUTION_POLL_INTERVAL_SECONDS,
  timeoutSeconds: EXECUTION_PROVIDER_TIMEOUT_SECONDS,
};

/**
 * The functions of all reports of one stack: those of the provider framework of the CDK, which answer CloudFormation, and those of this library,
 * which read Image Builder. Pipeline executions have separate functions, so that the functions of the reports can only read.
 */
export class ReportProvider extends Construct {
  /** Returns the provider of the reports in the stack of a construct, which is created on first use. */
  public static of(scope: Construct): ReportProvider {
    return ReportProvider.ofKind(scope, REPORTS);
  }

  /** Returns the provider of the pipeline executions in the stack of a construct, which is created on first use. */
  public static forExecutions(scope: Construct): ReportProvider {
    return ReportProvider.ofKind(scope, EXECUTIONS);
  }

  private static ofKind(scope: Construct, kind: Kind): ReportProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(kind.id);
    return existing instanceof ReportProvider ? existing : new ReportProvider(stack, kind);
  }

  /** The service token of the custom resources. */
  public readonly serviceToken: string;

  private readonly logGroup: logs.LogGroup;
  private readonly network: Network;
  /** Role of the function that polls and answers. */
  private readonly polling: iam.Role;
  /** Role of the function that takes requests on, and starts builds. */
  private readonly accepting: iam.Role;

  private constructor(scope: Construct, { id, subject, onEvent, isComplete, onEventCalls, pollIntervalSeconds, timeoutSeconds }: Kind) {
    super(scope, id);
    const options = useFunctionOptions(Stack.of(scope));
    const { logEncryptionKey: encryptionKey, permissionsBoundary } = options;
    if (encryptionKey !== undefined) {
      allowLogs(this, encryptionKey);
    }
    if (permissionsBoundary !== undefined) {
      iam.PermissionsBoundary.of(this).apply(permissionsBoundary);
    }
    this.network = networkOf(this, options);
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY, encryptionKey,
    });
    this.polling = this.role('IsCompleteRole', onEventCalls ? `Waits for the ${subject} of this stack` : `Reads Image Builder for the ${subject} of this stack`);
    this.accepting = this.role('OnEventRole', onEventCalls ? `Starts the ${subject} of this stack` : `Checks the properties of the ${subject} of this stack`);
    const onEventHandler = this.handler('OnEvent', onEvent, this.accepting, subject);
    const isCompleteHandler = this.handler('IsComplete', isComplete, this.polling, subject);
    if (onEventCalls) {
      // A build that could not be started is started later by the same function, because only its role may tag images.
      isCompleteHandler.addEnvironment(START_FUNCTION_VARIABLE, onEventHandler.functionName);
      grantPermission(this.polling, { actions: ['lambda:InvokeFunction'], resources: [onEventHandler.functionArn] });
    }
    const provider = new cr.Provider(this, 'Provider', {
      onEventHandler,
      isCompleteHandler,
      queryInterval: Duration.seconds(pollIntervalSeconds),
      totalTimeout: Duration.seconds(timeoutSeconds),
      logGroup: this.logGroup,
      ...this.network,
      frameworkOnEventRole: this.role('FrameworkOnEventRole', `Passes the requests of CloudFormation to the ${subject} of this stack`),
      frameworkCompleteAndTimeoutRole: this.role('FrameworkIsCompleteRole', `Waits for the ${subject} of this stack`),
    });
    this.serviceToken = provider.serviceToken;
    this.acknowledgeFramework();
  }

  /** Grants a permission to the function that polls and answers. */
  public grant(permission: Permission): void {
    grantPermission(this.polling, permission);
  }

  /** Grants a permission to the function that starts builds. */
  public grantToStart(permission: Permission): void {
    grantPermission(this.accepting, permission);
  }

  /** Allows the function that polls and answers to write details documents. */
  public grantDetails(details: DetailsDestination): iam.Grant[] {
    return grantDetails(this.polling, details);
  }

  private role(id: string, description: string): iam.Role {
    const role = new iam.Role(this, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), description });
    this.logGroup.grantWrite(role);
    if (this.network.vpc !== undefined) {
      grantPermission(role, CONNECT_TO_VPC);
    }
    return role;
  }

  private handler(id: string, entry: string, role: iam.IRole, subject: string): lambda.Function {
    return new lambda.Function(this, id, {
      description: `${subject[0].toUpperCase()}${subject.slice(1)} of EC2 Image Builder: ${entry}`,
      code: lambda.Code.fromAsset(handlerCode(__dirname, this)),
      handler: `index.${entry}`,
      runtime: lambda.determineLatestNodeRuntime(this),
      memorySize: MEMORY_MIB,
      timeout: Duration.seconds(HANDLER_TIMEOUT_SECONDS),
      logGroup: this.logGroup,
      role,
      ...this.network,
    });
  }

  /** Acknowledges findings of cdk-nag about the resources of the provider framework of the CDK. */
  private acknowledgeFramework(): void {
    for (const construct of this.node.findAll()) {
      if (construct instanceof lambda.Function) {
        acknowledgeWildcard(this, `${construct.functionArn}:*`, 'The CDK allows the versions of a function together with the function.');
      }
    }
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions::AwsSolutions-SF1', reason: 'The input of the waiter holds the ResponseURL, a secret, which a log of all events would show.' },
      { id: 'AwsSolutions::AwsSolutions-SF2', reason: 'The waiter only repeats one function, whose log tells all that it does.' },
      ...PACKS.flatMap((pack) => PACK_REASONS.map(({ rule, reason }) => ({ id: `${pack}::${pack}-${rule}`, reason }))),
    );
  }
}
