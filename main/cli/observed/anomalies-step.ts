import { ANOMALY_KINDS } from '../../../core/contract/anomalies/anomalies.ts';
import type { RunAnomalies } from '../../../core/contract/anomalies/anomaly-calls.ts';
import { runAnomalies } from '../../anomalies/run-anomalies.ts';
import { dataFolder, historyFile } from '../../data-folder/data-folder.ts';
import { openHistory } from '../../history/history.ts';
import type { AnomaliesCommand } from '../arguments/command.ts';

/** What is out of line with customers of a run, as text or JSON. Throws Problems. */
export async function anomaliesStep({ run, dataDir, json }: AnomaliesCommand): Promise<string> {
  const root = dataFolder(dataDir);
  const history = openHistory(historyFile(root));
  try {
    const found = await runAnomalies({ root, history }, run);
    history.appendAudit({ action: 'anomalies.opened', runId: run });
    return json ? `${JSON.stringify(found)}\n` : anomaliesText(found);
  } finally {
    history.close();
  }
}

function anomaliesText({ from, total, items }: RunAnomalies): string {
  const since = from === null ? 'in the whole ledger' : `since ${from}`;
  if (total === 0) return `Nothing is out of line ${since}.\n`;
  return [
    `${total} out of line ${since}${total > items.length ? `, the first ${items.length}` : ''}:`,
    '',
    ...items.flatMap(({ kind, customer, currency, score, sentence }) => [
      `${score.toFixed(1).padStart(5)}  ${ANOMALY_KINDS[kind]}, customer ${customer}${currency === '' ? '' : `, ${currency}`}`,
      `       ${sentence}`,
    ]),
    '',
  ].join('\n');
}
