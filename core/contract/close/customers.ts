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

/** A page of customers, and the sums of all. */
export interface CustomerPage {
  readonly byCurrency: readonly CustomerComparison[];
  /** Of those that were asked for. */
  readonly total: number;
  readonly rows: readonly CustomerDifference[];
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
