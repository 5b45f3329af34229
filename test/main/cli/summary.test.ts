import { describe, expect, it } from 'vitest';
import { historyText } from '../../../main/cli/summary.ts';
import { scratchHistory, startRun } from '../history/fixtures.ts';

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
});
