import { App } from 'aws-cdk-lib';
import { history } from './history';

history(new App(), {
  organizationId: 'o-exampleorgid',
  historyAccountId: '111122223333',
  memberAccountId: '444455556666',
  encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
});
