import { Aws } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { COLUMNS, ColumnType } from './columns';
import { RECORDS } from '../keys';

/** The name of the table, which queries use without that of the database. */
export const TABLE = 'builds';
/** The day of records whose image has no creation date, and so the first day of the history. */
export const FIRST_DAY = '2020-01-01';

/** A type in the notation of AWS Glue. */
export function glueType(type: ColumnType): string {
  if (typeof type === 'string') {
    return type;
  }
  return isList(type) ? `array<${glueType(type[0])}>` : `struct<${Object.entries(type).map(([name, member]) => `${name}:${glueType(member)}`).join()}>`;
}

function isList(type: ColumnType): type is readonly [ColumnType] {
  return Array.isArray(type);
}

/** The table of the records in a bucket. Partitions are computed from the day, so that nothing has to register a new day. */
export function recordTable(scope: Construct, bucketName: string, databaseName: string): CfnDatabase {
  const database = new CfnDatabase(scope, 'Database', {
    catalogId: Aws.ACCOUNT_ID,
    databaseInput: { name: databaseName, description: 'Builds of EC2 Image Builder, as their monitors recorded them' },
  });
  new CfnTable(scope, 'Table', {
    catalogId: Aws.ACCOUNT_ID,
    databaseName: database.ref,
    tableInput: {
      name: TABLE,
      description: 'One row for each build; a count that is not known is UNKNOWN',
      tableType: 'EXTERNAL_TABLE',
      parameters: {
        'EXTERNAL': 'TRUE',
        'classification': 'json',
        'projection.enabled': 'true',
        'projection.day.type': 'date',
        'projection.day.format': 'yyyy-MM-dd',
        'projection.day.range': `${FIRST_DAY},NOW`,
      },
      partitionKeys: [{ name: 'day', type: 'string' }],
      storageDescriptor: {
        columns: Object.entries(COLUMNS).map(([name, type]) => ({ name, type: glueType(type) })),
        location: `s3://${bucketName}/${RECORDS}/`,
        inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        serdeInfo: {
          serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
          // Columns are in lower case, members of records are not. A record that is no JSON fails a query, because a query without it would be wrong.
          parameters: { 'case.insensitive': 'TRUE', 'ignore.malformed.json': 'FALSE' },
        },
      },
    },
  });
  return database;
}
