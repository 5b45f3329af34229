import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { MakePack } from './make-pack.tsx';
import { VerifyPack } from './verify-pack.tsx';

export const packPart: ClosePart = {
  id: 'pack',
  title: 'Auditor’s pack',
  clears: [],
  Panel: Pack,
};

/** What is handed to the auditor, and whether it is still what was written. */
function Pack(props: ClosePanelProps) {
  return (
    <>
      <MakePack {...props} />
      <VerifyPack />
    </>
  );
}
