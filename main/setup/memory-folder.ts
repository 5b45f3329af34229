import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';

const GIB = 2 ** 30;
/** Many times what the tests have there at a time. */
const ROOM_BYTES = 4 * GIB;
/** That room, and what the tests, the browser and the checks hold at a time. */
const MEMORY_BYTES = 8 * GIB;

/** What is known of a computer's memory that can be written to as a drive. */
interface Computer {
  readonly folder: string;
  /** As `/proc/mounts` has it; empty where there is none. */
  readonly mounts: string;
  readonly roomBytes: number;
  readonly freeBytes: number;
}

/**
 * The folder whose files lie in memory, for temporary files that nothing waits for; null where there is none,
 * where it or the memory is small (in containers often), or where no program may be started from it.
 */
export function memoryFolder(computer: Computer = thisComputer()): string | null {
  const { folder, mounts, roomBytes, freeBytes } = computer;
  const mount = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, at]) => at === folder);
  if (
    mount?.[2] !== 'tmpfs' ||
    mount[3]!.split(',').some((one) => one === 'noexec' || one === 'ro')
  )
    return null;
  return roomBytes >= ROOM_BYTES && freeBytes >= MEMORY_BYTES ? folder : null;
}

function thisComputer(): Computer {
  const folder = '/dev/shm';
  const listed = '/proc/mounts';
  const mounts = existsSync(listed) ? readFileSync(listed, 'utf8') : '';
  const { bavail, bsize } = existsSync(folder) ? statfsSync(folder) : { bavail: 0, bsize: 0 };
  return { folder, mounts, roomBytes: bavail * bsize, freeBytes: freemem() };
}
