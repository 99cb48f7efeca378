import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { detailsProperties } from './details';
import { DetailsDestination } from './details-destination';
import { ReportProvider } from './report-provider';
import { ReportSource, validateSource } from './source';
import { Permission } from '../common/permission';
import { BUILD_REPORT_TYPE, PropertiesByType, PROVIDER_TIMEOUT_SECONDS, SCAN_REPORT_TYPE } from '../contract/custom-resource';
import { SourceProperties } from '../contract/source';

/** CloudFormation stops waiting a little later than the provider, because the answer of the provider is more specific. */
const SERVICE_TIMEOUT = PROVIDER_TIMEOUT_SECONDS + 60;

type ReportType = typeof BUILD_REPORT_TYPE | typeof SCAN_REPORT_TYPE;
/** Properties that `reportResource` writes itself. */
type Written = Exclude<keyof SourceProperties, 'RefreshedAt'> | 'Details';

/** What differs between reports. */
export interface ReportResourceProps<Type extends ReportType> {
  readonly resourceType: Type;
  readonly source: ReportSource;
  /** Permissions that reading the source requires. */
  readonly reads: readonly Permission[];
  /** The destination of the details document, if there is one. */
  readonly details?: DetailsDestination;
  /** Properties besides those of the source. */
  readonly properties: Omit<PropertiesByType[Type], Written>;
}

/** Creates the custom resource of a report, with the permissions that reading its source requires. */
export function reportResource<Type extends ReportType>(scope: Construct, props: ReportResourceProps<Type>): CustomResource {
  const { resourceType, source, reads, details } = props;
  validateSource(scope, source);
  const provider = ReportProvider.of(scope);
  reads.forEach((read) => provider.grant(read));
  const written: Pick<PropertiesByType[ReportType], Written> = {
    SourceType: source.type,
    SourceArn: source.arn || undefined,
    SourceId: source.id,
    DeploymentId: source.deploymentId,
    Details: details && detailsProperties(scope, details),
  };
  const resource = new CustomResource(scope, 'Resource', {
    serviceToken: provider.serviceToken,
    serviceTimeout: Duration.seconds(SERVICE_TIMEOUT),
    resourceType,
    properties: { ...written, ...props.properties },
  });
  if (details !== undefined) {
    provider.grantDetails(details).forEach((grant) => grant.applyBefore(resource));
  }
  return resource;
}
