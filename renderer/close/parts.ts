import { breakagePart } from './breakage/breakage-part.tsx';
import { entriesPart } from './entries/entries-part.tsx';
import { expiryPart } from './expiry/expiry-part.tsx';
import { fluxPart } from './flux/flux-part.tsx';
import type { ClosePart } from './frame/close-part.ts';
import { agingPart } from './pictures/aging-part.tsx';
import { packPart } from './pack/pack-part.tsx';
import { samplePart } from './sample/sample-part.tsx';
import { settingsPart } from './settings/settings-part.tsx';
import { signOffPart } from './sign-off/sign-off-part.tsx';
import { tieOutPart } from './tie-out/tie-out-part.tsx';

/** The parts of a close, in the order in which they are worked off. */
export const PARTS: readonly ClosePart[] = [
  tieOutPart,
  entriesPart,
  expiryPart,
  breakagePart,
  agingPart,
  fluxPart,
  signOffPart,
  samplePart,
  packPart,
  settingsPart,
];
