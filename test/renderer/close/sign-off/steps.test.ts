import { expect, it } from 'vitest';
import { nextStep } from '../../../../renderer/close/sign-off/steps.ts';

it('one step after the other leads to the lock, and none from there', () => {
  const next = (state: Parameters<typeof nextStep>[0]['state']): string | undefined =>
    nextStep({ state, changed: [] })?.title;
  expect([next('open'), next('prepared'), next('reviewed'), next('locked')]).toEqual([
    ...['Prepare', 'Review', 'Lock', undefined],
  ]);
});

it('whatever has changed since it was signed is prepared again', () => {
  for (const state of ['prepared', 'reviewed'] as const)
    expect(nextStep({ state, changed: ['tie-out'] })?.title, state).toBe('Prepare again');
});
