import type { OpenSource, RawRow, ReadOptions } from './raw-rows.ts';

/** Thrown to stop a reader that has delivered enough. */
const ENOUGH = Symbol('enough');

/**
 * Reads a sheet until `onRow` has had enough, which it says with true: the head of a large sheet costs little.
 * Returns whether the sheet was read to its end. Throws as the reader does.
 */
export async function readUntil(
  source: OpenSource,
  sheet: string,
  onRow: (raw: RawRow) => boolean,
  options?: ReadOptions,
): Promise<boolean> {
  const take = (raw: RawRow): void => {
    if (onRow(raw)) throw ENOUGH;
  };
  try {
    await source.readSheet(sheet, take, options);
    return true;
  } catch (thrown) {
    if (thrown !== ENOUGH) throw thrown;
    return false;
  }
}
