import { KEPT_AS } from '../../../core/contract/backup/backup.ts';
import type {
  BackupFacts,
  BackupList,
  BackupVerdict,
  Pruned,
  RestoreReport,
} from '../../../core/contract/backup/backup.ts';
import { counted } from '../../../core/counted.ts';

const size = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

export function madeText(facts: BackupFacts, place: string): string {
  const { id, runs, files, bytes, newBytes, breaks, changed, underWay } = facts;
  return lines([
    `Made       ${id} in ${place}`,
    `Holds      ${counted(runs, 'run')}, ${counted(files, 'file')}, ${size(bytes)}, of which ${size(newBytes)} stored anew`,
    'Verified   what was stored was read back; the history is sound',
    ...(breaks.length > 0
      ? [`Notice     ${counted(breaks.length, 'break')} of the audit log`]
      : []),
    ...changed.map((run) => `Notice     published files of run ${run} are not what was written`),
    ...underWay.map((run) => `Notice     run ${run} is under way: its files are not in it`),
  ]);
}

export function listText({ place, sealed, backups, unreadable }: BackupList): string {
  return lines([
    `${place}${sealed ? ', sealed' : ''}`,
    ...backups.map(
      ({ facts: { id, day, runs, bytes }, keptAs }) =>
        `  ${id}  ${day}  ${counted(runs, 'run').padEnd(9)} ${size(bytes).padStart(11)}  ${keptAs === null ? 'goes when pruned' : KEPT_AS[keptAs]}`,
    ),
    ...(backups.length === 0 ? ['  no backups'] : []),
    ...unreadable.map((words) => `  NOT READABLE  ${words}`),
  ]);
}

export function verdictText({ id, files, bytes, faults }: BackupVerdict): string {
  return lines([
    `${faults.length === 0 ? 'Sound     ' : 'NOT SOUND '} ${id}: ${counted(files, 'file')}, ${size(bytes)} read back`,
    ...faults.map((fault) => `Fault      ${fault}`),
  ]);
}

export function prunedText({ backups, objects, bytes }: Pruned): string {
  return backups.length === 0
    ? 'Nothing to remove: all backups are kept by a rule.\n'
    : `Removed    ${counted(backups.length, 'backup')}, ${counted(objects, 'stored file')} that no other names, ${size(bytes)}\n`;
}

export function restoreText(
  { facts: { id, day }, target, changes, keptAside }: RestoreReport,
  isDryRun: boolean,
): string {
  return lines([
    isDryRun
      ? `The backup ${id} of ${day}, if it came to ${target}:`
      : `Restored   ${id} of ${day} to ${target}`,
    ...(changes.length === 0 ? ['  Nothing changes.'] : changes.map((change) => `  ${change}`)),
    ...(keptAside === null ? [] : [`Kept aside ${keptAside}`]),
    ...(isDryRun
      ? ['Nothing was changed.']
      : ['Saved credentials are in no backup: enter them again where they are needed.']),
  ]);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
