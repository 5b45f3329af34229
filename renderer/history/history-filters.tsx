import type { CallInput } from '../../core/contract/api/api.ts';
import { RUN_STATUS_WORDS } from '../../core/contract/run.ts';
import type { RunStatus } from '../../core/contract/run.ts';
import type { Policy } from '../../core/contract/settings.ts';
import { choicesOf } from '../components/controls/choices.ts';
import type { Choice } from '../components/controls/choices.ts';
import { ChoiceField, SelectField, TextField } from '../components/controls/controls.tsx';
import { POLICY_CHOICES } from '../words/policy-words.ts';
import css from './history.module.css';

const ALL: Choice<''> = { value: '', words: 'All' };

/** A run that waits for a person is interrupted as well. */
const STATUSES = { ...RUN_STATUS_WORDS, interrupted: 'Interrupted or waiting' };

/** Archived runs alone, or beside all others. */
type Archived = NonNullable<CallInput<'runs.list'>['archived']>;
const ARCHIVED: Readonly<Record<Archived, string>> = {
  only: 'Archived runs only',
  too: 'With archived runs',
};

/** What the history is narrowed to; what is absent is not asked for. */
export interface HistoryFilter {
  readonly text?: string;
  readonly sourceId?: number;
  readonly status?: RunStatus;
  readonly policy?: Policy;
  readonly archived?: Archived;
}

interface HistoryFiltersProps {
  readonly filter: HistoryFilter;
  readonly sources: readonly { readonly id: number; readonly name: string }[];
  readonly onFilter: (filter: HistoryFilter) => void;
}

/** By words, by source, by status, by policy; archived runs where they are asked for. */
export function HistoryFilters({ filter, sources, onFilter }: HistoryFiltersProps) {
  return (
    <search className={css.filters} aria-label="Filter the history">
      <TextField
        label="Search"
        type="search"
        placeholder="Source, period, run, status, who signed"
        maxLength={200}
        value={filter.text ?? ''}
        onChange={({ target }) =>
          onFilter(without(filter, 'text', target.value && { text: target.value }))
        }
      />
      <SelectField
        label="Source"
        value={filter.sourceId ?? ''}
        onChange={({ target }) =>
          onFilter(without(filter, 'sourceId', target.value && { sourceId: Number(target.value) }))
        }
      >
        <option value="">All</option>
        {sources.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <ChoiceField
        label="Status"
        value={filter.status ?? ''}
        choices={[ALL, ...choicesOf(STATUSES)]}
        onChange={(status) => onFilter(without(filter, 'status', status && { status }))}
      />
      <ChoiceField
        label="Policy"
        value={filter.policy ?? ''}
        choices={[ALL, ...POLICY_CHOICES]}
        onChange={(policy) => onFilter(without(filter, 'policy', policy && { policy }))}
      />
      <ChoiceField
        label="Archive"
        value={filter.archived ?? ''}
        choices={[{ value: '', words: 'Without archived runs' }, ...choicesOf(ARCHIVED)]}
        onChange={(archived) => onFilter(without(filter, 'archived', archived && { archived }))}
      />
    </search>
  );
}

function without<K extends keyof HistoryFilter>(
  filter: HistoryFilter,
  name: K,
  instead: Pick<HistoryFilter, K> | '' | 0,
): HistoryFilter {
  const { [name]: gone, ...rest } = filter;
  void gone;
  return instead ? { ...rest, ...instead } : rest;
}
