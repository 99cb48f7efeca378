import { about } from './about';
import { bars } from './bars';
import { whatChanged } from './changes';
import { failure } from './failure';
import { findings } from './findings';
import { headlineOf, toneOf } from './headline';
import { html, Part, textOf } from './html';
import { outputs } from './outputs';
import { link, time, value } from './parts';
import { STYLE } from './style';
import { NONE } from '../../../../contract/values';
import { consoleUrl, logUrl, pipelineUrl } from '../../build/console';
import { BuildRecord } from '../../record/build-record';
import { durationText, known, statusText } from '../words';

/**
 * The page of a build for people: one file without script, which loads nothing. The same record gives the same page.
 */
export function pageOf(record: BuildRecord): string {
  const { build, scan, pipeline, recordedAt, revision } = record;
  const { word, tone, sentence, why } = headlineOf(record);
  const name = `${known(build.ImageName) ?? 'Image'} ${known(build.ImageVersion) ?? ''}`.trim();
  return textOf(html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${word}: ${name}</title>
${STYLE}
</head>
<body>
<header class="${tone}">
<h1>${name}</h1>
<p class="outcome"><strong class="status ${tone}">${word}</strong>${gate(scan.Gate)} ${sentence}</p>
${why === undefined ? undefined : html`<p class="why">${why}</p>\n`}
<p class="line">${pipeline === undefined ? undefined : html`Pipeline ${pipeline.name} · `}ended ${value(build.FinishedAt, time)} · took ${
  value(build.DurationSeconds, (seconds) => durationText(Number(seconds)))}</p>
${consoles(record)}
</header>
<main>
${failure(record)}${bars(record)}${findings(record)}${whatChanged(record)}${outputs(record)}${about(record)}
</main>
<footer><p>Recorded ${time(recordedAt)}, revision ${revision}. Findings are those of that time.</p></footer>
</body>
</html>
`);
}

function gate(verdict: string | number): Part {
  return verdict === NONE ? undefined : html` <strong class="status ${toneOf(verdict)}">Gate ${statusText(String(verdict)).toLowerCase()}</strong>`;
}

/** Where the console shows the build. */
function consoles({ build, pipeline }: BuildRecord): Part {
  const arn = String(build.ImageArn);
  const [group, stream] = [known(build.LogGroup), known(build.LogStream)];
  const links = [
    [consoleUrl(arn), 'Image in the console'],
    [group && stream && logUrl(arn, group, stream), 'Log of the build'],
    [pipeline && pipelineUrl(pipeline.arn), 'Pipeline in the console'],
  ].flatMap(([url, text]) => url === undefined ? [] : [html`<li>${link(url, text)}</li>`]);
  return links.length === 0 ? undefined : html`<nav aria-label="AWS Management Console"><ul>${links}</ul></nav>`;
}
