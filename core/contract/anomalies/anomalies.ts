/** What of a customer can be out of line (RULES.md section 22). */
export const ANOMALY_KINDS = {
  size: 'Unusual amount',
  frequency: 'Unusually many movements',
  expiry: 'Unusual expiry',
  round: 'Mostly round amounts',
  duplicate: 'Same amount on the same day',
} as const;
export type AnomalyKind = keyof typeof ANOMALY_KINDS;

/** What is out of line with a customer: an observation, which changes nothing of the run. */
export interface Anomaly {
  readonly kind: AnomalyKind;
  readonly customer: string;
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** 1 at the limit, 2 for twice as far out. */
  readonly score: number;
  /** One sentence with the figures. Amounts as 1234.56. */
  readonly sentence: string;
  /** TRANS_IDs concerned, in the order of the ledger, the first ones where they are many. */
  readonly ids: readonly string[];
}
