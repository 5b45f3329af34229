import { useState } from 'react';
import { Link } from 'wouter';
import type { SavedSource, SourcePreview } from '../../../core/contract/api/sources.ts';
import type { SourceChoice } from '../../../core/contract/recognition.ts';
import type { SheetChoice } from '../../../core/contract/settings.ts';
import { useCall } from '../../bridge/api.ts';
import { useShortcut } from '../../components/overlays/shortcuts.tsx';
import { useToast } from '../../components/overlays/toasts.tsx';
import { Notice, Panel } from '../../components/surfaces/surfaces.tsx';
import { useSettings } from '../../format/use-format.ts';
import type { Chosen } from '../../frame/open-places.tsx';
import { routes } from '../../frame/routes.ts';
import { isNotThereYet } from '../../places/waiting-words.ts';
import type { Mapping } from '../../under-way/mapping.ts';
import { NotThereYet } from '../../under-way/waiting-source.tsx';
import { SourceFacts } from '../download/source-facts.tsx';
import { ColumnFormats, FormatQuestions } from '../reading/column-formats.tsx';
import { askedFormats, undecidedKinds } from '../reading/format-view.ts';
import type { SaidFormats } from '../reading/format-view.ts';
import { HeaderMapping } from '../reading/header-mapping.tsx';
import { SheetChoicePanel } from '../reading/sheet-choice.tsx';
import { hasSheetsToChoose } from '../reading/sheet-roles.ts';
import { SheetTabs } from '../sheets/sheet-tabs.tsx';
import { chosenName } from './recognised-source.ts';
import { settingsThatDiffer } from './run-form.ts';
import { RunPanel } from './run-panel.tsx';
import { SaveAsSource } from './save-as-source.tsx';
import { SourceChoicePanel } from './source-choice.tsx';
import { sheetsOf, useBeginning } from './use-beginning.ts';

interface PreviewedProps {
  readonly place: Chosen;
  /** That is set up for this place. */
  readonly source: SavedSource | null;
  readonly preview: SourcePreview;
  /** It is being looked at anew, with another mapping or as one of another source. */
  readonly looking: boolean;
  /** Which source it is a file of, as the analyst has said; null: as it was recognised. */
  readonly said: SourceChoice | null;
  readonly onSay: (choice: SourceChoice) => void;
  readonly onMapping: (mapping: Mapping) => void;
  readonly onSheets: (sheets: SheetChoice) => void;
}

/** A source that was looked at: what it is, how its columns are read, and the start of its run. */
export function Previewed(props: PreviewedProps) {
  const { place, preview, looking, onMapping, onSheets } = props;
  const settings = useSettings();
  const toast = useToast();
  const [keeping, setKeeping] = useState(false);
  const beginning = useBeginning(props);
  const { data: sources } = useCall('sources.all', {});
  const { reading, unsaved, remember, begin, starting } = beginning;
  const { form, edit, choice } = beginning;
  const noLedger = hasNoLedger(preview);
  const unusable = noLedger || preview.missing.length > 0 || preview.duplicated.length > 0;
  const { formats } = preview;
  const ledger = preview.sheets.find(({ role }) => role === 'ledger')?.name;
  // Decided once: the table must not move away while it is being worked on.
  const [columnsFirst] = useState(unusable && !noLedger);
  const [sheetsFirst] = useState(noLedger);
  const free = !looking && !beginning.saving && !starting.busy;
  const hindrance = hindranceOf(preview, form, choice);
  const ready = hindrance === null && reading.kind === 'right' && free;
  useShortcut({ keys: 'mod+enter', does: 'Run all', group: 'Download' }, () => begin(false), ready);
  const columns = preview.columns.length > 0 && (
    <HeaderMapping
      preview={preview}
      looking={looking}
      unsaved={unsaved}
      onMapping={onMapping}
      onRemember={
        remember &&
        (() =>
          void remember().then(
            () => toast('Mapping saved for this source.'),
            () => undefined,
          ))
      }
    />
  );
  const sheets = hasSheetsToChoose(preview) && (
    <SheetChoicePanel preview={preview} looking={looking} onSheets={onSheets} />
  );
  const said = (written: SaidFormats): void => edit({ ...form, ...written });
  return (
    <>
      {preview.lastRun !== null && <ReconciledBefore runId={preview.lastRun} />}
      {unusable && preview.absentSheets.length === 0 && (
        <Unusable preview={preview} noLedger={noLedger} />
      )}
      {sheetsFirst && sheets}
      {columnsFirst && columns}
      {formats && <FormatQuestions formats={formats} said={form} onSaid={said} />}
      {starting.problem && isNotThereYet(starting.problem, place.place) && (
        <NotThereYet
          place={place.place}
          problem={starting.problem}
          onLook={() => begin(false)}
          onWait={(minutes) => begin(false, minutes)}
        />
      )}
      <SourceChoicePanel preview={preview} choice={choice} onChoice={props.onSay} />
      <RunPanel
        place={place}
        beginning={beginning}
        ready={ready}
        formats={preview.formats}
        hindrance={hindrance}
        onKeep={() => setKeeping(true)}
      />
      {formats && <ColumnFormats formats={formats} said={form} onSaid={said} />}
      <SourceFacts
        name={preview.name}
        place={preview.place}
        bytes={preview.bytes}
        sha256={preview.sha256}
        modifiedAt={preview.modifiedAt}
        format={preview.format}
        notes={preview.notes}
        fetched={preview.fetched}
        choice={preview.choice}
      />
      {!sheetsFirst && sheets}
      <Panel title="First rows" flush>
        <SheetTabs key={ledger} sheets={preview.sheets} />
      </Panel>
      {!columnsFirst && columns}
      {keeping && (
        <SaveAsSource
          place={place}
          name={chosenName(choice, preview.recognition, sources ?? [])}
          id={choice?.kind === 'known' ? choice.id : null}
          mapping={preview.mapping}
          settings={
            reading.kind === 'right'
              ? { ...settingsThatDiffer(reading.settings, settings), ...sheetsOf(preview) }
              : {}
          }
          onSaved={(id) => props.onSay({ kind: 'known', id })}
          onClose={() => setKeeping(false)}
        />
      )}
    </>
  );
}

function hasNoLedger({ sheets, absentSheets }: SourcePreview): boolean {
  return absentSheets.length > 0 || !sheets.some(({ role }) => role === 'ledger');
}

/** What has to be done before a run, as a sentence; null where nothing has. */
function hindranceOf(
  preview: SourcePreview,
  said: SaidFormats,
  choice: SourceChoice | null,
): string | null {
  const { formats, missing, duplicated } = preview;
  if (hasNoLedger(preview)) return 'Choose the sheets before you run.';
  if (missing.length > 0 || duplicated.length > 0) return 'Map the columns before you run.';
  const [kind] = formats === null ? [] : undecidedKinds(formats, askedFormats(said));
  if (kind)
    return `Choose how the ${kind === 'dates' ? 'dates' : 'amounts'} are written before you run.`;
  return choice === null ? 'Choose the source before you run.' : null;
}

/** Why the run would halt at once. */
function Unusable({
  preview: { missing, duplicated },
  noLedger,
}: {
  preview: SourcePreview;
  noLedger: boolean;
}) {
  return (
    <Notice
      tone={noLedger ? 'warn' : 'bad'}
      title={
        noLedger
          ? 'Which sheet has the store credit ledger?'
          : 'This run would stop: columns are missing or duplicated.'
      }
    >
      {noLedger && 'No sheet is called TC_Data. Choose below which sheet has the movements.'}
      {!noLedger && missing.length > 0 && (
        <p>
          No header matches <strong>{missing.join(', ')}</strong>. Choose below which header
          contains {missing.length === 1 ? 'it' : 'each of them'}.
        </p>
      )}
      {duplicated.map(({ field, headers }) => (
        <p key={field}>
          <strong>{field}</strong> matches both {headers.join(' and ')}. Choose below which one to
          use; the other is kept unchanged.
        </p>
      ))}
    </Notice>
  );
}

function ReconciledBefore({ runId }: { runId: string }) {
  const { data: view } = useCall('runs.get', { runId });
  return (
    <Notice
      tone="info"
      title="This file was reconciled before."
      actions={<Link href={routes.run(runId)}>Open that run</Link>}
    >
      {view
        ? `With the policy ${view.run.policy}${view.run.period ? `, ${view.run.period}` : ', the whole ledger'}. Different settings start a new run.`
        : 'Different settings start a new run.'}
    </Notice>
  );
}
