import { expect, it } from 'vitest';
import type { ConnectionReport } from '../../../core/contract/api/places.ts';
import { stepMark, verdictOf } from '../../../renderer/places/report-words.ts';

type Step = ConnectionReport['steps'][number];
const passed: Step = { step: 'bucket', outcome: 'passed', words: '', hint: null, code: null };
const failed = (step: Step['step'], code: string): Step => ({
  step,
  outcome: 'failed',
  words: '',
  hint: '',
  code,
});

it('a file that is not there yet is no failure of the connection', () => {
  const step = failed('object', 'source.missing');
  expect(stepMark(step)).toBe('absent');
  expect(verdictOf({ ok: false, steps: [passed, step] })).toMatchObject({ mark: 'absent' });
  expect(stepMark(failed('object', 'source.no-permission'))).toBe('failed');
});

it('a missing local file is all that a test can find, and fails', () => {
  expect(verdictOf({ ok: false, steps: [failed('object', 'source.missing')] }).mark).toBe('failed');
});

it('the verdict names the step at which it ends', () => {
  const steps = [failed('bucket', 'source.no-bucket')];
  expect(verdictOf({ ok: false, steps })).toEqual({
    mark: 'failed',
    words: 'Bucket not reachable.',
  });
  expect(verdictOf({ ok: true, steps: [passed] }).mark).toBe('passed');
});
