import { App } from 'aws-cdk-lib';
import { HistoryStack } from './history-stack';
import { MemberStack } from './member-stack';

/** The accounts of the fleet. */
export interface Fleet {
  readonly organizationId: string;

  /** The account with the history. */
  readonly historyAccountId: string;

  /** An account that builds images. A stack set can deploy its stack to all of them. */
  readonly memberAccountId: string;

  /** The output `EncryptionKeyArn` of the stack with the history, which is deployed first. */
  readonly encryptionKeyArn: string;
}

/** A history in one account, and a monitor in another account and Region that writes to it. */
export function history(app: App, { organizationId, historyAccountId, memberAccountId, encryptionKeyArn }: Fleet): void {
  const bucketName = 'example-corp-build-history';
  const home = { account: historyAccountId, region: 'eu-central-1' };
  new HistoryStack(app, 'History', { env: home, organizationId, bucketName, description: 'The builds of all accounts' });
  new MemberStack(app, 'Member', {
    env: { account: memberAccountId, region: 'us-east-1' },
    history: { ...home, bucketName, encryptionKeyArn },
    description: 'Records the builds of an account',
  });
}
