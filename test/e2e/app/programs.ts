import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

type Wish =
  | { readonly do: 'open'; readonly dataDir: string; readonly folder: string }
  | { readonly do: 'close'; readonly dataDir: string }
  | { readonly do: 'type'; readonly args: readonly string[] };

export type Asked = Wish & { readonly id: number };
export type Reply =
  | { readonly id: number; readonly value: string }
  | { readonly id: number; readonly fault: string };

/** The process in which the programs of a worker run one after the other. */
export interface Programs {
  /** Opens the program on a data folder, with a folder that it may read; the address of the interface. */
  open(dataDir: string, folder: string): Promise<string>;
  close(dataDir: string): Promise<void>;
  /** Reconciles on the command line, as preparation for what a test looks at; the run's id. */
  reconciled(file: string, dataDir: string, ...options: string[]): Promise<string>;
  end(): void;
}

/** Starts the process when something is first wanted of it. */
export function programs(): Programs {
  let child: ChildProcess | undefined;
  let last = 0;
  const waiting = new Map<number, PromiseWithResolvers<string>>();

  function started(): ChildProcess {
    const process = fork(join(import.meta.dirname, 'children', 'programs.ts'), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    process.on('message', (reply: Reply) => {
      const { resolve, reject } = waiting.get(reply.id)!;
      waiting.delete(reply.id);
      if ('value' in reply) resolve(reply.value);
      else reject(new Error(reply.fault));
    });
    process.on('exit', () => {
      for (const { reject } of waiting.values())
        reject(new Error('The process of the programs has ended.'));
      child = undefined;
    });
    return process;
  }
  function ask(wish: Wish): Promise<string> {
    const id = ++last;
    const answer = Promise.withResolvers<string>();
    waiting.set(id, answer);
    (child ??= started()).send({ ...wish, id } satisfies Asked);
    return answer.promise;
  }

  return {
    open: (dataDir, folder) => ask({ do: 'open', dataDir, folder }),
    close: async (dataDir) => void (await ask({ do: 'close', dataDir })),
    async reconciled(file, dataDir, ...options) {
      const args = [file, '--data-dir', dataDir, '--json', '--quiet', ...options];
      const { runId } = JSON.parse(await ask({ do: 'type', args })) as { runId: string | null };
      if (runId === null) throw new Error(`No run came of ${file}.`);
      return runId;
    },
    end: () => void child?.kill(),
  };
}
