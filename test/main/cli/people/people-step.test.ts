import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Person } from '../../../../core/contract/people/people.ts';
import { commandLine } from '../../../../main/cli/command-line.ts';
import { historyFile } from '../../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../../main/history/history.ts';
import { scratch } from '../../app/application-fixture.ts';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a command answers on a terminal at which nobody sits. */
async function run(...args: string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const screen = (name: 'out' | 'err') => ({
    write: (text: string) => (said[name] += text) !== '',
  });
  const terminal = { out: screen('out'), err: screen('err'), cancelled: () => AbortSignal.any([]) };
  const code = await commandLine(args, terminal as never);
  return { code, ...said };
}

it('a command is given by a person who signs in by file or environment, and is held to the roles', async () => {
  const folder = scratch();
  const data = ['--data-dir', join(folder, 'data')];
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `${text}\n`);
    return path;
  };
  const ada = file('ada', 'the passphrase of Ada');
  const rob = file('rob', 'the passphrase of Rob');
  expect((await run('people', 'list', ...data)).out).toContain('no people');
  const added = await run(
    'people',
    'add',
    'Ada',
    '--roles',
    'preparer',
    ...data,
    '--new-passphrase-file',
    ada,
  );
  expect(added).toMatchObject({ code: 0, out: expect.stringContaining('Preparer') });
  // From now on nobody gets past without a passphrase.
  expect(await run('history', ...data)).toMatchObject({ code: 2, out: '' });
  const asAda = [...data, '--person', 'Ada', '--passphrase-file', ada];
  const list = await run(
    'people',
    'add',
    'Rob',
    '--roles',
    'read-only',
    '--new-passphrase-file',
    rob,
    '--json',
    ...asAda,
  );
  const people = JSON.parse(list.out) as Person[];
  expect(people.map(({ name, roles }) => [name, roles])).toEqual([
    ['Ada', ['administrator', 'preparer']],
    ['Rob', ['read-only']],
  ]);
  vi.stubEnv('THRIVE_PERSON', 'Rob');
  vi.stubEnv('THRIVE_PASSPHRASE', 'the passphrase of Rob');
  try {
    expect((await run('history', ...data)).code).toBe(0);
    const ledger = file(
      'ledger.csv',
      'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT\n1,earned,2026-01-05,7,100.00',
    );
    expect(await run(ledger, ...data)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Rob may not'),
    });
    expect((await run('people', 'remove', 'Ada', ...data)).code).toBe(2);
  } finally {
    vi.unstubAllEnvs();
  }
  expect((await run('people', 'remove', 'Rob', ...asAda)).out).not.toContain('Rob');
  const history = openHistory(historyFile(join(folder, 'data')), { signer: null });
  const refused = history.auditTrail().filter(({ action }) => action === 'call.refused');
  history.close();
  expect(
    refused.map(({ actor, detail }) => [actor === 'Rob', detail['call'], detail['code']]),
  ).toEqual([
    [true, 'people', 'people.role'],
    [true, 'reconcile', 'people.role'],
    [false, 'history', 'people.no-passphrase'],
  ]);
}, 120_000);
