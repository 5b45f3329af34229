import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the program was started with. */
export interface LaunchArguments {
  readonly dataDir: string | undefined;
  /** Absolute paths of the workbooks to open. */
  readonly places: readonly string[];
}

export const WORKBOOK_EXTENSIONS = ['xlsx', 'csv', 'parquet'] as const;
const DATA_DIR = '--data-dir';

/**
 * Reads the command line of the window. Switches that are not the program's own (Chromium's, the
 * system's) and files that are no workbooks are passed over.
 *
 * @param argv as the process got it.
 * @param unpackaged whether the second argument is the folder of the program (`electron .`).
 */
export function launchArguments(
  argv: readonly string[],
  unpackaged: boolean,
  cwd: string,
): LaunchArguments {
  let dataDir: string | undefined;
  const places: string[] = [];
  const rest = argv.slice(unpackaged ? 2 : 1);
  for (let at = 0; at < rest.length; at++) {
    const argument = rest[at]!;
    if (argument === DATA_DIR) dataDir = rest[++at];
    else if (argument.startsWith(`${DATA_DIR}=`)) dataDir = argument.slice(DATA_DIR.length + 1);
    else if (!argument.startsWith('-')) {
      const path = pathOf(argument);
      if (isWorkbook(path)) places.push(resolve(cwd, path));
    }
  }
  return { dataDir: dataDir === undefined ? undefined : resolve(cwd, dataDir), places };
}

/** File managers of Linux hand over URLs. */
function pathOf(argument: string): string {
  if (!/^file:\/\//i.test(argument)) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    return '';
  }
}

export function isWorkbook(path: string): boolean {
  const extension = extname(path).slice(1).toLowerCase();
  return (WORKBOOK_EXTENSIONS as readonly string[]).includes(extension);
}

/** The places that a second instance hands over with its request for the lock. */
export function placesHandedOver(data: unknown): readonly string[] {
  const places = (data as { places?: unknown } | null | undefined)?.places;
  if (!Array.isArray(places)) return [];
  return places.filter((place) => typeof place === 'string' && isWorkbook(place)).slice(0, 20);
}

/**
 * What the program is to be started with when it starts itself again: with the same switches and the same data
 * folder, and with other places.
 *
 * @param argv as the process got it.
 * @param unpackaged as {@link launchArguments} has it.
 */
export function argumentsAgain(
  argv: readonly string[],
  unpackaged: boolean,
  dataDir: string,
  places: readonly string[],
): string[] {
  const program = unpackaged ? argv.slice(1, 2) : [];
  const switches = argv
    .slice(unpackaged ? 2 : 1)
    .filter((argument) => argument.startsWith('--') && !argument.startsWith(DATA_DIR));
  return [...program, ...switches, `${DATA_DIR}=${dataDir}`, ...places];
}
