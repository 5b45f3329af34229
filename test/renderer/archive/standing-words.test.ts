import { expect, it } from 'vitest';
import { standingWords } from '../../../renderer/archive/standing-words.ts';
import { completedRun } from '../../core/contract/run-records.ts';

it('it is said what later files are compared with, once runs are archived', () => {
  const before = completedRun({ id: '20261130-100000-aaaaaa' });
  const after = completedRun({ id: '20261129-100000-bbbbbb' });
  const format = { moment: () => '29 Nov 2026' };
  expect(
    standingWords(
      [
        { sourceName: 'Store credit', before, after },
        { sourceName: 'Gifts', before, after: null },
      ],
      format,
    ),
  ).toEqual([
    'The next file of Store credit will be compared with the run of 29 Nov 2026 (20261129-100000-bbbbbb).',
    'The next file of Gifts will have no earlier run to be compared with.',
  ]);
});
