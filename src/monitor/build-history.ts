import { Names, Size, Stack } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct, IConstruct } from 'constructs';
import { BuildHistoryAttributes, BuildHistoryProps } from './build-history-props';
import { historyBucket } from './history/bucket';
import { grantQueries, grantReading } from './history/grants';
import { QUERIES } from './history/queries';
import { shareHistory } from './history/sharing';
import { recordTable, TABLE } from './history/table';
import { RESULTS } from './keys';
import { InvalidInputError } from '../common/errors';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkAccounts, checkDifferent, checkExclusive, checkKnownList, checkPattern, checkPatternNow, checkRange, isKnown } from '../common/validate';

/** A history, to which monitors of several pipelines, accounts and Regions write. */
export interface IBuildHistory extends IConstruct {
  /** The bucket to which monitors write, for their property `records`. */
  readonly bucket: s3.IBucket;

  /**
   * Grants a principal permission to read the records, pages and bills of materials of all accounts.
   *
   * @param grantee the principal that gets the permissions
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

abstract class BuildHistoryBase extends Construct implements IBuildHistory {
  public abstract readonly bucket: s3.IBucket;

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return grantReading(grantee, this.bucket);
  }
}

/**
 * Where monitors of many pipelines, accounts and Regions write, and what answers questions about all of them.
 *
 * A bucket for the records, a table of AWS Glue over them, and an Athena workgroup with named queries: the newest build of each pipeline, pipelines
 * whose newest image has a critical finding, failures by step, images without a good build, and images with a package.
 *
 * Each account of the organization can write and read what belongs to its own builds, and nothing else. The bucket and its key are kept when the
 * history is removed from the stack.
 *
 * #### Limitations
 *
 * - The findings of a record are those at the time of the record.
 * - Athena reads whole records. The property `bytesScannedLimit` limits what one query can cost.
 *
 * @example
 * const history = new BuildHistory(this, 'History', { organizationId: 'o-exampleorgid', bucketName: 'example-corp-build-history' });
 * history.grantQuery(new iam.Role(this, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
@propertyInjectable
export class BuildHistory extends BuildHistoryBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.BuildHistory';

  /**
   * Imports an existing history, for monitors of another stack, account or Region.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param attrs attributes of the history
   */
  public static fromBuildHistoryAttributes(scope: Construct, id: string, attrs: BuildHistoryAttributes): IBuildHistory {
    warnOfUnknownProperties(scope, 'BuildHistoryAttributes', attrs);
    const { bucketName, encryptionKeyArn, account, region } = attrs;

    class Import extends BuildHistoryBase {
      public readonly bucket = s3.Bucket.fromBucketAttributes(this, 'Bucket', {
        bucketName, account, region, encryptionKey: encryptionKeyArn === undefined ? undefined : kms.Key.fromKeyArn(this, 'Key', encryptionKeyArn),
      });
    }
    return new Import(scope, id);
  }

  public readonly bucket: s3.IBucket;

  /** The name of the AWS Glue database. */
  public readonly databaseName: string;

  /** The name of the table, of which each row is a build. */
  public readonly tableName: string = TABLE;

  /** The name of the Athena workgroup, which has the named queries and limits what a query scans. */
  public readonly workGroupName: string;

  constructor(scope: Construct, id: string, props: BuildHistoryProps = {}) {
    super(scope, id);
    warnOfUnknownProperties(this, 'BuildHistoryProps', props);
    this.checkProps(props);
    this.bucket = props.bucket ?? historyBucket(this, props);
    shareHistory(this, this.bucket, props);
    const unique = (separator: string) => Names.uniqueResourceName(this, { maxLength: 128, separator, allowedSpecialCharacters: separator });
    this.databaseName = recordTable(this, this.bucket.bucketName, props.databaseName ?? unique('_').toLowerCase()).ref;
    this.workGroupName = this.workGroup(props.workGroupName ?? unique('-'), props.bytesScannedLimit ?? Size.gibibytes(10)).ref;
    QUERIES.forEach(({ id: queryId, name, description, sql }) => new CfnNamedQuery(this, queryId, {
      name, description, queryString: sql, database: this.databaseName, workGroup: this.workGroupName,
    }));
  }

  /**
   * Grants a principal permission to run queries in the workgroup and to read their results.
   *
   * @param grantee the principal that gets the permissions
   */
  public grantQuery(grantee: iam.IGrantable): iam.Grant {
    return grantQueries(this, grantee, this);
  }

  private workGroup(name: string, bytesScannedLimit: Size): CfnWorkGroup {
    const { bucket } = this;
    const kmsKey = bucket.encryptionKey?.keyArn;
    return new CfnWorkGroup(this, 'WorkGroup', {
      name,
      description: 'Queries about builds of EC2 Image Builder',
      // Named queries and the list of past queries go with the workgroup.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: bytesScannedLimit.toBytes(),
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${bucket.bucketName}/${RESULTS}/`,
          expectedBucketOwner: bucket.env.account,
          encryptionConfiguration: { encryptionOption: kmsKey === undefined ? 'SSE_S3' : 'SSE_KMS', kmsKey },
        },
      },
    });
  }

  private checkProps({ bucket, organizationId, accountIds, databaseName, workGroupName, bytesScannedLimit, ...ofBucket }: BuildHistoryProps): void {
    const { bucketName, encryptionKey, expiration, removalPolicy } = ofBucket;
    Object.entries({ bucketName, encryptionKey, expiration, removalPolicy }).forEach((each) => checkExclusive(this, ['bucket', bucket], each));
    this.checkRegion(bucket);
    checkPatternNow(this, 'organizationId', organizationId, /^o-[a-z0-9]{10,32}$/, 'be the ID of an organization, as in `o-exampleorgid`');
    checkKnownList(this, 'accountIds', accountIds);
    checkAccounts(this, 'accountIds', accountIds);
    checkDifferent(this, 'accountIds', accountIds);
    checkPattern(this, 'databaseName', databaseName, /^[a-z0-9_]{1,128}$/, 'be 1 to 128 lower-case letters, digits and underscores');
    checkPattern(this, 'workGroupName', workGroupName, /^[\w.-]{1,128}$/, 'be 1 to 128 letters, digits, dots, hyphens and underscores');
    checkRange(this, 'bytesScannedLimit', bytesScannedLimit?.toBytes(), 10_000_000);
  }

  /** Athena writes results to buckets of its Region only. */
  private checkRegion(bucket?: s3.IBucket): void {
    const { region } = Stack.of(this);
    const got = bucket?.env.region;
    if (got !== region && [got, region].every(isKnown)) {
      throw new InvalidInputError({ prop: 'bucket', problem: 'Unsupported', rule: `be in the Region of the stack, ${region}`, got }, this);
    }
  }
}
