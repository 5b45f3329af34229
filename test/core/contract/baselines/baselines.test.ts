import { expect, it } from 'vitest';
import { lowerEdge } from '../../../../core/contract/baselines/baselines.ts';

it('tells of nothing below zero where a figure is not below it', () => {
  const band = { from: -20, to: 40, expected: 10, against: 'level', points: 6 } as const;
  expect(lowerEdge({ value: 90, band })).toBe(0);
  expect(lowerEdge({ value: -90, band })).toBe(-20);
  expect(lowerEdge({ value: 90, band: { ...band, from: 5 } })).toBe(5);
  expect(lowerEdge({ value: 90, band: null })).toBeNull();
});
