/** What an archive says of a file in it. */
export interface ZipFacts {
  readonly name: string;
  /** CRC-32 of the bytes as they were. */
  readonly crc: number;
  /** Deflated, and as they were. */
  readonly bytes: number;
  readonly size: number;
}

/** The same with the place of its header in the archive. */
export interface ZipPlace extends ZipFacts {
  readonly at: number;
}

/** 1 January 2026, 00:00:00 as zip archives write it: equal contents make equal bytes. */
const DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
/** Stands for a number that a field of 64 bits tells elsewhere. */
const ELSEWHERE = 0xffff_ffff;
/** … and for a number of entries. */
const MANY = 0xffff;
const PLAIN_VERSION = 20;
const VERSION_64 = 45;
const DEFLATE = 8;
/** The name is UTF-8. */
const FLAGS = 0x0800;

/** The header before a file's bytes (APPNOTE.TXT 6.3): the same facts give the same bytes. */
export function localHeader({ name, crc, bytes, size }: ZipFacts): Buffer {
  const text = Buffer.from(name);
  const isLarge = size >= ELSEWHERE || bytes >= ELSEWHERE;
  const extra = isLarge ? extra64([size, bytes]) : Buffer.alloc(0);
  const head = fields([
    [4, LOCAL],
    [2, isLarge ? VERSION_64 : PLAIN_VERSION],
    [2, FLAGS],
    [2, DEFLATE],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, isLarge ? ELSEWHERE : bytes],
    [4, isLarge ? ELSEWHERE : size],
    [2, text.length],
    [2, extra.length],
  ]);
  return Buffer.concat([head, text, extra]);
}

/** All that follows the files, which end at `at`: the directory and the end of the archive. */
export function directoryOf(written: readonly ZipPlace[], at: number): Buffer {
  const directory = Buffer.concat(written.flatMap(directoryEntry));
  const many = written.length;
  const isLarge = at >= ELSEWHERE || directory.length >= ELSEWHERE || many >= MANY;
  const end = fields([
    [4, END],
    [4, 0],
    [2, isLarge ? MANY : many],
    [2, isLarge ? MANY : many],
    [4, isLarge ? ELSEWHERE : directory.length],
    [4, isLarge ? ELSEWHERE : at],
    [2, 0],
  ]);
  if (!isLarge) return Buffer.concat([directory, end]);
  const end64 = fields([
    [4, END_64],
    [8, 44],
    [2, VERSION_64],
    [2, VERSION_64],
    [8, 0],
    [8, many],
    [8, many],
    [8, directory.length],
    [8, at],
  ]);
  const locator = fields([
    [4, LOCATOR_64],
    [4, 0],
    [8, at + directory.length],
    [4, 1],
  ]);
  return Buffer.concat([directory, end64, locator, end]);
}

function directoryEntry({ name: text, crc, bytes, size, at }: ZipPlace): Buffer[] {
  const name = Buffer.from(text);
  const large = [size, bytes, at].filter((number) => number >= ELSEWHERE);
  const extra = large.length > 0 ? extra64(large) : Buffer.alloc(0);
  const version = large.length > 0 ? VERSION_64 : PLAIN_VERSION;
  const head = fields([
    [4, CENTRAL],
    [2, version],
    [2, version],
    [2, FLAGS],
    [2, DEFLATE],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, Math.min(bytes, ELSEWHERE)],
    [4, Math.min(size, ELSEWHERE)],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, Math.min(at, ELSEWHERE)],
  ]);
  return [head, name, extra];
}

/** The extra field for numbers of 64 bits, in the order of the fields that they stand for. */
function extra64(numbers: readonly number[]): Buffer {
  return fields([
    [2, 1],
    [2, numbers.length * 8],
    ...numbers.map((number) => [8, number] as const),
  ]);
}

/** Numbers of so many bytes each, the lowest byte first. */
function fields(numbers: readonly (readonly [bytes: 2 | 4 | 8, number: number])[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, number] of numbers) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(number), at);
    else buffer.writeUIntLE(number, at, bytes);
    at += bytes;
  }
  return buffer;
}
