import { currentBalances } from '../outputs/current-balances.ts';
import { outputSheet } from './sheet.ts';

/** Balances: where each customer stands. */
export const balances = outputSheet({ title: 'Balances', output: currentBalances });
