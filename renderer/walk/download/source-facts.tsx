import type { SourcePreview } from '../../../core/contract/api/sources.ts';
import type { FetchFacts, ObjectChoice } from '../../../core/contract/api/places.ts';
import { Fact, Facts, Panel } from '../../components/surfaces/surfaces.tsx';
import { bytesText } from '../../format/format.ts';
import { useFormat } from '../../format/use-format.ts';
import { ObjectChoiceTable } from '../../places/object-choice.tsx';
import { fetchWords } from './fetch-words.ts';
import { nameWords } from '../../words/name-words.ts';
import { ShortHash } from '../frame/short-hash.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './download.module.css';

interface SourceFactsProps {
  readonly name: string;
  readonly place: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
  /** Undefined where it is not known any more. */
  readonly modifiedAt?: number | null;
  readonly format?: SourcePreview['format'];
  readonly notes: Readonly<Record<string, string>>;
  /** How its bytes came here; null or absent where it is local, or that is told by the notes. */
  readonly fetched?: FetchFacts | null;
  /** How it was chosen of several, as far as the notes do not tell it. */
  readonly choice?: ObjectChoice | null;
}

const FORMAT_WORDS: Readonly<Record<SourcePreview['format'], string>> = {
  xlsx: 'Excel workbook',
  csv: 'CSV',
  parquet: 'Parquet',
};

/** What a source is: its name and place, size, hash, and how it was understood. */
export function SourceFacts(facts: SourceFactsProps) {
  const format = useFormat();
  const { name, place, bytes, sha256, modifiedAt, notes, fetched = null, choice = null } = facts;
  const came = fetched && fetchWords(fetched);
  return (
    <>
      <Facts>
        <Fact name="File" value={name} note={<span className={parts.place}>{place}</span>} />
        <Fact
          name="Size"
          value={bytesText(bytes)}
          note={bytes === null || bytes < 1024 ? undefined : `${format.count(bytes)} bytes`}
        />
        <Fact
          name="SHA-256"
          value={sha256 === null ? '–' : <ShortHash sha256={sha256} of={name} />}
        />
        {modifiedAt !== undefined && <Fact name="Modified" value={format.moment(modifiedAt)} />}
        {(facts.format !== undefined || Object.keys(notes).length > 0) && (
          <Fact
            name="Read as"
            value={facts.format === undefined ? '\u00a0' : FORMAT_WORDS[facts.format]}
            note={Object.entries(notes)
              .map(([what, value]) => `${nameWords(what)}: ${value}`)
              .join(' · ')}
          />
        )}
        {came && (
          <Fact
            name="Fetched"
            value={<span className={css.came}>{came.from}</span>}
            note={came.details}
          />
        )}
      </Facts>
      {choice && (
        <Panel title="File found">
          <ObjectChoiceTable choice={choice} />
        </Panel>
      )}
    </>
  );
}
