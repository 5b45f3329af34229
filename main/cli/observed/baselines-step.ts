import { lowerEdge } from '../../../core/contract/baselines/baselines.ts';
import type { BaselineSeries, Baselines } from '../../../core/contract/baselines/baselines.ts';
import { EXPECTATION_WORDS } from '../../../core/contract/baselines/expectations.ts';
import { figureOf } from '../../../core/contract/baselines/figures/figures.ts';
import { figureTitle } from '../../../core/contract/baselines/figure.ts';
import type { Figure } from '../../../core/contract/baselines/figure.ts';
import { sourceBaselines } from '../../baselines/source-baselines.ts';
import { dataFolder, historyFile } from '../../data-folder/data-folder.ts';
import { openHistory } from '../../history/history.ts';
import type { BaselinesCommand } from '../arguments/command.ts';
import { usage } from '../arguments/usage.ts';
import { figureText } from './figure-text.ts';

/** The latest figures of a source and where they are expected, as text or JSON. Throws Problems. */
export function baselinesStep({ source, dataDir, json }: BaselinesCommand): string {
  const history = openHistory(historyFile(dataFolder(dataDir)));
  try {
    const found = history.sourceNamed(source);
    if (found === null)
      throw usage(
        `There is no source ${source}.`,
        'List the sources with: npm run reconcile -- sources',
      );
    const baselines = sourceBaselines(history, { sourceId: found.id });
    history.appendAudit({ action: 'baselines.opened', detail: { sourceId: found.id } });
    return json ? `${JSON.stringify(baselines)}\n` : baselinesText(found.name, baselines);
  } finally {
    history.close();
  }
}

function baselinesText(name: string, { chosen, series }: Baselines): string {
  if (chosen === null) return `No run of ${name} is completed.\n`;
  const latest = series[0]?.points.at(-1);
  return [
    `${name}, ${chosen.policy}, as of ${latest?.day ?? '–'}`,
    '',
    ...series.flatMap((of) => seriesText(of, figureOf(of.figure)!)),
    '',
  ].join('\n');
}

function seriesText({ part, points, changes }: BaselineSeries, figure: Figure): string[] {
  const latest = points.at(-1)!;
  const { value, band, isOut } = latest;
  const text = (of: number | null): string => figureText(figure.unit, of);
  const expected =
    band === null
      ? 'too few periods before to expect anything'
      : `expected ${text(lowerEdge(latest))} to ${text(band.to)}, from ${EXPECTATION_WORDS[band.against].from}`;
  return [
    `${isOut ? '! ' : '  '}${figureTitle(figure, part).padEnd(44)} ${text(value).padStart(16)}   ${expected}`,
    ...changes.map(
      ({ day, of, before, since }) =>
        `    the ${EXPECTATION_WORDS[of].steady} has been ${text(since)} since ${day}; it was ${text(before)} before`,
    ),
  ];
}
