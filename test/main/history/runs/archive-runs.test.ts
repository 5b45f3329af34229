import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../core/contract/settings.ts';
import { settingsKey } from '../../../../main/history/tables/settings-key.ts';
import { completedRun, SHA, scratchHistory, startRun, VERSION } from '../fixtures.ts';

const OTHER_BYTES = 'cd'.repeat(32);

function withTrial() {
  const history = scratchHistory();
  const { id: sourceId } = history.sourceAt('/data/a.xlsx');
  const official = completedRun(history, { sourceId });
  const trial = completedRun(history, { sourceId, sha256: OTHER_BYTES });
  return { history, sourceId, official, trial };
}

const problemOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (thrown) {
    return (thrown as { code?: string }).code;
  }
};

describe('an archived run', () => {
  it('leaves lists, counts and outcomes unless it is asked for, and says who archived it, when and why', () => {
    const { history, sourceId, official, trial } = withTrial();
    history.archiveRuns([trial], 'Only tried');
    expect(history.listRuns().map(({ id }) => id)).toEqual([official]);
    expect(history.countRuns({ sourceId })).toBe(1);
    expect(history.runOutcomes(sourceId)).toEqual([{ status: 'completed', count: 1 }]);
    expect(history.listRuns({ archived: 'only' }).map(({ id }) => id)).toEqual([trial]);
    expect(history.listRuns({ archived: 'too' }).map(({ id }) => id)).toEqual([trial, official]);
    const { archived } = history.getRun(trial)!.run;
    expect(archived).toMatchObject({ by: 'ana', reason: 'Only tried' });
    expect(history.auditTrail({ runId: trial })[0]).toMatchObject({
      action: 'run.archived',
      actor: 'ana',
      at: archived!.at,
      detail: { reason: 'Only tried' },
    });
  });

  it('is no longer what stands: the run before it stands again, and its own bytes are run anew', () => {
    const { history, sourceId, official, trial } = withTrial();
    const key = settingsKey(DEFAULT_SETTINGS, VERSION);
    const identity = { sourceId, settingsKey: key, version: VERSION };
    expect(history.findStanding({ ...identity, sha256: OTHER_BYTES })?.id).toBe(trial);
    expect(history.standingAfter([trial], true)).toMatchObject([
      { before: { id: trial }, after: { id: official } },
    ]);
    history.archiveRuns([trial], 'Only tried');
    expect(history.previousCompleted(sourceId)?.id).toBe(official);
    expect(history.findStanding({ ...identity, sha256: OTHER_BYTES })).toBeNull();
    expect(history.findCompleted({ ...identity, sha256: OTHER_BYTES })).toBeNull();
    expect(history.completedRunOf(sourceId, OTHER_BYTES)).toBeNull();
    expect(history.findStanding({ ...identity, sha256: SHA })?.id).toBe(official);
    expect(history.forsakenRuns(sourceId)).toEqual([]);
  });

  it('supersedes nothing, and keeps its revision for itself; brought back it is in its place again', () => {
    const { history, sourceId, official, trial } = withTrial();
    expect(history.getRun(official)!.run.supersededBy).toBe(trial);
    history.archiveRuns([trial], 'Only tried');
    expect(history.getRun(official)!.run.supersededBy).toBeNull();
    expect(history.standingAfter([trial], false)).toMatchObject([
      { before: { id: official }, after: { id: trial } },
    ]);
    const next = completedRun(history, { sourceId });
    expect(history.getRun(next)!.run).toMatchObject({ revision: 3, supersedes: official });
    expect(history.getRun(official)!.run.supersededBy).toBe(next);
    expect(history.standingAfter([trial], false)).toEqual([]);
    history.unarchiveRuns([trial], 'It was the right one');
    expect(history.getRun(trial)!.run).toMatchObject({ archived: null, supersededBy: next });
    expect(history.getRun(official)!.run.supersededBy).toBe(trial);
    expect(history.previousCompleted(sourceId)?.id).toBe(next);
    expect(history.auditTrail({ runId: trial })[0]).toMatchObject({
      action: 'run.unarchived',
      detail: { reason: 'It was the right one' },
    });
  });

  it('is brought back only with the run that it builds on', () => {
    const { history, sourceId, trial } = withTrial();
    const later = startRun(history, { sourceId, sha256: 'ef'.repeat(32) });
    history.recordStanding(later.id, trial, false);
    history.completeRun(later.id, {});
    history.archiveRuns([trial, later.id], 'Tried twice');
    expect(problemOf(() => history.unarchiveRuns([later.id], 'x'))).toBe('archive.builds-on');
    expect(problemOf(() => history.standingAfter([later.id], false))).toBe('archive.builds-on');
    history.unarchiveRuns([later.id, trial], 'They count');
    expect(history.previousCompleted(sourceId)?.id).toBe(later.id);
  });

  it('is not signed off', () => {
    const { history, trial } = withTrial();
    history.archiveRuns([trial], 'Only tried');
    const sign = () => history.signOff({ runId: trial, role: 'prepared', name: 'Ana' });
    expect(problemOf(sign)).toBe('signoff.archived');
  });

  it('takes a waiting run of its own out of what is gone on with', () => {
    const history = scratchHistory();
    const { id: sourceId } = history.sourceAt('/data/a.xlsx');
    const { id } = startRun(history, { sourceId });
    history.pauseRun(id, 'validate');
    const identity = {
      sourceId,
      sha256: SHA,
      settingsKey: settingsKey(DEFAULT_SETTINGS, VERSION),
      version: VERSION,
    };
    expect(history.findInterrupted(identity)?.id).toBe(id);
    history.archiveRuns([id], 'Only tried');
    expect(history.findInterrupted(identity)).toBeNull();
  });

  it('does not decide whether an exception has come back', () => {
    const history = scratchHistory();
    const { id: sourceId } = history.sourceAt('/data/a.xlsx');
    const first = completedRun(history, { sourceId }, ['a']);
    history.changeExceptions(first, ['a'], { status: 'accepted', note: 'Known' });
    const trial = completedRun(history, { sourceId }, []);
    history.archiveRuns([trial], 'Only tried');
    const next = completedRun(history, { sourceId }, ['a']);
    expect(history.listExceptions(next).items[0]).toMatchObject({ status: 'accepted' });
  });
});

describe('a run stays where others rely on it', () => {
  it('from the moment at which its files are announced; one put aside while they were uploaded is not announced', () => {
    const { history, official, trial } = withTrial();
    history.archiveRuns([trial], 'Only tried');
    expect(problemOf(() => history.announceDelivery(trial))).toBe('run.archived');
    expect(history.auditTrail({ runId: trial })[0]!.action).toBe('run.archived');
    history.announceDelivery(official);
    expect(problemOf(() => history.archiveRuns([official], 'Too late'))).toBe('archive.delivered');
  });

  it('signed off, delivered, or while a run of its source is at work', () => {
    const { history, sourceId, official, trial } = withTrial();
    history.signOff({ runId: official, role: 'prepared', name: 'Ana' });
    history.appendAudit({ action: 'delivery.sent', runId: trial });
    expect(problemOf(() => history.archiveRuns([official], 'x'))).toBe('archive.signed-off');
    expect(problemOf(() => history.standingAfter([trial], true))).toBe('archive.delivered');
    const third = completedRun(history, { sourceId });
    const { id } = startRun(history, { sourceId });
    expect(problemOf(() => history.archiveRuns([third], 'x'))).toBe('archive.under-way');
    history.failRun(id, 'cancelled', null);
    history.archiveRuns([third, id], 'x');
    startRun(history, { sourceId });
    expect(problemOf(() => history.unarchiveRuns([third], 'x'))).toBe('archive.under-way');
  });

  it('under a later one that builds on it, unless that goes with it; of several all go or none', () => {
    const { history, sourceId, official, trial } = withTrial();
    const later = startRun(history, { sourceId, sha256: 'ef'.repeat(32) });
    history.recordStanding(later.id, trial, false);
    history.completeRun(later.id, {});
    expect(problemOf(() => history.archiveRuns([official, trial], 'x'))).toBe('archive.built-on');
    expect(history.countRuns()).toBe(3);
    history.archiveRuns([trial, later.id], 'Tried twice');
    expect(history.previousCompleted(sourceId)?.id).toBe(official);
    expect(history.archiveRuns([trial], 'again')).toEqual([]);
  });
});
