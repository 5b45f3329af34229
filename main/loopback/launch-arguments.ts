import { delimiter, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../../core/contract/problem.ts';

export interface LaunchArguments {
  readonly dataDir: string | undefined;
  readonly port: number;
  readonly allow: readonly string[];
  /** Whether the default browser is to be opened, where there is a display. */
  readonly open: boolean;
  /** Whether a browser is wanted even where there is Electron. */
  readonly browser: boolean;
  /** Whether Electron's download is to be tried again after it has failed. */
  readonly electron: boolean;
  /** Workbooks to be opened: absolute paths, or addresses. */
  readonly places: readonly string[];
}

const OPTIONS = {
  'data-dir': { type: 'string' },
  port: { type: 'string' },
  allow: { type: 'string', multiple: true },
  'no-open': { type: 'boolean' },
  browser: { type: 'boolean' },
  electron: { type: 'boolean' },
} as const;

/**
 * What `npm start` was given. THRIVE_ALLOW names folders as well, separated as PATH is.
 *
 * @throws Problem of kind `usage` that names the option.
 */
export function launchArguments(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): LaunchArguments {
  const { values, positionals } = parsed(args);
  const port = values.port ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw usage('The value of --port is not a port.', 'Write a number from 1 to 65535.');
  const allow = [...(values.allow ?? []), ...(env['THRIVE_ALLOW'] ?? '').split(delimiter)];
  return {
    dataDir: values['data-dir'],
    port: Number(port),
    allow: allow.filter((folder) => folder !== '').map((folder) => resolve(folder)),
    open: !(values['no-open'] ?? false),
    browser: values.browser ?? false,
    electron: values.electron ?? false,
    places: positionals.map((place) =>
      /^[a-z][a-z0-9+]+:\/\//i.test(place) ? place : resolve(place),
    ),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw usage(
      message.split(/\n|\. To specify/)[0]!,
      `Known: ${Object.keys(OPTIONS)
        .map((name) => `--${name}`)
        .join(', ')}.`,
    );
  }
}

function usage(message: string, hint: string): Problem {
  return new Problem({ kind: 'usage', code: 'usage.invalid', message, hint });
}
