import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from './program-folder.ts';

/** The version of the program, as package.json states it: part of what identifies a result. */
export function softwareVersion(): string {
  const path = join(programFolder(), 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
