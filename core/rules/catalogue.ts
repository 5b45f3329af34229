import { ACCOUNT_RULES } from './account-rules.ts';
import { CUT_OFF_FINDINGS } from './cut-off-findings.ts';
import { LATER_FILE_FINDINGS } from './later-file-findings.ts';
import { MATCH_FINDINGS } from './match-findings.ts';
import { MOVEMENT_RULES } from './movement-rules.ts';
import { ROW_RULES } from './row-rules.ts';
import { SOURCE_FINDINGS } from './source-findings.ts';

/** All findings of RULES.md section 2, by family: each declares its code, severity, title and remedy. */
export const CATALOGUE = [
  ...SOURCE_FINDINGS,
  ...ROW_RULES,
  ...MOVEMENT_RULES,
  ...ACCOUNT_RULES,
  ...CUT_OFF_FINDINGS,
  ...LATER_FILE_FINDINGS,
  ...MATCH_FINDINGS,
] as const;
export type FindingCode = (typeof CATALOGUE)[number]['code'];
