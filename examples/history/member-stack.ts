import { Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BuildHistory, BuildHistoryAttributes, BuildMonitor, MonitorSource } from 'cdk-imagebuilder';

/** What an account of the organization has to know of the history. */
export interface MemberStackProps extends StackProps {
  readonly history: BuildHistoryAttributes;
}

/** Records every build of an account in one Region, in the history of the organization. */
export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, { history, ...props }: MemberStackProps) {
    super(scope, id, props);
    const { bucket } = BuildHistory.fromBuildHistoryAttributes(this, 'History', history);
    new BuildMonitor(this, 'Monitor', { source: MonitorSource.account(), records: { bucket }, sbom: true });
  }
}
