import type { Deflated } from '../zip/zip-writer.ts';

/** The rows of a sheet between its header and what stands below, deflated already. */
export interface JoinedBody {
  readonly rows: number;
  readonly deflated: readonly Deflated[];
}
