import type { GauntletRun } from '../run.ts';
import type { ReportFormat } from './formats.ts';
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';

export interface Report {
  fileName: string;
  contentType: string;
  text: string;
}

const writers: Record<
  ReportFormat,
  { extension: string; contentType: string; write(run: GauntletRun): string }
> = {
  html: { extension: 'html', contentType: 'text/html; charset=utf-8', write: htmlReport },
  markdown: { extension: 'md', contentType: 'text/markdown; charset=utf-8', write: markdownReport },
  junit: { extension: 'xml', contentType: 'application/xml; charset=utf-8', write: junitReport },
  json: {
    extension: 'json',
    contentType: 'application/json',
    /** Its form is published in docs/gauntlet-report.schema.json. */
    write: (run) => `${JSON.stringify({ format: 1, ...run }, null, 2)}\n`,
  },
};

/** A run as a file. Whatever is secret was masked when it was played. */
export function reportOf(run: GauntletRun, format: ReportFormat): Report {
  const { extension, contentType, write } = writers[format];
  return { fileName: `gauntlet-${run.provider}-${run.runId}.${extension}`, contentType, text: write(run) };
}
