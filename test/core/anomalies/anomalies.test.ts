import { describe, expect, it } from 'vitest';
import { anomaliesOf } from '../../../core/anomalies/anomalies.ts';
import { ANOMALY_KINDS } from '../../../core/contract/anomalies/anomalies.ts';
import { ledgerOfRows } from '../../../core/ledger/ledger-of-rows.ts';
import { arrangedLedger } from '../../../core/ledger/arranged-ledger.ts';
import { amount, SEED } from '../../amount.ts';
import { plantedLedger } from './planted-ledger.ts';

describe('what is out of line with customers', () => {
  it('is found where it was planted, and hardly anything else is told', () => {
    const [planted, found] = [new Map<string, number>(), new Map<string, number>()];
    const count = (of: Map<string, number>, kind: string) => of.set(kind, (of.get(kind) ?? 0) + 1);
    let beside = 0;
    for (let n = 0; n < amount(40, 6); n++) {
      const made = plantedLedger(SEED + n, 20_000, 3);
      const told = anomaliesOf(made.ledger);
      for (const { kind, customer } of made.planted) {
        count(planted, kind);
        if (told.some((one) => one.kind === kind && one.customer === customer)) count(found, kind);
      }
      beside += told.filter(
        ({ customer }) => !made.planted.some((one) => one.customer === customer),
      ).length;
    }
    const sum = (of: Map<string, number>): number => [...of.values()].reduce((a, b) => a + b, 0);
    expect([...planted.keys()].sort()).toEqual(Object.keys(ANOMALY_KINDS).sort());
    expect(sum(found) / sum(planted), 'recall').toBeGreaterThanOrEqual(0.9);
    expect(sum(found) / (sum(found) + beside), 'precision').toBeGreaterThanOrEqual(0.9);
  });

  it('does not depend on the order of the rows, nor on the size of the amounts', () => {
    const { ledger } = plantedLedger(SEED, 4000, 1);
    const told = anomaliesOf(ledger);
    expect(told.length).toBeGreaterThan(0);
    const backwards = Array.from({ length: ledger.rows }, (_, r) => ledger.rows - 1 - r);
    expect(anomaliesOf(arrangedLedger(ledgerOfRows(ledger, backwards)))).toEqual(told);
    const larger = anomaliesOf(plantedLedger(SEED, 4000, 1, 100).ledger);
    const verdicts = (of: typeof told): string[] =>
      of.map(({ kind, ids }) => `${kind} ${ids.join()}`).sort();
    expect(verdicts(larger)).toEqual(verdicts(told));
  });

  it('looks at what moved from a day on, by all that is known, and says nothing of a small ledger', () => {
    const { ledger } = plantedLedger(SEED, 4000, 2);
    const latest = ledger.createdAt.reduce((a, b) => Math.max(a, b), 0);
    const all = anomaliesOf(ledger);
    expect(anomaliesOf(ledger, latest + 1)).toEqual([]);
    const since = latest - 200 * 86_400_000;
    expect(anomaliesOf(ledger, since).length).toBeLessThanOrEqual(all.length);
    expect(anomaliesOf(plantedLedger(SEED, 100, 0).ledger)).toEqual([]);
  });
});
