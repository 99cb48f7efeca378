import { Stack, Token } from 'aws-cdk-lib';
import { aws_ec2 as ec2Refs, aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import type { AmiDistribution } from './ami-distribution';
import { KnownFact } from '../common/known-facts';
import { Growing } from '../common/permission';
import { isPlaceholder } from '../common/validate';

/** The distributions of AMIs of a distribution configuration, one for each Region. */
export const AMI_DISTRIBUTIONS = new KnownFact<Growing<AmiDistribution>>();

/** What distributions use in a target account. */
export interface Targets {
  readonly kmsKeys: kmsRefs.IKeyRef[];
  readonly launchTemplates: ec2Refs.ILaunchTemplateRef[];
  readonly ssmParameterNames: string[];
}

/** Whether an AMI is distributed to an account. A list that is known at deployment only, or not looked up yet, may contain any account. */
export function isTarget(account: string, { amiTargetAccountIds = [] }: AmiDistribution): boolean {
  return Token.isUnresolved(amiTargetAccountIds) || amiTargetAccountIds.some((each) => each === account || isPlaceholder(each));
}

/** What the distribution of an AMI uses in a target account. */
export function targetsIn(account: string, ami: AmiDistribution): Targets {
  return {
    kmsKeys: isTarget(account, ami) && ami.amiKmsKey !== undefined ? [ami.amiKmsKey] : [],
    launchTemplates: (ami.launchTemplates ?? []).filter(({ accountId }) => accountId === account).map(({ launchTemplate }) => launchTemplate),
    ssmParameterNames: (ami.ssmParameters ?? []).filter(({ amiAccountId }) => amiAccountId === account)
      .map(({ parameterName, parameter }) => parameterName ?? parameter!.parameterRef.parameterName),
  };
}

/** What a role for the distribution to an account allows. */
export interface Allowed extends Targets {
  readonly sourceAccountIds: string[];
}

/** What a role does not allow although a distribution configuration of the app needs it, in words. */
export function missingIn(account: string, configuration: IConstruct, allowed: Allowed): string[] {
  const amis = (AMI_DISTRIBUTIONS.of(configuration)?.known ?? []).filter((ami) => isTarget(account, ami));
  if (amis.length === 0 || Stack.of(configuration).account === account) {
    return [];
  }
  const source = Stack.of(configuration).account;
  const needed = amis.map((ami) => targetsIn(account, ami));
  const keys = allowed.kmsKeys.map(({ keyRef }) => keyRef.keyArn);
  const templates = allowed.launchTemplates.map(({ launchTemplateRef }) => launchTemplateRef.launchTemplateId);
  return [...new Set([
    ...allowed.sourceAccountIds.includes(source) || Token.isUnresolved(source) ? [] : [`the account ${source} as a source`],
    ...needed.flatMap(({ kmsKeys }) => kmsKeys).filter(({ keyRef }) => !keys.includes(keyRef.keyArn)).map(({ node }) => `the key ${node.path}`),
    ...needed.flatMap(({ launchTemplates }) => launchTemplates)
      .filter(({ launchTemplateRef }) => !templates.includes(launchTemplateRef.launchTemplateId))
      .map(({ node }) => `the launch template ${node.path}`),
    ...needed.flatMap(({ ssmParameterNames }) => ssmParameterNames).filter((name) => !allowed.ssmParameterNames.includes(name))
      .map((name) => `the parameter ${name}`),
  ])];
}
