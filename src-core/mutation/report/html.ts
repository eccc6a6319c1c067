import type { CaseResult, Finding, GauntletExchange, GauntletRun } from '../run.ts';
import { familyNames, headline, milliseconds, outcomeNames } from './words.ts';

const html = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const style = `
:root{color-scheme:light dark;--bg:#fbfcfc;--panel:#fff;--text:#17211f;--faint:#5b6a67;--line:#d9e0de;--ok:#19703e;--bad:#b3261e;--warn:#8a5300;--accent:#0b6b74;--code:#f2f5f4}
@media (prefers-color-scheme:dark){:root{--bg:#101615;--panel:#161e1d;--text:#e4ebe9;--faint:#96a5a2;--line:#2b3634;--ok:#66c98f;--bad:#f2827a;--warn:#e3b064;--accent:#5cc4cd;--code:#0c1211}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:14px/1.5 system-ui,sans-serif}
main{max-width:1000px;margin:0 auto;padding:32px 24px 64px}h1{font-size:20px;margin:0 0 4px}h2{font-size:16px;margin:32px 0 8px}h3{font-size:15px;margin:0}
.faint{color:var(--faint)}.big{font-size:16px;font-weight:600;margin:12px 0}.failed{color:var(--bad)}.passed{color:var(--ok)}.not_judged,.skipped{color:var(--warn)}
table{border-collapse:collapse;width:100%;background:var(--panel)}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--faint);font-weight:500}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
article{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:16px;margin:12px 0}dl{display:grid;grid-template-columns:130px 1fr;gap:4px 12px;margin:10px 0 0}dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere}
pre,code{font:12px/1.5 ui-monospace,monospace}pre{background:var(--code);border:1px solid var(--line);border-radius:6px;padding:10px;overflow:auto;max-height:360px;white-space:pre-wrap;overflow-wrap:anywhere;margin:8px 0 0}
.tag{display:inline-block;border:1px solid currentColor;border-radius:4px;padding:0 6px;font-size:12px}.high{color:var(--bad)}.medium{color:var(--warn)}summary{cursor:pointer}details{margin-top:8px}
`;

const bodyText = ({ encoding, data, truncated, totalBytes }: GauntletExchange['request']['body']): string =>
  (encoding === 'utf8' ? data : data === '' ? '(hidden)' : `(base64) ${data}`) +
  (truncated ? `\n… ${totalBytes.toLocaleString('en')} bytes in all` : '');

function exchangeText({ request, answer, failure }: GauntletExchange): string {
  const headers = (pairs: readonly (readonly [string, string])[]) =>
    pairs
      .map(([name, value]) => `${name}: ${value.length > 300 ? `${value.slice(0, 300)}…` : value}`)
      .slice(0, 40)
      .join('\n');
  const sent = `${request.method} ${request.url}${request.manner === 'plain' ? '' : `  (${request.manner})`}\n${headers(request.rawHeaders)}\n\n${bodyText(request.body)}`;
  const came = answer
    ? `${answer.status}\n${headers(answer.rawHeaders)}\n\n${bodyText(answer.body)}`
    : (failure?.message ?? 'No answer was waited for.');
  return `<pre>${html(sent)}</pre><pre>${html(came)}</pre>`;
}

function findingHtml(finding: Finding, results: ReadonlyMap<string, CaseResult>): string {
  const shown = results.get(finding.caseIds[0] ?? '');
  const [code] = finding.code;
  return `<article><h3><span class="tag ${finding.severity}">${finding.severity}</span> ${html(finding.title)}</h3>
<dl><dt>Sent</dt><dd>${html(finding.sent)}</dd><dt>Came back</dt><dd>${html(finding.received)}</dd><dt>Why it matters</dt><dd>${html(finding.why)}</dd><dt>Who does this</dt><dd>${html(finding.providers)}</dd><dt>How to mend it</dt><dd>${html(finding.fix)}</dd><dt>Cases</dt><dd><code>${finding.caseIds.map(html).join(', ')}</code></dd></dl>
${code ? `<details open><summary>Code that mends it (${html(code.language)})</summary><pre>${html(code.code)}</pre></details>` : ''}
${shown ? `<details><summary>Requests and answers</summary>${shown.exchanges.map(exchangeText).join('')}</details>` : ''}</article>`;
}

const row = ({ caseId, title, outcome, reason, durationMs }: CaseResult): string =>
  `<tr><td>${html(title)}<br><code class="faint">${html(caseId)}</code></td><td class="${outcome}">${outcomeNames[outcome]}</td><td>${html(reason)}</td><td class="n">${milliseconds(durationMs)}</td></tr>`;

/** A run as one file that needs nothing else: no script, no request, light and dark. */
export function htmlReport(run: GauntletRun): string {
  const results = new Map(run.results.map((result) => [result.caseId, result]));
  const scores = run.scores
    .map(
      ({ family, passed, failed, notJudged, skipped }) =>
        `<tr><td>${familyNames[family]}</td><td class="n passed">${passed}</td><td class="n ${failed > 0 ? 'failed' : ''}">${failed}</td><td class="n">${notJudged}</td><td class="n">${skipped}</td></tr>`,
    )
    .join('');
  const families = run.scores
    .map(
      ({ family }) =>
        `<h2>${familyNames[family]}</h2><table><tr><th>Case</th><th>Outcome</th><th>Why</th><th class="n">Took</th></tr>${run.results
          .filter((result) => result.family === family)
          .map(row)
          .join('')}</table>`,
    )
    .join('');
  const observer =
    run.observer === null ? 'nothing counted side effects' : `side effects counted by ${run.observer}`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Gauntlet: ${html(run.provider)}</title><style>${style}</style></head><body><main>
<h1>Gauntlet: ${html(run.provider)} to ${html(run.url)}</h1>
<div class="faint">${html(run.startedAt)} · profile ${run.profile} · seed ${run.seed} · ${html(observer)} · <code>${html(run.runId)}</code></div>
<p class="big ${run.passed ? 'passed' : 'failed'}">${html(headline(run))}</p>
<table><tr><th>Family</th><th class="n">Passed</th><th class="n">Failed</th><th class="n">Not judged</th><th class="n">Skipped</th></tr>${scores}</table>
${run.findings.length > 0 ? `<h2>Findings</h2>${run.findings.map((finding) => findingHtml(finding, results)).join('')}` : ''}
${families}
</main></body></html>
`;
}
