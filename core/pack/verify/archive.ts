import { directoryOf, localHeader } from '../../report/zip/zip-records.ts';
import type { ZipPlace } from '../../report/zip/zip-records.ts';
import { PACK_LIMITS } from './pack-bytes.ts';
import type { PackFault } from '../../contract/close/pack.ts';
import type { PackBytes } from './pack-bytes.ts';

const END_BYTES = 22;
const END = 0x06054b50;
const END_64 = 0x06064b50;
/** The end of 64 bits and the locator of it, which stand before the end. */
const END_64_BYTES = 56;
const LOCATOR_BYTES = 20;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const ELSEWHERE = 0xffff_ffff;
const MANY = 0xffff;

/** The files of an archive, each with where its packed bytes begin. */
export interface Archive {
  readonly entries: readonly (ZipPlace & { readonly dataAt: number })[];
  readonly faults: readonly PackFault[];
}

/**
 * Reads the frame of an archive as `writeZip` writes it, and holds every byte of it to that: files lie one behind the
 * other from the first byte on, nothing follows the end, each field has the one value that it can have. Where the
 * directory cannot be read at all there are no entries, and a fault says why.
 */
export async function readArchive(file: PackBytes): Promise<Archive> {
  const found = await directoryAt(file);
  if (typeof found === 'string') return { entries: [], faults: [archiveFault(found)] };
  const { at, end, count } = found;
  if (count > PACK_LIMITS.files)
    return {
      entries: [],
      faults: [archiveFault(`The pack holds ${count} files, which is too many.`)],
    };
  if (end - at > PACK_LIMITS.directoryBytes || end < at)
    return {
      entries: [],
      faults: [archiveFault('The directory of the pack has no possible length.')],
    };
  const bytes = Buffer.from(await file.read(at, file.bytes - at));
  const places = entriesIn(bytes.subarray(0, end - at), count);
  if (places === null)
    return { entries: [], faults: [archiveFault('The directory of the pack cannot be read.')] };
  const faults: PackFault[] = [];
  faults.push(...namesAtFault(places));
  const entries: Archive['entries'][number][] = [];
  let next = 0;
  for (const place of places) {
    const header = localHeader(place);
    const written = Buffer.from(await file.read(next, header.length));
    if (place.at !== next || !written.equals(header))
      faults.push({
        what: 'changed',
        path: place.name,
        message: `The header of ${place.name} in the archive is not what was written.`,
      });
    entries.push({ ...place, dataAt: next + header.length });
    next += header.length + place.bytes;
  }
  if (next !== at) faults.push(archiveFault('Bytes lie in the archive that belong to no file.'));
  if (!bytes.equals(directoryOf(places, at)))
    faults.push(archiveFault('The directory of the archive is not what was written.'));
  return { entries, faults };
}

/** Where the directory lies and how many files it has; else why that cannot be said. */
async function directoryAt(
  file: PackBytes,
): Promise<{ readonly at: number; readonly end: number; readonly count: number } | string> {
  if (file.bytes < END_BYTES) return 'The file is too short to be a pack.';
  const end = file.bytes - END_BYTES;
  const tail = Buffer.from(await file.read(end, END_BYTES));
  if (tail.readUInt32LE(0) !== END)
    return 'The end of the archive is missing or changed, or something follows it.';
  const [count, length, at] = [tail.readUInt16LE(10), tail.readUInt32LE(12), tail.readUInt32LE(16)];
  if (count !== MANY && length !== ELSEWHERE && at !== ELSEWHERE)
    return { at, end: at + length, count };
  const before = end - LOCATOR_BYTES - END_64_BYTES;
  if (before < 0) return 'The end of the archive is missing or changed.';
  const large = Buffer.from(await file.read(before, END_64_BYTES));
  if (large.readUInt32LE(0) !== END_64) return 'The end of the archive is missing or changed.';
  const [many, long, from] = [32, 40, 48].map((place) => Number(large.readBigUInt64LE(place))) as [
    number,
    number,
    number,
  ];
  return { at: from, end: from + long, count: many };
}

/** What the directory says of each file; null where it is none. */
function entriesIn(directory: Buffer, count: number): readonly ZipPlace[] | null {
  const places: ZipPlace[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > directory.length || directory.readUInt32LE(at) !== CENTRAL)
      return null;
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const after = at + CENTRAL_BYTES + nameLength + extraLength;
    if (after > directory.length) return null;
    const name = directory.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength);
    const extra = directory.subarray(after - extraLength, after);
    const numbers = [24, 20, 42].map((place) => directory.readUInt32LE(at + place));
    const told = largeNumbers(numbers, extra);
    if (told === null) return null;
    const [size, bytes, header] = told as [number, number, number];
    places.push({ name, crc: directory.readUInt32LE(at + 16), bytes, size, at: header });
    at = after;
  }
  return places;
}

/** The numbers, those that are told elsewhere from the extra field, in its order; null where they are not there. */
function largeNumbers(numbers: readonly number[], extra: Buffer): readonly number[] | null {
  let at = 4;
  const told: number[] = [];
  for (const number of numbers) {
    if (number !== ELSEWHERE) {
      told.push(number);
      continue;
    }
    if (at + 8 > extra.length) return null;
    told.push(Number(extra.readBigUInt64LE(at)));
    at += 8;
  }
  return told;
}

function namesAtFault(places: readonly ZipPlace[]): readonly PackFault[] {
  const seen = new Set<string>();
  return places.flatMap(({ name }): PackFault[] => {
    const key = name.toLowerCase();
    const isTwice = seen.has(key);
    seen.add(key);
    const fault = (message: string): PackFault[] => [{ what: 'added', path: name, message }];
    if (isTwice) return fault(`The pack holds ${name} twice.`);
    return isPlainPath(name) ? [] : fault(`${name} is no name that a file of a pack has.`);
  });
}

/** A path that stays in the folder that it is unpacked into, on every system. */
function isPlainPath(path: string): boolean {
  return path
    .split('/')
    .every((part) => /^[^\p{Cc}\\:*?"<>|]+$/u.test(part) && !/^\.+$/.test(part));
}

function archiveFault(message: string): PackFault {
  return { what: 'archive', path: null, message };
}
