import { heldText } from '../encode/held-text.ts';

const ESCAPE = /_x[0-9A-F]{4}_/;

/** A text as exceljs takes it. Runs are written as inline strings, whose escapes every spreadsheet program resolves. */
export type SheetText = string | { readonly richText: { readonly text: string }[] };

/** A text as a cell of a workbook holds it ({@link heldText}), as exceljs takes it. */
export function sheetText(text: string): SheetText {
  const held = heldText(text);
  return ESCAPE.test(held) ? { richText: [{ text: held }] } : held;
}
