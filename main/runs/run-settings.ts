import type { z } from 'zod';
import type { runSettingsSchema } from '../../core/contract/api/run-settings.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import { settingsSchema } from '../../core/contract/settings.ts';
import type { Settings } from '../../core/contract/settings.ts';

/**
 * The settings of a new run: what was given for it, else what the settings screen says. A mapping
 * that is given, even an empty one, stands for itself; else it is the one remembered for the source.
 */
export function runSettings(
  given: z.output<typeof runSettingsSchema>,
  app: AppSettings,
  remembered: Readonly<Record<string, string>>,
): Settings {
  const entity = given.entity ?? app.entity;
  return settingsSchema.parse({
    policy: given.policy ?? app.policy,
    onError: given.onError ?? app.onError,
    ...(given.increment && { increment: given.increment }),
    ...(given.onChanged && { onChanged: given.onChanged }),
    ...(given.onChangedReason && { onChangedReason: given.onChangedReason }),
    ...(given.decidedRows && { decidedRows: given.decidedRows }),
    asOf: given.asOf === undefined ? app.asOf : given.asOf,
    period: given.period ?? null,
    ...(given.calendar && { calendar: given.calendar }),
    ...(given.rollForward && { rollForward: given.rollForward }),
    toleranceCents: given.toleranceCents ?? app.toleranceCents,
    ...(entity !== '' && { entity }),
    csvBom: given.csvBom ?? app.csvBom,
    xlsx: given.xlsx ?? app.xlsx,
    mapping: given.mapping ?? remembered,
    ...(given.dates && { dates: given.dates }),
    ...(given.decimals && { decimals: given.decimals }),
    ...(given.sheets && { sheets: given.sheets }),
  });
}
