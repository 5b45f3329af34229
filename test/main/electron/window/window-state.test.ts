import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  placementOf,
  readWindowState,
  writeWindowState,
} from '../../../../main/electron/window/window-state.ts';

const left = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1280, height: 984 };
const state = (x: number, y: number, width = 1000, height = 700, maximised = false) => ({
  bounds: { x, y, width, height },
  maximised,
});

describe('where the window goes', () => {
  it('is where it was left', () => {
    expect(placementOf(state(2000, 100), [left, right])).toEqual({
      bounds: { x: 2000, y: 100, width: 1000, height: 700 },
      maximised: false,
    });
  });
  it.each([
    ['its display is gone', 2000, 100],
    ['its upper edge is out of reach', 100, -300],
    ['only a sliver shows', 1850, 100],
    ['it lies below the display', 100, 1030],
  ])('is the middle where %s', (_why, x, y) => {
    expect(placementOf(state(x, y), [left]).bounds).toEqual({ width: 1000, height: 700 });
  });
  it('is never larger than the display nor smaller than what can be used', () => {
    expect(placementOf(state(1950, 0, 5000, 5000), [left, right]).bounds).toMatchObject({
      width: 1280,
      height: 984,
    });
    expect(placementOf(state(0, 0, 10, 10), [left]).bounds).toMatchObject({
      width: 660,
      height: 360,
    });
  });
  it('fits a small screen whose scale is 200 %', () => {
    const small = { x: 0, y: 0, width: 683, height: 360 };
    expect(placementOf(null, [small]).bounds).toEqual({ width: 683, height: 360 });
  });
  it('is the middle, in the usual size, the first time', () => {
    expect(placementOf(null, [left])).toEqual({
      bounds: { width: 1360, height: 860 },
      maximised: false,
    });
    expect(placementOf(null, []).bounds).toEqual({ width: 1360, height: 860 });
  });
  it('keeps it maximised', () => {
    expect(placementOf(state(0, 0, 1000, 700, true), [left]).maximised).toBe(true);
  });
});

describe('what is written down', () => {
  const root = mkdtempSync(join(tmpdir(), 'thrive-window-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  it('is read back, and nothing else is left in the folder', () => {
    expect(readWindowState(root)).toBeNull();
    writeWindowState(root, state(1, 2));
    expect(readWindowState(root)).toEqual(state(1, 2));
    expect(readdirSync(root)).toEqual(['window.json']);
  });
  it.each([
    '',
    '{',
    '[]',
    '{"bounds":{"x":"1"}}',
    '{"bounds":{"x":1e9,"y":0,"width":1,"height":1}}',
  ])('is nothing where the file holds %j', (text) => {
    writeFileSync(join(root, 'window.json'), text);
    expect(readWindowState(root)).toBeNull();
  });
  it('is given up where the folder is gone', () => {
    expect(() => writeWindowState(join(root, 'gone'), state(1, 2))).not.toThrow();
  });
});
