import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

/** Why nothing is computed anew here; null where LibreOffice is there. Debian: libreoffice-calc-nogui. */
export const NO_LIBRE_OFFICE: string | null =
  spawnSync('soffice', ['--version']).status === 0
    ? null
    : 'LibreOffice is not installed (no soffice on the path)';

/** Computes all formulas when a file is opened, whatever results stand in it. */
const ALWAYS_RECALCULATES = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
`;

/** Opens workbooks in LibreOffice, has it compute every formula, and returns where it has saved them. */
export async function recalculated(
  paths: readonly string[],
  scratch: string,
): Promise<readonly string[]> {
  const profile = join(scratch, 'libre-office');
  const out = join(scratch, 'recalculated');
  mkdirSync(join(profile, 'user'), { recursive: true });
  writeFileSync(join(profile, 'user', 'registrymodifications.xcu'), ALWAYS_RECALCULATES);
  await promisify(execFile)('soffice', [
    `-env:UserInstallation=file://${profile}`,
    '--headless',
    '--convert-to',
    'xlsx:Calc MS Excel 2007 XML',
    '--outdir',
    out,
    ...paths,
  ]);
  return paths.map((path) => join(out, basename(path)));
}
