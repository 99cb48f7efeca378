import Ajv2020 from 'ajv/dist/2020';

/** A number that CloudWatch stores. */
export interface Datum {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly time: string;
}

const UNITS = [
  'Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'None', 'Count/Second',
  ...['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes', 'Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits'].flatMap((unit) => [unit, `${unit}/Second`]),
];

/**
 * The limits of the specification of the embedded metric format. It is stricter where documents that CloudWatch ignores would pass: no other members.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const SCHEMA = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: { Timestamp: { type: 'integer' }, CloudWatchMetrics: { type: 'array', minItems: 1, items: { $ref: '#/$defs/directive' } } },
      additionalProperties: false,
    },
  },
  $defs: {
    directive: {
      type: 'object',
      required: ['Namespace', 'Dimensions', 'Metrics'],
      properties: {
        Namespace: { type: 'string', minLength: 1, maxLength: 1024 },
        Dimensions: { type: 'array', minItems: 1, items: { type: 'array', maxItems: 30, items: { type: 'string', minLength: 1, maxLength: 250 } } },
        Metrics: { type: 'array', minItems: 1, maxItems: 100, items: { $ref: '#/$defs/metric' } },
      },
      additionalProperties: false,
    },
    metric: {
      type: 'object',
      required: ['Name'],
      properties: {
        Name: { type: 'string', minLength: 1, maxLength: 1024 },
        Unit: { enum: UNITS },
        StorageResolution: { enum: [1, 60] },
      },
      additionalProperties: false,
    },
  },
};
const valid = new Ajv2020({ strict: true, allErrors: true }).compile(SCHEMA);

/** What CloudWatch makes of a line of a log, or an error if it would not understand all of it. */
export function readEmbeddedMetrics(line: string): Datum[] {
  const document: any = JSON.parse(line);
  const isValid: boolean = valid(document);
  if (!isValid) throw new Error(JSON.stringify(valid.errors));
  const { Timestamp, CloudWatchMetrics } = document._aws;
  return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }: any) => Dimensions.flatMap((names: string[]) => Metrics.map(({ Name, Unit = 'None' }: any) => ({
    namespace: Namespace,
    dimensions: Object.fromEntries(names.map((name) => [name, dimension(document[name])])),
    name: Name,
    value: metric(document[Name]),
    unit: Unit,
    time: new Date(Timestamp).toISOString(),
  }))));
}

/** CloudWatch takes printable ASCII, of which one character is not blank. */
function dimension(value: unknown): string {
  if (typeof value !== 'string' || !/^[ -~]{1,1024}$/.test(value) || value.trim() === '') throw new Error(`A dimension must be text, got: ${value}.`);
  return value;
}

function metric(value: unknown): number {
  if (typeof value !== 'number') throw new Error(`A metric must be a number, got: ${value}.`);
  return value;
}
