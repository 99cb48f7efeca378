import { App } from 'aws-cdk-lib';
import { goldenAmiCrossAccount } from './golden-ami-cross-account';

goldenAmiCrossAccount(new App(), {
  account: '111122223333',
  consumerAccount: '444455556666',
  encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
});
