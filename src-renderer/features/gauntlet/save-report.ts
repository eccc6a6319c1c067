import type { ReportFormat } from '#core/mutation/report/formats.ts';
import { engine } from '#renderer/platform/client.ts';
import { saveText } from '#renderer/platform/exchange-files.ts';
import { reportError } from '#renderer/platform/report-error.ts';

/** Writes a run's report to the downloads. */
export async function saveReport(runId: string, format: ReportFormat): Promise<void> {
  try {
    const { fileName, contentType, text } = await engine.gauntlet.report({ runId, format });
    saveText(fileName, text, contentType);
  } catch (error) {
    reportError(error);
  }
}
