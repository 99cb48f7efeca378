import { html } from './html';

/** The colours have a contrast of at least 4.5 to 1 with what they stand on, in light and dark. */
export const STYLE = html`<style>
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #16191f; --soft: #545b64; --line: #d5dbdb; --link: #0961b8;
  --good: #1a6b2c; --good-soft: #e3f3e6; --bad: #b31818; --bad-soft: #fdeaea; --warn: #8a4b00; --warn-soft: #fdf1dc; --idle: #4a5560; --idle-soft: #e9ecef;
  --critical: #8c1515; --high: #b3341c; --medium: #8a4b00; --other: #4a5560;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0f141a; --card: #192028; --text: #e6e9ed; --soft: #a6b0bb; --line: #38424d; --link: #7cb8ff;
    --good: #7fd992; --good-soft: #17301d; --bad: #ff9c94; --bad-soft: #3b1a1a; --warn: #f5bd66; --warn-soft: #35270f; --idle: #b4bec9; --idle-soft: #2a333d;
    --critical: #ff8f86; --high: #ff9f80; --medium: #f5bd66; --other: #b4bec9;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
span, b, strong, a, code, small, dd { unicode-bidi: isolate; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 0 0 .75rem; font-size: 1.2rem; }
h3 { margin: 1rem 0 .5rem; font-size: 1rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
small, .note, .line, footer, caption, dt { color: var(--soft); }
small { font-size: .85em; }
code, pre { font: .875em/1.5 ui-monospace, monospace; }
header, section { margin: 0 0 1rem; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
header { border-top: .4rem solid var(--idle); }
header.good { border-top-color: var(--good); }
header.bad { border-top-color: var(--bad); }
header.warn { border-top-color: var(--warn); }
.outcome { font-size: 1.1rem; }
.why { padding: .5rem .75rem; background: var(--idle-soft); border-radius: .25rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .75rem 0 0; padding: 0; list-style: none; }
.status, .severity, .new { display: inline-block; padding: 0 .5em; border-radius: .25rem; font-weight: 600; background: var(--idle-soft); color: var(--idle); }
.status.good { background: var(--good-soft); color: var(--good); }
.status.bad { background: var(--bad-soft); color: var(--bad); }
.status.warn, .new { background: var(--warn-soft); color: var(--warn); }
.severity { background: none; padding: 0; }
.critical { color: var(--critical); }
.high { color: var(--high); }
.medium { color: var(--medium); }
.other, .zero, .unknown { color: var(--other); }
.unknown { font-style: italic; }
.facts { margin: 0; }
.facts div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; padding: .25rem 0; border-top: 1px solid var(--line); }
.facts div:first-child { border-top: 0; }
dd { margin: 0; }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(6rem, 1fr)); gap: .5rem; margin: 0 0 .75rem; }
.counts div { padding: .25rem .75rem; border: 1px solid var(--line); border-radius: .25rem; border-left: .3rem solid currentColor; }
.counts dd { font-size: 1.5rem; font-weight: 600; line-height: 1.2; }
.hidden, details caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; overflow-wrap: break-word; }
caption { text-align: start; padding-bottom: .25rem; }
th, td { padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
td { min-width: 4.5rem; }
td code { overflow-wrap: anywhere; }
.id { white-space: nowrap; }
pre { margin: 0; padding: .75rem; max-height: 30rem; overflow: auto; background: var(--idle-soft); border-radius: .25rem; white-space: pre-wrap; }
details { margin: .5rem 0; }
summary { cursor: pointer; }
summary:focus-visible, [tabindex]:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.workflow { padding: .25rem 0; border-top: 1px solid var(--line); }
.workflow > summary { list-style: none; position: relative; }
.workflow > summary::before { content: "▸"; position: absolute; left: 0; top: .1rem; }
.workflow[open] > summary::before { content: "▾"; }
.workflow ol { margin: 0; padding: 0; list-style: none; }
.row { display: grid; grid-template-columns: minmax(0, 1fr) 8.5rem 5.5rem minmax(0, 1fr); gap: 0 1rem; align-items: center; padding: .2rem 0; }
.name { padding-left: 1.25rem; }
li .name { padding-left: 2.25rem; }
.name small { display: block; }
.row .status { justify-self: start; font-size: .85em; }
.time { text-align: end; font-variant-numeric: tabular-nums; }
.track { position: relative; height: .6rem; background: var(--idle-soft); border-radius: .2rem; overflow: hidden; }
.track i { position: absolute; top: 0; bottom: 0; min-width: 2px; background: var(--idle); }
.track i.good { background: var(--good); }
.track i.bad { background: var(--bad); }
.track i.warn { background: var(--warn); }
.message { margin: .25rem 0 .5rem 2.25rem; padding-left: .75rem; border-left: .2rem solid var(--line); }
@media (max-width: 45rem) {
  body { padding: .5rem; }
  header, section { padding: .75rem; }
  .facts div { grid-template-columns: 1fr; }
  .row { grid-template-columns: minmax(0, 1fr) auto; gap: .1rem .5rem; padding: .35rem 0 .35rem 1.25rem; }
  .name, .track { grid-column: 1 / -1; }
  .name, li .name { padding-left: 0; }
  .message { margin-left: 1.25rem; }
}
@media print {
  :root { color-scheme: light; --page: #fff; }
  body { max-width: none; padding: 0; font-size: .8rem; }
  header, section { break-inside: auto; border-color: #999; }
  h2, summary, tr, li { break-inside: avoid; }
  h2 { break-after: avoid; }
  .scroll, pre { overflow: visible; max-height: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .track, .track i, .status { print-color-adjust: exact; }
}
</style>`;
