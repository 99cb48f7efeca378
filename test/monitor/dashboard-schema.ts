/**
 * The body of a dashboard as CloudWatch documents it, as far as dashboards with texts and metrics go. Members that are not documented are refused.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
const PERIOD = { anyOf: [{ enum: [1, 5, 10, 20, 30] }, { type: 'integer', minimum: 60, multipleOf: 60 }] };
const STATISTIC = { type: 'string', pattern: '^(SampleCount|Average|Sum|Minimum|Maximum|p\\d{1,2}(\\.\\d+)?)$' };
const REGION = { type: 'string', pattern: '^[a-z]{2}(-[a-z]+)+-\\d$' };
const AXIS = {
  type: 'object',
  properties: { min: { type: 'number' }, max: { type: 'number' }, label: { type: 'string' }, showUnits: { type: 'boolean' } },
  additionalProperties: false,
};
const RENDERING = {
  color: { type: 'string' },
  id: { type: 'string', pattern: '^[a-z][A-Za-z0-9_]*$' },
  label: { type: 'string', minLength: 1 },
  period: PERIOD,
  region: REGION,
  accountId: { type: 'string', pattern: '^\\d{12}$' },
  stat: STATISTIC,
  visible: { type: 'boolean' },
  yAxis: { enum: ['left', 'right'] },
};
/** A namespace, a name, pairs of dimensions and how it is drawn; or an expression. Schemas cannot say that dimensions are pairs. */
const METRIC = {
  anyOf: [
    {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: [{ type: 'object', properties: { ...RENDERING, expression: { type: 'string', minLength: 1 } }, required: ['expression'], additionalProperties: false }],
    },
    {
      type: 'array',
      minItems: 2,
      items: [{ type: 'string', minLength: 1, maxLength: 255 }, { type: 'string', minLength: 1, maxLength: 255 }],
      additionalItems: { anyOf: [{ type: 'string', minLength: 1, maxLength: 1024 }, { type: 'object', properties: RENDERING, additionalProperties: false }] },
    },
  ],
};
const PLACE = {
  x: { type: 'integer', minimum: 0, maximum: 23 },
  y: { type: 'integer', minimum: 0 },
  width: { type: 'integer', minimum: 1, maximum: 24 },
  height: { type: 'integer', minimum: 1, maximum: 1000 },
};
const TEXT = {
  type: 'object',
  properties: {
    ...PLACE,
    type: { const: 'text' },
    properties: {
      type: 'object',
      properties: { markdown: { type: 'string', minLength: 1 }, background: { enum: ['solid', 'transparent'] } },
      required: ['markdown'],
      additionalProperties: false,
    },
  },
  required: ['type', 'properties'],
  additionalProperties: false,
};
const METRICS = {
  type: 'object',
  properties: {
    ...PLACE,
    type: { const: 'metric' },
    properties: {
      type: 'object',
      properties: {
        metrics: { type: 'array', minItems: 1, maxItems: 500, items: METRIC },
        region: REGION,
        title: { type: 'string', minLength: 1 },
        period: PERIOD,
        stat: STATISTIC,
        view: { enum: ['timeSeries', 'singleValue', 'gauge', 'bar', 'pie', 'table'] },
        stacked: { type: 'boolean' },
        liveData: { type: 'boolean' },
        setPeriodToTimeRange: { type: 'boolean' },
        legend: { type: 'object', properties: { position: { enum: ['right', 'bottom', 'hidden'] } }, additionalProperties: false },
        yAxis: { type: 'object', properties: { left: AXIS, right: AXIS }, additionalProperties: false },
      },
      required: ['metrics', 'region'],
      additionalProperties: false,
    },
  },
  required: ['type', 'properties'],
  additionalProperties: false,
};

export const DASHBOARD_SCHEMA = {
  type: 'object',
  properties: {
    start: { type: 'string', pattern: '^-P(\\d+[DW]|T\\d+[HM])$' },
    periodOverride: { enum: ['auto', 'inherit'] },
    widgets: { type: 'array', maxItems: 500, items: { anyOf: [TEXT, METRICS] } },
  },
  required: ['widgets'],
  additionalProperties: false,
};
