import { describe, expect, it } from 'vitest';
import { sessionKey, takeSessionKey } from '../../../renderer/bridge/session-key.ts';

/** A page at an address, in a browser that stores what pages keep, or refuses to. */
function pageAt(hash: string, stored: Map<string, string> | null) {
  const replaced: string[] = [];
  const refuses = (): never => {
    throw new Error('denied');
  };
  const page = {
    location: { hash, pathname: '/' },
    history: {
      replaceState: (_state: null, _title: string, path: string) => void replaced.push(path),
    },
    get localStorage() {
      if (!stored) return refuses();
      return {
        getItem: (name: string) => stored.get(name) ?? null,
        setItem: (name: string, value: string) => void stored.set(name, value),
      };
    },
  };
  return { page, replaced };
}

describe('the key of the session', () => {
  it('is taken out of the address, and there for the next page of the same program', () => {
    const stored = new Map<string, string>();
    const { page, replaced } = pageAt('#key=a-B_9', stored);
    takeSessionKey(page);
    expect([sessionKey(page), replaced]).toEqual(['a-B_9', ['/']]);
    const next = pageAt('#/history', stored);
    takeSessionKey(next.page);
    expect([sessionKey(next.page), next.replaced]).toEqual(['a-B_9', []]);
  });

  it('is kept by the page alone where the browser stores nothing', () => {
    const { page } = pageAt('#key=c', null);
    takeSessionKey(page);
    expect(sessionKey(page)).toBe('c');
  });
});
