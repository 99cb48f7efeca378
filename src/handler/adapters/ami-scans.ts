import { parseXML } from '@aws-sdk/xml-builder';
import { MAX_FINDINGS } from '../../contract/scan-report';
import { Call, unusableAnswer } from '../core/model/call-failure';
import { AmiScan, Finding } from '../core/model/facts';
import { AmiScans } from '../ports';
import { callFailed } from './call';
import { member, textIn } from './json';
import { ListPage, MAX_FINDINGS_BYTES, readAll, readPages } from './pages';
import { ClientLimits, endpointOf, signedClient, USUAL_LIMITS } from './signed-client';

const VERSION = '2016-11-15';
/** Maximum page size of the findings. */
const PAGE = 1000;
/** Maximum number of values of a filter. */
const FILTER_VALUES = 200;
/** Pages of a list, of which one is read after the other. */
const PAGES = 200;

/** Bounds of the calls and of the answers that a report accepts. */
interface Limits extends ClientLimits {
  readonly pages: number;
  readonly findings: number;
  readonly findingsBytes: number;
}

const LIMITS: Limits = { ...USUAL_LIMITS, pages: PAGES, findings: MAX_FINDINGS, findingsBytes: MAX_FINDINGS_BYTES };

/** The scans of AMIs in Amazon EC2; Region, credentials and endpoint come from the environment. */
export function amiScans(limits: Partial<Limits> = {}): AmiScans {
  const { pages, findings: mostFindings, findingsBytes, ...clientLimits } = { ...LIMITS, ...limits };
  const ec2 = signedClient('ec2', errorIn, clientLimits);

  return {
    async scans(amiIds, signal) {
      const found: AmiScan[] = [];
      for (let from = 0; from < amiIds.length; from += FILTER_VALUES) {
        const ids = amiIds.slice(from, from + FILTER_VALUES);
        const call: Call = { service: 'ec2', operation: 'DescribeImages', resource: ids.join(', ') };
        // A filter leaves out what does not exist, where an ID would be refused.
        const filter = Object.fromEntries([['Filter.1.Name', 'image-id'], ...ids.map((id, index) => [`Filter.1.Value.${index + 1}`, id])]);
        const input = { ...filter, IncludeDeprecated: 'true', IncludeDisabled: 'true' };
        found.push(...await readAll(call, pages, (token) => page(call, input, token, 'imagesSet', toAmiScan, signal)));
      }
      return found;
    },

    async findings(amiId, signal) {
      const call: Call = { service: 'ec2', operation: 'GetImageFindings', resource: amiId };
      const input = { ImageId: amiId, MaxResults: String(PAGE) };
      const bounds = { items: mostFindings, pages, bytes: findingsBytes };
      const { items, complete } = await readPages(call, bounds, (token) =>
        page(call, input, token, 'imageFindingSet', toFinding, signal));
      return { findings: items, complete };
    },
  };

  async function page<Item>(
    call: Call, input: Readonly<Record<string, string>>, token: string | undefined, set: string, toItem: (item: unknown) => Item | undefined,
    signal: AbortSignal,
  ): Promise<ListPage<Item>> {
    const answer = await send(call, { ...input, ...token === undefined ? {} : { NextToken: token } }, signal);
    return { items: itemsIn(answer, set).flatMap((item) => toItem(item) ?? []), nextToken: textIn(answer, 'nextToken') };
  }

  /** The Query protocol of Amazon EC2: a form as the request, XML as the answer. */
  async function send(call: Call, input: Readonly<Record<string, string>>, signal: AbortSignal): Promise<unknown> {
    const { url } = endpointOf('ec2', 'EC2');
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const body = new URLSearchParams({ Action: call.operation, Version: VERSION, ...input }).toString();
    const { body: xml } = await ec2.send(call, { method: 'POST', url, headers, body }, signal);
    const answer = member(documentOf(xml, call), `${call.operation}Response`);
    if (answer === undefined) throw unusableAnswer(call, `The answer is no \`${call.operation}Response\`.`);
    return answer;
  }
}

function documentOf(body: string, call: Call): unknown {
  try {
    return parseXML(body);
  } catch (error) {
    throw callFailed(error, call);
  }
}

/** Errors are XML. Anything else is a page of a proxy and throws. */
function errorIn(body: string, status: number) {
  const error = member(parseXML(body), 'Response', 'Errors', 'Error');
  return { name: textIn(error, 'Code') ?? `HTTP ${status}`, message: textIn(error, 'Message') ?? 'The answer has no message.' };
}

/** The elements of a list, of which the reader of XML does not know that it is a list if there is only one. */
function itemsIn(answer: unknown, set: string): unknown[] {
  const items = member(answer, set, 'item');
  if (Array.isArray(items)) return items;
  return items === undefined ? [] : [items];
}

function toAmiScan(image: unknown): AmiScan | undefined {
  const amiId = textIn(image, 'imageId');
  const results = member(image, 'scanResults');
  const highestSeverity = textIn(results, 'highestFindingSeverityLabel')?.toUpperCase();
  const scannedAt = textIn(results, 'findingScanDate');
  const isScanned = highestSeverity !== undefined || scannedAt !== undefined;
  return amiId === undefined ? undefined : { amiId, isScanned, scannedAt, highestSeverity };
}

function toFinding(finding: unknown): Finding {
  const title = textIn(finding, 'title');
  return {
    vulnerabilityId: vulnerabilityIdIn(title),
    severity: textIn(finding, 'severityLabel')?.toUpperCase(),
    title,
    score: numberOf(textIn(finding, 'score')),
    fixAvailable: fixOf(textIn(finding, 'fixAvailable')),
    firstObservedAt: textIn(finding, 'firstObservedAt'),
    packages: itemsIn(finding, 'pathSet').flatMap((filePath) => typeof filePath === 'string' && filePath !== '' ? { filePath } : []),
  };
}

/**
 * The ID of the vulnerability, which only the title has: `CVE-2026-12345 - openssl`. A title that names several vulnerabilities has none, because
 * somebody who ignores one of them does not ignore the others.
 */
function vulnerabilityIdIn(title: string | undefined): string | undefined {
  const [first, ...others] = new Set(title?.toUpperCase().match(/\bCVE-\d{4}-\d{4,}\b/g));
  return others.length === 0 && first !== undefined && title!.toUpperCase().startsWith(first) ? first : undefined;
}

/** True stands for a full or partial fix. */
function fixOf(text: string | undefined): string | undefined {
  return text === 'true' ? 'YES' : text === 'false' ? 'NO' : undefined;
}

function numberOf(text: string | undefined): number | undefined {
  const number = Number(text);
  return text === undefined || !Number.isFinite(number) ? undefined : number;
}
