import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from '../../core/contract/api/shell.ts';
import { writeWhole } from '../data-folder/write-whole.ts';
import { sampleFolder } from '../program-folder.ts';

const SAMPLES = [
  {
    name: 'Sample workbook',
    file: 'tc_raw_data.xlsx',
    about: '2,000 movements of 200 customers that reconcile without an error.',
  },
  {
    name: 'Messy workbook',
    file: 'messy.xlsx',
    about:
      'Every finding a workbook can have: validation halts until its rows with errors are set aside.',
  },
];

/**
 * The samples, in the data folder: copied there when they are first asked for, and again where a newer version
 * has others. Where the program itself lies may change from start to start (an AppImage, an app that macOS
 * runs from elsewhere), and a run is to find its file again. Where they cannot be copied, they are as they came.
 *
 * @param root the data folder.
 */
export function samplesIn(root: string): Sample[] {
  return SAMPLES.map(({ name, file, about }) => ({ name, place: copied(root, file), about }));
}

function copied(root: string, file: string): string {
  const original = join(sampleFolder(), file);
  const folder = join(root, 'samples');
  const copy = join(folder, file);
  try {
    const bytes = readFileSync(original);
    if (bytesOf(copy)?.equals(bytes)) return copy;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeWhole(copy, bytes);
    return copy;
  } catch {
    return original;
  }
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
