import { Notice } from './surfaces.tsx';

/** What is shown of a run is verified, and its files are not all written. */
export function StillWriting() {
  return (
    <Notice tone="info" title="Files of this run are still being written.">
      What you see is verified and will not change. Sign-off and decisions open when all files are
      written.
    </Notice>
  );
}
