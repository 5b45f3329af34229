/**
 * An amount at stake may be unknown: `cents` is 0 then. How many exceptions a run has of a kind is counted over
 * currencies; amounts never are.
 */
export const unknownAmounts = /* sql */ `
ALTER TABLE exceptions ADD COLUMN unknown INTEGER NOT NULL DEFAULT 0 CHECK (unknown IN (0, 1));
ALTER TABLE exception_counts DROP COLUMN cents;
`;
