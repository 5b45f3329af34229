import type { GenerateWish } from './write/write-file.ts';

/** The samples that come with the program, and how they are made. */
export const SAMPLES: readonly (Omit<GenerateWish, 'out'> & { readonly file: string })[] = [
  { file: 'tc_raw_data.xlsx', rows: 2000, customers: 200, seed: 7, messy: false },
  { file: 'messy.xlsx', rows: 300, customers: undefined, seed: 7, messy: true },
];
