import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { watchMemory } from './peak-memory.ts';
import { isShown } from './shown-window.ts';

describe('a window on Wayland', () => {
  const shown = (...lines: string[]): boolean =>
    isShown({ pid: 1, said: () => lines.join('\n') }, 'wayland');
  it('is shown once one of its surfaces is on a screen', () => {
    expect(shown('[1.2]  -> wl_surface#3.attach(wl_buffer#9, 0, 0)')).toBe(false);
    expect(shown('[1.2]  -> wl_surface#3.commit()', '[1.3] wl_surface#3.enter(wl_output#13)')).toBe(
      true,
    );
    expect(shown('[1.3] wl_surface@3.enter(wl_output@13)')).toBe(true);
  });
});

describe.runIf(process.platform === 'linux')('the most memory that a program took', () => {
  it('is told of each of its processes, also once it has given it back', async () => {
    const MIB = 64;
    const child = `Buffer.alloc(${MIB} * 2 ** 20, 1); process.send('full'); setInterval(() => {}, 9999)`;
    const parent = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(child)}, '--', '--type=utility'],
        { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      child.on('message', (word) => process.send(word));
      process.on('disconnect', () => child.kill('SIGKILL'));
      process.on('disconnect', () => process.exit());`;
    const program = spawn(process.execPath, ['-e', parent], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(program, 'message');
    const peaks = watchMemory(program.pid!)();
    program.disconnect();
    await once(program, 'exit');
    const [own, utility] = ['program', 'utility'].map((kind) =>
      [...peaks].find(([name]) => name.startsWith(`${kind} `)),
    );
    expect(own![1]).toBeGreaterThan(1);
    expect(utility![1]).toBeGreaterThan(MIB);
  });
});
