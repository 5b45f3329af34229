import { csvRows } from './encode/csv.ts';
import { parquetRowGroup } from './encode/parquet.ts';
import type { Table } from './columns/column.ts';
import type { FilePart, PartitionedFile, WrittenPartition } from './files/partitioned-files.ts';
import type { PartitionedFormat } from './outputs/output.ts';
import { PARTITIONED } from './outputs.ts';
import type { Part, WrittenRun } from './partition/part.ts';

/** The files that a run writes partition by partition, in the order in which they are listed. */
export function partitionedFiles(run: WrittenRun): PartitionedFile[] {
  return PARTITIONED.flatMap(({ name, formats, of }) => {
    const { heads } = of(run);
    return formats.map((format) => ({ name: fileName(name, format), format, heads }));
  });
}

/** Returns the function that renders one partition after the other. */
export function partitionWriter(run: WrittenRun): (part: Part) => WrittenPartition {
  const outputs = PARTITIONED.map(({ name, formats, of }) => ({
    name,
    formats,
    tableOf: of(run).table,
  }));
  return (part) => {
    const files: Record<string, FilePart> = {};
    for (const { name, formats, tableOf } of outputs) {
      const table = tableOf(part);
      for (const format of formats) files[fileName(name, format)] = ENCODERS[format](table);
    }
    return { files };
  };
}

function fileName(name: string, format: PartitionedFormat): string {
  return `${name}.${format}`;
}

const ENCODERS: Readonly<Record<PartitionedFormat, (table: Table) => FilePart>> = {
  csv: ({ columns, rows }) => ({ bytes: csvRows(columns, rows), rows, group: null }),
  parquet: ({ columns, rows }) =>
    // A row group without rows is none: readers stumble over it.
    rows === 0
      ? { bytes: new Uint8Array(0), rows, group: null }
      : { ...parquetRowGroup(columns, rows), rows },
};
