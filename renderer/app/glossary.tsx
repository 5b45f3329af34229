import { GLOSSARY } from '../words/glossary.ts';
import css from './app.module.css';

/** What the words of the interface mean, below the keys under `?`. */
export function Glossary() {
  return (
    <section aria-label="Glossary">
      <h3>Glossary</h3>
      <dl className={css.glossary}>
        {GLOSSARY.map(({ term, means }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
