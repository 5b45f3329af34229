import type { z } from 'zod';
import { withoutSecrets } from '../../secrets/without-secrets.ts';
import { appSettingsSchema, DEFAULT_APP_SETTINGS } from '../../../core/contract/api/settings.ts';
import type { AppSettings } from '../../../core/contract/api/settings.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryContext } from './history-context.ts';
import { parsed } from './history-context.ts';

/** A change of the settings; what is absent or undefined stays as it is. */
export type AppSettingsPatch = { readonly [K in keyof AppSettings]?: AppSettings[K] | undefined };

/** The settings of the application, and what its interface remembers. */
export function appSettingsFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically } = context;

  /** What was set, and the default for the rest: a value that no longer fits counts as not set. */
  function appSettings(): AppSettings {
    const stored = prepared<[], { name: string; value: string }>(
      'SELECT name, value FROM app_settings',
    ).all();
    const valid = stored.filter(({ name, value }) => fits(name, parsed(value)));
    return appSettingsSchema.parse(
      Object.fromEntries(valid.map(({ name, value }) => [name, parsed(value)])),
    );
  }

  /** Changes settings and returns all of them. Audited as `settings.changed` if any is new. */
  function setAppSettings(patch: AppSettingsPatch): AppSettings {
    return atomically(() => {
      const before = appSettings();
      const given = Object.fromEntries(
        Object.entries(patch).filter(([, value]) => value !== undefined),
      );
      const after = appSettingsSchema.parse({ ...before, ...given });
      const names = Object.keys(DEFAULT_APP_SETTINGS) as (keyof AppSettings)[];
      const changed = names.filter((name) => after[name] !== before[name]);
      for (const name of changed) putSetting(context, name, after[name]);
      if (changed.length > 0)
        appendAudit({
          action: 'settings.changed',
          detail: {
            before: Object.fromEntries(changed.map((name) => [name, before[name]])),
            after: Object.fromEntries(changed.map((name) => [name, after[name]])),
          },
        });
      return after;
    });
  }

  /** What the interface remembers under a key: a text, JSON by custom; null where nothing. */
  function getPref(key: string): string | null {
    const value = prepared<[string], string>('SELECT value FROM prefs WHERE key = ?').pluck();
    return value.get(key) ?? null;
  }

  /** Remembers a text under a key, or forgets it with null. */
  function setPref(key: string, value: string | null): void {
    if (value === null) prepared<[string]>('DELETE FROM prefs WHERE key = ?').run(key);
    else
      prepared<[string, string]>(
        `INSERT INTO prefs (key, value) VALUES (?, ?)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      ).run(key, value);
  }

  return { appSettings, setAppSettings, getPref, setPref };
}

/** A setting beside those of the screen, which do not know its name, and of which no secret is kept. */
export function keptSetting<T>(context: HistoryContext, name: string, schema: z.ZodType<T>) {
  const { prepared } = context;
  return {
    /** Null where none is set up, or what is stored no longer fits. */
    get(): T | null {
      const value = prepared<[string], string>('SELECT value FROM app_settings WHERE name = ?')
        .pluck()
        .get(name);
      return value === undefined ? null : (schema.safeParse(parsed(value)).data ?? null);
    },
    /** Forgets it with null. */
    set(given: T | null): void {
      if (given === null) prepared<[string]>('DELETE FROM app_settings WHERE name = ?').run(name);
      else putSetting(context, name, withoutSecrets(given));
    },
  };
}

function putSetting({ prepared }: HistoryContext, name: string, value: unknown): void {
  prepared<[string, string]>(
    `INSERT INTO app_settings (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(name, JSON.stringify(value));
}

function fits(name: string, value: unknown): boolean {
  return (
    Object.hasOwn(DEFAULT_APP_SETTINGS, name) &&
    appSettingsSchema.safeParse({ [name]: value }).success
  );
}
