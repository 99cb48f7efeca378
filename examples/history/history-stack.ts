import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BuildHistory } from 'cdk-imagebuilder';

/** Where the monitors of an organization write. */
export interface HistoryStackProps extends StackProps {
  readonly organizationId: string;

  /** The name of the bucket, which the monitors of other accounts need. */
  readonly bucketName: string;
}

/** The history of the builds of all accounts, and a role with which people ask about them. */
export class HistoryStack extends Stack {
  constructor(scope: Construct, id: string, { organizationId, bucketName, ...props }: HistoryStackProps) {
    super(scope, id, props);
    const history = new BuildHistory(this, 'History', { organizationId, bucketName });

    const analyst = new iam.Role(this, 'Analyst', { assumedBy: new iam.AccountRootPrincipal(), description: 'Asks about the builds of all accounts' });
    history.grantQuery(analyst);
    history.grantRead(analyst);

    new CfnOutput(this, 'EncryptionKeyArn', { value: history.bucket.encryptionKey!.keyArn, description: 'For the monitors of other accounts' });
    new CfnOutput(this, 'WorkGroup', { value: history.workGroupName, description: 'The Athena workgroup with the saved queries' });
  }
}
