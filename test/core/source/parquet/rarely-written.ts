import { leavesOf, type Leaf } from '../../../../core/source/parquet/parquet-leaves.ts';
import {
  fieldBytes,
  i32,
  i64,
  readFields,
  struct,
  structIn,
  structs,
  structsIn,
  wholeIn,
  wholes,
  type RawFields,
} from '../../../../core/source/parquet/thrift-fields.ts';
import { byByte } from './parquet-fixture.ts';

/** Changes a page's header in place and returns what follows it. */
type Repage = (header: RawFields, content: Buffer, leaf: Leaf) => Buffer;

/** A file of DuckDB's with LZ4_RAW, as Hadoop compresses one. */
export function asHadoop(file: Buffer): Buffer {
  const framed: Repage = (header, content) => {
    const sizes = Buffer.alloc(8);
    sizes.writeUInt32BE(wholeIn(header, 2));
    sizes.writeUInt32BE(content.length, 4);
    return Buffer.concat([sizes, content]);
  };
  return repaged(file, { repage: framed, codec: 5, encodings: [0, 2, 3, 8] });
}

/** A file of DuckDB's without compression, with the values of all columns that have a width split by byte. */
export function asSplit(file: Buffer): Buffer {
  const split: Repage = (header, content, leaf) => {
    const about = structIn(header, 5);
    if (leaf.width === 0 || wholeIn(header, 1) !== 0 || wholeIn(about, 2) !== 0) return content;
    header.set(5, struct(about.set(2, i32(9))));
    const levels = leaf.optional ? 4 + content.readUInt32LE(0) : 0;
    const values: Buffer[] = [];
    for (let at = levels; at < content.length; at += leaf.width)
      values.push(content.subarray(at, at + leaf.width));
    if (values.length === 0) return content;
    return Buffer.concat([content.subarray(0, levels), ...byByte(values)]);
  };
  return repaged(file, { repage: split, codec: 0, encodings: [0, 2, 3, 8, 9] });
}

function repaged(
  file: Buffer,
  how: { repage: Repage; codec: number; encodings: readonly number[] },
): Buffer {
  const end = file.length - 8;
  const footer = readFields({ bytes: file.subarray(end - file.readUInt32LE(end), end), at: 0 });
  const leaves = leavesOf(footer);
  const parts = [Buffer.from('PAR1')];
  let at = 4;
  const put = (bytes: Uint8Array): void => {
    parts.push(Buffer.from(bytes));
    at += bytes.length;
  };
  const groups = structsIn(footer, 4).map((group) => {
    const columns = structsIn(group, 1).map((column, i) => {
      const about = structIn(column, 3);
      const start = at;
      let from = wholeIn(about, 11) || wholeIn(about, 9);
      for (const stop = from + wholeIn(about, 7); from < stop;) {
        const bytes = { bytes: file, at: from };
        const header = readFields(bytes);
        from = bytes.at + wholeIn(header, 3);
        const content = how.repage(header, file.subarray(bytes.at, from), leaves[i]!);
        if (wholeIn(header, 1) === 2) about.set(11, i64(at));
        else about.set(9, i64(at));
        put(fieldBytes(header.set(3, i32(content.length))));
        put(content);
      }
      about
        .set(2, wholes(how.encodings))
        .set(4, i32(how.codec))
        .set(7, i64(at - start));
      about.delete(14);
      return column.set(3, struct(about));
    });
    return group.set(1, structs(columns));
  });
  const copied = fieldBytes(footer.set(4, structs(groups)));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(copied.length);
  return Buffer.concat([...parts, copied, size, Buffer.from('PAR1')]);
}
