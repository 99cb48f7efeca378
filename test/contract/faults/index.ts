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

/** The fault table. */
export const TOPICS: readonly Topic[] = [
  LINE, ACCESS, LISTS, MEANING, FAILURES, SCANS, AMI_SCANS, EXTRAS, SIZE, EXECUTIONS, RETRIES, LONG_EXECUTIONS, LIFECYCLE,
];
