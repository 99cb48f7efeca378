import { FindingList } from './facts';

/** Whether a list has every finding of its scan. Only such a list shows what is gone or new, and that nothing more severe was found. */
export function isWhole({ complete, missing }: FindingList): boolean {
  return complete && missing === undefined;
}

/** Why findings are missing in a list that was read to its end. */
export function missingFindings(counted: number, listed: number): string {
  return `findings are missing in the list of the service (counted: ${counted}, listed: ${listed})`;
}
