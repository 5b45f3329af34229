import type { HistoryContext } from '../tables/history-context.ts';

/** What was answered to a request, as it is given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of a request with a key: it is new, it is still under way, it was another one, or it was answered. */
export type Claim =
  | { readonly is: 'new' | 'under-way' | 'other-request' }
  | { readonly is: 'answered'; readonly answer: KeptAnswer };

/** For so long an answer is given again. */
const KEPT_MS = 24 * 3_600_000;

/** The answers to requests with an idempotency key, by token and key. */
export function apiAnswerFunctions({ prepared, atomically, now }: HistoryContext) {
  /** Claims a key for a request, told by its digest, and says what became of it before. */
  function claimApiKey(token: string, key: string, request: string): Claim {
    return atomically((): Claim => {
      const at = now();
      prepared<[number]>('DELETE FROM api_answers WHERE at < ?').run(at - KEPT_MS);
      const found = prepared<[string, string], { request: string; answer: string | null }>(
        'SELECT request, answer FROM api_answers WHERE token = ? AND key = ?',
      ).get(token, key);
      if (found === undefined) {
        prepared<(string | number)[]>(
          'INSERT INTO api_answers (token, key, at, request) VALUES (?, ?, ?, ?)',
        ).run(token, key, at, request);
        return { is: 'new' };
      }
      if (found.request !== request) return { is: 'other-request' };
      if (found.answer === null) return { is: 'under-way' };
      return { is: 'answered', answer: JSON.parse(found.answer) as KeptAnswer };
    });
  }

  /** Keeps what was answered; null where nothing was done, so that the key is free again. */
  function keepApiAnswer(token: string, key: string, answer: KeptAnswer | null): void {
    atomically(() => {
      if (answer === null)
        prepared<[string, string]>('DELETE FROM api_answers WHERE token = ? AND key = ?').run(
          token,
          key,
        );
      else
        prepared<[string, string, string]>(
          'UPDATE api_answers SET answer = ? WHERE token = ? AND key = ?',
        ).run(JSON.stringify(answer), token, key);
    });
  }

  return { claimApiKey, keepApiAnswer };
}
