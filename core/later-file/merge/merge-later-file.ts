import type { LaterFileRows, LaterFileTerms, TakenAway } from '../../accepted/increment.ts';
import { Problem } from '../../contract/problem.ts';
import type { RowDecision } from '../../contract/settings.ts';
import { idText } from '../../ledger/ids.ts';
import type { IdColumn } from '../../ledger/ids.ts';
import { sharedFloat64, sharedInt32, sharedUint8 } from '../../ledger/ledger.ts';
import type { Ledger, TextColumn } from '../../ledger/ledger.ts';
import { laterInPoolsOf } from './later-ledger.ts';
import { ADDED, CHANGED, laterRows, placeComparer, REPLACING, withExtrasAs } from './later-rows.ts';
import type { LaterRows } from './later-rows.ts';
import { accountsWithRows, joinedAccounts } from './joined-accounts.ts';
import type { JoinedAccounts } from './joined-accounts.ts';
import { pairedColumns } from './paired-columns.ts';

/** How a later file is merged with what stands. */
export interface MergeTerms extends LaterFileTerms {
  /** The last wall-clock ms that was reported: rows up to then that did not stand come late. */
  readonly reportedUntil: number;
  /** Rows that were decided by themselves, by TRANS_ID; absent where none was. */
  readonly decided?: ReadonlyMap<string, { readonly decision: RowDecision }>;
}

/** The ledger after a later file, and what the later file was to what stood. Row lists are ascending. */
export interface Merged extends MergeTerms, LaterFileRows {
  /**
   * Arranged. Columns and their order are the later file's. Pools begin with the standing ones, so values
   * of the standing ledger mean the same here. `sheetRow` is the file's row with the TRANS_ID, 0 where
   * the file has none. Arrays may be those of the later file.
   */
  readonly ledger: Ledger;
  /** The merged rows among the added that lie at or before what was reported: backdated. */
  readonly late: Int32Array;
  /** Rows that differ from what stands; entry i of each list is the same TRANS_ID. Ascending by `merged`. */
  readonly changed: {
    readonly standing: Int32Array;
    readonly later: Int32Array;
    readonly merged: Int32Array;
  };
  /** Standing rows that a refresh lacks, and where they are in the merged ledger: −1 where taken out. */
  readonly gone: { readonly standing: Int32Array; readonly merged: Int32Array };
  /** By row of the later file: ADDED, KNOWN, CHANGED or REPLACING. */
  readonly fate: Uint8Array;
  /**
   * Where the texts of the later file's own pools of customers and orders are in the merged ledger's: as
   * those pools were when they were merged, so Sales and Customers have to be read before.
   */
  readonly customerPlace: Int32Array;
  readonly orderPlace: Int32Array;
}

/**
 * Merges a later file with what stands (RULES.md section 7, incremental runs). Both ledgers are arranged,
 * accepted, and have each TRANS_ID once. Neither is changed, but the merged one may share arrays with
 * the later file. The result is the ledger of one file that holds the union, whatever the files were.
 * Throws Problem `increment.columns-differ` where the two do not have the same columns.
 */
export function mergeLaterFile(standing: Ledger, later: Ledger, terms: MergeTerms): Merged {
  const columns = pairedColumns(standing, later);
  if (columns.lacking.length + columns.unknown.length > 0)
    throw columnsDiffer(columns.lacking, columns.unknown);
  const stood = withExtrasAs(standing, columns);
  const came = laterInPoolsOf(standing, later, columns.standingExtra);
  const accounts = joinedAccounts(
    standing.accounts,
    came.ledger.accounts,
    came.ledger.customer.pool,
    came.ledger.currency?.pool ?? [],
  );
  const rows = laterRows(stood, came.ledger, accounts);
  const changes = decideChanges(stood, rows, terms);
  const plan =
    terms.kind === 'refresh' && changes.kept === 0
      ? laterPlan(rows, changes)
      : mergedPlan(stood, came.ledger, accounts, rows, changes);
  const { ledger, joinedNumber } =
    plan.from === null
      ? { ledger: came.ledger, joinedNumber: accounts.ofLater }
      : ledgerOfPlan(stood, came.ledger, accounts, plan.from, plan.sheetRow);
  const isTouched = touchedCustomers(stood, came.ledger, accounts, rows, changes);
  return {
    ...terms,
    ledger,
    standingRow: plan.standingRow,
    added: plan.added,
    late: plan.added.filter((m) => ledger.createdAt[m]! <= terms.reportedUntil),
    knownRows: rows.fate.length - plan.added.length - changes.changed,
    changed: {
      standing: plan.changedLater.map((d) => rows.standingOf[d]!),
      later: plan.changedLater,
      merged: plan.changed,
    },
    replaced: plan.changed.filter((_, i) => rows.fate[plan.changedLater[i]!] === REPLACING),
    gone: { standing: changes.gone, merged: plan.gone },
    fate: rows.fate,
    touched: Uint8Array.from(joinedNumber, (a) => isTouched[accounts.customerNumber[a]!]!),
    touchedCustomers: isTouched.reduce((count, touched) => count + touched, 0),
    takenAway: takenAwayOf(stood, changes),
    customerPlace: came.customerPlace,
    orderPlace: came.orderPlace,
  };
}

function columnsDiffer(lacking: readonly string[], unknown: readonly string[]): Problem {
  const parts = [
    ...(lacking.length > 0 ? [`missing: ${lacking.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`additional: ${unknown.join(', ')}`] : []),
  ];
  return new Problem({
    kind: 'validation-halted',
    code: 'increment.columns-differ',
    message: `The columns of the file differ from those of the previous run: ${parts.join('; ')}.`,
    hint: 'Export the file with the same columns as before, or reconcile it as a separate ledger (--increment off).',
    details: { lacking: lacking.join(', '), unknown: unknown.join(', ') },
  });
}

interface Changes {
  /** How many rows of the later file change what stands. */
  readonly changed: number;
  /** Standing rows that a refresh lacks, ascending. */
  readonly gone: Int32Array;
  /** For how many of both what stands counts. */
  readonly kept: number;
  /** By standing row: 1 where it was changed or is gone, and the file counts. */
  readonly countsNoMore: Uint8Array;
}

/** What counts for each row that is changed or gone; those changed for which the file does become REPLACING. */
function decideChanges(
  { rows, id }: Ledger,
  { fate, standingOf, isInFile }: LaterRows,
  { kind, onChanged, decided }: MergeTerms,
): Changes {
  const takes = (s: number): boolean =>
    (decided?.get(idText(id.pool, id.values[s]!))?.decision ?? onChanged) === 'take';
  const gone = kind === 'refresh' ? placesWith(isInFile, 0) : new Int32Array(0);
  const countsNoMore = new Uint8Array(rows);
  let changed = 0;
  let taken = 0;
  for (let d = 0; d < fate.length; d++) {
    if (fate[d] !== CHANGED) continue;
    changed++;
    if (!takes(standingOf[d]!)) continue;
    taken++;
    fate[d] = REPLACING;
    countsNoMore[standingOf[d]!] = 1;
  }
  for (const s of gone)
    if (takes(s)) {
      taken++;
      countsNoMore[s] = 1;
    }
  return { changed, gone, kept: changed + gone.length - taken, countsNoMore };
}

function placesWith(column: Uint8Array, value: number): Int32Array {
  let count = 0;
  for (let i = 0; i < column.length; i++) if (column[i] === value) count++;
  const places = new Int32Array(count);
  for (let i = 0, at = 0; at < count; i++) if (column[i] === value) places[at++] = i;
  return places;
}

/** Which row each merged row is. */
interface Plan {
  /** A standing row s, or −1 − d for one of the later file; null where all are its rows as they are. */
  readonly from: Int32Array | null;
  readonly standingRow: Int32Array;
  readonly sheetRow: Int32Array;
  /** Merged rows of what was added, changed and gone. */
  readonly added: Int32Array;
  readonly changed: Int32Array;
  readonly gone: Int32Array;
  /** The later file's row of each that is changed. */
  readonly changedLater: Int32Array;
}

/** A refresh that counts as it is: nothing has to be copied. */
function laterPlan({ fate, standingOf }: LaterRows, { gone }: Changes): Plan {
  const changed = placesWith(fate, REPLACING);
  return {
    from: null,
    standingRow: standingOf,
    sheetRow: new Int32Array(0),
    added: placesWith(fate, ADDED),
    changed,
    changedLater: changed,
    gone: new Int32Array(gone.length).fill(-1),
  };
}

function mergedPlan(
  standing: Ledger,
  later: Ledger,
  accounts: JoinedAccounts,
  { fate, standingOf }: LaterRows,
  { changed: changedRows, gone: goneRows, countsNoMore }: Changes,
): Plan {
  const compare = placeComparer(standing, later, accounts);
  const keptLater = keptLaterRows(standing.rows, fate, standingOf);
  const added = placesWith(fate, ADDED);
  const goneTaken = goneRows.reduce((count, s) => count + countsNoMore[s]!, 0);
  const rows = standing.rows + added.length - goneTaken;
  const from = new Int32Array(rows);
  const standingRow = new Int32Array(rows);
  const sheetRow = sharedInt32(rows);
  const changed = new Int32Array(changedRows);
  const changedLater = new Int32Array(changedRows);
  const gone = new Int32Array(goneRows.length).fill(-1);
  let addedAt = 0;
  let changedAt = 0;
  let goneAt = 0;
  let s = 0;
  let d = 0;
  let m = 0;
  while (s < standing.rows || d < later.rows) {
    const order = s === standing.rows ? 1 : d === later.rows ? -1 : compare(s, d);
    // Of a row that stands on both sides one version counts, and the other one is passed over.
    const countsStanding = order <= 0 && countsNoMore[s] === 0;
    const countsLater = order >= 0 && (fate[d] === ADDED || fate[d] === REPLACING);
    if (order <= 0 && goneRows[goneAt] === s) {
      if (countsStanding) gone[goneAt] = m;
      goneAt++;
    }
    if (countsStanding) {
      from[m] = s;
      standingRow[m] = s;
      if (order === 0) sheetRow[m] = later.sheetRow[d]!;
      const kept = keptLater[s]!;
      if (kept >= 0) {
        sheetRow[m] = later.sheetRow[kept]!;
        changedLater[changedAt] = kept;
        changed[changedAt++] = m;
      }
      m++;
    } else if (countsLater) {
      from[m] = -1 - d;
      standingRow[m] = standingOf[d]!;
      sheetRow[m] = later.sheetRow[d]!;
      if (fate[d] === ADDED) added[addedAt++] = m;
      else {
        changedLater[changedAt] = d;
        changed[changedAt++] = m;
      }
      m++;
    }
    if (order <= 0) s++;
    if (order >= 0) d++;
  }
  return { from, standingRow, sheetRow, added, changed, changedLater, gone };
}

/** By standing row: the row of the later file that changes it and does not count, −1 for none. */
function keptLaterRows(rows: number, fate: Uint8Array, standingOf: Int32Array): Int32Array {
  const keptLater = new Int32Array(rows).fill(-1);
  for (let d = 0; d < fate.length; d++) if (fate[d] === CHANGED) keptLater[standingOf[d]!] = d;
  return keptLater;
}

/** The columns of the plan's rows; `joinedNumber` is by account of the ledger. */
function ledgerOfPlan(
  standing: Ledger,
  later: Ledger,
  joined: JoinedAccounts,
  from: Int32Array,
  sheetRow: Int32Array,
): { ledger: Ledger; joinedNumber: Int32Array } {
  const rows = from.length;
  const gatherFloat64 = columnGatherer<Float64Array>(from);
  const gatherInt32 = columnGatherer<Int32Array>(from);
  const float64 = (stood: Float64Array, came: Float64Array): Float64Array =>
    gatherFloat64(stood, came, sharedFloat64(rows));
  const int32 = (stood: Int32Array, came: Int32Array): Int32Array =>
    gatherInt32(stood, came, sharedInt32(rows));
  const ids = (stood: IdColumn, came: IdColumn): IdColumn => ({
    values: float64(stood.values, came.values),
    pool: came.pool,
  });
  const texts = (stood: TextColumn, came: TextColumn): TextColumn => ({
    codes: int32(stood.codes, came.codes),
    pool: came.pool,
  });
  const account = int32(standing.account, later.account);
  for (let m = 0; m < rows; m++)
    account[m] = (from[m]! >= 0 ? joined.ofStanding : joined.ofLater)[account[m]!]!;
  const { accounts, joinedNumber } = accountsWithRows(joined.accounts, account);
  return {
    joinedNumber,
    ledger: {
      rows,
      id: ids(standing.id, later.id),
      type: columnGatherer<Uint8Array>(from)(standing.type, later.type, sharedUint8(rows)),
      createdAt: float64(standing.createdAt, later.createdAt),
      expiresAt: float64(standing.expiresAt, later.expiresAt),
      customer: ids(standing.customer, later.customer),
      order: ids(standing.order, later.order),
      cents: float64(standing.cents, later.cents),
      reason: texts(standing.reason, later.reason),
      currency:
        standing.currency && later.currency ? texts(standing.currency, later.currency) : null,
      extras: later.extras.map((came, e) => texts(standing.extras[e]!, came)),
      sheetRow,
      account,
      accounts,
      columns: later.columns,
    },
  };
}

/** A function of its own for each kind of array, because V8 compiles it for the kinds that it has seen. */
function columnGatherer<A extends Float64Array | Int32Array | Uint8Array>(
  from: Int32Array,
): (standing: A, later: A, merged: A) => A {
  return (standing, later, merged) => {
    for (let m = 0; m < from.length; m++) {
      const row = from[m]!;
      merged[m] = row >= 0 ? standing[row]! : later[-1 - row]!;
    }
    return merged;
  };
}

/** By joined customer: 1 where something of the customer counts now that did not, or counts no more. */
function touchedCustomers(
  standing: Ledger,
  later: Ledger,
  { ofStanding, ofLater, customerNumber, customers }: JoinedAccounts,
  { fate, standingOf }: LaterRows,
  { gone, countsNoMore }: Changes,
): Uint8Array {
  const isTouched = new Uint8Array(customers);
  const touchStanding = (s: number): void => {
    isTouched[customerNumber[ofStanding[standing.account[s]!]!]!] = 1;
  };
  for (let d = 0; d < fate.length; d++) {
    if (fate[d] !== ADDED && fate[d] !== REPLACING) continue;
    isTouched[customerNumber[ofLater[later.account[d]!]!]!] = 1;
    if (fate[d] === REPLACING) touchStanding(standingOf[d]!);
  }
  for (const s of gone) if (countsNoMore[s] === 1) touchStanding(s);
  return isTouched;
}

function takenAwayOf(standing: Ledger, { countsNoMore }: Changes): TakenAway {
  const rows = placesWith(countsNoMore, 1);
  const { type, createdAt, customer, currency, cents } = standing;
  return {
    rows: rows.length,
    type: Uint8Array.from(rows, (s) => type[s]!),
    createdAt: Float64Array.from(rows, (s) => createdAt[s]!),
    customer: { values: Float64Array.from(rows, (s) => customer.values[s]!), pool: customer.pool },
    currency: currency && {
      codes: Int32Array.from(rows, (s) => currency.codes[s]!),
      pool: currency.pool,
    },
    cents: Float64Array.from(rows, (s) => cents[s]!),
  };
}
