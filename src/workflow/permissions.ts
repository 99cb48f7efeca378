import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Permission } from '../common/permission';
import { fastLaunchPermissions, parameterPermissions } from '../distribution/permissions';
import { DocumentNode } from '../document/document-node';

/** An input of a step that names a resource, with the permissions for that resource. */
interface Need {
  readonly input: string;
  readonly permissions: (scope: IConstruct, value: string) => Permission[];
}

/**
 * Permissions that steps need and that the AWS managed policy for execution roles does not have.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-iam.html#security-iam-custom-workflows
 */
const NEEDS: Record<string, Need[] | undefined> = {
  ExecuteStateMachine: [{ input: 'stateMachineArn', permissions: forStateMachine }],
  RunCommand: [{ input: 'documentName', permissions: forCommandDocument }],
  WaitForAction: [{ input: 'snsTopicArn', permissions: forTopic }, { input: 'lambdaFunctionName', permissions: forFunction }],
};

/** Documents that the managed policy allows. */
const KNOWN_COMMAND_DOCUMENTS = ['AWS-RunShellScript', 'AWS-RunPowerShellScript', 'AWSEC2-RunSysprep'];

/** Permissions that an execution role needs for the resources that the steps of a document name. */
export function stepPermissions(scope: IConstruct, document: DocumentNode): Permission[] {
  return document.get('steps').items().flatMap((step) => {
    const inputs = step.get('inputs');
    const named = (NEEDS[step.get('action').text() ?? ''] ?? []).flatMap(({ input, permissions }) => {
      if (inputs.get(`${input}.$`).isKnown) {
        inputs.get(`${input}.$`).warn('unknownStepPermission', 'is a reference, so the execution role is not allowed what the step needs: grant it');
      }
      const { value } = inputs.get(input);
      return typeof value === 'string' ? permissions(scope, value) : [];
    });
    return [...named, ...inputs.get('configurations').items().flatMap((configuration) => [
      ...forParameters(scope, configuration), ...forFastLaunch(scope, configuration),
    ])];
  });
}

function forStateMachine(scope: IConstruct, arn: string): Permission[] {
  const { resourceName, ...parts } = Stack.of(scope).splitArn(arn, ArnFormat.COLON_RESOURCE_NAME);
  const executions = Stack.of(scope).formatArn({ ...parts, resource: 'execution', resourceName: `${resourceName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return [
    { actions: ['states:StartExecution'], resources: [arn] },
    { actions: ['states:DescribeExecution'], resources: [executions], reason: 'The names of executions are not known before a build.' },
  ];
}

function forCommandDocument(scope: IConstruct, document: string): Permission[] {
  if (KNOWN_COMMAND_DOCUMENTS.includes(document)) {
    return [];
  }
  // Documents of AWS belong to no account.
  const account = /^(AWS|Amazon)/.test(document) ? '' : undefined;
  // CloudFormation returns names of documents and not ARNs.
  const arn = document.startsWith('arn:') ? document : Stack.of(scope).formatArn({ service: 'ssm', resource: 'document', account, resourceName: document });
  return [{ actions: ['ssm:SendCommand'], resources: [arn] }];
}

function forTopic(_: IConstruct, arn: string): Permission[] {
  return [{ actions: ['sns:Publish'], resources: [arn] }];
}

function forFunction(scope: IConstruct, nameOrArn: string): Permission[] {
  const isArn = Token.isUnresolved(nameOrArn) || nameOrArn.startsWith('arn:');
  const arn = isArn ? nameOrArn : Stack.of(scope).formatArn({
    service: 'lambda', resource: 'function', resourceName: nameOrArn, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [{ actions: ['lambda:InvokeFunction'], resources: [arn] }];
}

function forParameters(scope: IConstruct, configuration: DocumentNode): Permission[] {
  const stack = Stack.of(scope);
  const region = configuration.get('region').value ?? stack.region;
  return configuration.get('ssmParameterConfigurations').items().filter((parameter) => typeof parameter.get('parameterName').value === 'string')
    .flatMap((parameter) => parameterPermissions(stack, String(region), {
      parameterName: String(parameter.get('parameterName').value), amiAccountId: parameter.get('amiAccountId').value as string | undefined,
    }));
}

function forFastLaunch(scope: IConstruct, configuration: DocumentNode): Permission[] {
  return fastLaunchPermissions(Stack.of(scope), configuration.get('fastLaunchConfigurations').items().map((fastLaunch) => ({
    enabled: fastLaunch.get('enabled').value as boolean | undefined,
    accountId: fastLaunch.get('accountId').value as string | undefined,
    launchTemplate: fastLaunch.get('launchTemplate').value,
  })));
}
