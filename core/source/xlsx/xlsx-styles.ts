import { eachElement } from './small-xml.ts';

const STYLES = 'xl/styles.xml';

/** Excel takes no longer format. */
const MOST_FORMAT_LETTERS = 255;

/** Whether a number format shows dates or times. */
export function isDateFormat(code: string): boolean {
  const letters = firstSection(code.slice(0, MOST_FORMAT_LETTERS))
    // Quoted text, and the character after an escape, a width or a fill sign, are shown as they are.
    .replace(/"[^"]*"?|[\\_*]./gs, '')
    // Elapsed time, [h], [mm] or [ss], is a time; every other bracket is a colour, locale or condition.
    .replace(/\[(h+|m+|s+)\]/gi, (_, unit: string) => unit)
    .replace(/\[[^\]]*\]?/g, '')
    .replace(/general/gi, '')
    .replace(/e[+-]/gi, '')
    .replace(/(s)\.0+/gi, '$1');
  // Digit places beside letters are a number with an unquoted unit, such as `0.00 USD`.
  return /[ymdhs]/i.test(letters) && !/[0#?]/.test(letters);
}

/** The format of positive values: what stands before the first `;` outside quotes. */
function firstSection(code: string): string {
  return /^(?:"[^"]*"?|\\.|\[[^\]]*\]?|[^;])*/s.exec(code)?.[0] ?? '';
}

function isBuiltinDate(id: number): boolean {
  return (
    (id >= 14 && id <= 22) ||
    (id >= 27 && id <= 36) ||
    (id >= 45 && id <= 47) ||
    (id >= 50 && id <= 58)
  );
}

/** By index of the cell style (`c/@s`): whether its number format shows dates. */
export function dateStyles(styles: Buffer): boolean[] {
  const custom = new Map<number, boolean>();
  const formats: number[] = [];
  eachElement(styles, STYLES, (element) => {
    // Differential formats hold both elements too; only these two places count for cells.
    const parent = element.path.at(-2);
    if (element.name === 'numFmt' && parent === 'numFmts') {
      custom.set(
        Number(element.attribute('numFmtId')),
        isDateFormat(element.attribute('formatCode')),
      );
    } else if (element.name === 'xf' && parent === 'cellXfs') {
      formats.push(Number(element.attribute('numFmtId')));
    }
  });
  return formats.map((id) => custom.get(id) ?? isBuiltinDate(id));
}
