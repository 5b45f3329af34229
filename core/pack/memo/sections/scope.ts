import { policyOf } from '../../../contract/settings.ts';
import type { PackInput } from '../../input/pack-input.ts';
import type { MemoSection } from '../blocks/block.ts';

/** What was reconciled, how, from what. */
export const scope = {
  title: 'Scope, method and source',
  blocks: ({ detail: { run }, run: { period, matching }, sourceCopy }) => [
    {
      is: 'text',
      text: 'This memo says how the store credit of the period was reconciled: each redemption matched to the lots that it used, first in, first out, the balances proven, and the liability tied to the general ledger. The rules beside it (rules/RULES.md) say what each figure is.',
    },
    {
      is: 'facts',
      facts: [
        ['Entity', run.settings.entity ?? '(not given)'],
        ['Source', run.sourceName],
        ['Period', period],
        ['Cut-off, the end of', run.cutOff?.asOf ?? ''],
        ['Policy', `${policyOf(matching.policy).title}: ${policyOf(matching.policy).short}`],
        ['Rows in error', run.settings.onError === 'halt' ? 'Stop the run' : 'Are set aside'],
        ['Tolerance for variances', (run.settings.toleranceCents / 100).toFixed(2)],
        ['Source file', run.place.split(/[/\\]/).at(-1)!],
        ['SHA-256 of it', run.sha256 ?? ''],
        ['Bytes', String(run.bytes ?? 0)],
        [
          'Copy of it',
          sourceCopy === null
            ? 'Not in the pack: its bytes were no longer at hand.'
            : `In the pack: source/${sourceCopy.name}`,
        ],
        ['Run', `${run.id}, revision ${run.revision}`],
        ['Software', `Thrive Cash Reconciler ${run.softwareVersion}`],
      ],
    },
  ],
} as const satisfies MemoSection<PackInput>;
