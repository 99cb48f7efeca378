/** The folders of a bucket of records. `docs/decisions/0023-one-record-for-each-build.md` has the keys. */
export const RECORDS = 'records';
const PAGES = 'pages';
const SBOMS = 'sboms';
export const NOTICES = 'notices';
/** What monitors remember of their runs. */
export const MONITORS = 'monitors';
/** What queries answered. */
export const RESULTS = 'results';

/** What is about builds, and expires with them. */
export const OF_BUILDS = [RECORDS, PAGES, SBOMS, NOTICES];
/** What people read: the records, pages and bills of materials of all accounts. */
export const FOR_PEOPLE = [RECORDS, PAGES, SBOMS];

/** A day in a key. A `?` stands for one character, so nothing of a key but a day fits in, where a `*` would also match accounts. */
const DAY = 'day=????-??-??';

/** Patterns of the keys of what is kept of the builds of an account and Region, without a prefix. */
export function keysOfBuilds(account: string, region: string): string[] {
  return FOR_PEOPLE.map((folder) => `${folder}/${DAY}/${account}/${region}/*`);
}

/** Patterns of the keys of the state of a monitor in an account and Region, without a prefix. */
export function keysOfMonitor(monitorId: string, account: string, region: string): string[] {
  return [`${NOTICES}/${monitorId}/${account}/${region}/*`, `${MONITORS}/${monitorId}.json`];
}

/** Patterns of the keys of the monitors of an account. */
export interface KeysOfAccount {
  /** Objects that are created and replaced under a condition only, so that nobody replaces what somebody else wrote in the meantime. */
  readonly conditional: string[];
  /** Objects that are written before their record, and once more if the function ended in between. */
  readonly repeatable: string[];
}

/** The keys of the monitors of an account. The ID of a monitor begins with its account. */
export function keysOf(account: string): KeysOfAccount {
  return {
    conditional: [`${RECORDS}/${DAY}/${account}/*`, `${NOTICES}/${account}-*/${account}/*`, `${MONITORS}/${account}-*.json`],
    repeatable: [PAGES, SBOMS].map((folder) => `${folder}/${DAY}/${account}/*`),
  };
}
