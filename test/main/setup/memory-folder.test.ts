import { expect, it } from 'vitest';
import { memoryFolder } from '../../../main/setup/memory-folder.ts';

const mounts = `proc /proc proc rw 0 0
tmpfs /dev/shm tmpfs rw,nosuid,nodev 0 0
`;
const roomy = { folder: '/dev/shm', mounts, roomBytes: 8 * 2 ** 30, freeBytes: 16 * 2 ** 30 };

it('temporary files lie in memory where there is plenty of it', () => {
  expect(memoryFolder(roomy)).toBe('/dev/shm');
});

it.each([
  ['the system has no list of drives', { mounts: '' }],
  ['the folder is on a drive', { mounts: mounts.replace('tmpfs rw', 'ext4 rw') }],
  ['nothing may be started from it', { mounts: mounts.replace('nodev', 'noexec') }],
  ['it cannot be written to', { mounts: mounts.replace('rw,nosuid', 'ro,nosuid') }],
  ['a container gives it little room', { roomBytes: 64 * 2 ** 20 }],
  ['memory is short', { freeBytes: 4 * 2 ** 30 }],
])('and do not where %s', (_why, changes) => {
  expect(memoryFolder({ ...roomy, ...changes })).toBeNull();
});
