import { BRIDGE_TYPE_WORDS, inFile } from '../../../contract/bridge.ts';
import { findingTitle } from '../../../contract/findings.ts';
import { decimalText } from '../../../ledger/money.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { number, optional, words } from '../blocks/block.ts';
import type { MemoSection } from '../blocks/block.ts';

/** That every row of the file is accounted for. */
export const completeness = {
  title: 'Completeness and accuracy',
  blocks: ({ detail: { run, findings } }) => {
    const bridge = run.cutOff?.bridge ?? [];
    // Rows that are set aside may name no currency, or one that is none.
    const none = bridge.some(({ currency }) => currency !== '') ? '(none)' : '';
    return [
      {
        is: 'text',
        text: 'Every row of the file is at the cut-off, after it, or set aside; rows and amounts add up for each type and currency. Amounts are without signs.',
      },
      {
        is: 'table',
        caption: 'From the file to the figures',
        columns: [
          words('Type'),
          optional('Currency', 0.8),
          number('Rows in the file'),
          number('Amount', 1.3),
          number('Rows at the cut-off'),
          number('Amount', 1.3),
          number('Rows after it'),
          number('Rows set aside'),
        ],
        rows: bridge.map((line) => [
          BRIDGE_TYPE_WORDS[line.type],
          line.currency || none,
          String(inFile(line).rows),
          decimalText(inFile(line).cents),
          String(line.atCutOff.rows),
          decimalText(line.atCutOff.cents),
          String(line.afterCutOff.rows),
          String(line.setAside.rows),
        ]),
      },
      {
        is: 'facts',
        facts: (run.sheets ?? []).map(
          ({ name, rows }) => [`Rows of ${name}`, String(rows)] as const,
        ),
      },
      {
        is: 'table',
        caption: 'Findings while the file was read',
        columns: [words('Finding', 3), words('Severity'), number('Rows')],
        rows: findings.map(({ code, severity, count }) => [
          findingTitle(code),
          severity,
          String(count),
        ]),
      },
    ];
  },
} as const satisfies MemoSection<PackInput>;
