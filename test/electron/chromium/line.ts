import type { ChildProcess } from 'node:child_process';

/** What one side of a line answers, by the names of what it is asked. */
type Answers<T> = { readonly [N in keyof T]: (...given: never[]) => unknown };

/** Asks the other side. Rejects with its words where it fails. */
export type Ask<Theirs extends Answers<Theirs>> = <N extends keyof Theirs & string>(
  what: N,
  ...given: Parameters<Theirs[N]>
) => Promise<Awaited<ReturnType<Theirs[N]>>>;

type Message =
  | { readonly ask: string; readonly id: number; readonly given: readonly unknown[] }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

/**
 * A line between this process and a child or the parent: each side asks the other, all that crosses is copied.
 *
 * @param mine what this side answers, by name; it may come later than the first question.
 */
export function line<Theirs extends Answers<Theirs>>(
  other: Pick<ChildProcess, 'send' | 'connected'> & {
    on(event: 'message', listener: (message: Message) => void): unknown;
  },
  mine: object | Promise<object>,
): Ask<Theirs> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  const send = (message: Message): void => {
    if (other.connected) other.send(message, () => undefined);
  };
  async function answer(id: number, what: string, given: readonly unknown[]): Promise<void> {
    try {
      const answers = (await mine) as Readonly<Record<string, (...given: unknown[]) => unknown>>;
      send({ id, value: await answers[what]!(...given) });
    } catch (error) {
      send({ id, error: error instanceof Error ? error.message : String(error) });
    }
  }
  other.on('message', (message: Message) => {
    if ('ask' in message) return void answer(message.id, message.ask, message.given);
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) asked?.reject(new Error(message.error));
    else asked?.resolve(message.value);
  });
  return (what, ...given) => {
    const id = ++last;
    const answered = Promise.withResolvers<unknown>();
    waiting.set(id, answered);
    send({ ask: what, id, given });
    return answered.promise as Promise<never>;
  };
}
