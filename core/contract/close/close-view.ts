import type { GroupColumn } from '../../ledger/ledger.ts';
import type { Policy } from '../settings.ts';
import type { BackTest, ClassColumn, Expectation } from './breakage.ts';
import type { Chart } from './chart.ts';
import type { CloseTerms } from './close-log.ts';
import type { ExpiryException, ExpirySum } from './expiry.ts';
import type { FluxDifference, FluxMeasure, FluxSlice } from './flux.ts';
import type { KeptFile } from './given-files.ts';
import type { ActivityLine, JournalEntry, LiabilityProof } from './journal.ts';
import type { CloseStanding, Reopening, RequirementId } from './sign-off.ts';
import type { TieOutLine } from './tie-out.ts';

/** The figures of the estimate of a class of lots, in cents (RULES.md section 11). */
export interface BreakageFigures {
  readonly expectation: Expectation;
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  readonly ultimate: number;
  readonly breakage: number;
  /** What is income up to the cut-off, and what of the breakage is not yet. */
  readonly recognised: number;
  readonly toRecognise: number;
  /** What earlier true-ups have made income, in sum. */
  readonly trueUpsBefore: number;
  /** What this period's entry makes income: recognised − what expired rows and earlier true-ups have. */
  readonly trueUp: number;
  readonly backTest: BackTest | null;
}

/** The estimate of a class of lots. */
export interface BreakageView extends BreakageFigures {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  readonly of: Readonly<Partial<Record<ClassColumn, string>>>;
  readonly cohorts: readonly EstimatedVintage[];
}

/** The lots of a month of issue, in cents: earned = Σ redeemed + expired + open. */
export interface Vintage {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly earned: number;
  /** By age what was spent of them: in the month of issue, in the one after it, and so on up to the cut-off. */
  readonly redeemed: readonly number[];
  readonly expired: number;
  readonly open: number;
  /** The months of age, from 0, that have passed wholly; −1 for none. */
  readonly wholeAge: number;
}

/** With what is expected of them, in cents. */
export interface EstimatedVintage extends Vintage {
  readonly ultimate: number;
  readonly breakage: number;
  readonly recognised: number;
}

/** All lots of a currency by their month of issue. */
export interface VintagesView {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** In the order of months; those without lots are missing. */
  readonly months: readonly Vintage[];
}

/** The expiry control as the interface reads it. */
export interface ExpiryView {
  /** By kind and currency. */
  readonly sums: readonly ExpirySum[];
  /** Those with the most at stake, in the order of the ledger. */
  readonly listed: readonly ExpiryException[];
  /** By currency the rows that would book what has lapsed; a lot that stands behind another one has none. */
  readonly rows: readonly Omit<ExpirySum, 'code'>[];
}

/** An amount of the period with its differences, and why, where somebody has said so. */
export interface FluxView extends FluxSlice {
  readonly key: string;
  readonly measure: FluxMeasure;
  readonly amount: number;
  readonly differences: readonly FluxDifference[];
  readonly wantsExplanation: boolean;
  readonly explanation: string | null;
  /** The amounts of the periods up to this one, as a chart draws them. */
  readonly periods: readonly string[];
  readonly cents: readonly number[];
}

/** A file that something was imported from. */
export interface ImportedFile extends KeptFile {
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
}

/** An entry that was booked. */
export interface BookedEntry extends JournalEntry {
  /** The number of the general ledger; null while nobody has said it. */
  readonly posted: string | null;
  /** Whether it is to be reversed, and the id of the entry that has done it; null for a kind that never is. */
  readonly reversal: { readonly isWanted: boolean; readonly bookedAs: string | null } | null;
}

/** The close of a period as the interface reads it. */
export interface CloseView {
  readonly sourceId: number;
  readonly period: string;
  /** The run that it is made from, and by what it matched. */
  readonly runId: string;
  readonly policy: Policy;
  /** `YYYY-MM-DD`: the first day of the period, and the last day that counts. */
  readonly begins: string;
  readonly asOf: string;
  /** As they count in this period: a locked one keeps those that it was locked with. */
  readonly terms: CloseTerms;
  /** Those of all periods that are not locked, and of who may do what in any. */
  readonly termsNow: CloseTerms;
  /** The versions of the chart of accounts (of a locked period, those of its lock), and which is in force on the last day of the period; null for none. */
  readonly charts: readonly Chart[];
  readonly chartVersion: number | null;
  /** The grouping columns that the sheet Customers has. */
  readonly groupColumns: readonly GroupColumn[];
  readonly standing: CloseStanding;
  /** Every time that the period was opened again, the earliest first. */
  readonly reopenings: readonly Reopening[];
  /** Where what changes of a locked period is posted: the first open one after it; null of one that is not locked. */
  readonly correctedIn: { readonly period: string; readonly date: string } | null;
  /** What is in the way of preparing it, in the order in which it is worked off. */
  readonly missing: readonly { readonly id: RequirementId; readonly sentence: string }[];
  readonly tieOut: readonly TieOutLine[];
  /** The files that balances and customers were imported from, by whom and when; null for none. */
  readonly files: {
    readonly balances: ImportedFile | null;
    readonly customers: ImportedFile | null;
  };
  /** Amounts without an account; while there are any, there are no entries. */
  readonly unmapped: readonly ActivityLine[];
  readonly proofs: readonly LiabilityProof[];
  readonly toBook: readonly JournalEntry[];
  /** Those of the period, each with the number that the general ledger gave it, if it is known. */
  readonly booked: readonly BookedEntry[];
  /** Null where breakage is not booked. */
  readonly breakage: readonly BreakageView[] | null;
  readonly vintages: readonly VintagesView[];
  readonly flux: readonly FluxView[];
  readonly expiry: ExpiryView;
}
