import { ACCESS } from './access';
import { EXECUTIONS } from './executions';
import { EXTRAS } from './extras';
import { FAILURES } from './failures';
import { LIFECYCLE } from './lifecycle';
import { LINE } from './line';
import { LISTS } from './lists';
import { LONG_EXECUTIONS } from './long-executions';
import { MEANING } from './meaning';
import { RETRIES } from './retries';
import { Topic } from './row';
import { AMI_SCANS, SCANS } from './scans';
import { SIZE } from './size';

/** The fault table, by the page of the documentation that has it. */
export const PAGES: Readonly<Record<string, readonly Topic[]>> = {
  'docs/faults/services.md': [LINE, ACCESS, LISTS, MEANING, SIZE, LIFECYCLE],
  'docs/faults/builds-and-scans.md': [FAILURES, SCANS, AMI_SCANS, EXTRAS],
  'docs/faults/pipeline-executions.md': [EXECUTIONS, RETRIES, LONG_EXECUTIONS],
};
export const TOPICS: readonly Topic[] = Object.values(PAGES).flat();
