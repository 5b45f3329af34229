import { openHistory } from '../../../../main/history/history.ts';

/** Opens (and where needed migrates) the history and adds audit entries, each its own transaction. */
const [path = '', entries = '0'] = process.argv.slice(2);
const history = openHistory(path, { actor: `process ${process.pid}` });
for (let i = 0; i < Number(entries); i++) {
  history.appendAudit({ action: 'export.written', detail: { i } });
  process.stdout.write(`${i}\n`);
}
history.close();
