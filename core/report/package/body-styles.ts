import { FIRST_STYLE, SHEET_LOOKS } from '../encode/sheet-rows.ts';
import type { SheetLook } from '../encode/sheet-rows.ts';

/** Formats of numbers that a workbook brings itself begin at 164; those of joined rows, far behind. */
const FIRST_FORMAT = 400;

/** The format of numbers of cells, and their side. */
interface BodyLook {
  readonly numFmt?: string;
  readonly horizontal: 'left' | 'right';
  readonly wraps?: true;
}

/**
 * The part xl/styles.xml with the styles of joined rows added: each look on each ground, none first, from
 * {@link FIRST_STYLE} on.
 */
export function withBodyStyles(
  styles: string,
  looks: Readonly<Record<SheetLook, BodyLook>>,
  grounds: readonly string[],
): string {
  const formats = SHEET_LOOKS.map((look) => looks[look].numFmt);
  const fills = countOf(styles, 'fills');
  const own = countOf(styles, 'cellXfs');
  if (own > FIRST_STYLE) throw new Error(`The workbook has more than ${FIRST_STYLE} styles.`);
  const xfs = [undefined, ...grounds].flatMap((_, ground) =>
    SHEET_LOOKS.map((look, l) => {
      const { horizontal, wraps } = looks[look];
      const format = formats[l] === undefined ? 0 : FIRST_FORMAT + l;
      const fill = ground === 0 ? 0 : fills + ground - 1;
      return `<xf numFmtId="${format}" fontId="0" fillId="${fill}" borderId="0" xfId="0"${format ? ' applyNumberFormat="1"' : ''}${fill ? ' applyFill="1"' : ''} applyAlignment="1"><alignment horizontal="${horizontal}" vertical="top"${wraps ? ' wrapText="1"' : ''}${horizontal === 'left' ? ' indent="1"' : ''}/></xf>`;
    }),
  );
  const none = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';
  return withAdded(
    withAdded(
      withAdded(
        styles.includes('<numFmts')
          ? styles
          : styles.replace('<fonts', '<numFmts count="0"></numFmts><fonts'),
        'numFmts',
        formats.flatMap((format, l) =>
          format === undefined
            ? []
            : [`<numFmt numFmtId="${FIRST_FORMAT + l}" formatCode="${attribute(format)}"/>`],
        ),
      ),
      'fills',
      grounds.map(
        (argb) =>
          `<fill><patternFill patternType="solid"><fgColor rgb="${argb}"/></patternFill></fill>`,
      ),
    ),
    'cellXfs',
    [...Array.from({ length: FIRST_STYLE - own }, () => none), ...xfs],
  );
}

/** How many children a list of the part has. */
function countOf(styles: string, list: string): number {
  return Number(new RegExp(`<${list} count="(\\d+)"`).exec(styles)?.[1] ?? NaN);
}

/** The part with children added to a list. */
function withAdded(styles: string, list: string, children: readonly string[]): string {
  return styles
    .replace(
      `<${list} count="${countOf(styles, list)}"`,
      `<${list} count="${countOf(styles, list) + children.length}"`,
    )
    .replace(`</${list}>`, () => `${children.join('')}</${list}>`);
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
