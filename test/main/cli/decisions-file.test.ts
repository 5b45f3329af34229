import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDecisions } from '../../../main/cli/decisions-file.ts';
import { run, scratch } from './command.ts';

function written(...lines: string[]): string {
  const path = join(scratch(), 'decisions.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

describe('a file of decisions', () => {
  it('says row by row what counts and why, whatever else stands in it', async () => {
    const path = written(
      'Trans_Id;Customer;Decision;Reason',
      '0012;a;keep;Deleted by mistake',
      '13;b;Take;"Corrected; see mail"',
      ';;;',
      '14;c;KEEP;Deleted by mistake',
    );
    expect(await readDecisions(path)).toEqual([
      { decision: 'keep', reason: 'Deleted by mistake', rows: ['0012', '14'] },
      { decision: 'take', reason: 'Corrected; see mail', rows: ['13'] },
    ]);
  });

  it.each([
    [['TRANS_ID,DECISION', '1,keep'], 'is missing the column REASON'],
    [
      ['TRANS_ID,DECISION,REASON', '1,drop,x'],
      'Line 2 of decisions.csv has the unknown DECISION “drop”',
    ],
    [['TRANS_ID,DECISION,REASON', '1,keep,x', '2,take,'], 'Line 3 of decisions.csv has no REASON'],
    [['TRANS_ID,DECISION,REASON', ',keep,x'], 'has no TRANS_ID'],
    [['TRANS_ID,DECISION,REASON', ',,'], 'contains no decisions'],
    [
      ['TRANS_ID,DECISION,REASON', '1,keep,x', '2,take,y', '1,take,z'],
      'Line 4 of decisions.csv decides on 1 a second time',
    ],
    [
      ['TRANS_ID,DECISION,REASON', `1,keep,${'x'.repeat(2001)}`],
      'Line 2 of decisions.csv has a REASON of more than 2,000 characters',
    ],
    [
      ['TRANS_ID,DECISION,REASON', ...Array.from({ length: 100_001 }, (_, i) => `${i},keep,x`)],
      'decisions.csv has more than 100,000 lines',
    ],
  ])('is refused where it does not say so: %#', async (lines, message) => {
    await expect(readDecisions(written(...lines))).rejects.toThrow(message);
  });

  it('decides a run on the command line', async () => {
    const folder = scratch();
    const source = join(folder, 'ledger.csv');
    const common = [source, '--data-dir', join(folder, 'data'), '--json', '--no-xlsx'];
    const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT';
    const rows = (first: string, second: string): void =>
      writeFileSync(
        source,
        `${HEADER}\n1,earned,2026-01-05,100,${first}\n2,earned,2026-01-06,100,${second}\n`,
      );
    rows('40.00', '30.00');
    await run(common);
    rows('41.00', '31.00');
    expect((await run(common)).code).toBe(4);
    const one = written('TRANS_ID,DECISION,REASON', '1,take,Corrected');
    const open = await run([...common, '--decisions', one]);
    expect(open.code).toBe(4);
    expect(open.out).toContain('1 of them');
    const { code, out } = await run([...common, '--decisions', one, '--on-changed', 'keep']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ totals: { closing: '71.00' } });
  });
});
