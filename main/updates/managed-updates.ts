import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** What whoever manages this computer has decided of updates. */
export interface ManagedUpdates {
  /** `off`, `github`, or an address that begins with https://. */
  readonly says: string;
  /** The variable or the file that says it. */
  readonly by: string;
}

const VARIABLE = 'THRIVE_UPDATES';
const FILE = 'updates.txt';

/**
 * What a company has decided for this computer: by the variable THRIVE_UPDATES, else by a file that only an
 * administrator can write and that outlives every version. Null where it has decided nothing.
 */
export function managedUpdates(
  env: Readonly<Record<string, string | undefined>> = process.env,
  file: string = managedFile(process.platform, env),
): ManagedUpdates | null {
  const said = env[VARIABLE];
  if (said !== undefined && said.trim() !== '') return { says: said, by: VARIABLE };
  try {
    return { says: readFileSync(file, 'utf8').split('\n', 1)[0]!, by: file };
  } catch (error) {
    // A file that is there and cannot be read was meant to decide; nobody is asked then.
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { says: '', by: file };
  }
}

/** Where the file of a system lies. */
export function managedFile(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (platform === 'win32')
    return join(env['ProgramData'] ?? 'C:\\ProgramData', 'Thrive Cash Reconciler', FILE);
  return platform === 'darwin'
    ? join('/Library/Application Support/Thrive Cash Reconciler', FILE)
    : join('/etc/thrive-cash-reconciler', FILE);
}
