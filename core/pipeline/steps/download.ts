import type { Step } from './step.ts';

/**
 * The source's bytes lie on this machine already: whoever asks for the run has fetched them, before there was a
 * run to speak of. What is left to do is to know by its checksum what was brought.
 */
export const download: Step<null, null> = {
  name: 'download',
  run: ({ request }) =>
    Promise.resolve({
      left: null,
      rowsIn: 0,
      rowsOut: 0,
      checksums: { source: request.sha256 },
    }),
  resume: () => Promise.resolve(null),
};
