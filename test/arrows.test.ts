import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** The arrows of the design: renderer → contract ← main → core; verification ↛ matching. */
const forbidden: [string, string][] = [
  ['core/report/x.ts', '../../main/cli/help.ts'],
  ['core/report/x.ts', 'electron'],
  ['core/report/x.ts', 'react'],
  ['core/report/x.ts', '../../renderer/app.ts'],
  ['core/contract/x.ts', '../ledger/ids.ts'],
  ['core/contract/x.ts', 'node:fs'],
  ['core/contract/api/x.ts', '../../ledger/ids.ts'],
  ['core/verify/x.ts', '../match/match.ts'],
  ['core/verify/x.ts', '../policies/exact.ts'],
  ['core/verify/x.ts', '../policies/policies.ts'],
  ['core/match/x.ts', '../verify/verify.ts'],
  ['core/policies/x.ts', '../verify/verify.ts'],
  ['renderer/x.ts', '../core/ledger/ids.ts'],
  ['renderer/x.ts', '../main/cli/help.ts'],
  ['renderer/x.ts', 'node:fs'],
  ['main/cli/x.ts', '../../renderer/app.ts'],
];
const allowed: [string, string][] = [
  ['core/contract/api/x.ts', '../run.ts'],
  ['renderer/x.ts', '../core/contract/settings.ts'],
  ['main/cli/x.ts', '../../core/match/match.ts'],
  ['core/verify/x.ts', '../ledger/ids.ts'],
  ['core/verify/x.ts', '../policies/traits.ts'],
  ['core/contract/x.ts', '../policies/policies.ts'],
];

const lint = async (file: string, module: string): Promise<boolean> => {
  const [result] = await new ESLint().lintText(`import '${module}';\n`, { filePath: file });
  return result!.messages.some(({ ruleId }) => ruleId === 'no-restricted-imports');
};

describe('import arrows', () => {
  it.each(forbidden)('%s may not import %s', async (file, module) => {
    expect(await lint(file, module)).toBe(true);
  });
  it.each(allowed)('%s may import %s', async (file, module) => {
    expect(await lint(file, module)).toBe(false);
  });
});
