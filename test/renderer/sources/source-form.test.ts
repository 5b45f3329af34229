import { describe, expect, it } from 'vitest';
import type { SavedSource } from '../../../core/contract/api/sources.ts';
import { readSourceForm, sourceFormOf } from '../../../renderer/sources/source-form.ts';
import { accessWords, secretWords, settingWords } from '../../../renderer/sources/source-words.ts';

const SAVED: SavedSource = {
  id: 7,
  name: 'Month end, North',
  place: 's3://ledgers/{yyyy}-{MM}/tc*.xlsx',
  s3: { region: 'eu-west-1', requesterPays: true },
  mapping: { Betrag: 'AMOUNT' },
  settings: { policy: 'exact', toleranceCents: 1250, asOf: '2026-01-31' },
  waitMinutes: 30,
  secret: { kept: 'session', accessKey: '…MPLE', customerKey: false, url: false },
  lastRun: null,
};
const NUMBERS = '1,234.56';

describe('a source that is set up', () => {
  it('is saved as it was where nothing is typed, its secret left where it is', () => {
    const form = sourceFormOf(SAVED, NUMBERS);
    expect(JSON.stringify(form)).not.toContain('MPLE');
    const { id, name, place, s3, mapping, settings, waitMinutes } = SAVED;
    expect(readSourceForm(form, SAVED, NUMBERS)).toEqual({
      kind: 'right',
      source: { id, name, place, s3, mapping, settings, waitMinutes },
    });
  });

  it('forgets its keys for the default chain, and a setting for the one of the settings screen', () => {
    const form = sourceFormOf(SAVED, NUMBERS);
    const read = readSourceForm(
      { ...form, policy: '', tolerance: ' ', credentials: { ...form.credentials, by: 'chain' } },
      SAVED,
      NUMBERS,
    );
    expect(read).toMatchObject({ source: { secret: null, settings: { asOf: '2026-01-31' } } });
    expect(read.kind === 'right' && Object.keys(read.source.settings ?? {})).toEqual(['asOf']);
  });

  it('has no access of S3 elsewhere, and waits for no local file', () => {
    const form = sourceFormOf(SAVED, NUMBERS);
    expect(readSourceForm({ ...form, place: '/home/ana/tc.xlsx' }, SAVED, NUMBERS)).toMatchObject({
      source: { place: '/home/ana/tc.xlsx', s3: {}, waitMinutes: 0 },
    });
  });
});

describe('a new source', () => {
  const empty = sourceFormOf(null, NUMBERS);

  it('says what it lacks', () => {
    const read = readSourceForm({ ...empty, tolerance: 'some' }, null, NUMBERS);
    expect(Object.keys(read.kind === 'wrong' ? read.wrong : {})).toEqual([
      'name',
      'place',
      'tolerance',
    ]);
  });

  it('takes the keys that are given, and no profile beside them', () => {
    const read = readSourceForm(
      {
        ...empty,
        name: ' North ',
        place: ' s3://b/k ',
        s3: { ...empty.s3, profile: 'finance', region: 'eu-west-1' },
        credentials: {
          ...empty.credentials,
          by: 'keys',
          accessKeyId: 'AKIAEXAMPLE',
          secretAccessKey: 'secret',
        },
      },
      null,
      NUMBERS,
    );
    expect(read).toMatchObject({
      source: {
        id: null,
        name: 'North',
        place: 's3://b/k',
        s3: { region: 'eu-west-1' },
        secret: { keys: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' } },
      },
    });
    expect(JSON.stringify(read)).not.toContain('finance');
  });
});

describe('what is said of a source', () => {
  it.each([
    [SAVED, 'S3 · region eu-west-1 · requester pays'],
    [{ place: '/home/ana/tc.xlsx', s3: {} }, 'On this computer'],
    [{ place: 'https://files.example.com/tc.xlsx', s3: {} }, 'On the web'],
  ])('how it is reached (%#)', (source, words) => {
    expect(accessWords(source)).toBe(words);
  });

  it('what its runs do otherwise than the settings screen says', () => {
    const words = (settings: SavedSource['settings']): string =>
      settingWords(settings, { amount: String, dayNamed: String }, (policy) => `Policy ${policy}`);
    expect(words(SAVED.settings)).toBe('Policy exact · tolerance 1250 · as of 2026-01-31');
    expect(words({ onError: 'quarantine', xlsx: false })).toBe(
      'Errors set aside · without Excel workbooks',
    );
    expect(words({ dates: 'dmy', sheets: { ledger: 'June', sales: null } })).toBe(
      'Day first (31/12/2026) · ledger: June, Sales: none',
    );
    expect(words({})).toBe('');
  });

  it('by what it is opened and where that is kept', () => {
    const secret = SAVED.secret!;
    expect(secretWords('s3://b/k', secret)).toEqual({
      what: 'Access key …MPLE',
      where: 'until the program ends',
      gone: false,
    });
    expect(secretWords('s3://b/k', { ...secret, kept: 'gone' }).gone).toBe(true);
    expect(secretWords('s3://b/k', null).what).toBe('AWS default chain');
    expect(secretWords('s3://b/k', { ...secret, accessKey: null, customerKey: true }).what).toBe(
      'AWS default chain, your own encryption key',
    );
    expect(secretWords('/home/ana/tc.xlsx', null).what).toBe('Nothing needed');
  });
});
