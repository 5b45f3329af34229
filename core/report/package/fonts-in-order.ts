/** What a font is told by, in the order that the schema wants (ECMA-376, part 1, 18.8.22). */
const ORDER = [
  'b',
  'i',
  'strike',
  'condense',
  'extend',
  'outline',
  'shadow',
  'u',
  'vertAlign',
  'sz',
  'color',
  'name',
  'family',
  'charset',
  'scheme',
];

const FONT = /<font>(.*?)<\/font>/g;
const PROPERTY = /<(\w+)[^>]*\/>/g;

/** The part xl/styles.xml with what fonts are told by in that order: exceljs has one of its own, which a validator refuses. */
export function withFontsInOrder(styles: string): string {
  return styles.replaceAll(FONT, (_, properties: string) => {
    const inOrder = [...properties.matchAll(PROPERTY)].sort(
      ([, a], [, b]) => ORDER.indexOf(a!) - ORDER.indexOf(b!),
    );
    return `<font>${inOrder.map(([property]) => property).join('')}</font>`;
  });
}
