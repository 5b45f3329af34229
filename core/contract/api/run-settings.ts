import { z } from 'zod';
import { settingsSchema } from '../settings.ts';
import type { SheetChoice } from '../settings.ts';

/** The settings of one run as a person gives them: what is left out comes from the settings screen. */
export const runSettingsSchema = withoutDefaults();
export type RunSettings = z.infer<typeof runSettingsSchema>;

function withoutDefaults() {
  const { shape } = settingsSchema;
  return z.strictObject({
    policy: shape.policy.unwrap().optional(),
    onError: shape.onError.unwrap().optional(),
    increment: shape.increment.unwrap().optional(),
    onChanged: shape.onChanged.unwrap().optional(),
    onChangedReason: shape.onChangedReason,
    decidedRows: shape.decidedRows,
    asOf: shape.asOf.unwrap().optional(),
    period: shape.period.unwrap().optional(),
    calendar: shape.calendar.unwrap().optional(),
    rollForward: shape.rollForward.unwrap().optional(),
    toleranceCents: shape.toleranceCents.unwrap().optional(),
    entity: shape.entity,
    csvBom: shape.csvBom.unwrap().optional(),
    xlsx: shape.xlsx.unwrap().optional(),
    mapping: shape.mapping.unwrap().optional(),
    dates: shape.dates,
    decimals: shape.decimals,
    sheets: shape.sheets.refine(hasEachSheetOnce),
  });
}

/** No sheet has two roles. */
function hasEachSheetOnce(choice: SheetChoice = {}): boolean {
  const names = Object.values(choice).filter((name) => name !== null);
  return new Set(names).size === names.length;
}
