import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Refusal, refusals } from './refusal';
import { BuildHistory, BuildHistoryProps } from '../../src';

const mine = (stack: Stack) => Bucket.fromBucketName(stack, 'Mine', 'mine');

export const HISTORIES: readonly Refusal[] = refusals('BuildHistory', (stack, props: BuildHistoryProps) => new BuildHistory(stack, 'History', props), [
  [{ organizationId: 'o-short' },
    'OrganizationIdMalformed: `organizationId` must be the ID of an organization, as in `o-exampleorgid`, got: \'o-short\'. [Stack/History]',
    { organizationId: 'o-exampleorg' }],
  [{ organizationId: 'arn:aws:organizations::123456789012:organization/o-exampleorgid' },
    'OrganizationIdMalformed: `organizationId` must be the ID of an organization, as in `o-exampleorgid`, got: '
    + '\'arn:aws:organizations::123456789012:organization/o-exampleorgid\'. [Stack/History]',
    { organizationId: 'o-exampleorgid' }],
  [{ accountIds: ['12345678901'] },
    'AccountIdsMalformed: `accountIds` must have 12 digits each, got: \'12345678901\'. [Stack/History]',
    { accountIds: ['123456789012'] }],
  [{ accountIds: ['111122223333', '111122223333'] },
    'AccountIdsConflict: `accountIds` must have each entry once, got: \'111122223333\'. [Stack/History]',
    { accountIds: ['111122223333', '444455556666'] }],
  [(stack) => ({ bucket: Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'mine', region: 'us-east-1' }) }),
    'BucketUnsupported: `bucket` must be in the Region of the stack, eu-central-1, got: \'us-east-1\'. [Stack/History]',
    (stack) => ({ bucket: Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'mine', region: 'eu-central-1' }) })],
  [(stack) => ({ bucket: mine(stack), bucketName: 'other' }),
    'BucketNameConflict: `bucketName` must be absent when `bucket` is given. [Stack/History]',
    (stack) => ({ bucket: mine(stack) })],
  [(stack) => ({ bucket: mine(stack), encryptionKey: new Key(stack, 'Key') }),
    'EncryptionKeyConflict: `encryptionKey` must be absent when `bucket` is given. [Stack/History]',
    (stack) => ({ encryptionKey: new Key(stack, 'Key') })],
  [(stack) => ({ bucket: mine(stack), expiration: Duration.days(90) }),
    'ExpirationConflict: `expiration` must be absent when `bucket` is given. [Stack/History]',
    { expiration: Duration.days(90) }],
  [(stack) => ({ bucket: mine(stack), removalPolicy: RemovalPolicy.RETAIN }),
    'RemovalPolicyConflict: `removalPolicy` must be absent when `bucket` is given. [Stack/History]',
    { removalPolicy: RemovalPolicy.RETAIN }],
  [{ expiration: Duration.days(89) },
    'ExpirationOutOfRange: `expiration` must be whole days, at least 90, got: \'89 days\'. Queries look back that far. [Stack/History]',
    { expiration: Duration.hours(2160) }],
  [{ expiration: Duration.hours(2161) },
    'ExpirationOutOfRange: `expiration` must be whole days, at least 90, got: \'90 days 1 hour\'. Queries look back that far. [Stack/History]',
    { expiration: Duration.hours(2184) }],
  [{ bytesScannedLimit: Size.kibibytes(9_765) },
    'BytesScannedLimitOutOfRange: `bytesScannedLimit` must be a whole number of at least 10000000, got: 9999360. [Stack/History]',
    { bytesScannedLimit: Size.kibibytes(9_766) }],
  [{ databaseName: 'Builds' },
    'DatabaseNameMalformed: `databaseName` must be 1 to 128 lower-case letters, digits and underscores, got: \'Builds\'. [Stack/History]',
    { databaseName: 'builds_2' }],
  [{ databaseName: '' },
    'DatabaseNameMalformed: `databaseName` must be 1 to 128 lower-case letters, digits and underscores, got: \'\'. [Stack/History]',
    { databaseName: 'b' }],
  [{ workGroupName: 'all builds' },
    'WorkGroupNameMalformed: `workGroupName` must be 1 to 128 letters, digits, dots, hyphens and underscores, got: \'all builds\'. [Stack/History]',
    { workGroupName: 'all.builds-of_mine' }],
]);
