import { readText } from './thrift-reading.ts';
import { structsIn, wholeIn, type RawFields } from './thrift-fields.ts';

/** A column of the schema that holds values. */
export interface Leaf {
  readonly name: string;
  /** Bytes of a value; 0 where they differ. */
  readonly width: number;
  /** Whether it, or a group that it lies in, is a list. */
  readonly repeated: boolean;
  /** Whether it, or a group that it lies in, may be missing. */
  readonly optional: boolean;
}

const REQUIRED = 0;
const REPEATED = 2;

const FIXED = 7;
/** INT32, INT64, INT96, FLOAT and DOUBLE have a width of their own. */
const WIDTHS: Readonly<Record<number, number>> = { 1: 4, 2: 8, 3: 12, 4: 4, 5: 8 };

/** The leaves in their order, which is that of a row group's columns; `footer` is FileMetaData of parquet.thrift. */
export function leavesOf(footer: RawFields): Leaf[] {
  const elements = structsIn(footer, 2);
  const leaves: Leaf[] = [];
  /** The index after the element at `index` and all below it. */
  const after = (index: number, repeated: boolean, optional: boolean): number => {
    const element = elements[index]!;
    const kind = wholeIn(element, 3);
    const children = wholeIn(element, 5);
    const below = {
      repeated: repeated || kind === REPEATED,
      optional: optional || kind !== REQUIRED,
    };
    if (children === 0) leaves.push({ ...leaf(element), ...below });
    let next = index + 1;
    for (let child = 0; child < children && next < elements.length; child++)
      next = after(next, below.repeated, below.optional);
    return next;
  };
  // The first one is the table.
  for (let index = 1; index < elements.length;) index = after(index, false, false);
  return leaves;
}

function leaf(element: RawFields): Pick<Leaf, 'name' | 'width'> {
  const type = wholeIn(element, 1, -1);
  const name = element.get(4);
  return {
    name: name ? readText({ bytes: name.bytes, at: 0 }) : '',
    width: type === FIXED ? wholeIn(element, 2) : (WIDTHS[type] ?? 0),
  };
}
