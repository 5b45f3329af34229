import { SPENT } from '../../../core/ledger/ledger.ts';
import type { LedgerModel } from './ledger-model.ts';
import { integerBetween, oneOf, seededRandom } from './random.ts';

export const SALES_COLUMNS = [
  'ORDERID',
  'CUSTOMERID',
  'PREDISCOUNTGROSSPRODUCTSALES',
  'ORDERWEIGHT',
] as const;

export const CUSTOMER_COLUMNS = [
  'CUSTOMERID',
  'EMAIL',
  'FIRSTNAME',
  'BILLINGPOSTCODE',
  'COMPANY',
  'COST_CENTER',
  'REGION',
  'CUSTOMER_GROUP',
] as const;

/** A row of Sales: order, customer, sales in dollars, weight in pounds; both with two decimals. */
export type SalesRow = [order: number, customer: number, sales: number, weight: number];
export type CustomerRow = [
  id: number,
  email: string,
  firstName: string,
  postcode: number,
  company: string,
  costCenter: string,
  region: string,
  group: string,
];

/**
 * The rows of Sales, by rising ORDERID: every order of the ledger but the orphans, and orders that
 * were paid without credit.
 */
export function* salesRows(ledger: LedgerModel): Generator<SalesRow> {
  const random = seededRandom(ledger.seed, 6);
  const orphans = new Set(
    ledger.exceptions.flatMap(({ kind, row }) => (kind === 'orphan-order' ? [row] : [])),
  );
  for (let r = 0; r < ledger.rows; r++) {
    if (ledger.type[r] !== SPENT || ledger.order[r] === 0) continue;
    const order = ledger.order[r]!;
    if (!orphans.has(r)) yield salesRow(order, ledger.customer[r]!, -ledger.cents[r]!);
    // Ids of credit orders are at least three apart.
    if (random() < 0.25) yield salesRow(order + 1, anyCustomer(), 0);
  }

  function salesRow(order: number, customer: number, credit: number): SalesRow {
    const sales = credit + integerBetween(random, 1500, 18_000);
    return [order, customer, sales / 100, integerBetween(random, 80, 3200) / 100];
  }
  function anyCustomer(): number {
    return ledger.customerIds[Math.floor(random() * ledger.customerIds.length)]!;
  }
}

const FIRST_NAMES =
  'Ada Amara Anton Bela Bruno Carla Chen Dara Dina Edda Elif Emil Farah Felix Greta Hana Hugo Ida Imani Ines Ivo Jana Joel Juno Kai Kira Lars Lena Liam Lina Luca Maja Malik Mara Milo Mina Nadia Nico Nora Olga Omar Otto Pia Priya Rania Remy Rosa Ruben Sana Selma Silas Sofia Tara Theo Tilda Uma Vera Viktor Wanda Yara Yusuf Zoe'.split(
    ' ',
  );
const COMPANIES = [
  { name: 'Harvest Pantry Retail', costCenters: ['CC-1010', 'CC-1020'] },
  { name: 'Harvest Pantry Direct', costCenters: ['CC-2010', 'CC-2020', 'CC-2030'] },
  { name: 'Harvest Pantry Wholesale', costCenters: ['CC-3010'] },
] as const;
const REGIONS = ['Northeast', 'Midwest', 'South', 'West'] as const;
const GROUPS = ['Member', 'Member', 'Member', 'Premium', 'Trial', 'Employee'] as const;

/** The rows of Customers, by rising CUSTOMERID: invented names and addresses that lead nowhere. */
export function* customerRows(ids: Iterable<number>, seed: number): Generator<CustomerRow> {
  const random = seededRandom(seed, 7);
  for (const id of ids) {
    const name = oneOf(random, FIRST_NAMES);
    const { name: company, costCenters } = COMPANIES[Math.floor(random() ** 1.6 * 3)]!;
    yield [
      id,
      `${name.toLowerCase()}.${id}@example.com`,
      name,
      integerBetween(random, 10_001, 99_950),
      company,
      oneOf(random, costCenters),
      oneOf(random, REGIONS),
      oneOf(random, GROUPS),
    ];
  }
}
