import { expect, it } from 'vitest';
import { runSettingsSchema } from '../../../core/contract/api/run-settings.ts';
import { appSettingsSchema } from '../../../core/contract/api/settings.ts';
import { runSettings } from '../../../main/runs/run-settings.ts';

const app = appSettingsSchema.parse({ policy: 'exact' });
const remembered = { Betrag: 'AMOUNT', Kunde: 'CUSTOMERID' };

it('what is not given comes from the settings screen and from the source', () => {
  expect(runSettings({ xlsx: false }, app, remembered)).toMatchObject({
    policy: 'exact',
    onError: app.onError,
    xlsx: false,
    mapping: remembered,
  });
});

it('a mapping that is given replaces the remembered one, so that a header can be dropped', () => {
  expect(runSettings({ mapping: { Betrag: 'AMOUNT' } }, app, remembered).mapping).toEqual({
    Betrag: 'AMOUNT',
  });
  expect(runSettings({ mapping: {} }, app, remembered).mapping).toEqual({});
});

it('no sheet is given two roles', () => {
  const given = (sheets: object): boolean => runSettingsSchema.safeParse({ sheets }).success;
  expect(given({ ledger: 'June', sales: null, customers: null })).toBe(true);
  expect(given({ ledger: 'June', customers: 'June' })).toBe(false);
  expect(runSettingsSchema.safeParse({}).success).toBe(true);
});

it('the entity is that of the run or its source, else that of the settings screen; without either there is none', () => {
  const named = { ...app, entity: 'Thrive Market' };
  expect(runSettings({ entity: 'Thrive Outlet' }, named, {}).entity).toBe('Thrive Outlet');
  expect(runSettings({}, named, {}).entity).toBe('Thrive Market');
  expect(runSettings({}, app, {})).not.toHaveProperty('entity');
});
