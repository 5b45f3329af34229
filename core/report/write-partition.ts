import type { SheetPlace } from './encode/deflated-rows.ts';
import { PART_FORMATS } from './files/part-formats.ts';
import type { FilePart, PartitionedFile, WrittenPartition } from './files/partitioned-files.ts';
import type { PartitionedOutput } from './outputs/output.ts';
import { PARTITIONED } from './outputs.ts';
import type { Part, PartitionPlace, WrittenRun } from './partition/part.ts';
import { PART_FILES } from './planned-files.ts';

/** The named files that are written partition by partition, before there is a row. */
export function partitionedFiles(run: WrittenRun, names: ReadonlySet<string>): PartitionedFile[] {
  return PART_FILES.filter(({ name }) => names.has(name)).map(({ output, format, name }) => ({
    name,
    format,
    heads: output.of(run).heads,
  }));
}

/** Returns the function that renders the named files for one partition after the other. */
export function partitionWriter(
  run: WrittenRun,
  names: ReadonlySet<string>,
): (part: Part) => WrittenPartition {
  const outputs = PARTITIONED.map((output) => ({
    output,
    tableOf: output.of(run).table,
    files: PART_FILES.filter((file) => file.output === output && names.has(file.name)),
  })).filter(({ files }) => files.length > 0);
  return (part) => {
    const written: Record<string, FilePart> = {};
    for (const { output, tableOf, files } of outputs) {
      const table = tableOf(part);
      const place = sheetPlace(output, part.place, run);
      for (const { name, format } of files)
        written[name] = { ...PART_FORMATS[format].encode(table, place), rows: table.rows };
    }
    return { files: written };
  };
}

function sheetPlace(
  { sheet }: PartitionedOutput,
  place: PartitionPlace,
  run: WrittenRun,
): SheetPlace {
  return {
    before: sheet?.before(place) ?? 0,
    perSheet: run.sheetRows - (sheet?.foot?.(run) ?? 0),
  };
}
