import { allocations as output } from '../outputs/allocations.ts';
import { outputSheet } from './sheet.ts';

/** Allocations: which lot pays how much of which redemption. */
export const allocations = outputSheet({ title: 'Allocations', output });
