import type { SourcePreview } from '../../../core/contract/api/sources.ts';
import type { SheetChoice } from '../../../core/contract/settings.ts';
import { Button, SelectField } from '../../components/controls/controls.tsx';
import { Notice, Panel } from '../../components/surfaces/surfaces.tsx';
import { chosenSheets, withSheet } from './sheet-roles.ts';
import type { ChosenRole } from './sheet-roles.ts';
import parts from '../../components/surfaces/parts.module.css';

interface SheetChoiceProps {
  readonly preview: SourcePreview;
  readonly looking: boolean;
  readonly onSheets: (sheets: SheetChoice) => void;
}

const FIELDS: readonly {
  readonly role: ChosenRole;
  readonly label: string;
  readonly hint: string;
  readonly none: string;
}[] = [
  {
    role: 'ledger',
    label: 'Store credit ledger',
    hint: 'The movements: earned, spent, expired.',
    none: 'Choose the sheet',
  },
  { role: 'sales', label: 'Sales', hint: 'Orders are checked against it.', none: 'None' },
  {
    role: 'customers',
    label: 'Customers',
    hint: 'Customers are checked against it.',
    none: 'None',
  },
];

/** Which sheet of the workbook is which: as their names say, or as the analyst does. */
export function SheetChoicePanel({ preview, looking, onSheets }: SheetChoiceProps) {
  const { sheetNames, sheetChoice, absentSheets } = preview;
  const chosen = chosenSheets(preview);
  const isChosen = Object.keys(sheetChoice).length > 0;
  return (
    <Panel
      title="Sheets"
      actions={
        <>
          <span className="quiet" role="status">
            {looking
              ? 'Reading the source again …'
              : isChosen
                ? 'Chosen by you; saved for later files of this source.'
                : chosen.ledger === null
                  ? 'Not recognized.'
                  : 'Recognized by name.'}
          </span>
          {isChosen && (
            <Button disabled={looking} onClick={() => onSheets({})}>
              Reset to recognized sheets
            </Button>
          )}
        </>
      }
    >
      {absentSheets.length > 0 && (
        <Notice tone="bad" title={`The workbook has no sheet ${absentSheets.join(', ')}.`}>
          It was chosen for this source earlier. Choose one of the sheets in this workbook.
        </Notice>
      )}
      <div className={parts.fields}>
        {FIELDS.map(({ role, label, hint, none }) => (
          <SelectField
            key={role}
            label={label}
            hint={hint}
            value={chosen[role] ?? ''}
            disabled={looking}
            onChange={({ target }) => onSheets(withSheet(preview, role, target.value || null))}
          >
            {(role !== 'ledger' || chosen.ledger === null) && <option value="">{none}</option>}
            {sheetNames.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
    </Panel>
  );
}
