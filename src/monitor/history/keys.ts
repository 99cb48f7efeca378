/** The folders of a bucket of records. `docs/decisions/0023-one-record-for-each-build.md` has the keys. */
export const RECORDS = 'records';
const PAGES = 'pages';
const SBOMS = 'sboms';
const NOTICES = 'notices';
const MONITORS = 'monitors';
/** What queries answered. */
export const RESULTS = 'results';

/** What is kept for as long as the history, and all of it of builds. */
export const OF_BUILDS = [RECORDS, PAGES, SBOMS, NOTICES];

/** A day in a key. A `?` stands for one character, so nothing of a key but a day fits in, where a `*` would also match accounts. */
const DAY = 'day=????-??-??';

/** Patterns of the keys that monitors of an account write and read. */
export interface KeysOfAccount {
  /** Keys that are written under a condition only, so that nobody replaces what somebody else wrote. */
  readonly conditional: string[];
  /** Keys that are written before the record, and again if that did not succeed. */
  readonly repeatable: string[];
}

/** The keys of the monitors of an account, of which each has an ID that begins with the account. */
export function keysOf(account: string): KeysOfAccount {
  return {
    conditional: [`${RECORDS}/${DAY}/${account}/*`, `${NOTICES}/${account}-*/${account}/*`, `${MONITORS}/${account}-*.json`],
    repeatable: [PAGES, SBOMS].map((folder) => `${folder}/${DAY}/${account}/*`),
  };
}

/** What people read: the records, pages and bills of materials of all accounts. */
export const READABLE = [RECORDS, PAGES, SBOMS].map((folder) => `${folder}/*`);
