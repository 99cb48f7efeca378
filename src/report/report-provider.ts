import * as path from 'path';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { HANDLER_TIMEOUT_SECONDS, POLL_INTERVAL_SECONDS, PROVIDER_TIMEOUT_SECONDS } from './contract';
import { ReadGrant } from './source';
import { acknowledgeWildcard } from '../private/acknowledge';

const ID = 'ImageBuilderReports';
/** The bundle of `src/handler`, relative to this file both in `src` and, compiled, in `lib`. */
const CODE = path.join(__dirname, '..', '..', 'assets', 'handler', 'report.lambda');
/** Most of a cold start is parsing the SDK; Lambda gives processor time by memory. */
const MEMORY_MIB = 512;

/**
 * The functions behind all reports of one stack: the provider framework of the CDK, which speaks to CloudFormation, and ours, which read
 * Image Builder.
 */
export class ReportProvider extends Construct {
  /** The provider of the stack that holds the construct; made on first use. */
  public static of(scope: Construct): ReportProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(ID);
    return existing instanceof ReportProvider ? existing : new ReportProvider(stack);
  }

  /** What the custom resources of the reports name as their provider. */
  public readonly serviceToken: string;

  private readonly logGroup: logs.LogGroup;
  private readonly reader: iam.Role;

  private constructor(scope: Construct) {
    super(scope, ID);
    this.logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    this.reader = this.role('IsCompleteRole', 'Reads Image Builder for the reports of this stack');
    const provider = new cr.Provider(this, 'Provider', {
      onEventHandler: this.handler('OnEvent', 'onEvent', this.role('OnEventRole', 'Checks the properties of the reports of this stack')),
      isCompleteHandler: this.handler('IsComplete', 'isComplete', this.reader),
      queryInterval: Duration.seconds(POLL_INTERVAL_SECONDS),
      totalTimeout: Duration.seconds(PROVIDER_TIMEOUT_SECONDS),
      logGroup: this.logGroup,
      frameworkOnEventRole: this.role('FrameworkOnEventRole', 'Passes the requests of CloudFormation to the reports of this stack'),
      frameworkCompleteAndTimeoutRole: this.role('FrameworkIsCompleteRole', 'Waits for the reports of this stack'),
    });
    this.serviceToken = provider.serviceToken;
    this.acknowledgeFramework();
  }

  /** Lets the reports of the stack read something. */
  public grantRead({ actions, resource, wildcard }: ReadGrant): void {
    this.reader.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [resource] }));
    if (wildcard !== undefined) {
      acknowledgeWildcard(this.reader, resource, wildcard);
    }
  }

  private role(id: string, description: string): iam.Role {
    const role = new iam.Role(this, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), description });
    this.logGroup.grantWrite(role);
    return role;
  }

  private handler(id: string, entry: string, role: iam.IRole): lambda.Function {
    return new lambda.Function(this, id, {
      description: `Reports of EC2 Image Builder: ${entry}`,
      code: lambda.Code.fromAsset(CODE),
      handler: `index.${entry}`,
      runtime: lambda.determineLatestNodeRuntime(this),
      memorySize: MEMORY_MIB,
      timeout: Duration.seconds(HANDLER_TIMEOUT_SECONDS),
      logGroup: this.logGroup,
      role,
    });
  }

  /** Findings of cdk-nag about what the CDK makes for its provider framework. */
  private acknowledgeFramework(): void {
    for (const construct of this.node.findAll()) {
      if (construct instanceof lambda.Function) {
        acknowledgeWildcard(this, `${construct.functionArn}:*`, 'The CDK allows the versions of a function together with the function.');
      }
    }
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions::AwsSolutions-SF1', reason: 'The input of the waiter holds the ResponseURL, a secret, which a log of all events would show.' },
      { id: 'AwsSolutions::AwsSolutions-SF2', reason: 'The waiter only repeats one function, whose log tells all that it does.' },
    );
  }
}
