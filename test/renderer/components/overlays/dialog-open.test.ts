import { expect, it } from 'vitest';
import { isDialogOpen } from '../../../../renderer/components/overlays/dialog-open.ts';

it('a page with a dialog of either kind has one open, and one without has not', () => {
  const page = (role: string | null) => ({
    querySelector: (wanted: string) =>
      role !== null && wanted.includes(`[role="${role}"]`) ? {} : null,
  });
  expect(isDialogOpen(page('dialog'))).toBe(true);
  expect(isDialogOpen(page('alertdialog'))).toBe(true);
  expect(isDialogOpen(page('menu'))).toBe(false);
  expect(isDialogOpen(page(null))).toBe(false);
});
