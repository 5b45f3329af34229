import { z } from 'zod';

/** What a token of the API may be used for, and how that is put to the person who gives it (RULES.md section 23). */
export const SCOPES = {
  'runs:read': 'See sources, runs, their rows and their files',
  'runs:write': 'Start runs and cancel them',
  match: 'Match rows on demand; nothing of them is kept',
  'exceptions:read': 'See exceptions',
  'exceptions:write': 'Decide on exceptions',
  'close:read': 'See closes: what is missing, the tie-out, entries',
  'close:write': 'Book entries',
  events: 'Follow what happens as it happens',
} as const;
export type Scope = keyof typeof SCOPES;
export const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]];
export const scopesSchema = z.array(z.enum(SCOPE_NAMES)).min(1).max(SCOPE_NAMES.length);
