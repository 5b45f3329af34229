import { posix } from 'node:path';
import { eachElement } from './small-xml.ts';
import { damaged, sourceProblem } from '../reading/source-problem.ts';
import type { ZipParts } from './zip-parts.ts';

/** Where the parts of a workbook lie. */
export interface WorkbookParts {
  /** A sheet whose part is null is named, but the workbook does not say where it is, or lacks it. */
  readonly sheets: readonly { readonly name: string; readonly part: string | null }[];
  readonly sharedStrings: string | null;
  readonly styles: string | null;
  readonly date1904: boolean;
}

interface Relationship {
  /** The last word of the type, which the strict and the transitional format share. */
  readonly type: string;
  readonly part: string;
}

/**
 * Reads which sheets a workbook has and where. Chart, dialog and macro sheets are left out: they hold
 * no cells. Throws `source.not-a-workbook` for other zip files, `source.damaged` where a part is missing
 * without which nothing can be read.
 */
export async function readWorkbookParts(zip: ZipParts, fileName: string): Promise<WorkbookParts> {
  const workbook = await workbookPart(zip, fileName);
  const relations = await relationships(zip, workbook);
  const sheets: { name: string; part: string | null }[] = [];
  let date1904 = false;
  let root = '';
  eachElement(await zip.readWhole(workbook), workbook, (element) => {
    const parent = element.path.at(-2);
    root ||= element.name;
    if (element.name === 'workbookPr' && parent === 'workbook') {
      date1904 = /^(1|true|on)$/i.test(element.attribute('date1904'));
    } else if (element.name === 'sheet' && parent === 'sheets') {
      const name = element.attribute('name');
      const { type, part } = relations.get(element.relation('id')) ?? {
        type: 'worksheet',
        part: '',
      };
      if (type === 'worksheet') sheets.push({ name, part: zip.has(part) ? part : null });
    }
  });
  if (root !== 'workbook') throw notAWorkbook(fileName);
  const partOf = (type: string): string | null =>
    [...relations.values()].find((relation) => relation.type === type)?.part ?? null;
  const styles = partOf('styles');
  return {
    sheets,
    sharedStrings: partOf('sharedStrings'),
    // Without it cells are numbers and texts, which is enough to read them.
    styles: styles !== null && zip.has(styles) ? styles : null,
    date1904,
  };
}

async function workbookPart(zip: ZipParts, fileName: string): Promise<string> {
  if (zip.has('mimetype') && zip.has('content.xml') && zip.has('META-INF/manifest.xml')) {
    throw sourceProblem(
      'source.not-a-workbook',
      `${fileName} is an OpenDocument file (.ods or another), as LibreOffice saves it.`,
      'Open it and save it as Excel 2007–365 (.xlsx) or as CSV.',
    );
  }
  if (!zip.has('_rels/.rels')) {
    if (zip.has('xl/workbook.xml')) return 'xl/workbook.xml';
    throw notAWorkbook(fileName);
  }
  const part = [...(await relationships(zip, '')).values()].find(
    (relation) => relation.type === 'officeDocument',
  )?.part;
  if (part?.endsWith('.bin')) {
    throw sourceProblem(
      'source.not-a-workbook',
      `${fileName} is a binary workbook (.xlsb).`,
      'Open it in Excel and save it as .xlsx.',
    );
  }
  if (!part || /^(word|ppt|visio)\//i.test(part)) throw notAWorkbook(fileName);
  if (!zip.has(part)) throw damaged(`${fileName} is missing its part ${part}.`);
  return part;
}

function notAWorkbook(fileName: string): Error {
  return sourceProblem(
    'source.not-a-workbook',
    `${fileName} is a zip file, but not an Excel workbook.`,
    'Choose the workbook itself; save other spreadsheets as .xlsx, .csv or .parquet.',
  );
}

/** The relationships of a part (of the package for '') by id, with targets as names in the zip. */
async function relationships(zip: ZipParts, part: string): Promise<Map<string, Relationship>> {
  const folder = part === '' ? '' : posix.dirname(part);
  const rels = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const found = new Map<string, Relationship>();
  eachElement(await zip.readWhole(rels), rels, (element) => {
    if (element.name !== 'Relationship' || element.attribute('TargetMode') === 'External') return;
    const target = element.attribute('Target').replaceAll('\\', '/');
    found.set(element.attribute('Id'), {
      type: posix.basename(element.attribute('Type')),
      part: target.startsWith('/') ? posix.normalize(target).slice(1) : posix.join(folder, target),
    });
  });
  return found;
}
