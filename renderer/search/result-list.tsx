import type { Result, ResultGroup } from './results.ts';
import css from './search.module.css';

interface ResultListProps {
  readonly id: string;
  readonly groups: readonly ResultGroup[];
  /** The place of the one that the arrows have reached, counted over all groups. */
  readonly reached: number;
  readonly optionId: (place: number) => string;
  readonly onChoose: (result: Result) => void;
}

/** What was found, by kind. The focus stays in the field; a screen reader is told the one that is reached. */
export function ResultList({ id, groups, reached, optionId, onChoose }: ResultListProps) {
  let place = 0;
  return (
    <div id={id} role="listbox" aria-label="Found" className={css.list}>
      {groups.map(({ title, results }) => (
        <div key={title} role="group" aria-label={title}>
          <div className={css.kind} aria-hidden>
            {title}
          </div>
          {results.map((result) => {
            const own = place++;
            return (
              <div
                key={result.key}
                id={optionId(own)}
                role="option"
                aria-selected={own === reached}
                className={css.option}
                onClick={() => onChoose(result)}
              >
                <span className={result.isId ? 'mono' : css.words}>{result.words}</span>
                <span className={css.facts}>{result.facts}</span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
