import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', '.github', 'workflows');
const names = readdirSync(folder);

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const yaml = createRequire(builder.resolve('app-builder-lib'))('js-yaml') as {
  load(text: string): Workflow;
};

describe.each(names)('the workflow %s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const { permissions, jobs } = yaml.load(text);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('takes every action by its commit, and says which version that is', () => {
    const used = steps.filter(({ uses }) => uses !== undefined);
    expect(used.filter(({ uses }) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses!))).toEqual([]);
    const lines = text.split('\n').filter((line) => /^\s*-? ?uses:/.test(line));
    expect(lines).toHaveLength(used.length);
    expect(lines.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });
  it('may change nothing but where a job says so', () => {
    expect(permissions).toEqual({ contents: 'read' });
  });
  it('says why an installation failed', () => {
    const installs = steps.filter(({ run }) => run?.includes('npm ci'));
    expect(installs.filter(({ run }) => run !== 'npm ci --loglevel=error')).toEqual([]);
  });
});
