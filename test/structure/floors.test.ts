import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { BUILDINGS, GUARDED, WALLS } from './floors.ts';
import { roomOf, whyNot, whyNotByFloors } from './may-import.ts';
import { importsOf, modules } from './tree.ts';

const lines = modules().flatMap((file) =>
  importsOf(file).map((specifier) => ({ file, specifier })),
);

/** From a room to the root. */
const up = (room: string): string => '../'.repeat(room.split('/').length);

it('is kept by every module', () => {
  const broken = lines
    .map(({ file, specifier }) => ({ file, specifier, because: whyNot(file, specifier) }))
    .filter(({ because }) => because !== null);
  expect(broken).toEqual([]);
});

describe('ESLint holds', () => {
  const eslint = new ESLint();
  const refused = async (file: string, code: string): Promise<string[]> => {
    const [result] = await eslint.lintText(code, { filePath: file });
    return result!.messages
      .filter(({ ruleId }) => ruleId === 'house/floors')
      .map(({ message }) => message);
  };
  it.each(BUILDINGS)('what $name sees', async ({ name, law, sees }) => {
    for (const other of ['core/ledger', 'main/cli', 'renderer/frame', 'test/fixtures'])
      if (!other.startsWith(name) && !sees.includes(`${other.split('/')[0]}/*`))
        expect(await refused(`${name}/x/y.ts`, `import '../../${other}/z.ts';\n`), other).toEqual([
          law,
        ]);
    for (const seen of sees)
      expect(
        await refused(`${name}/x/y.ts`, `import '../../${seen.replace('*', 'any')}/z.ts';\n`),
      ).toEqual([]);
  });

  it.each(WALLS)('the wall from $from to $example', async ({ from, example, because }) => {
    const specifier = example.includes('/') ? `${up(from)}${example}` : example;
    for (const code of [
      `import '${specifier}';\n`,
      `import type { z } from '${specifier}';\nexport type Z = z;\n`,
      `export * from '${specifier}';\n`,
      `export { z } from '${specifier}';\n`,
      `export const z = () => import('${specifier}');\n`,
    ])
      expect(await refused(`${from}/x.ts`, code), code).toEqual([because]);
  });

  it.each(GUARDED)('who may import $name', async ({ name, onlyIn, because }) => {
    const named = lines.find(({ specifier }) => name.test(specifier))!.specifier;
    const stranger = ['core/verify', 'main/cli'].find((room) => !onlyIn.includes(room))!;
    expect(await refused(`${stranger}/x.ts`, `import '${named}';\n`)).toEqual([because]);
    expect(await refused(`${onlyIn[0]!}/x.ts`, `import '${named}';\n`)).toEqual([]);
  });
});

describe('no line of the table is one that nothing needs', () => {
  it.each(BUILDINGS)('of what $name sees', ({ name, sees }) => {
    const from = lines.filter(({ file }) => file.startsWith(`${name}/`));
    for (const seen of sees)
      expect(
        from.some(({ specifier }) => specifier.includes(`/${seen.replace('*', '')}`)),
        seen,
      ).toBe(true);
  });

  it.each(BUILDINGS)(
    'of the storeys of $name: each room is on the lowest that it can be on',
    ({ name, storeys }) => {
      const nameOf = (room: string): string => (room === '.' ? name : `${name}/${room}`);
      const storeyOf = new Map(
        storeys.flatMap((rooms, storey) => rooms.map((room) => [nameOf(room), storey] as const)),
      );
      const lowest = new Map([...new Set(modules().map(roomOf))].map((room) => [room, 0]));
      for (const { file, specifier } of lines) {
        const to = specifier.startsWith('.') ? roomOf(posix.join(roomOf(file), specifier)) : '';
        const from = roomOf(file);
        if (to !== from && storeyOf.has(to))
          lowest.set(from, Math.max(lowest.get(from)!, storeyOf.get(to)! + 1));
      }
      const own = [...lowest].filter(([room]) => room === name || room.startsWith(`${name}/`));
      expect(Object.fromEntries(storeyOf)).toEqual(Object.fromEntries(own));
    },
  );

  it.each(WALLS)(
    'of the walls: but for the one from $from to $example the floors would let it',
    ({ from, example }) => {
      const specifier = example.includes('/') ? `${up(from)}${example}` : example;
      expect(whyNotByFloors(`${from}/x.ts`, specifier)).toBeNull();
      expect(whyNot(`${from}/x.ts`, specifier)).not.toBeNull();
      expect(example.startsWith('node:') || existsSync(example)).toBe(true);
    },
  );

  it.each(GUARDED)('of those who may import $name', ({ name, onlyIn }) => {
    for (const room of onlyIn)
      expect(
        lines.some(({ file, specifier }) => file.startsWith(`${room}/`) && name.test(specifier)),
        room,
      ).toBe(true);
  });
});
