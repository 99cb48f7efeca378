/** The examples that are deployed together: golden AMIs of Windows and for other accounts, and a golden container image. */
import { App } from 'aws-cdk-lib';
import { ACCOUNT } from './local-aws/environment';
import { goldenAmiCrossAccount } from '../../examples/golden-ami-cross-account/golden-ami-cross-account';
import { WindowsStack } from '../../examples/golden-ami-windows/windows-stack';
import { ContainerStack } from '../../examples/golden-container-pattern/container-stack';

const app = new App();
new WindowsStack(app, 'GoldenWindows');
new ContainerStack(app, 'GoldenContainerImage');
goldenAmiCrossAccount(app, {
  account: ACCOUNT,
  consumerAccount: '444455556666',
  encryptionKeyArn: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/mrk-1234abcd12ab34cd56ef1234567890ab`,
});
app.synth();
