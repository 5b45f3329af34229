import { readdirSync, readFileSync } from 'node:fs';

const REPOSITORY = new URL('../../', import.meta.url);

/**
 * The program's sources outside a room that write one of the names down as a text or as a case. What
 * declares itself in that room is reached by its list and told apart by what it says of itself, so there
 * should be none.
 */
export function sourcesNaming(names: readonly string[], room: string): readonly string[] {
  const any = names.join('|');
  const named = new RegExp(`(['"\`])(${any})\\1|\\bcase (${any})\\b`);
  const sources = ['core', 'main', 'renderer']
    .flatMap((top) =>
      readdirSync(new URL(`${top}/`, REPOSITORY), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${top}/${file.replaceAll('\\', '/')}`,
      ),
    )
    .filter((file) => /\.tsx?$/.test(file));
  const naming = sources.filter((file) =>
    named.test(readFileSync(new URL(file, REPOSITORY), 'utf8')),
  );
  if (!naming.some((file) => file.startsWith(room)))
    throw new Error(`${room} does not name any of ${names.join(', ')}`);
  return naming.filter((file) => !file.startsWith(room));
}
