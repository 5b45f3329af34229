import { PLAIN_CALENDAR } from '../../../../core/contract/periods.ts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../../core/contract/api/settings.ts';
import { sameMapping, withHeader, withoutHeader } from '../../../../renderer/under-way/mapping.ts';
import {
  accessOfNotes,
  EMPTY_S3_FORM,
  placeKind,
  placeOf,
  rememberedAccess,
  s3FormOf,
  shownPlace,
  withAccess,
  wrongWithPlace,
} from '../../../../renderer/places/place-form.ts';
import { fetchWords } from '../../../../renderer/walk/download/fetch-words.ts';
import {
  askedOf,
  readRunForm,
  calendarOf,
  runFormOf,
  settingsThatDiffer,
} from '../../../../renderer/walk/start/run-form.ts';

describe('a typed place', () => {
  it.each([
    ['s3://ledgers/2025/tc.xlsx', 's3'],
    [' S3://ledgers/tc.xlsx', 's3'],
    ['https://files.example.com/tc.xlsx', 'https'],
    ['C:\\ledgers\\tc.xlsx', 'local'],
    ['/home/ana/tc.xlsx', 'local'],
  ])('%s is of kind %s', (text, kind) => {
    expect(placeKind(text)).toBe(kind);
  });

  it('gives only what was typed of how a store is reached, and nothing of it for other places', () => {
    const form = { ...EMPTY_S3_FORM, region: ' eu-west-1 ' };
    expect(placeOf(' s3://b/k.xlsx ', form)).toEqual({
      place: 's3://b/k.xlsx',
      s3: { region: 'eu-west-1' },
    });
    expect(placeOf('s3://b/k.xlsx', EMPTY_S3_FORM)).toEqual({ place: 's3://b/k.xlsx' });
    expect(placeOf('"/home/ana/my ledger.xlsx"', form)).toEqual({
      place: '/home/ana/my ledger.xlsx',
    });
  });

  it('is refused with the reason where it cannot be one', () => {
    expect(wrongWithPlace('  ', EMPTY_S3_FORM)).toMatch(/Enter the path or address/);
    expect(wrongWithPlace('http://files.example.com/tc.xlsx', EMPTY_S3_FORM)).toMatch(/https/);
    expect(wrongWithPlace('s3://bucket', EMPTY_S3_FORM)).toMatch(/s3:\/\/bucket\/path/);
    expect(wrongWithPlace('s3://b/k', { ...EMPTY_S3_FORM, endpoint: 'minio' })).toMatch(
      /endpoint/i,
    );
    expect(wrongWithPlace('s3://b/k*', { ...EMPTY_S3_FORM, versionId: 'v1' })).toMatch(/version/i);
    expect(wrongWithPlace('s3://b/k', { ...EMPTY_S3_FORM, versionId: 'v1' })).toBeNull();
    expect(wrongWithPlace('s3://b/k', EMPTY_S3_FORM)).toBeNull();
    expect(wrongWithPlace('s3://b/', EMPTY_S3_FORM)).toBeNull();
    expect(wrongWithPlace('relative/tc.csv', EMPTY_S3_FORM)).toBeNull();
  });

  it('is reached the next time as it was, until it is reached plainly', () => {
    const place = { place: 's3://b/k', s3: { profile: 'finance', pathStyle: true } };
    const kept = withAccess({ 's3://other/k': { region: 'us-east-1' } }, place);
    const read = rememberedAccess(JSON.stringify(kept));
    expect(s3FormOf(read['s3://b/k'])).toEqual({
      region: '',
      profile: 'finance',
      endpoint: '',
      pathStyle: true,
      requesterPays: false,
      versionId: '',
    });
    expect(withAccess(read, { place: 's3://b/k' })).toEqual({
      's3://other/k': { region: 'us-east-1' },
    });
  });

  it('is reached again as the notes of a run tell', () => {
    expect(accessOfNotes({ 's3.profile': 'finance', 's3.pathStyle': 'true', sheet: '1' })).toEqual({
      profile: 'finance',
      pathStyle: true,
    });
    expect(accessOfNotes({ 's3.requesterPays': 'true', 's3.versionId': 'v1' })).toEqual({
      requesterPays: true,
      versionId: 'v1',
    });
    expect(accessOfNotes({ delimiter: ';' })).toBeUndefined();
  });

  it.each([
    [
      'https://ana:pw@files.example.com/tc.xlsx?X-Amz-Signature=abc',
      'https://files.example.com/tc.xlsx',
    ],
    ['https://files.example.com/a@b/tc.xlsx#x', 'https://files.example.com/a@b/tc.xlsx'],
    ['s3://ledgers/what?.xlsx', 's3://ledgers/what?.xlsx'],
    ['/home/ana/tc.xlsx', '/home/ana/tc.xlsx'],
  ])('%s is shown without what opens it', (place, shown) => {
    expect(shownPlace(place)).toBe(shown);
  });

  it.each([null, '{', '[1]', '7'])('remembers nothing from %s', (text) => {
    expect(rememberedAccess(text)).toEqual({});
  });
});

describe('the mapping of headers', () => {
  it('gives a field to one header at a time', () => {
    const first = withHeader({}, 'Wert', 'AMOUNT');
    expect(withHeader(first, 'Betrag', 'AMOUNT')).toEqual({ Betrag: 'AMOUNT' });
    expect(withHeader(first, 'Wert', 'TRANS_ID')).toEqual({ Wert: 'TRANS_ID' });
  });

  it('carries along as many headers as one likes', () => {
    const mapping = withHeader(withHeader({}, 'a', 'extra'), 'b', 'extra');
    expect(mapping).toEqual({ a: 'extra', b: 'extra' });
    expect(withoutHeader(mapping, 'a')).toEqual({ b: 'extra' });
  });

  it('is the same whatever the order of the headers', () => {
    expect(sameMapping({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true);
    expect(sameMapping({ a: '1' }, { a: '2' })).toBe(false);
    expect(sameMapping({ a: '1' }, { a: '1', b: '2' })).toBe(false);
    expect(sameMapping({ a: '1' }, { b: '1' })).toBe(false);
  });
});

describe('the settings of a run', () => {
  const form = runFormOf({ ...DEFAULT_APP_SETTINGS, toleranceCents: 1250, asOf: '2025-12-31' });

  it('begin with what the settings screen says', () => {
    expect(readRunForm(form, DEFAULT_APP_SETTINGS)).toEqual({
      kind: 'right',
      settings: {
        calendar: PLAIN_CALENDAR,
        period: null,
        asOf: '2025-12-31',
        policy: 'one-to-one',
        onError: 'halt',
        increment: 'auto',
        toleranceCents: 1250,
      },
    });
  });

  it('take the tolerance as the number format writes it', () => {
    const german = runFormOf({
      ...DEFAULT_APP_SETTINGS,
      toleranceCents: 5,
      numberFormat: '1.234,56',
    });
    expect(german.tolerance).toBe('0,05');
    const read = readRunForm(
      { ...german, tolerance: '1.000,5' },
      { ...DEFAULT_APP_SETTINGS, numberFormat: '1.234,56' },
    );
    expect(read).toMatchObject({ kind: 'right', settings: { toleranceCents: 100_050 } });
  });

  it('have their days as the date format writes them', () => {
    const settings = { ...DEFAULT_APP_SETTINGS, dateFormat: 'DD.MM.YYYY' } as const;
    const shown = runFormOf({ ...settings, asOf: '2026-06-30' });
    expect(shown.asOf).toBe('30.06.2026');
    const read = readRunForm({ ...shown, period: '01.06.2026..14.06.2026' }, settings);
    expect(read).toMatchObject({
      settings: { asOf: '2026-06-30', period: '2026-06-01..2026-06-14' },
    });
    expect(readRunForm({ ...shown, asOf: '31.06.2026' }, settings)).toMatchObject({
      wrong: { asOf: '31.06.2026 is not a date in the calendar.' },
    });
  });

  it('are those of a source that is set up where it has its own', () => {
    const app = { ...DEFAULT_APP_SETTINGS, toleranceCents: 1250, asOf: '2025-12-31' };
    const own = runFormOf(app, { policy: 'exact', asOf: null, toleranceCents: 0 });
    expect(own).toMatchObject({ policy: 'exact', asOf: '', tolerance: '0.00', onError: 'halt' });
  });

  it('are detected anew where the formats of a source are taken away', () => {
    const before = { dates: 'dmy', decimals: 'comma', xlsx: false } as const;
    const read = readRunForm(
      { ...runFormOf(DEFAULT_APP_SETTINGS, before), dates: '' },
      DEFAULT_APP_SETTINGS,
    );
    const right = read as Extract<typeof read, { kind: 'right' }>;
    const asked = askedOf(right.settings, before);
    expect(asked).toMatchObject({ decimals: 'comma', xlsx: false });
    expect(asked).not.toHaveProperty('dates');
  });

  it('have the calendar of the source, its day as days are typed, and say what is wrong with it', () => {
    const settings = { ...DEFAULT_APP_SETTINGS, dateFormat: 'DD.MM.YYYY' } as const;
    const calendar = {
      fiscalStart: 2,
      fiscalPeriods: '4-4-5',
      twoWeeksFrom: '2026-01-05',
    } as const;
    const own = runFormOf(settings, { calendar });
    expect(own.calendar.twoWeeksFrom).toBe('05.01.2026');
    expect(readRunForm({ ...own, period: 'FY26-P05' }, settings)).toMatchObject({
      settings: { calendar, period: 'FY26-P05' },
    });
    const typed = (twoWeeksFrom: string) => ({
      ...own,
      calendar: { ...own.calendar, twoWeeksFrom },
    });
    expect(readRunForm(typed('31.02.2026'), settings)).toMatchObject({
      wrong: { twoWeeksFrom: expect.any(String) as string },
    });
    expect(calendarOf(typed(''), 'DD.MM.YYYY')).toEqual({
      ...calendar,
      twoWeeksFrom: PLAIN_CALENDAR.twoWeeksFrom,
    });
  });

  it('are remembered with a source where they are not as the settings screen has them', () => {
    const calendar = PLAIN_CALENDAR;
    const asked = { policy: 'exact', onError: 'halt', toleranceCents: 5, calendar } as const;
    expect(settingsThatDiffer(asked, DEFAULT_APP_SETTINGS)).toEqual({
      policy: 'exact',
      toleranceCents: 5,
    });
    const app = DEFAULT_APP_SETTINGS;
    expect(settingsThatDiffer({ ...app, calendar }, app)).toEqual({});
    const fiscal = { ...calendar, fiscalStart: 2 };
    expect(settingsThatDiffer({ ...app, calendar: fiscal }, app)).toEqual({ calendar: fiscal });
  });

  it.each([
    ['period', { period: '2025-13' }],
    ['period', { period: 'March' }],
    ['asOf', { asOf: '2025-02-30' }],
    ['asOf', { asOf: '31.12.2025' }],
    ['tolerance', { tolerance: '-1' }],
    ['tolerance', { tolerance: 'some' }],
  ])('say what is wrong with the %s', (name, typed) => {
    const read = readRunForm({ ...form, ...typed }, DEFAULT_APP_SETTINGS);
    expect(read.kind).toBe('wrong');
    expect(Object.keys(read.kind === 'wrong' ? read.wrong : {})).toEqual([name]);
  });
});

describe('how a file came here', () => {
  it('is told with what it was checked by', () => {
    const facts = { from: 'place', checkedBy: 'sha256', etag: '"a1"', versionId: 'v1' } as const;
    expect(fetchWords(facts)).toEqual({
      from: 'From its location',
      details: 'checked by sha256 · ETag "a1" · version v1',
    });
  });

  it('says where only its size could be checked, and that nothing had changed', () => {
    const facts = { from: 'cache', checkedBy: null, etag: null, versionId: null } as const;
    expect(fetchWords(facts)).toEqual({
      from: 'Unchanged, from the cache',
      details: 'checked by its size',
    });
  });
});
