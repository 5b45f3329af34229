import { useState } from 'react';
import { useLocation } from 'wouter';
import type { SavedSource } from '../../core/contract/api/sources.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { useAction } from '../bridge/api.ts';
import { secretToTest } from '../components/credentials/credentials-form.ts';
import { useToast } from '../components/overlays/toasts.tsx';
import { useSettings } from '../format/use-format.ts';
import { pathTo } from '../frame/routes.ts';
import { useConnectionTest } from '../places/connection-test.ts';
import type { ConnectionTest } from '../places/connection-test.ts';
import { isPeriod, lastMonth, namesPeriod } from '../places/pattern.ts';
import { readSourceForm, sourceFormOf } from './source-form.ts';
import type { SourceForm, SourceReading } from './source-form.ts';

/** A source while it is set up or changed. */
export interface EditedSource {
  /** As it is set up; null for a new one. */
  readonly source: SavedSource | null;
  readonly form: SourceForm;
  readonly change: (change: Partial<SourceForm>) => void;
  readonly touched: boolean;
  /** What was asked for last; only then is said what is wrong. */
  readonly tried: 'nothing' | 'test' | 'save';
  readonly wrong: Extract<SourceReading, { kind: 'wrong' }> | null;
  /** `YYYY-MM`, as typed: what a pattern is shown and tested for. */
  readonly period: string;
  readonly showPeriod: (period: string) => void;
  readonly test: ConnectionTest<'sources.test'>;
  readonly tryIt: () => void;
  /** Saves it, and leads to the list of sources. */
  readonly submit: () => void;
  readonly saving: boolean;
  readonly saveProblem: ProblemValue | null;
}

export function useEditedSource(source: SavedSource | null): EditedSource {
  const [, go] = useLocation();
  const toast = useToast();
  const { numberFormat } = useSettings();
  const [edited, setEdited] = useState<SourceForm | null>(null);
  const [tried, setTried] = useState<EditedSource['tried']>('nothing');
  const [period, setPeriod] = useState(() => lastMonth(Date.now()));
  const save = useAction('sources.save', ['sources.list', 'sources.recent']);
  const test = useConnectionTest('sources.test');
  const form = edited ?? sourceFormOf(source, numberFormat);
  const reading = readSourceForm(form, source, numberFormat);
  return {
    source,
    form,
    change(change) {
      setEdited({ ...form, ...change });
      test.forget();
      save.reset();
    },
    touched: edited !== null,
    tried,
    wrong: tried !== 'nothing' && reading.kind === 'wrong' ? reading : null,
    period,
    showPeriod(next) {
      setPeriod(next);
      test.forget();
    },
    test,
    tryIt() {
      setTried('test');
      // A name is not needed to find out whether a place can be reached.
      const named = readSourceForm({ ...form, name: form.name || '-' }, source, numberFormat);
      if (named.kind === 'wrong') return;
      const { place, s3 = {}, secret } = named.source;
      const tested = secretToTest(secret);
      const dated = namesPeriod(form.place) && isPeriod(period);
      test.begin({
        place,
        s3,
        ...(dated && { period: period.trim() }),
        ...(tested !== undefined && { secret: tested }),
      });
    },
    submit() {
      setTried('save');
      if (reading.kind === 'wrong') return;
      save.mutate(reading.source, {
        onSuccess: ({ name }) => {
          toast(`${name} is saved.`);
          go(pathTo('sources'));
        },
      });
    },
    saving: save.isPending,
    saveProblem: save.error,
  };
}
