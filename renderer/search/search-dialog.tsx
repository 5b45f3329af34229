import { useEffect, useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { CheckField } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { ResultList } from './result-list.tsx';
import type { Action, Result } from './results.ts';
import css from './search.module.css';
import { useResults } from './use-results.ts';

interface SearchDialogProps {
  readonly actions: readonly Action[];
  readonly onClose: () => void;
}

/** One field for everything: runs, customers, movements, screens. The arrows choose, Enter goes there. */
export function SearchDialog({ actions, onClose }: SearchDialogProps) {
  const id = useId();
  const [, go] = useLocation();
  const format = useFormat();
  const [text, setText] = useState('');
  const [archived, setArchived] = useState(false);
  const [active, setActive] = useState(0);
  const { groups, where, looking, problem } = useResults(text, archived, actions);
  const results = groups.flatMap((group) => group.results);
  const reached = Math.min(active, results.length - 1);
  const optionId = (place: number): string => `${id}-${place}`;
  useEffect(() => {
    document.getElementById(`${id}-${reached}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, reached]);

  const choose = ({ leads }: Result): void => {
    onClose();
    if (typeof leads === 'string') go(leads);
    else leads();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && results.length > 0) {
      event.preventDefault();
      setActive((reached + by + results.length) % results.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const result = results[reached];
      if (result) choose(result);
    }
  };
  return (
    <Dialog title="Search everything" open onClose={onClose}>
      <input
        // The dialog is opened to type into it.
        autoFocus
        className={css.field}
        role="combobox"
        aria-label="Search runs, customers, TRANS_IDs and screens"
        aria-expanded={results.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={results.length > 0 ? optionId(reached) : undefined}
        placeholder="A source, period, date or status; a customer; a TRANS_ID; a screen"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ResultList
        id={`${id}-list`}
        groups={groups}
        reached={reached}
        optionId={optionId}
        onChoose={choose}
      />
      {problem && <ProblemNotice problem={problem} />}
      <div className={css.foot}>
        <span role="status">
          {looking
            ? 'Searching …'
            : results.length === 0
              ? 'Nothing found.'
              : `${format.count(results.length)} found.`}
        </span>
        <span>Customers and TRANS_IDs of {where}.</span>
        <CheckField
          label="Archived runs too"
          checked={archived}
          onChange={({ target }) => setArchived(target.checked)}
        />
      </div>
    </Dialog>
  );
}
