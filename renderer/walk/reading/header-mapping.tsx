import type { HeaderPreview, SourcePreview } from '../../../core/contract/api/sources.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Heads, unseen } from '../../components/surfaces/heads.tsx';
import { Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { EXTRA, withHeader, withoutHeader } from '../../under-way/mapping.ts';
import type { Mapping } from '../../under-way/mapping.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './reading.module.css';

interface HeaderMappingProps {
  readonly preview: SourcePreview;
  readonly looking: boolean;
  readonly unsaved: boolean;
  readonly onMapping: (mapping: Mapping) => void;
  /** Null where no source is chosen yet. */
  readonly onRemember: (() => void) | null;
}

const BY_NAME = '';

/** Which header holds which column of the ledger: as recognised, or as the analyst says. */
export function HeaderMapping(props: HeaderMappingProps) {
  const { preview, looking, unsaved, onMapping, onRemember } = props;
  const anyMapped = Object.keys(preview.mapping).length > 0;
  const sample = preview.sheets.find(({ role }) => role === 'ledger')?.rows[0]?.cells ?? [];
  return (
    <Panel
      title="Columns"
      flush
      actions={
        <>
          <span className="quiet" role="status">
            {looking
              ? 'Reading the source again …'
              : unsaved
                ? 'Not saved yet; a run saves it too.'
                : anyMapped
                  ? 'Saved for this source.'
                  : 'Recognized by name.'}
          </span>
          {anyMapped && (
            <Button disabled={looking} onClick={() => onMapping({})}>
              Reset to recognized columns
            </Button>
          )}
          <Button
            disabled={looking || !unsaved || onRemember === null}
            onClick={() => onRemember?.()}
          >
            Save for this source
          </Button>
        </>
      }
    >
      <Table caption="Columns of the ledger sheet">
        <Heads of={['Column', 'Header', 'First value', 'Used as', unseen('State')]} />
        <tbody>
          {preview.columns.map((column, index) => (
            <ColumnRow
              key={column.letters}
              column={column}
              sample={sample[index] ?? ''}
              preview={preview}
              looking={looking}
              onMapping={onMapping}
            />
          ))}
          {preview.missing.map((field) => (
            <tr key={field} className={css.missing}>
              <td />
              <th scope="row">–</th>
              <td>No column found</td>
              <td>{field}</td>
              <td>
                <Pill tone="bad">Missing</Pill>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

interface ColumnRowProps extends Pick<HeaderMappingProps, 'preview' | 'looking' | 'onMapping'> {
  readonly column: HeaderPreview;
  /** The first value below the header. */
  readonly sample: string;
}

/** One column of the sheet: what it holds, what it is taken for, and how that is known. */
function ColumnRow({ column, sample, preview, looking, onMapping }: ColumnRowProps) {
  const { header, letters, field, mapped } = column;
  const { mapping, fields, duplicated } = preview;
  return (
    <tr>
      <td className="mono">{letters}</td>
      <th scope="row">{header || <span className="quiet">no header</span>}</th>
      <td className={css.sample}>{sample}</td>
      <td>
        {field === null ? (
          <span className="quiet">not read</span>
        ) : (
          <select
            className={parts.select}
            aria-label={`Column for ${header}`}
            value={mapped ? field : BY_NAME}
            disabled={looking}
            onChange={({ target }) =>
              onMapping(
                target.value === BY_NAME
                  ? withoutHeader(mapping, header)
                  : withHeader(mapping, header, target.value),
              )
            }
          >
            <option value={BY_NAME}>
              {mapped ? 'By name' : field === EXTRA ? 'Kept unchanged' : field}
            </option>
            {fields
              .filter((one) => mapped || one !== field)
              .map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            {(mapped || field !== EXTRA) && <option value={EXTRA}>Kept unchanged</option>}
          </select>
        )}
      </td>
      <td>
        <HowTaken column={column} twice={duplicated.some((one) => one.field === field)} />
      </td>
    </tr>
  );
}

/** How it is known what a column holds, or why it cannot be. */
function HowTaken({ column: { field, mapped }, twice }: { column: HeaderPreview; twice: boolean }) {
  if (field !== null && twice) return <Pill tone="bad">Duplicate</Pill>;
  if (mapped) return <Pill tone="info">Mapped</Pill>;
  if (field === null) return null;
  return field === EXTRA ? <Pill>Kept unchanged</Pill> : <Pill tone="good">Recognized</Pill>;
}
