import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/** 1 January 2026, 00:00:00 as zip archives write it: date in the high, time in the low 16 bits. */
const DOS_DATE = ((((2026 - 1980) << 9) | (1 << 5) | 1) << 16) >>> 0;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
/** Offsets in a directory entry. */
const ENTRY = { date: 12, name: 28, extra: 30, comment: 32, local: 42, length: 46 } as const;
const LOCAL_DATE = 10;

/**
 * Sets the date of every entry of a zip archive without a comment to one fixed day, in place. The
 * archiver stamps the time of writing, by which two equal workbooks would differ.
 */
export function fixZipDates(path: string): void {
  const file = openSync(path, 'r+');
  try {
    const read = (at: number, length: number): Buffer => {
      const bytes = Buffer.alloc(length);
      if (readSync(file, bytes, 0, length, at) !== length)
        throw new Error(`${path} ends before its zip directory does.`);
      return bytes;
    };
    const date = Buffer.alloc(4);
    date.writeUInt32LE(DOS_DATE);
    const end = read(fstatSync(file).size - END_LENGTH, END_LENGTH);
    if (end.readUInt32LE(0) !== END_OF_DIRECTORY)
      throw new Error(`${path} does not end like a zip archive.`);
    const entries = end.readUInt16LE(10);
    const start = end.readUInt32LE(16);
    const directory = read(start, end.readUInt32LE(12));
    for (let i = 0, at = 0; i < entries; i++) {
      if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY)
        throw new Error(`${path} has a damaged zip directory.`);
      writeSync(file, date, 0, 4, start + at + ENTRY.date);
      writeSync(file, date, 0, 4, directory.readUInt32LE(at + ENTRY.local) + LOCAL_DATE);
      at +=
        ENTRY.length +
        directory.readUInt16LE(at + ENTRY.name) +
        directory.readUInt16LE(at + ENTRY.extra) +
        directory.readUInt16LE(at + ENTRY.comment);
    }
  } finally {
    closeSync(file);
  }
}
