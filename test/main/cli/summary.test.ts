import { describe, expect, it } from 'vitest';
import { historyText, summaryText } from '../../../main/cli/summary.ts';
import { completedRun, scratchHistory, startRun } from '../history/fixtures.ts';

describe('the list of runs', () => {
  it('says where a run waits', () => {
    const history = scratchHistory();
    const sourceId = history.sourceAt('/tc.xlsx').id;
    const { id } = startRun(history, { sourceId });
    history.pauseRun(id, 'validate');
    const [, line] = historyText(history.listRuns()).split('\n');
    expect(line).toContain(`${id}  paused after validate`);
    history.resumeRun(id);
    history.markInterrupted();
    expect(historyText(history.listRuns())).toContain(`${id}  interrupted`);
  });

  it('says how many archived runs it leaves out', () => {
    const history = scratchHistory();
    const sourceId = history.sourceAt('/tc.xlsx').id;
    const id = completedRun(history, { sourceId });
    expect(historyText(history.listRuns(), 1)).toMatch(/\nArchived runs left out: 1\n$/);
    history.archiveRuns([id], 'Only tried');
    expect(historyText(history.listRuns(), 1)).toBe('Archived runs left out: 1\n');
    const text = summaryText(history.getRun(id)!, []);
    expect(text).toContain('Archived   by ana: Only tried');
  });
});
