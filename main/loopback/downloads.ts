import { randomBytes } from 'node:crypto';

export interface Download {
  readonly path: string;
  readonly name: string;
}

/** Files that may be fetched, each once. */
export interface Downloads {
  /** The path of the URL under which the file can be fetched. */
  offer(path: string, name: string): string;
  /** The file of an id, which is void from now on. */
  take(id: string): Download | null;
}

/** A page that never fetches what it asked for does not fill the memory. */
const MOST_WAITING = 500;

export function newDownloads(): Downloads {
  const waiting = new Map<string, Download>();
  return {
    offer(path, name) {
      const id = randomBytes(16).toString('base64url');
      waiting.set(id, { path, name });
      if (waiting.size > MOST_WAITING) waiting.delete(waiting.keys().next().value!);
      return `/download/${id}`;
    },
    take(id) {
      const download = waiting.get(id) ?? null;
      waiting.delete(id);
      return download;
    },
  };
}

/** The header that makes a browser save the answer under its name, whatever letters that has. */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
