import { CLOSE_STATES, SIGNED_PARTS } from '../../../contract/close/sign-off.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { shortTable, words } from '../blocks/block.ts';
import type { MemoSection } from '../blocks/block.ts';

/** Where the close stands and who has signed it. */
export const signatures = {
  title: 'State and signatures',
  blocks: ({ close: { standing, missing } }) => [
    {
      is: 'facts',
      facts: [
        ['State of the close', CLOSE_STATES[standing.state].title],
        ...(standing.changed.length === 0
          ? []
          : [
              [
                'Signatures suspended',
                `Changed since: ${standing.changed.map((part) => SIGNED_PARTS[part]).join(', ')}`,
              ] as const,
            ]),
      ],
    },
    ...shortTable(
      'Signatures',
      [words('State'), words('By', 2), words('When (UTC)', 2)],
      standing.signatures.map(({ is, by, at }) => [
        CLOSE_STATES[is].title,
        by,
        new Date(at).toISOString().slice(0, 19).replace('T', ' '),
      ]),
      'audit/close_events.csv',
    ),
    ...missing.map(({ sentence }) => ({ is: 'text' as const, text: `Missing: ${sentence}` })),
  ],
} as const satisfies MemoSection<PackInput>;
