/** What a source that the analyst has set up is run with. Its secret is never here. */
export const savedSources = /* sql */ `
ALTER TABLE sources ADD COLUMN saved INTEGER NOT NULL DEFAULT 0 CHECK (saved IN (0, 1));
ALTER TABLE sources ADD COLUMN access TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(access));
ALTER TABLE sources ADD COLUMN settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings));
ALTER TABLE sources ADD COLUMN wait_minutes INTEGER NOT NULL DEFAULT 0 CHECK (wait_minutes >= 0);
`;
