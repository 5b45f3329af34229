import { isUtf8 } from 'node:buffer';
import { basename } from 'node:path';
import { readRange, type SourceFile } from '../reading/source-file.ts';
import { damaged, sourceProblem } from '../reading/source-problem.ts';

export type CsvEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252';

/** How a text file is written. */
export interface CsvDialect {
  readonly encoding: CsvEncoding;
  /** Bytes of the byte order mark. */
  readonly bom: number;
  readonly delimiter: ',' | ';' | '\t' | '|';
  /** Whether the first line is the `sep=;` by which Excel is told the delimiter. */
  readonly separatorLine: boolean;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_RECORDS = 20;

/**
 * Recognises the dialect of a text file. All of the file is read for its encoding: a single byte far
 * down decides whether it is UTF-8. Throws where a file that begins as text turns out to be binary.
 */
export async function csvDialect(file: SourceFile, head: Buffer): Promise<CsvDialect> {
  const mark = byteOrderMark(head);
  const encoding = mark?.encoding ?? (await encodingOf(file));
  const bom = mark?.bytes ?? 0;
  const sample = decoded(head.subarray(bom), encoding);
  const told = /^sep=([,;\t|])\r?\n?/i.exec(sample);
  if (told) {
    return { encoding, bom, delimiter: told[1] as CsvDialect['delimiter'], separatorLine: true };
  }
  return { encoding, bom, delimiter: delimiterOf(sample), separatorLine: false };
}

function byteOrderMark(head: Buffer): { encoding: CsvEncoding; bytes: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { encoding: 'UTF-8', bytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'UTF-16LE', bytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'UTF-16BE', bytes: 2 };
  return undefined;
}

async function encodingOf(file: SourceFile): Promise<CsvEncoding> {
  let valid = true;
  let rest: Buffer = Buffer.alloc(0);
  let at = 0;
  for await (const chunk of readRange(file, 0, file.bytes, 2 ** 20)) {
    const nul = chunk.indexOf(0);
    if (nul >= 0) throw binaryInside(file, at + nul);
    at += chunk.length;
    if (!valid) continue;
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const whole = at < file.bytes ? wholeCharacters(bytes) : bytes.length;
    valid = isUtf8(bytes.subarray(0, whole));
    rest = bytes.subarray(whole);
  }
  return valid ? 'UTF-8' : 'Windows-1252';
}

function binaryInside(file: SourceFile, at: number): Error {
  const name = basename(file.path);
  if (at < 65_536) return sourceProblem('source.not-a-workbook', `${name} is a binary file.`);
  return damaged(`${name} contains binary data from byte ${at + 1} on.`);
}

/** The length without a UTF-8 character that the end of the bytes cuts in two. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needs > back ? bytes.length - back : bytes.length;
    }
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function decoded(bytes: Buffer, encoding: CsvEncoding): string {
  switch (encoding) {
    case 'UTF-16LE':
    case 'UTF-16BE':
      return new TextDecoder(encoding).decode(bytes);
    case 'UTF-8':
      return bytes.toString('utf8');
    case 'Windows-1252':
      return bytes.toString('latin1');
  }
}

/**
 * The delimiter by which most of the first records fall into equally many fields, the most of them: the
 * header's number, or the one that most records have where titles stand above the header. Where none does,
 * the one that cuts the header into the most fields; a comma where nothing cuts it.
 */
function delimiterOf(sample: string): CsvDialect['delimiter'] {
  let best: CsvDialect['delimiter'] = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = fieldCounts(sample, delimiter);
    const score = Math.max(scoreOf(counts, counts[0] ?? 1), scoreOf(counts, mostFrequent(counts)));
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** How well records of `fields` fields speak for a delimiter. */
function scoreOf(counts: readonly number[], fields: number): number {
  if (fields < 2) return 0;
  const alike = counts.filter((count) => count === fields).length / counts.length;
  return alike * 1000 + Math.min(fields, 999);
}

/** The first of them where several are equally frequent; 1 for none. */
function mostFrequent(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  let found = 1;
  let most = 0;
  for (const [count, n] of times)
    if (n > most) {
      most = n;
      found = count;
    }
  return found;
}

/** Fields of each of the first records that are not blank. */
function fieldCounts(sample: string, delimiter: string): number[] {
  const counts: number[] = [];
  let fields = 1;
  let quoted = false;
  let blank = true;
  const finish = (): void => {
    if (!blank) counts.push(fields);
    fields = 1;
    blank = true;
  };
  for (const char of sample) {
    if (char === '"') {
      quoted = !quoted;
      blank = false;
    } else if (quoted) {
      continue;
    } else if (char === '\n' || char === '\r') {
      finish();
      if (counts.length === SAMPLE_RECORDS) return counts;
    } else {
      if (char === delimiter) fields++;
      blank = false;
    }
  }
  // The last record counts only where nothing else does: the sample may have cut it off.
  if (counts.length === 0) finish();
  return counts;
}
