import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { generate } from '../../../main/generate/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'generate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const entry = join(import.meta.dirname, '..', '..', '..', 'main', 'generate', 'main.ts');

/** What is said of words that were typed. */
async function typed(...args: string[]) {
  const said = { stdout: '', stderr: '' };
  const screen = (way: keyof typeof said) => ({ write: (text: string) => (said[way] += text) });
  const status = await generate(args, screen('stdout'), screen('stderr'));
  return { status, ...said };
}

describe('the command', () => {
  it('writes the file and says so', () => {
    const args = '--rows 50 --seed 1 --customers 5 --out a.csv'.split(' ');
    const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^a\.csv: 50 rows, seed 1/);
    expect(existsSync(join(folder, 'a.csv'))).toBe(true);
  });

  it('helps', async () => {
    const { status, stdout } = await typed('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--rows N');
  });

  it.each([
    ['', '--out is missing'],
    ['--rows 10 --seed 1 --out a.txt', 'ends in none of .xlsx, .csv and .parquet'],
    ['--seed 1 --out a.csv', '--rows is missing'],
    ['--rows 10 --out a.csv', '--seed is missing'],
    ['--rows ten --seed 1 --out a.csv', '--rows needs a whole number'],
    ['--rows 0 --seed 1 --out a.csv', '--rows needs a whole number'],
    ['--rows 10 --seed -1 --out a.csv', '--seed'],
    [
      '--rows 10 --seed 1 --customers 11 --out a.csv',
      '--customers needs a whole number from 1 to 10',
    ],
    ['--rows 10 --seed 1 --messy --out a.csv', '--rows needs a whole number from 200'],
    ['--rows 1048576 --seed 1 --out a.xlsx', 'Write .csv or .parquet instead'],
    ['--rows 10 --seed 1 --out no/a.csv', 'does not exist'],
    ['--rows 10 --seed 1 --out a.csv --fast', "Unknown option '--fast'"],
    ['a.csv', 'a.csv'],
  ])('%s: wrong use', async (args, sentence) => {
    const { status, stdout, stderr } = await typed(...args.split(' ').filter((arg) => arg !== ''));
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
