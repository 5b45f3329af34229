import { extname } from 'node:path';

/**
 * The URL of a module for a worker or a child process, which must be named by its file: the sources
 * run as `.ts`, the built application as `.js`.
 *
 * @param way the relative path without its extension, e.g. `./crew-worker`.
 * @param from the `import.meta.url` of the module that asks.
 */
export function moduleBeside(way: string, from: string): URL {
  return new URL(`${way}${extname(new URL(from).pathname)}`, from);
}
