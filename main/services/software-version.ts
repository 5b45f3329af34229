import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of the program, as package.json states it: part of what identifies a result. */
export function softwareVersion(): string {
  const path = join(import.meta.dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
