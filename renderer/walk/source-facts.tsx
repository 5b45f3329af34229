import { Fact, Facts } from '../components/surfaces.tsx';
import { bytesText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { nameWords } from './name-words.ts';
import { ShortHash } from './short-hash.tsx';
import css from './walk.module.css';

interface SourceFactsProps {
  readonly name: string;
  readonly place: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
  /** Undefined where it is not known any more. */
  readonly modifiedAt?: number | null;
  readonly format?: string;
  readonly notes: Readonly<Record<string, string>>;
}

/** What a source is: its name and place, size, hash, and how it was understood. */
export function SourceFacts(facts: SourceFactsProps) {
  const format = useFormat();
  const { name, place, bytes, sha256, modifiedAt, notes } = facts;
  return (
    <Facts>
      <Fact name="Source" value={name} note={<span className={css.place}>{place}</span>} />
      <Fact
        name="Size"
        value={bytesText(bytes)}
        note={bytes === null ? undefined : `${format.count(bytes)} bytes`}
      />
      <Fact
        name="SHA-256"
        value={sha256 === null ? '–' : <ShortHash sha256={sha256} of={name} />}
      />
      {modifiedAt !== undefined && <Fact name="Modified" value={format.moment(modifiedAt)} />}
      {(facts.format !== undefined || Object.keys(notes).length > 0) && (
        <Fact
          name="Read as"
          value={facts.format ?? '\u00a0'}
          note={Object.entries(notes)
            .map(([what, value]) => `${nameWords(what)}: ${value}`)
            .join(' · ')}
        />
      )}
    </Facts>
  );
}
