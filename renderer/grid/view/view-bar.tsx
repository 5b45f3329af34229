import { Search } from 'lucide-react';
import { useState } from 'react';
import type { RefObject } from 'react';
import { QUICK_FILTERS } from '../../../core/contract/api/grid.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Segments } from '../../components/controls/segments.tsx';
import { CustomerBox } from '../../components/customer-box/customer-box.tsx';
import { periodWords, QUICK_WORDS } from './filter-words.ts';
import css from './view.module.css';
import type { ViewScope } from './opened-view.ts';

interface ViewBarProps {
  readonly runId: string;
  readonly scope: ViewScope;
  readonly periods: readonly string[];
  readonly idBox: RefObject<HTMLInputElement | null>;
  readonly onScope: (scope: ViewScope) => void;
  /** Jumps to the row with this TRANS_ID. */
  readonly onFind: (id: string) => void;
}

const QUICK = QUICK_FILTERS.map((value) => ({ value, label: QUICK_WORDS[value] }));

/** What of the run is shown. */
export function ViewBar(props: ViewBarProps) {
  const { runId, scope, periods, idBox, onScope } = props;
  const [id, setId] = useState('');
  const wanted = id.trim();
  return (
    <div className={css.bar} role="group" aria-label="View of the matched rows">
      <Segments
        label="Rows shown"
        value={scope.quick}
        options={QUICK}
        onChange={(quick) => onScope({ ...scope, quick })}
      />
      <CustomerBox
        runId={runId}
        label="Customer"
        onChoose={(customer) => onScope({ ...scope, customer })}
      />
      <select
        className={css.period}
        aria-label="Period"
        value={scope.period ?? ''}
        onChange={(event) => onScope({ ...scope, period: event.target.value || null })}
      >
        <option value="">All periods</option>
        {/* A link may name a month without a movement. */}
        {scope.period !== null && !periods.includes(scope.period) && (
          <option value={scope.period}>{periodWords(scope.period)}</option>
        )}
        {periods.map((period) => (
          <option key={period} value={period}>
            {periodWords(period)}
          </option>
        ))}
      </select>
      <form
        role="search"
        className={css.find}
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== '') props.onFind(wanted);
        }}
      >
        <input
          ref={idBox}
          aria-label="Find an id"
          placeholder="Find an id"
          autoComplete="off"
          spellCheck={false}
          value={id}
          onChange={(event) => setId(event.target.value)}
        />
        <Button type="submit" iconOnly aria-label="Jump to the row" title="Jump to the row">
          <Search size={14} aria-hidden />
        </Button>
        <Button
          disabled={wanted === ''}
          title="Only rows with this id as movement, order, customer or redemption"
          onClick={() => onScope({ ...scope, search: wanted })}
        >
          Show only
        </Button>
      </form>
    </div>
  );
}
