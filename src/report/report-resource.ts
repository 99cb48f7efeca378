import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PROVIDER_TIMEOUT_SECONDS } from './contract';
import { DetailsDestination } from './details-destination';
import { detailsProperties } from './details-properties';
import { ReportProvider } from './report-provider';
import { ReadGrant, ReportSource, validateSource } from './source';

/** CloudFormation gives up a little after the provider, whose answer says more. */
const SERVICE_TIMEOUT = PROVIDER_TIMEOUT_SECONDS + 60;

/** What makes one report different from another. */
export interface ReportResourceProps {
  readonly resourceType: string;
  readonly source: ReportSource;
  /** Permissions that reading the source takes. */
  readonly reads: readonly ReadGrant[];
  /** Where the details document goes, if there is one. */
  readonly details?: DetailsDestination;
  /** Properties beside those of the source. */
  readonly properties?: Record<string, unknown>;
}

/** The custom resource behind a report, with the permissions that reading its source takes. */
export function reportResource(scope: Construct, props: ReportResourceProps): CustomResource {
  const { resourceType, source, reads, details, properties } = props;
  validateSource(scope, source);
  const provider = ReportProvider.of(scope);
  reads.forEach((read) => provider.grant(read));
  const resource = new CustomResource(scope, 'Resource', {
    serviceToken: provider.serviceToken,
    serviceTimeout: Duration.seconds(SERVICE_TIMEOUT),
    resourceType,
    properties: {
      SourceType: source.type,
      SourceArn: source.arn || undefined,
      SourceId: source.id,
      DeploymentId: source.deploymentId,
      Details: details && detailsProperties(scope, details),
      ...properties,
    },
  });
  if (details !== undefined) {
    provider.grantDetails(details).forEach((grant) => grant.applyBefore(resource));
  }
  return resource;
}
