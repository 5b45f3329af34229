import type { PackFile } from './files/pack-file.ts';
import type { PackInput } from './input/pack-input.ts';
import type { PackPart } from './input/part.ts';
import { auditTrail } from './parts/audit-trail.ts';
import { close } from './parts/close.ts';
import { data } from './parts/data.ts';
import { memo } from './parts/memo.ts';
import { reperformance } from './parts/reperformance.ts';
import { rules } from './parts/rules.ts';
import { sample } from './parts/sample.ts';
import { source } from './parts/source.ts';
import { workbook } from './parts/workbook.ts';

/** The parts of a pack, in the order in which they are told (RULES.md section 14). */
const PARTS: readonly PackPart[] = [
  memo,
  workbook,
  data,
  source,
  close,
  sample,
  reperformance,
  auditTrail,
  rules,
];

/** All files of a pack but its manifest: those of its parts, and the list of these. */
export async function packFiles(input: PackInput): Promise<readonly PackFile[]> {
  const files = await Promise.all(PARTS.map((part) => part.files(input)));
  return [{ path: 'README.txt', content: Buffer.from(listText(input)) }, ...files.flat()];
}

function listText({ detail: { run }, run: { period } }: PackInput): string {
  return [
    `Auditor's pack: ${run.sourceName}, ${period}`,
    '',
    ...PARTS.map(({ place, about }) => `${place}\n    ${about}\n`),
    'manifest.json\n    The SHA-256 of every file. Check the whole pack with: npm run reconcile -- verify-pack FILE\n',
  ].join('\n');
}
