import { expect, it } from 'vitest';
import type { Entry } from '../../../core/contract/calls/entry.ts';
import {
  entryOf,
  entryWithin,
  noEntry,
  ofRun,
  opening,
} from '../../../core/contract/calls/entry.ts';
import { callLog } from '../../../main/app/call-log.ts';

function given(fails = () => false) {
  let at = 1_000_000;
  const written: string[] = [];
  const faults: unknown[] = [];
  const log = callLog(
    {
      session: () => ({ id: 'here', address: 'window' }),
      appendAudit: (entry) => {
        if (fails()) throw new Error('full');
        written.push(`${entry.action} ${entry.runId ?? '-'} ${JSON.stringify(entry.detail ?? {})}`);
        return { ...entry, id: 1, at, actor: '', runId: null, detail: {}, hash: '' } as never;
      },
    },
    () => new Date(at),
    (error) => faults.push(error),
  );
  return { log, written, faults, pass: (ms: number) => void (at += ms) };
}

const opened = opening('run.opened', ofRun) as Entry;

it('writes an opening once, and again after an hour or for another run', () => {
  const { log, written, pass } = given();
  for (const runId of ['a', 'a', 'b']) log.answered(opened, { runId });
  pass(59 * 60_000);
  log.answered(opened, { runId: 'a' });
  pass(60_000);
  log.answered(opened, { runId: 'a' });
  log.flush();
  expect(written).toEqual(['run.opened a {}', 'run.opened b {}', 'run.opened a {}']);
});

it('writes what is done each time, and nothing of what leaves nothing or is written down by its handler', () => {
  const { log, written } = given();
  const copied = entryOf('rows.copied', ofRun) as Entry;
  for (const leaves of [copied, noEntry, entryWithin('exception.state'), copied])
    log.answered(leaves as Entry, { runId: 'a' });
  log.flush();
  expect(written).toEqual(['rows.copied a {}', 'rows.copied a {}']);
});

it('writes what was refused and what failed, the same once a minute, and nothing of what a person cancelled', () => {
  const { log, written, pass } = given();
  const input = { runId: 'a' };
  for (let n = 0; n < 100; n++)
    log.refused('runs.get', input, { kind: 'usage', code: 'run.unknown' });
  log.refused('runs.get', input, { kind: 'internal', code: 'internal' });
  log.refused('runs.start', input, { kind: 'cancelled', code: 'run.cancelled' });
  pass(60_000);
  log.refused('x'.repeat(100), 'no input', { kind: 'usage', code: 'api.unknown-call' });
  log.refused('runs.get', input, { kind: 'usage', code: 'run.unknown' });
  log.flush();
  expect(written).toEqual([
    'call.refused a {"call":"runs.get","code":"run.unknown"}',
    'call.failed a {"call":"runs.get","code":"internal"}',
    `call.refused - {"call":"${'x'.repeat(60)}","code":"api.unknown-call"}`,
    'call.refused a {"call":"runs.get","code":"run.unknown"}',
  ]);
});

it('keeps what cannot be written for the next attempt, in its order', () => {
  let isFull = true;
  const { log, written, faults } = given(() => isFull);
  log.answered(opened, { runId: 'a' });
  log.flush();
  expect(written).toEqual([]);
  expect(faults).toHaveLength(1);
  isFull = false;
  log.answered(opened, { runId: 'b' });
  log.flush();
  expect(written).toEqual(['run.opened a {}', 'run.opened b {}']);
});
