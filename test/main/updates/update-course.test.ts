import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewerVersion, UpdateState } from '../../../core/contract/updates/update-state.ts';
import {
  afterUpdateEvent,
  installsAtEnd,
  mayLook,
  toDownload,
} from '../../../main/updates/update-course.ts';
import type { UpdateEvent } from '../../../main/updates/update-course.ts';
import { drawn } from '../../amount.ts';

const newer: NewerVersion = { version: '0.4.0', releasedOn: null, page: 'https://p.example/' };
const problem = { kind: 'internal', code: 'updates.failed', message: 'm', hint: 'h' } as const;
const asked: UpdateEvent = { is: 'asked' };
const none: UpdateEvent = { is: 'none-newer', at: '2026-12-01T10:00:00.000Z' };
const found: UpdateEvent = { is: 'found', newer };
const began: UpdateEvent = { is: 'began' };
const came: UpdateEvent = { is: 'came', share: 0.5 };
const verified: UpdateEvent = { is: 'verified' };
const chosen: UpdateEvent = { is: 'chosen' };
const stopped: UpdateEvent = { is: 'stopped' };
const failed: UpdateEvent = { is: 'failed', problem, asked: true };
const after = (...events: UpdateEvent[]): UpdateState =>
  events.reduce(afterUpdateEvent, { kind: 'unknown' });

describe('the course of an update', () => {
  it('goes from the question to the end of the program', () => {
    expect(after(asked)).toEqual({ kind: 'looking' });
    expect(after(asked, none)).toEqual({ kind: 'newest', at: '2026-12-01T10:00:00.000Z' });
    expect(after(asked, found)).toEqual({ kind: 'found', newer });
    expect(after(asked, found, began, came)).toEqual({ kind: 'downloading', newer, share: 0.5 });
    expect(after(asked, found, began, verified)).toEqual({ kind: 'ready', newer, onQuit: false });
    expect(after(asked, found, began, verified, chosen)).toMatchObject({ onQuit: true });
  });
  it('can be stopped, can fail, and can be taken up again', () => {
    expect(after(asked, found, began, stopped)).toEqual({ kind: 'found', newer });
    expect(after(asked, failed)).toMatchObject({ kind: 'failed', newer: null });
    const broken = after(asked, found, began, failed);
    expect(broken).toMatchObject({ kind: 'failed', newer });
    expect(afterUpdateEvent(broken, began)).toMatchObject({ kind: 'downloading', share: 0 });
    expect(afterUpdateEvent(broken, asked)).toEqual({ kind: 'looking' });
  });
  it('installs only what was found, fetched, verified and chosen, in that order', () => {
    const course = [found, began, verified, chosen];
    const drawnEvents = fc.constantFrom(asked, ...course, stopped, failed);
    fc.assert(
      fc.property(fc.array(drawnEvents, { minLength: 5, maxLength: 20 }), (events) => {
        const state = after(...events);
        if (!installsAtEnd(state, false, false)) return;
        let reached = 0;
        for (const event of events) if (event === course[reached]) reached++;
        expect(reached).toBe(course.length);
      }),
      drawn(5000),
    );
  });
  it('installs nothing where work is under way, or where the system ends the program', () => {
    const ready = after(asked, found, began, verified, chosen);
    expect(installsAtEnd(ready, false, false)).toBe(true);
    expect(installsAtEnd(ready, true, false)).toBe(false);
    expect(installsAtEnd(ready, false, true)).toBe(false);
    expect(installsAtEnd(after(asked, found, began, verified), false, false)).toBe(false);
  });
  it('asks for nothing anew while an answer or a file is on its way, or one is ready', () => {
    const paths = [[asked], [asked, found, began], [asked, found, began, verified]];
    for (const path of paths) {
      expect(mayLook(after(...path))).toBe(false);
      expect(after(...path, asked)).toEqual(after(...path));
    }
    expect(toDownload(after(asked, none))).toBeNull();
    expect(toDownload(after(asked, failed))).toBeNull();
  });
});
