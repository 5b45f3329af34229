/** Whether a dialog of the page wants an answer: then no key and no menu does anything else. */
export function isDialogOpen(page: { querySelector(selectors: string): unknown }): boolean {
  return page.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}
