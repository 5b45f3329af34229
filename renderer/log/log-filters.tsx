import { useState } from 'react';
import { ACT_KINDS, actWords } from '../../core/contract/acts/acts.ts';
import type { ActKind } from '../../core/contract/acts/acts.ts';
import type { AuditFacets, AuditQuery } from '../../core/contract/audit/audit-query.ts';
import { choicesOf } from '../components/controls/choices.ts';
import type { Choice } from '../components/controls/choices.ts';
import { ChoiceField, SelectField, TextField } from '../components/controls/controls.tsx';
import { DateField } from '../components/date-field/date-field.tsx';
import { typedDay } from '../format/typed-day.ts';
import { useSettings } from '../format/use-format.ts';
import { startOfDay } from './days.ts';
import css from './log.module.css';

const KINDS: readonly Choice<ActKind | ''>[] = [
  { value: '', words: 'All' },
  ...choicesOf(ACT_KINDS),
];

interface LogFiltersProps {
  readonly query: AuditQuery;
  readonly facets: AuditFacets | undefined;
  readonly onQuery: (query: AuditQuery) => void;
}

/** By words, person, kind of act, act, run and time. What is not asked for is left out of the query. */
export function LogFilters({ query, facets, onQuery }: LogFiltersProps) {
  const { dateFormat } = useSettings();
  const [days, setDays] = useState({ from: '', before: '' });
  const set = <K extends keyof AuditQuery>(name: K, value: AuditQuery[K] | ''): void => {
    const { [name]: before, ...others } = query;
    void before;
    onQuery(value === '' || value === undefined ? others : { ...others, [name]: value });
  };
  const setDay = (name: 'from' | 'before', text: string): void => {
    setDays((now) => ({ ...now, [name]: text }));
    const typed = typedDay(text, dateFormat);
    if (typed.ok)
      set(name, typed.value === null ? '' : startOfDay(typed.value, name === 'from' ? 0 : 1));
  };
  return (
    <search className={css.filters} aria-label="Filter the audit log">
      <TextField
        label="Search"
        type="search"
        placeholder="Act, person, computer, file, reason"
        maxLength={200}
        value={query.text ?? ''}
        onChange={({ target }) => set('text', target.value)}
      />
      <SelectField
        label="Person"
        value={query.actor ?? ''}
        onChange={({ target }) => set('actor', target.value)}
      >
        <option value="">All</option>
        {facets?.actors.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <ChoiceField
        label="Kind"
        value={query.kind ?? ''}
        choices={KINDS}
        onChange={(kind) => set('kind', kind)}
      />
      <SelectField
        label="Act"
        value={query.act ?? ''}
        onChange={({ target }) => set('act', target.value)}
      >
        <option value="">All</option>
        {facets?.acts.map((name) => (
          <option key={name} value={name}>
            {actWords(name)}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Run"
        placeholder="Id of a run"
        maxLength={40}
        value={query.runId ?? ''}
        onChange={({ target }) => set('runId', target.value.trim())}
      />
      <DateField label="From" value={days.from} onChange={(text) => setDay('from', text)} />
      <DateField label="To" value={days.before} onChange={(text) => setDay('before', text)} />
    </search>
  );
}
