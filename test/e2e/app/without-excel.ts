import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** A data folder whose runs write no workbook, which takes as long as all the rest; copied for each test. */
export const WITHOUT_EXCEL = join(root, 'node_modules', '.cache', 'thrive-e2e', 'without-excel');

export default function makeFolderWithoutExcel(): void {
  rmSync(WITHOUT_EXCEL, { recursive: true, force: true });
  mkdirSync(WITHOUT_EXCEL, { recursive: true });
  const history = openHistory(historyFile(WITHOUT_EXCEL));
  history.setAppSettings({ xlsx: false });
  history.close();
}
