import { Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CrossAccountDistributionRole } from 'cdk-imagebuilder';

/** What the target account has to know. */
export interface TargetStackProps extends StackProps {
  /** The account in which Image Builder runs. */
  readonly sourceAccountId: string;

  /** The parameter that tells the newest AMI. */
  readonly parameterName: string;
}

/** Lets AMIs into an account. One stack serves all Regions of the account. */
export class TargetStack extends Stack {
  constructor(scope: Construct, id: string, { sourceAccountId, parameterName, ...props }: TargetStackProps) {
    super(scope, id, props);
    new CrossAccountDistributionRole(this, 'Distribution', { sourceAccountIds: [sourceAccountId], ssmParameterNames: [parameterName] });
  }
}
