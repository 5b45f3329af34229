import { openHistory } from '../../../../main/history/history.ts';

/** Replaces the exceptions of a run over and over, always 2,000 of one round, until it is killed. */
const [path = '', runId = ''] = process.argv.slice(2);
const history = openHistory(path);
for (let round = 1; ; round++) {
  history.saveExceptions(
    runId,
    Array.from({ length: 2000 }, (_, i) => ({
      code: 'redemption.unmatched',
      key: `key-${i}`,
      customer: '1',
      currency: 'USD',
      ids: [String(i)],
      rows: [i + 2],
      cents: round,
      createdAt: null,
      message: 'No lot.',
    })),
  );
  process.stdout.write(`${round}\n`);
}
