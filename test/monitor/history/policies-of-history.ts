import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BuildHistory, BuildHistoryProps } from '../../../src';
import { allows, Request, Statement } from '../../iam/policies';
import { TemplateValues } from '../../support/template-values';

/** The account of the history. */
export const OWNER = '123456789012';
export const ENVIRONMENT = { region: 'eu-central-1', account: OWNER, stackId: `arn:aws:cloudformation:eu-central-1:${OWNER}:stack/Stack/uuid` };

export interface Caller {
  readonly account: string;
  readonly organization?: string;
}

export type Context = Readonly<Record<string, string>>;

/** What the policies of the resources of a history allow to principals of other accounts. */
export class Sharing {
  private readonly template: any;
  private readonly values: TemplateValues;

  constructor(props: BuildHistoryProps, region = 'eu-central-1') {
    const stack = new Stack(new App(), 'Stack', { env: { account: OWNER, region } });
    new BuildHistory(stack, 'History', { bucketName: 'build-history', ...props });
    this.template = Template.fromStack(stack).toJSON();
    this.values = new TemplateValues(this.template, ENVIRONMENT);
  }

  /** An object of the bucket, or the bucket itself. */
  mayUseBucket(caller: Caller, action: string, key?: string, context: Context = {}): boolean {
    const resource = `arn:aws:s3:::build-history${key === undefined ? '' : `/${key}`}`;
    return this.may(caller, 'AWS::S3::BucketPolicy', 'PolicyDocument', { action, resource, context: { 'aws:SecureTransport': 'true', ...context } });
  }

  mayUseKey(caller: Caller, action: string, via = 's3.eu-central-1.amazonaws.com'): boolean {
    return this.may(caller, 'AWS::KMS::Key', 'KeyPolicy', { action, resource: '*', context: { 'kms:ViaService': via } });
  }

  /** The ARN of the key. */
  get keyArn(): string {
    const [id] = Object.entries<any>(this.template.Resources).find(([, { Type }]) => Type === 'AWS::KMS::Key')!;
    return this.values.text({ 'Fn::GetAtt': [id, 'Arn'] });
  }

  private may({ account, organization }: Caller, type: string, property: string, { action, resource, context }: Required<Request>): boolean {
    const [document] = Object.values<any>(this.template.Resources).filter(({ Type }) => Type === type).map(({ Properties }) => Properties[property]);
    const statements: Statement[] = document.Statement.map((each: any) => this.values.resolve(each))
      .filter(({ Principal }: any) => isMeant(Principal, account))
      .map(({ Effect, Action, Resource, Condition }: any) => ({
        Effect, Action: [Action].flat(), Resource: [Resource].flat().map((pattern) => pattern.replaceAll('${aws:PrincipalAccount}', account)), Condition,
      }));
    return allows(statements, { action, resource, context: { ...organization && { 'aws:PrincipalOrgID': organization }, ...context } });
  }
}

function isMeant(Principal: any, account: string): boolean {
  return Principal === '*' || [Principal.AWS].flat().some((principal: string) => principal === '*' || principal === `arn:aws:iam::${account}:root`);
}
