// Written by `node scripts/history-columns.mjs` from schema/report-details-1.json; do not edit.

/** A type of Athena: the name of a simple type, the members of a structure, or the type of the items of a list. */
export type ColumnType = string | readonly [ColumnType] | { readonly [member: string]: ColumnType };

const BUILD_ATTRIBUTES = {
  outcome: 'string',
  imagearn: 'string',
  imagename: 'string',
  imageversion: 'string',
  imagestatus: 'string',
  imagestatusreason: 'string',
  buildtype: 'string',
  amiid: 'string',
  imageuri: 'string',
  outputimages: 'string',
  workflowstotal: 'string',
  workflowssucceeded: 'string',
  workflowsfailed: 'string',
  workflowsskipped: 'string',
  workflowsrunning: 'string',
  buildworkflowstatus: 'string',
  testworkflowstatus: 'string',
  distributionworkflowstatus: 'string',
  stepstotal: 'string',
  stepssucceeded: 'string',
  stepsfailed: 'string',
  stepsskipped: 'string',
  retries: 'string',
  failurestage: 'string',
  failedworkflow: 'string',
  failedstep: 'string',
  failedstepaction: 'string',
  failedcomponent: 'string',
  failedphase: 'string',
  failedregions: 'string',
  failuremessage: 'string',
  loggroup: 'string',
  logstream: 'string',
  startedat: 'string',
  finishedat: 'string',
  durationseconds: 'string',
  detailsuri: 'string',
} as const;

const FAILURE = {
  imagestatus: 'string',
  executionid: 'string',
  workflowarn: 'string',
  stepid: 'string',
  stepname: 'string',
  component: {
    arn: 'string',
    phase: 'string',
    step: 'string',
    action: 'string',
    message: 'string',
  },
  distribution: {
    message: 'string',
    regions: [{
      region: 'string',
      account: 'string',
      configurationstep: 'string',
      status: 'string',
      message: 'string',
    }],
  },
} as const;

const IMAGE = {
  arn: 'string',
  name: 'string',
  status: 'string',
  statusreason: 'string',
  buildtype: 'string',
  createdat: 'string',
  amis: [{
    id: 'string',
    region: 'string',
    account: 'string',
    status: 'string',
  }],
  containers: [{
    region: 'string',
    uris: ['string'],
  }],
  scan: {
    enabled: 'boolean',
    types: ['string'],
    status: 'string',
    reason: 'string',
  },
  loggroupname: 'string',
  failure: FAILURE,
} as const;

const STEP = {
  id: 'string',
  name: 'string',
  action: 'string',
  status: 'string',
  message: 'string',
  startedat: 'string',
  endedat: 'string',
  outputs: 'string',
  attempt: 'bigint',
  maxattempts: 'bigint',
} as const;

const WORKFLOW_EXECUTION = {
  id: 'string',
  workflowarn: 'string',
  type: 'string',
  status: 'string',
  message: 'string',
  startedat: 'string',
  endedat: 'string',
  parallelgroup: 'string',
  retried: 'boolean',
  stepcounts: {
    total: 'bigint',
    succeeded: 'bigint',
    failed: 'bigint',
    skipped: 'bigint',
  },
  steps: [STEP],
} as const;

const FINDING = {
  vulnerabilityid: 'string',
  severity: 'string',
  title: 'string',
  description: 'string',
  type: 'string',
  score: 'double',
  fixavailable: 'string',
  imagearn: 'string',
  firstobservedat: 'string',
  sourceurl: 'string',
  packages: [{
    name: 'string',
    version: 'string',
    release: 'string',
    architecture: 'string',
    packagemanager: 'string',
    filepath: 'string',
    fixedinversion: 'string',
  }],
} as const;

const VULNERABILITIES = {
  complete: 'boolean',
  findings: [FINDING],
} as const;

const SCAN_ATTRIBUTES = {
  scanstatus: 'string',
  scanstatusreason: 'string',
  aggregationtype: 'string',
  aggregationkey: 'string',
  findingsall: 'string',
  findingscritical: 'string',
  findingshigh: 'string',
  findingsmedium: 'string',
  findingsother: 'string',
  topvulnerabilities: 'string',
  gate: 'string',
  gatereason: 'string',
  detailsuri: 'string',
} as const;

const RECIPE = {
  arn: 'string',
  version: 'string',
  parentimage: 'string',
  components: ['string'],
} as const;

const PACKAGE = {
  name: 'string',
  version: 'string',
} as const;

const NAMED_CHANGE = {
  name: 'string',
  from: 'string',
  to: 'string',
} as const;

const PACKAGE_CHANGES = {
  added: [NAMED_CHANGE],
  removed: [NAMED_CHANGE],
  updated: [NAMED_CHANGE],
} as const;

const CHANGE = {
  from: 'string',
  to: 'string',
} as const;

const FINDING_CHANGES = {
  new: [FINDING],
  gone: [FINDING],
} as const;

const CHANGES = {
  since: 'string',
  sincearn: 'string',
  reason: 'string',
  packages: PACKAGE_CHANGES,
  baseimage: CHANGE,
  recipe: CHANGE,
  components: [NAMED_CHANGE],
  findings: FINDING_CHANGES,
} as const;

/** The columns of the table of records. Counts are texts, because a count can be UNKNOWN. */
export const COLUMNS = {
  schemaversion: 'string',
  kind: 'string',
  attributes: BUILD_ATTRIBUTES,
  image: IMAGE,
  workflowexecutions: [WORKFLOW_EXECUTION],
  logtail: ['string'],
  vulnerabilities: VULNERABILITIES,
  account: 'string',
  region: 'string',
  revision: 'bigint',
  recordedat: 'string',
  pipeline: {
    arn: 'string',
    name: 'string',
  },
  scanattributes: SCAN_ATTRIBUTES,
  recipe: RECIPE,
  packages: [PACKAGE],
  changes: CHANGES,
  pageuri: 'string',
  sbomuri: 'string',
} as const;
