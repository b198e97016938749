"""The style of the HTML report: light and dark, narrow and wide, on screen and on paper."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #15181d);
  --panel: light-dark(#f5f6f8, #1e232a);
  --text: light-dark(#1b1f24, #e6e8eb);
  --quiet: light-dark(#525b66, #a9b2bd);
  --line: light-dark(#c9d0d8, #3a424d);
  --link: light-dark(#0b57a4, #8cc1ff);
  --held: light-dark(#b9d7f5, #2b4f77);
  --critical: light-dark(#9d1033, #ff8aa3);
  --high: light-dark(#b23b00, #ffab7a);
  --medium: light-dark(#7a5900, #f0cb5b);
  --low: light-dark(#00677a, #6fd6e8);
  --note: light-dark(#525b66, #a9b2bd);
  --good: light-dark(#1c6b35, #7fd79b);
}
:root:has(#light:checked) { color-scheme: light; }
:root:has(#dark:checked) { color-scheme: dark; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 76rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
a { color: var(--link); }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
section > h3 { margin-top: 1.5rem; }
p, ul { margin: .5rem 0; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; background: var(--page); padding: .5rem; }
.quiet { color: var(--quiet); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; }
fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
legend { float: left; padding: 0 1rem 0 0; color: var(--quiet); }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; padding: 0; }
.tiles li {
  flex: 1 1 7rem; padding: .6rem .9rem; border-radius: .5rem; background: var(--panel);
  border-top: .25rem solid var(--line); color: var(--quiet);
}
.tiles b { display: block; font-size: 1.6rem; line-height: 1.2; color: var(--text); }
.tiles li.critical { color: var(--critical); border-color: currentcolor; }
.tiles li.high { color: var(--high); border-color: currentcolor; }
.tiles li.medium { color: var(--medium); border-color: currentcolor; }
.tiles li.low { color: var(--low); border-color: currentcolor; }
article {
  margin: 1rem 0; padding: .9rem 1.1rem; border-radius: .5rem; background: var(--panel);
  border-left: .35rem solid currentcolor;
}
article > * { color: var(--text); }
.critical { color: var(--critical); }
.high { color: var(--high); }
.medium { color: var(--medium); }
.low { color: var(--low); }
.note, .inconclusive { color: var(--note); }
.fail { color: var(--critical); font-weight: 700; }
.pass { color: var(--good); }
.badge {
  display: inline-block; margin-right: .6rem; padding: 0 .5rem; white-space: nowrap;
  border: 2px solid currentcolor; border-radius: 1rem; font-size: .85rem;
}
dl {
  display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .2rem 1rem;
  margin: 0;
}
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }
.remarks { display: block; }
.remarks dt { color: var(--text); font-weight: 600; margin-top: .75rem; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
caption { text-align: left; color: var(--quiet); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; overflow-wrap: break-word; }
tr { border-top: 1px solid var(--line); }
th { white-space: nowrap; }
.timeline td:nth-child(2), .timeline td:nth-child(4), .by-rule td:nth-child(2),
.by-rule td:nth-child(3), .results td:first-child { white-space: nowrap; }
.timeline td:nth-child(3), .results td:nth-child(2) { width: 48%; }
.timeline td:last-child { min-width: 5rem; }
table { min-width: 40rem; }
figure { margin: 0; }
svg { display: block; font: 11px system-ui, sans-serif; }
svg text { fill: var(--text); }
svg .dim { fill: var(--quiet); }
svg .lane { stroke: var(--line); }
svg .held { fill: var(--held); }
svg .unsure { fill: none; stroke: var(--quiet); stroke-dasharray: 3 3; }
svg .mark { fill: var(--page); stroke: var(--text); stroke-width: 1.5; }
svg .refused { stroke-dasharray: 3 2; }
svg .found { stroke: currentcolor; stroke-width: 3.5; }
svg .number { text-anchor: middle; font-weight: 600; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--quiet); }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
}
@media print {
  :root { color-scheme: light; font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  nav, fieldset, .skip { display: none; }
  article:not(:has(table)), figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  h2 { margin-top: 1.25rem; }
  .scroll { overflow: visible; }
  .wide { display: none; }
  table { min-width: 0; }
  .inputs td, .many td, .timeline td:nth-child(3), .results td:last-child {
    overflow-wrap: anywhere;
  }
  thead { display: table-header-group; }
  svg { max-width: 100%; height: auto; }
}
"""
