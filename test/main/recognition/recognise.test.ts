import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SourceChoice } from '../../../core/contract/recognition.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { runSource } from '../../../main/run-life/run-source.ts';
import type { FileOutcome } from '../../../main/run-life/run-request.ts';
import { scratch } from '../cli/command.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT';
const row = (id: number, amount = '10.00'): string =>
  `${id},earned,2026-01-${String((id % 28) + 1).padStart(2, '0')} 10:00:00,7,${amount}`;
const rows = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => row(from + i));

/** A data folder, and runs of files that lie in it. */
function folder() {
  const dataDir = scratch();
  const history = openHistory(historyFile(dataDir));
  onTestFinished(() => history.close());
  return {
    history,
    run(
      name: string,
      lines: readonly string[],
      sourceChoice?: SourceChoice,
      settings: Partial<Settings> = {},
      header = HEADER,
    ): Promise<FileOutcome> {
      const source = join(dataDir, name);
      mkdirSync(join(source, '..'), { recursive: true });
      writeFileSync(source, [header, ...lines, ''].join('\n'));
      return runSource({
        source,
        sourceChoice,
        dataDir,
        out: undefined,
        workers: 0,
        force: false,
        now: () => new Date('2026-06-01T12:00:00'),
        settings: settingsSchema.parse({ xlsx: false, ...settings }),
      });
    },
  };
}
const nameOf = ({ detail }: FileOutcome): string => detail.run.sourceName;

describe('a file of a source', () => {
  it('is known by its rows and its name in the next month, and is compared with the month before', async () => {
    const { run, history } = folder();
    await run('ledger_2026-11.csv', rows(1, 40));
    const next = await run('ledger_2026-12.csv', rows(1, 50));
    expect(nameOf(next)).toBe('ledger');
    expect(next.detail.run.notes).toMatchObject({
      recognisedBy: 'same name apart from dates and numbers; 100 % of its rows are in this file',
      rowsAdded: '10, 10 of them late',
    });
    // A changed amount halts, though the file lies elsewhere.
    const changed = await run('uploads/0123/ledger_2026-12.csv', [row(1, '11.00'), ...rows(2, 50)]);
    expect(changed.problem).toMatchObject({ code: 'validation.reported-rows-changed' });
    expect(history.listSources()).toHaveLength(1);
  });

  it('is known by its rows under another name', async () => {
    const { run, history } = folder();
    await run('ledger.csv', rows(1, 40));
    expect(
      nameOf(await run('for the auditor.csv', rows(3, 45), undefined, { onChanged: 'take' })),
    ).toBe('ledger');
    expect(history.listSources()).toHaveLength(1);
  });

  it('is known by its rows below titles', async () => {
    const { run } = folder();
    const titled = (month: string): string => `Store credit ${month}\n\n${HEADER}`;
    await run('june.csv', rows(1, 40), undefined, {}, titled('June'));
    const next = await run('for the auditor.csv', rows(1, 45), undefined, {}, titled('July'));
    expect(nameOf(next)).toBe('june');
  });

  it('is read as its source was mapped', async () => {
    const { run, history } = folder();
    const first = await run('ledger-1.csv', rows(1, 40));
    history.changeSource(first.detail.run.sourceId, { mapping: { Beleg: 'TRANS_ID' } });
    const header = HEADER.replace('TRANS_ID', 'Beleg');
    const next = await run('ledger-2.csv', rows(1, 42), undefined, {}, header);
    expect(next.problem).toBeNull();
    expect(next.detail.run.settings.mapping).toEqual({ Beleg: 'TRANS_ID' });
  });

  it('is refused where only its name speaks, and is what a person says', async () => {
    const { run, history } = folder();
    await run('ledger.csv', rows(1, 40));
    const other = ['elsewhere/ledger.csv', rows(900, 910)] as const;
    await expect(run(...other)).rejects.toMatchObject({
      code: 'source.doubtful',
      message: expect.stringContaining(
        'ledger (same name apart from dates and numbers; none of its rows are in this file)',
      ) as string,
    });
    expect(history.listRuns()).toHaveLength(1);
    const own = await run(...other, { kind: 'new', name: 'Gift cards' });
    expect(nameOf(own)).toBe('Gift cards');
    // From now on its place tells.
    expect(nameOf(await run(other[0], rows(900, 911)))).toBe('Gift cards');
    const named = { kind: 'new', name: 'GIFT CARDS' } as const;
    await expect(run('x.csv', rows(1, 3), named)).rejects.toMatchObject({
      code: 'source.name-taken',
    });
  });

  it('is added to the source that a person names, with new rows of no name and no place', async () => {
    const { run } = folder();
    const { sourceId: id } = (await run('ledger.csv', rows(1, 40))).detail.run;
    const chosen = { kind: 'known', id } as const;
    const added = await run('december.csv', rows(50, 60), chosen, { increment: 'new-rows' });
    expect(added.detail.run.counts).toMatchObject({ earned: 49 });
    const unknown = { kind: 'known', id: 99 } as const;
    await expect(run('x.csv', rows(1, 3), unknown)).rejects.toMatchObject({
      code: 'source.unknown',
    });
  });

  it('begins a source where nothing speaks for another, and is not answered with a trial elsewhere', async () => {
    const { run, history } = folder();
    const trial = await run('trial/ledger.csv', rows(1, 40));
    const official = await run('books/credit.csv', rows(1, 40), { kind: 'new', name: null });
    expect(official.alreadyReconciled).toBe(false);
    expect(official.detail.run).toMatchObject({ revision: 1, sourceName: 'credit' });
    expect(official.detail.run.sourceId).not.toBe(trial.detail.run.sourceId);
    expect(nameOf(await run('gifts.csv', rows(500, 510)))).toBe('gifts');
    expect(history.listSources().map(({ name }) => name)).toEqual(['credit', 'gifts', 'ledger']);
  });

  it('does not retitle what was run before its source was renamed', async () => {
    const { run, history } = folder();
    const { run: first } = (await run('ledger.csv', rows(1, 40))).detail;
    history.changeSource(first.sourceId, { name: 'Store credit' });
    const second = await run('ledger.csv', rows(1, 41));
    expect(nameOf(second)).toBe('Store credit');
    expect(history.getRun(first.id)!.run.sourceName).toBe('ledger');
  });
});
