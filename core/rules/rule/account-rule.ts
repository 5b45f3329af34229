import type { Ledger, LedgerField } from '../../ledger/ledger.ts';
import type { CasePlace, PlantedCase } from './planted.ts';
import type { FindingWords } from './words.ts';

/** The accepted movements, and the place of each TRANS_ID among all of them. */
export interface AccountMovements {
  readonly ledger: Ledger;
  readonly createdAt: Float64Array;
  readonly idRank: ArrayLike<number>;
}

/** A rule on an account's movements in their order: one file a rule, one line in account-rules.ts. */
export interface AccountRule extends FindingWords {
  readonly severity: 'warning' | 'info';
  /** The field that it shows. */
  readonly field: LedgerField;
  /** Told at the first such movement of an account only. */
  readonly once: boolean;
  /** `balance` in cents with row `r`; `before` is the account's movement before it, −1 for none. Asked for every movement. */
  finds(movements: AccountMovements, balance: number, r: number, before: number): boolean;
  value(movements: AccountMovements, balance: number, r: number): string;
  says(movements: AccountMovements, balance: number, r: number): string;
  /** The cases that show it in a messy file. */
  planted(at: CasePlace): readonly PlantedCase[];
}
