/** When a run states its figures, and the bridge from its file to them. */
export const cutOff = /* sql */ `
ALTER TABLE runs ADD COLUMN cut_off TEXT CHECK (cut_off IS NULL OR json_valid(cut_off));
`;
