import { useState } from 'react';
import { Link } from 'wouter';
import type { SavedSource, SourcePreview } from '../../../core/contract/api/sources.ts';
import { FINDINGS } from '../../../core/contract/findings.ts';
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
import { SheetTabs } from '../sheets/sheet-tabs.tsx';
import { HeaderMapping } from './header-mapping.tsx';
import { chosenName } from './recognised-source.ts';
import { settingsThatDiffer } from './run-form.ts';
import { RunPanel } from './run-panel.tsx';
import { SaveAsSource } from './save-as-source.tsx';
import { SourceChoicePanel } from './source-choice.tsx';
import { useBeginning } from './use-beginning.ts';

interface PreviewedProps {
  readonly place: Chosen;
  /** That is set up for this place. */
  readonly source: SavedSource | null;
  readonly preview: SourcePreview;
  /** It is being looked at anew, with another mapping. */
  readonly looking: boolean;
  readonly onMapping: (mapping: Mapping) => void;
}

/** A source that was looked at: what it is, how its columns are read, and the start of its run. */
export function Previewed({ place, source, preview, looking, onMapping }: PreviewedProps) {
  const settings = useSettings();
  const toast = useToast();
  const [keeping, setKeeping] = useState(false);
  const beginning = useBeginning({ place, source, preview });
  const { data: sources } = useCall('sources.all', {});
  const { reading, unsaved, remember, begin, starting } = beginning;
  const noLedger = !preview.sheets.some(({ role }) => role === 'ledger');
  const unusable = noLedger || preview.missing.length > 0 || preview.duplicated.length > 0;
  // Decided once: the table must not move away while it is being worked on.
  const [columnsFirst] = useState(unusable);
  const free = !looking && !beginning.saving && !starting.busy;
  const ready = !unusable && reading.kind === 'right' && beginning.choice !== null && free;
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
            () => toast('The mapping is remembered for this source.'),
            () => undefined,
          ))
      }
    />
  );
  return (
    <>
      {preview.lastRun !== null && <ReconciledBefore runId={preview.lastRun} />}
      {unusable && <Unusable preview={preview} noLedger={noLedger} />}
      {columnsFirst && columns}
      {starting.problem && isNotThereYet(starting.problem, place.place) && (
        <NotThereYet
          place={place.place}
          problem={starting.problem}
          onLook={() => begin(false)}
          onWait={(minutes) => begin(false, minutes)}
        />
      )}
      <SourceChoicePanel preview={preview} choice={beginning.choice} onChoice={beginning.choose} />
      <RunPanel
        place={place}
        source={source}
        beginning={beginning}
        ready={ready}
        hindrance={
          noLedger
            ? 'Correct the workbook and open it again before you run.'
            : unusable
              ? 'Map the columns before you run.'
              : beginning.choice === null
                ? 'Choose the source before you run.'
                : null
        }
        onKeep={() => setKeeping(true)}
      />
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
      <Panel title="First rows" flush>
        <SheetTabs sheets={preview.sheets} />
      </Panel>
      {!columnsFirst && columns}
      {keeping && (
        <SaveAsSource
          place={place}
          name={chosenName(beginning.choice, preview.recognition, sources ?? [])}
          id={beginning.choice?.kind === 'known' ? beginning.choice.id : null}
          mapping={preview.mapping}
          settings={reading.kind === 'right' ? settingsThatDiffer(reading.settings, settings) : {}}
          onSaved={(id) => beginning.choose({ kind: 'known', id })}
          onClose={() => setKeeping(false)}
        />
      )}
    </>
  );
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
      tone="bad"
      title={
        noLedger
          ? 'This run would stop: the sheet TC_Data is missing.'
          : 'This run would stop: columns are missing or duplicated.'
      }
    >
      {noLedger && FINDINGS['sheet.missing'].remedy}
      {!noLedger && missing.length > 0 && (
        <p>
          No header gives <strong>{missing.join(', ')}</strong>. Choose below which header holds{' '}
          {missing.length === 1 ? 'it' : 'each of them'}.
        </p>
      )}
      {duplicated.map(({ field, headers }) => (
        <p key={field}>
          <strong>{field}</strong> is given by {headers.join(' and ')}. Choose below which one it
          is, and carry the other along.
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
        ? `With the policy ${view.run.policy}${view.run.period ? `, ${view.run.period}` : ', the whole ledger'}. Other settings make another run.`
        : 'Other settings make another run.'}
    </Notice>
  );
}
