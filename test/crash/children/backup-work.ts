import { makeBackup } from '../../../main/backup/make-backup.ts';
import { restoreBackup } from '../../../main/backup/restore-backup.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { planOf, remote } from '../../main/backup/backup-fixture.ts';

/** Makes a backup, or restores the newest, until it is done or killed: `make|restore ROOT PLACE PASSPHRASE`. */
const [work, root, place, given] = process.argv.slice(2) as [string, string, string, string];
const passphrase = given === '' ? null : given;
const plan = planOf(place, passphrase !== null);
process.send!('begun');
if (work === 'make') {
  const history = openHistory(historyFile(root));
  await makeBackup(plan, {
    ...{ root, history, access: { remote, passphrase }, now: () => new Date(), sealCost: 2 ** 10 },
  });
  history.close();
} else await restoreBackup(plan, { target: root, id: null, access: { remote, passphrase } });
process.disconnect();
