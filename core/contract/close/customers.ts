/** What a customer is owed in a currency, in cents. */
export interface CustomerBalance {
  readonly customer: string;
  readonly currency: string;
  readonly cents: number;
}

/** A customer of whom the platform says something else than the ledger. Null: not listed on that side. */
export interface CustomerDifference {
  readonly customer: string;
  readonly currency: string;
  readonly platform: number | null;
  readonly ledger: number | null;
  /** Platform − ledger, in cents; who is not listed has nothing. */
  readonly cents: number;
}

/** The two lists side by side, of one currency. */
export interface CustomerComparison {
  readonly currency: string;
  readonly platform: number;
  readonly ledger: number;
  /** Customers of whom both say the same. */
  readonly equal: number;
  readonly different: number;
}
