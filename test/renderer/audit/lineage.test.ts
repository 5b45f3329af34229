import { describe, expect, it } from 'vitest';
import type { StepRecord } from '../../../core/contract/run.ts';
import { checksumText, lineageOf } from '../../../renderer/audit/lineage.ts';
import { completedRun } from '../../core/contract/run-records.ts';

function step(name: string, checksums: Record<string, string>): StepRecord {
  return {
    name,
    status: 'completed',
    startedAt: 0,
    endedAt: 1,
    rowsIn: null,
    rowsOut: null,
    checksums,
    attempts: 1,
    detail: null,
  };
}

const outputs = [
  { name: 'out.csv', path: 'outputs/out.csv', bytes: 7, sha256: 'f0', rows: 2 },
  { name: 'out.json', path: 'outputs/out.json', bytes: 9, sha256: 'f1', rows: null },
];

describe('lineage', () => {
  it('leads from the source to the outputs, each file named where it was made', () => {
    const lineage = lineageOf({
      run: completedRun({ bytes: 42, rowCount: 10 }),
      outputs,
      // In the order in which a database may give them.
      steps: [
        step('report', { 'out.csv': 'f0', 'out.json': 'f1' }),
        step('validate', { source: 's', 'ledger.bin': 'l' }),
        step('download', { source: 's' }),
        step('match', { 'match.bin': 'm' }),
        step('verify', { draft: 'd' }),
      ],
    });
    expect(
      lineage.map(({ step, reads, writes }) => [step, reads, writes.map((w) => w.name)]),
    ).toEqual([
      ['download', [], ['source']],
      ['validate', ['source'], ['ledger.bin']],
      ['match', ['ledger.bin'], ['match.bin']],
      ['verify', ['match.bin'], ['draft']],
      ['report', ['draft'], ['out.csv', 'out.json']],
    ]);
    expect(lineage[0]!.writes[0]).toEqual({ name: 'source', checksum: 's', bytes: 42, rows: 10 });
    expect(lineage[4]!.writes[0]).toEqual({ name: 'out.csv', checksum: 'f0', bytes: 7, rows: 2 });
  });

  it('ends where the run ended', () => {
    const run = completedRun({ status: 'halted' });
    const steps = [step('download', { source: 's' }), step('validate', {})];
    expect(lineageOf({ run, outputs: [], steps }).map(({ step }) => step)).toEqual(['download']);
    expect(lineageOf({ run, outputs: [], steps: [] })).toEqual([]);
  });

  it('gives checksums in the form that sha256sum reads', () => {
    expect(checksumText(outputs)).toBe('f0  outputs/out.csv\nf1  outputs/out.json\n');
  });
});
