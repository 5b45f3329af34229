import { Problem } from '../../../core/contract/problem.ts';
import { sharedNotice } from '../../data-folder/private-folder.ts';
import { startRest } from '../../rest/server.ts';
import type { RestServer } from '../../rest/server.ts';
import { faultText } from '../../secrets/fault-text.ts';
import type { ServeCommand } from '../arguments/command.ts';

/** What a command is lent by the terminal that it was typed in. */
interface Terminal {
  say(text: string): void;
  note(line: string): void;
  /** Aborted when a person ends it. */
  signal(): AbortSignal;
}

/** Serves the API until a person ends it; the exit code. Throws Problems of the data folder, and `port.taken`. */
export async function serveStep(command: ServeCommand, console: Terminal): Promise<number> {
  const ending = console.signal();
  const server = await started(command, console);
  console.say(`The API is at ${server.address}; its documentation is at ${server.address}/docs\n`);
  const shared = sharedNotice(server.root);
  if (shared !== null) console.note(shared);
  ending.addEventListener('abort', () => void server.stop(), { once: true });
  if (ending.aborted) void server.stop();
  await server.stopped;
  return 0;
}

async function started(command: ServeCommand, console: Terminal): Promise<RestServer> {
  try {
    return await startRest({ ...command, log: (fault) => console.note(faultText(fault)) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!REASONS.has(code ?? '')) throw error;
    throw new Problem(
      {
        kind: 'usage',
        code: 'port.taken',
        message: `Port ${command.port} of ${command.bind} cannot be used: ${REASONS.get(code!)!}.`,
        hint: 'Choose another one with --port, or 0 for one that is free.',
      },
      error,
    );
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'another program is using it'],
  ['EACCES', 'access is denied'],
  ['EADDRNOTAVAIL', 'this computer has no such address'],
  ['ENOTFOUND', 'this computer has no such address'],
]);
