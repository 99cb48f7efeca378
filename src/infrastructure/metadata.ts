import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { InfrastructureConfigurationProps } from './infrastructure-configuration-props';
import { KnownFact } from '../common/known-facts';

/** The number of hops that a session token of the metadata service travels, of infrastructure configurations that require a token. */
export const TOKEN_HOP_LIMIT = new KnownFact<number>();

/** The default, with which containers reach the metadata service. */
export const DEFAULT_HOP_LIMIT = 2;

/** The hop limit of session tokens, if requests for metadata need a token. */
export function tokenHopLimit({ httpTokens, httpPutResponseHopLimit }: InfrastructureConfigurationProps): number | undefined {
  return httpTokens === 'optional' ? undefined : httpPutResponseHopLimit ?? DEFAULT_HOP_LIMIT;
}

/** Warns of instances whose containers get no session token, so that a container recipe has no credentials and no metadata. */
export function warnOfHopLimit(scope: IConstruct, infrastructure: IConstruct): void {
  if (TOKEN_HOP_LIMIT.of(infrastructure) === 1) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:containerHopLimit',
      'The recipe is for containers, which are one hop away from the instance, and `httpPutResponseHopLimit` of the infrastructure configuration is 1, so '
      + 'components in a container get no metadata and no credentials of the instance. Set it to 2.');
  }
}
