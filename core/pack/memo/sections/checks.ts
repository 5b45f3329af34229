import { CHECKS } from '../../../contract/checks.ts';
import type { CheckId } from '../../../contract/checks.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { words } from '../blocks/block.ts';
import type { MemoSection } from '../blocks/block.ts';

/** The seven checks of the run. */
export const checks = {
  title: 'Checks of the result',
  blocks: ({ detail }) => [
    {
      is: 'table',
      caption: 'Proven from the published columns by code that shares nothing with the matching',
      columns: [words('Check', 2), words('Result', 0.6), words('What was compared', 4)],
      rows: detail.checks.map(({ id, passed, detail: text }) => [
        CHECKS[id as CheckId] ?? id,
        passed ? 'Holds' : 'FAILS',
        text,
      ]),
    },
  ],
} as const satisfies MemoSection<PackInput>;
