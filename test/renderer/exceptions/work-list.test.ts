import { describe, expect, it } from 'vitest';
import { exceptionQuerySchema } from '../../../core/contract/api/exceptions.ts';
import { EXCEPTIONS, exceptionTitle } from '../../../core/contract/exceptions.ts';
import type { ExceptionRecord, ExceptionSummary } from '../../../core/contract/run.ts';
import {
  WHOLE_LIST,
  byCurrency,
  carriedOver,
  changedSinceDecided,
  decides,
  decisionWords,
  inParts,
  kindsOf,
  narrowed,
  orderedBy,
  queryOf,
  reasonMissing,
  rememberedView,
  undoneWords,
} from '../../../renderer/exceptions/work-list.ts';

describe('the query of a view', () => {
  it('asks for everything, the largest first, where nothing is narrowed', () => {
    expect(queryOf(WHOLE_LIST)).toEqual({ orderBy: 'cents', descending: true });
    expect(narrowed(WHOLE_LIST)).toBe(false);
  });

  it('names what is narrowed, trimmed, as the contract takes it', () => {
    const query = queryOf({
      ...WHOLE_LIST,
      code: 'variance.untracked',
      status: 'open',
      owner: '=Ada',
      customer: ' 23306353 ',
      search: ' 4711 ',
      carried: 'new',
    });
    expect(exceptionQuerySchema.parse(query)).toEqual({
      code: 'variance.untracked',
      status: 'open',
      owner: 'Ada',
      customer: '23306353',
      search: '4711',
      carried: false,
      orderBy: 'cents',
      descending: true,
    });
  });

  it('tells nobody from a person of that name', () => {
    expect(queryOf({ ...WHOLE_LIST, owner: 'nobody' }).owner).toBeNull();
    expect(queryOf({ ...WHOLE_LIST, owner: '=nobody' }).owner).toBe('nobody');
    expect(queryOf(WHOLE_LIST).owner).toBeUndefined();
  });

  it('is narrowed by a filter and not by an order', () => {
    expect(narrowed({ ...WHOLE_LIST, carried: 'carried' })).toBe(true);
    expect(narrowed({ ...WHOLE_LIST, search: '  ' })).toBe(false);
    expect(narrowed({ ...WHOLE_LIST, orderBy: 'status', descending: false })).toBe(false);
  });

  it('turns round on a second click; amounts and dates begin with the largest', () => {
    const byCustomer = orderedBy(WHOLE_LIST, 'customer');
    expect(byCustomer).toMatchObject({ orderBy: 'customer', descending: false });
    expect(orderedBy(byCustomer, 'customer').descending).toBe(true);
    expect(orderedBy(byCustomer, 'createdAt').descending).toBe(true);
  });

  it('is remembered; what cannot be understood is forgotten', () => {
    const view = { ...WHOLE_LIST, search: '4711', descending: false };
    expect(rememberedView(JSON.stringify(view))).toEqual(view);
    expect(rememberedView(null)).toEqual(WHOLE_LIST);
    expect(rememberedView('{')).toEqual(WHOLE_LIST);
    expect(rememberedView('{"search":7,"status":"open"}')).toEqual({
      ...WHOLE_LIST,
      status: 'open',
    });
  });
});

describe('kinds', () => {
  const summary = (
    code: string,
    status: ExceptionSummary['status'],
    count: number,
    cents: number,
    currency = '',
    unknown = 0,
  ): ExceptionSummary => ({ code, status, count, cents, currency, unknown });

  it('come in the order of the catalogue with counts and amounts by currency', () => {
    const kinds = kindsOf([
      summary('row.quarantined', 'open', 1, 100, 'USD'),
      summary('redemption.unmatched', 'open', 2, 500, 'USD'),
      summary('redemption.unmatched', 'accepted', 3, 700, 'EUR', 1),
      summary('redemption.unmatched', 'accepted', 1, 50, 'USD'),
      summary('retired.kind', 'open', 1, 1, 'USD'),
    ]);
    expect(kinds.map(({ code }) => code)).toEqual([
      'redemption.unmatched',
      'row.quarantined',
      'retired.kind',
    ]);
    expect(kinds[0]).toMatchObject({
      count: 6,
      open: 2,
      atStake: [
        { currency: 'EUR', cents: 700, unknown: 1 },
        { currency: 'USD', cents: 550, unknown: 0 },
      ],
    });
  });

  it('each have words of their own', () => {
    const titles = Object.keys(EXCEPTIONS).map(exceptionTitle);
    expect(new Set(titles).size).toBe(titles.length);
    expect(exceptionTitle('balance.negative')).toBe(EXCEPTIONS['balance.negative']);
    expect(exceptionTitle('retired.kind')).toBe('retired.kind');
  });

  it('of nothing are none', () => {
    expect(kindsOf([])).toEqual([]);
    expect(byCurrency([])).toEqual([]);
  });
});

describe('an exception', () => {
  const record: ExceptionRecord = {
    code: 'variance.untracked',
    key: 'k',
    customer: '1',
    currency: '',
    ids: [],
    rows: [],
    cents: 500,
    createdAt: null,
    message: '',
    status: 'open',
    owner: null,
    updatedAt: null,
    decidedCents: null,
    firstRun: null,
    lastRun: null,
    notes: 0,
  };

  it('is carried over where an earlier run had it', () => {
    expect(carriedOver(record, 'b')).toBe(false);
    expect(carriedOver({ ...record, firstRun: 'b' }, 'b')).toBe(false);
    expect(carriedOver({ ...record, firstRun: 'a' }, 'b')).toBe(true);
  });

  it('has changed where it was decided at another amount', () => {
    expect(changedSinceDecided(record)).toBe(false);
    expect(changedSinceDecided({ ...record, decidedCents: 500 })).toBe(false);
    expect(changedSinceDecided({ ...record, decidedCents: 0 })).toBe(true);
  });
});

describe('a decision', () => {
  it('is one where anything is set', () => {
    expect(decides({})).toBe(false);
    expect(decides({ note: '  ' })).toBe(false);
    expect(decides({ owner: null })).toBe(true);
    expect(decides({ status: 'open' })).toBe(true);
  });

  it('closes nothing without a reason', () => {
    for (const status of ['explained', 'accepted', 'resolved'] as const) {
      expect(decides({ status })).toBe(false);
      expect(decides({ status, note: '  ' })).toBe(false);
      expect(decides({ status, note: 'Posted late' })).toBe(true);
    }
    expect(reasonMissing({ status: 'open' })).toBe(false);
  });

  it('is told of where it was undone, with what was left alone', () => {
    expect(undoneWords(1, 0, String)).toBe('Undone: 1 exception is as before.');
    expect(undoneWords(3, 2, String)).toBe(
      'Undone: 3 exceptions are as before. 2 exceptions changed since and left unchanged.',
    );
  });

  it('is told in a sentence', () => {
    expect(decisionWords(1, '1', { status: 'accepted' })).toBe('1 exception is now accepted.');
    expect(decisionWords(1200, '1,200', { status: 'explained', owner: 'Ada', note: 'x' })).toBe(
      '1,200 exceptions are now explained, assigned to Ada, with your note.',
    );
    expect(decisionWords(2, '2', { owner: null })).toBe('2 exceptions are now unassigned.');
    expect(decisionWords(2, '2', { note: 'x' })).toBe('The note was added to 2 exceptions.');
  });

  it('goes in parts that lose nothing', () => {
    expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(inParts([], 2)).toEqual([]);
    expect(inParts([1, 2], 2)).toEqual([[1, 2]]);
  });
});
