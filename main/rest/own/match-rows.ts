import type { MatchRequest } from '../../../core/contract/rest/resources/matches.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { endOfDay } from '../../../core/ledger/time.ts';
import { matchSource } from '../../../core/on-demand/match-source.ts';
import { rowsSource } from '../../../core/on-demand/rows-source.ts';
import { localDay } from '../../local-day.ts';
import type { OwnAnswer } from '../request/own-answer.ts';

/** Matches rows in this process and keeps nothing of them but that it was done. Throws Problems as a run does. */
export const matchRows: OwnAnswer = async ({ history, now }, { body }) => {
  const { rows, ...given } = body as MatchRequest;
  const settings = settingsSchema.parse({
    policy: history.appSettings().policy,
    ...given,
    increment: 'off',
  });
  const matched = await matchSource(
    rowsSource(rows),
    settings,
    endOfDay(localDay(new Date(now())))!,
  );
  history.appendAudit({
    action: 'rows.matched',
    detail: { rows: matched.rowsGiven, policy: settings.policy },
  });
  return { policy: settings.policy, ...matched };
};
