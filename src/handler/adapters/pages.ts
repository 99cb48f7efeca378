import { Call, unusableAnswer } from '../core/model/call-failure';

/** What was read of a list, and whether that is all. */
export interface ListRead<Item> {
  readonly items: Item[];
  readonly complete: boolean;
}

/** The most that is read of a list. */
export interface ListBounds {
  readonly items: number;
  readonly pages: number;
  /** Bytes of all items as JSON in UTF-8. Absent: their length is not limited. */
  readonly bytes?: number;
}

/**
 * The most that is kept of findings: all 10,000 of them where each has the longest texts of the service and ten packages. A function has 512 MiB,
 * and needs up to four bytes for each of these, so reading and a details document together need less than half of the memory.
 */
export const MAX_FINDINGS_BYTES = 50_000_000;

/**
 * The most that is kept of the findings of a record. Athena reads rows of at most 32 MB, and a larger record would fail every query of its day. A
 * record has up to three lists of findings: its own, and those that are new and gone since the build before.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/other-notable-limitations.html
 */
export const MAX_RECORDED_FINDINGS_BYTES = 8_000_000;

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** The token of the next page. Absent or empty: there is none. */
  readonly nextToken?: string;
}

/** Reads the pages of a list up to the bounds. A short or empty page can be followed by further pages, so only the token shows the end. */
export async function readPages<Item>(
  call: Call, bounds: ListBounds, page: (token: string | undefined) => Promise<ListPage<Item>>,
): Promise<ListRead<Item>> {
  const items: Item[] = [];
  const tokens = new Set<string>();
  const most = bounds.bytes ?? Infinity;
  let bytes = 0;
  for (let token: string | undefined; ;) {
    const answer = await page(token);
    items.push(...answer.items);
    if (most !== Infinity) bytes += Buffer.byteLength(JSON.stringify(answer.items));
    token = answer.nextToken;
    if (!token) return { items, complete: true };
    if (tokens.has(token)) throw unusableAnswer(call, 'The list goes in circles: a page token came twice.');
    tokens.add(token);
    if (tokens.size >= bounds.pages || items.length >= bounds.items || bytes >= most) return { items, complete: false };
  }
}

/** Reads a whole list, which may have a number of pages that no list of the service reaches. */
export async function readAll<Item>(call: Call, pages: number, page: (token: string | undefined) => Promise<ListPage<Item>>): Promise<Item[]> {
  const { items, complete } = await readPages(call, { items: Infinity, pages }, page);
  if (!complete) throw unusableAnswer(call, `The list has more than ${pages} pages.`);
  return items;
}
