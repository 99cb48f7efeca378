import { toneOf } from './headline';
import { html, Html, Part } from './html';
import { code, firstOf, link, section, table } from './parts';
import { UNKNOWN } from '../../../../contract/values';
import { amiUrl } from '../../build/console';
import { Ami, Container, Image } from '../../model/facts';
import { BuildRecord } from '../../record/build-record';
import { statusText } from '../words';

const SHOWN_IMAGES = 300;

/** AMIs and container images, and where they went. */
export function outputs({ image }: BuildRecord): Html {
  return section('outputs', 'Images', image === undefined ? html`<p>There is no image.</p>` : listed(image));
}

function listed(image: Image): Part {
  const { arn, amis, containers, status } = image;
  if (amis === undefined && containers === undefined) return html`<p>Image Builder did not list what was built.</p>`;
  const rows = [...(amis ?? []).map(amiRow(arn)), ...(containers ?? []).flatMap(containerRows)].sort((a, b) => a.key < b.key ? -1 : 1);
  if (rows.length === 0) return html`<p>The build has no image.</p>`;
  const { shown, more } = firstOf(rows, SHOWN_IMAGES);
  return [
    status === 'DELETED' ? html`<p class="note">The image was deleted. These are the images that it had.</p>` : undefined,
    table('Images by Region', ['Image', 'Region', 'Account', 'Status'], shown.map(({ cells }) => cells)),
    more,
  ];
}

interface Row {
  readonly key: string;
  readonly cells: readonly Part[];
}

function amiRow(arn: string) {
  return ({ id = UNKNOWN, region = UNKNOWN, account = UNKNOWN, status = UNKNOWN }: Ami): Row => ({
    key: JSON.stringify([region, account, id, status]),
    cells: [link(amiUrl(arn, region, id), html`<code class="id">${id}</code>`), region, account, html`<span class="status ${toneOf(status)}">${statusText(status)}</span>`],
  });
}

function containerRows({ region = UNKNOWN, uris }: Container): Row[] {
  return uris.map((uri) => ({ key: JSON.stringify([region, uri]), cells: [code(uri), region, undefined, undefined] }));
}
