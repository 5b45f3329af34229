import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', '.github', 'workflows');
const names = readdirSync(folder);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
}
interface Job {
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
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
  it('fails where a part of a pipe fails: of itself GitHub has bash heed the last part alone', () => {
    const piped = Object.values(jobs).flatMap(({ defaults, steps: own }) =>
      own.filter(({ run, shell }) => {
        const { shell: ofJob } = defaults?.run ?? {};
        return /[^|]\|[^|]/.test(run ?? '') && (shell ?? ofJob) === undefined;
      }),
    );
    expect(piped).toEqual([]);
  });
  it('may change nothing but where a job says so', () => {
    expect(permissions).toEqual({ contents: 'read' });
  });
  it('says why an installation failed', () => {
    const installs = steps.filter(({ run }) => run?.includes('npm ci'));
    expect(installs.filter(({ run }) => run !== 'npm ci --loglevel=error')).toEqual([]);
  });
});
