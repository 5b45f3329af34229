import type { Sample, Workpaper } from '../../../core/contract/close/sample.ts';
import { POPULATIONS, SAMPLE_METHODS } from '../../../core/contract/close/sample.ts';
import { decimalText } from '../../../core/ledger/money.ts';
import { dayText } from '../../../core/ledger/time.ts';
import type { ClosingHistory } from '../../close/closed-run.ts';
import { keepFile } from '../../close/kept-files.ts';
import { periodClose } from '../../close/period-close.ts';
import type { PeriodClose } from '../../close/period-close.ts';
import { periodSamples, periodSampleTerms, sampleTerms } from '../../close/period-sample.ts';
import { theRun } from '../../history/the-run.ts';
import type { CloseCommand } from '../arguments/command.ts';
import { usage } from '../arguments/usage.ts';

/**
 * Draws the sample of a period, or notes what was found of an item of it, and answers what is to be printed: the
 * sample as it stands. Throws Problems.
 */
export async function sampleStep(
  context: ClosingHistory,
  at: PeriodClose,
  command: CloseCommand,
): Promise<string> {
  const { history } = context;
  const { sample, item, by } = command;
  const detail = theRun(history, at.run.id);
  const kept = at.books.sample !== null;
  if (sample !== null || !kept) {
    const terms = sample === null ? periodSampleTerms(at, detail) : sampleTerms(sample, detail);
    history.logClose(at.source.id, at.run.period, [{ is: 'sample', terms }], by);
  }
  if (item.id !== undefined) await notePaper(context, at, item.id, command);
  const now = await periodClose(context, at.source, at.run.period);
  const samples = periodSamples(now, detail, periodSampleTerms(now, detail));
  return command.json
    ? `${JSON.stringify({ samples, papers: Object.fromEntries(now.books.workpapers) })}\n`
    : sampleText(now, samples);
}

async function notePaper(
  { root, history }: ClosingHistory,
  at: PeriodClose,
  id: string,
  { paper, item: { attach }, by }: CloseCommand,
): Promise<void> {
  const detail = theRun(history, at.run.id);
  const drawn = periodSamples(at, detail, periodSampleTerms(at, detail));
  if (!drawn.some(({ items }) => items.some(({ movement }) => movement.id === id)))
    throw usage(`${id} is not in the sample of ${at.run.period}.`, 'close sample lists its items.');
  const before = at.books.workpapers.get(id);
  const kept = attach === undefined ? null : await keepFile(root, attach);
  const now: Workpaper = {
    tickMark: paper.tickMark ?? before?.tickMark ?? '',
    evidence: paper.evidence ?? before?.evidence ?? '',
    conclusion: paper.conclusion ?? before?.conclusion ?? '',
    file: kept ? { name: kept.name, sha256: kept.sha256 } : (before?.file ?? null),
  };
  history.logClose(at.source.id, at.run.period, [{ is: 'workpaper', item: id, paper: now }], by);
}

function sampleText({ source, run, books }: PeriodClose, samples: readonly Sample[]): string {
  const lines = samples.flatMap(({ currency, terms, items, ...of }) => [
    `${POPULATIONS[terms.population].title}${currency === '' ? '' : `, ${currency}`}: ${of.populationItems} items, ${decimalText(of.populationCents)}`,
    `  ${SAMPLE_METHODS[terms.method].title}, ${terms.size}, seed ${terms.seed}; ${POPULATIONS[terms.population].tiedTo} ${decimalText(of.figure)}, difference ${decimalText(of.populationCents - of.figure)}${of.interval === null ? '' : `, interval ${decimalText(of.interval)}`}`,
    ...items.map(({ movement, cents, isAlwaysIn }) => {
      const paper = books.workpapers.get(movement.id);
      const said = [paper?.tickMark, paper?.evidence, paper?.file?.name, paper?.conclusion];
      return `  ${movement.id} ${dayText(movement.createdAt)} ${movement.customer} ${decimalText(cents)}${isAlwaysIn ? ' always in' : ''}: ${said.filter(Boolean).join('; ') || 'not tested yet'}`;
    }),
  ]);
  return `${[`${source.name}, ${run.period}`, ...lines].join('\n')}\n`;
}
