import type { Scheme } from '../../signing/schemes/scheme.ts';
import type { CaseResult, Finding, GauntletExchange, RuleId } from '../run.ts';
import { fixCode, languageAtHand } from './fix-code.ts';
import { rules } from './rules.ts';

const severities: readonly Finding['severity'][] = ['high', 'medium', 'low'];

const sentText = (title: string, exchange: GauntletExchange | undefined): string => {
  if (!exchange) return title;
  const { method, url, body, manner } = exchange.request;
  const how = manner === 'plain' ? '' : `, sent ${manner}`;
  return `${title}: ${method} ${new URL(url).pathname} with ${body.totalBytes.toLocaleString('en')} bytes${how}.`;
};

const receivedText = (reason: string, exchange: GauntletExchange | undefined): string => {
  const text = exchange?.answer?.body.encoding === 'utf8' ? exchange.answer.body.data.trim() : '';
  return text === '' ? reason : `${reason} It said: ${text.slice(0, 200)}`;
};

/** What the results show, a finding a rule, the gravest first. */
export function findingsOf(
  results: readonly CaseResult[],
  { scheme, providerName }: { scheme: Scheme; providerName: string },
): Finding[] {
  const byRule = new Map<RuleId, CaseResult[]>();
  for (const result of results) {
    if (result.outcome !== 'failed' || result.rule === null) continue;
    byRule.set(result.rule, [...(byRule.get(result.rule) ?? []), result]);
  }
  const language = languageAtHand(results.flatMap(({ exchanges }) => exchanges));
  return [...byRule]
    .flatMap(([rule, broken]): Finding[] => {
      const [first] = broken;
      if (!first) return [];
      // The last request is the one that told: those before it set the scene.
      const exchange = first.exchanges.at(-1);
      return [
        {
          rule,
          ...rules[rule],
          caseIds: broken.map(({ caseId }) => caseId),
          sent: sentText(first.title, exchange),
          received: receivedText(first.reason, exchange),
          code: fixCode(rule, scheme, providerName, language),
        },
      ];
    })
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
