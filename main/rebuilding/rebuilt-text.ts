import { counted } from '../../core/counted.ts';
import type { Rebuilt } from './rebuild-history.ts';

/** What was rebuilt and what was not, in lines for a person. */
export function rebuiltText({ runs, changed, leftOut, movedTo }: Rebuilt): string {
  const listed = (ids: readonly string[]): string => ids.map((id) => `  ${id}\n`).join('');
  return [
    `The history was made anew from the files of ${counted(runs.length, 'run')}.\n`,
    movedTo === null ? '' : `The damaged one is kept as ${movedTo}.\n`,
    changed.length === 0
      ? ''
      : `Published files of these are not what was written:\n${listed(changed)}`,
    leftOut.length === 0
      ? ''
      : `Of these only the files are left, because an earlier version made them or their record cannot be read:\n${listed(leftOut)}`,
    'Sign-offs, decisions on exceptions, the close of periods, settings and earlier entries of the audit trail are not in these files. Where they matter, put history.sqlite back from a backup.\n',
  ].join('');
}
