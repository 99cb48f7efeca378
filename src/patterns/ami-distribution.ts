import { Stack, Token } from 'aws-cdk-lib';
import { CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { GoldenAmiProps } from './golden-ami-props';
import { InvalidInputError } from '../common/errors';
import { checkDifferent, checkKnownList, checkNeeds } from '../common/validate';
import { AmiDistribution } from '../distribution/ami-distribution';

/** The distribution of a golden AMI: the Region of the stack first, then the others, each with its parameter and its key. */
export function amiDistributions(scope: Construct, props: GoldenAmiProps, parameterName: string): AmiDistribution[] {
  const own = Stack.of(scope).region;
  const { regions = [], accounts, organizationArns, organizationalUnitArns, amiName, launchTemplates } = props;
  if (regions.length > 0) {
    checkRegions(scope, regions, own);
  }
  if (props.regionalEncryptionKeys !== undefined) {
    checkNeeds(scope, ['regionalEncryptionKeys', props.regionalEncryptionKeys], ['encryptionKey', props.encryptionKey]);
    checkRegionsOfKeys(scope, Object.keys(props.regionalEncryptionKeys), regions, own);
  }
  return [own, ...regions.filter((region) => region !== own)].map((region) => ({
    region,
    amiName,
    amiLaunchPermission: { accountIds: accounts, organizationArns, organizationalUnitArns },
    amiKmsKey: region === own ? props.encryptionKey : keyIn(scope, region, props),
    launchTemplates: region === own ? launchTemplates : undefined,
    ssmParameters: [{ parameterName }],
  }));
}

function checkRegions(scope: Construct, regions: string[], own: string): void {
  checkKnownList(scope, 'regions', regions);
  checkDifferent(scope, 'regions', regions);
  if (Token.isUnresolved(own)) {
    throw new InvalidInputError({
      prop: 'regions', problem: 'Unresolved', rule: 'be absent unless the Region of the stack is known, which may be one of them', hint: 'Set `env` of the stack.',
    }, scope);
  }
}

function checkRegionsOfKeys(scope: Construct, given: string[], regions: string[], own: string): void {
  const unknown = given.find((region) => region === own || !regions.includes(region));
  if (unknown !== undefined) {
    throw new InvalidInputError({
      prop: 'regionalEncryptionKeys', problem: 'Conflict', rule: 'name only entries of `regions`, without the Region of the stack', got: unknown,
    }, scope);
  }
}

/** The key of another Region: the given key, or the replica of a multi-Region key. */
function keyIn(scope: Construct, region: string, { encryptionKey, regionalEncryptionKeys = {} }: GoldenAmiProps): kmsRefs.IKeyRef | undefined {
  const given = regionalEncryptionKeys[region];
  if (given !== undefined || encryptionKey === undefined) {
    return given;
  }
  const { keyId } = encryptionKey.keyRef;
  const resource = encryptionKey.node.defaultChild ?? encryptionKey;
  const isMultiRegion = resource instanceof CfnKey ? resource.multiRegion === true : keyId.startsWith('mrk-');
  if (!isMultiRegion) {
    throw new InvalidInputError({
      prop: 'regionalEncryptionKeys',
      problem: 'Required',
      rule: `have an entry for ${region}, because \`encryptionKey\` is not known to be a multi-Region key`,
    }, scope);
  }
  const arn = Stack.of(scope).formatArn({ service: 'kms', region, account: encryptionKey.env.account, resource: 'key', resourceName: keyId });
  return Key.fromKeyArn(scope, `Key${region}`, arn);
}
