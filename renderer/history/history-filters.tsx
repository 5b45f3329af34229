import { RUN_STATUSES, RUN_STATUS_WORDS } from '../../core/contract/run.ts';
import type { RunStatus } from '../../core/contract/run.ts';
import { POLICIES } from '../../core/contract/settings.ts';
import type { Policy } from '../../core/contract/settings.ts';
import { SelectField } from '../components/controls/controls.tsx';
import { policyTitle } from '../words/policy-words.ts';
import css from './history.module.css';

/** What the history is narrowed to; what is absent is not asked for. */
export interface HistoryFilter {
  readonly sourceId?: number;
  readonly status?: RunStatus;
  readonly policy?: Policy;
}

interface HistoryFiltersProps {
  readonly filter: HistoryFilter;
  readonly sources: readonly { readonly id: number; readonly name: string }[];
  readonly onFilter: (filter: HistoryFilter) => void;
}

/** By source, by status, by policy. */
export function HistoryFilters({ filter, sources, onFilter }: HistoryFiltersProps) {
  return (
    <search className={css.filters} aria-label="Narrow the history">
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
      <SelectField
        label="Status"
        value={filter.status ?? ''}
        onChange={({ target }) =>
          onFilter(without(filter, 'status', target.value && { status: target.value as RunStatus }))
        }
      >
        <option value="">All</option>
        {RUN_STATUSES.map((status) => (
          <option key={status} value={status}>
            {status === 'interrupted' ? 'Interrupted or waiting' : RUN_STATUS_WORDS[status]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Policy"
        value={filter.policy ?? ''}
        onChange={({ target }) =>
          onFilter(without(filter, 'policy', target.value && { policy: target.value as Policy }))
        }
      >
        <option value="">All</option>
        {POLICIES.map((policy) => (
          <option key={policy} value={policy}>
            {policyTitle(policy)}
          </option>
        ))}
      </SelectField>
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
