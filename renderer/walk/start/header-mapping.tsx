import type { SourcePreview } from '../../../core/contract/api/sources.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { EXTRA, withHeader, withoutHeader } from '../../under-way/mapping.ts';
import type { Mapping } from '../../under-way/mapping.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './start.module.css';

interface HeaderMappingProps {
  readonly preview: SourcePreview;
  readonly looking: boolean;
  readonly unsaved: boolean;
  readonly onMapping: (mapping: Mapping) => void;
  readonly onRemember: () => void;
}

const BY_NAME = '';

/** Which header holds which column of the ledger: as recognised, or as the analyst says. */
export function HeaderMapping(props: HeaderMappingProps) {
  const { preview, looking, unsaved, onMapping, onRemember } = props;
  const { mapping, fields, columns, sheets } = preview;
  const sample = sheets.find(({ role }) => role === 'ledger')?.rows[0]?.cells ?? [];
  const twice = new Set(preview.duplicated.map(({ field }) => field));
  return (
    <Panel
      title="Columns"
      flush
      actions={
        <>
          <span className="quiet" role="status">
            {looking
              ? 'Looking at the source anew …'
              : unsaved
                ? 'Not yet remembered; running remembers it too.'
                : Object.keys(mapping).length > 0
                  ? 'Remembered for this source.'
                  : 'Recognised by their names.'}
          </span>
          {Object.keys(mapping).length > 0 && (
            <Button disabled={looking} onClick={() => onMapping({})}>
              Back to the names
            </Button>
          )}
          <Button disabled={looking || !unsaved} onClick={onRemember}>
            Remember for this source
          </Button>
        </>
      }
    >
      <Table caption="Columns of the ledger sheet">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Header</th>
            <th scope="col">First value</th>
            <th scope="col">Taken for</th>
            <th scope="col">
              <span className="visually-hidden">State</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ header, letters, field, mapped }, index) => (
            <tr key={letters}>
              <td className="mono">{letters}</td>
              <th scope="row">{header || <span className="quiet">no header</span>}</th>
              <td className={css.sample}>{sample[index] ?? ''}</td>
              <td>
                {field === null ? (
                  <span className="quiet">not read</span>
                ) : (
                  <select
                    className={parts.select}
                    aria-label={`What ${header} holds`}
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
                      {mapped ? 'By its name' : field === EXTRA ? 'Carried along' : field}
                    </option>
                    {fields
                      .filter((one) => mapped || one !== field)
                      .map((one) => (
                        <option key={one} value={one}>
                          {one}
                        </option>
                      ))}
                    {(mapped || field !== EXTRA) && <option value={EXTRA}>Carried along</option>}
                  </select>
                )}
              </td>
              <td>
                {field !== null && twice.has(field) ? (
                  <Pill tone="bad">Appears twice</Pill>
                ) : mapped ? (
                  <Pill tone="info">Mapped</Pill>
                ) : field === EXTRA ? (
                  <Pill>Carried along</Pill>
                ) : field === null ? null : (
                  <Pill tone="good">Recognised</Pill>
                )}
              </td>
            </tr>
          ))}
          {preview.missing.map((field) => (
            <tr key={field} className={css.missing}>
              <td />
              <th scope="row">–</th>
              <td>No header gives it</td>
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
