import { useCallback, useState } from 'react';
import type { SavedSource, SourcePreview } from '../../../core/contract/api/sources.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import type { SheetChoice } from '../../../core/contract/settings.ts';
import type { SourceChoice } from '../../../core/contract/recognition.ts';
import { useAction } from '../../bridge/api.ts';
import { useSettings } from '../../format/use-format.ts';
import { useOpenPlace } from '../../frame/open-places.tsx';
import type { Chosen } from '../../frame/open-places.tsx';
import { sameMapping } from '../../under-way/mapping.ts';
import { useStartRun } from '../../under-way/work-under-way.ts';
import type { Starting } from '../../under-way/work-under-way.ts';
import { recognisedChoice } from './recognised-source.ts';
import { askedOf, readRunForm, runFormOf } from './run-form.ts';
import type { RunForm, RunFormReading } from './run-form.ts';

interface BeginningParts {
  readonly place: Chosen;
  /** That is set up for this place. */
  readonly source: SavedSource | null;
  readonly preview: SourcePreview;
}

/** A run before it is begun: its settings as typed, the mapping to be remembered, the start. */
export interface Beginning {
  readonly form: RunForm;
  readonly edit: (form: RunForm) => void;
  readonly reading: RunFormReading;
  /** The mapping is another one than the source has. */
  readonly unsaved: boolean;
  readonly saving: boolean;
  readonly saveProblem: ProblemValue | null;
  /** Saves the mapping for the source; rejects where that fails. Null where no source is chosen yet. */
  readonly remember: (() => Promise<SourceChoice>) | null;
  /** Which source it is a file of; null where the analyst has to say. */
  readonly choice: SourceChoice | null;
  readonly choose: (choice: SourceChoice) => void;
  readonly begin: (stepByStep: boolean, waitMinutes?: number) => void;
  readonly starting: Starting;
}

/** What the file is taken for: the source of the run that it is given again for, else as it was recognised. */
function recognisedOf({ again }: Chosen, { recognition }: SourcePreview): SourceChoice | null {
  return again ? { kind: 'known', id: again.sourceId } : recognisedChoice(recognition);
}

/** Which sheet is which, where that was said. */
export function sheetsOf({ sheetChoice }: SourcePreview): { sheets?: SheetChoice } {
  return Object.keys(sheetChoice).length > 0 ? { sheets: sheetChoice } : {};
}

export function useBeginning({ place, source, preview }: BeginningParts): Beginning {
  const settings = useSettings();
  const [edited, setEdited] = useState<RunForm | null>(null);
  // The mapping that the source has: the one of the first look, until another is saved.
  const [saved, setSaved] = useState(preview.mapping);
  const { choose: open } = useOpenPlace();
  const [said, setSaid] = useState<SourceChoice | null>(null);
  const choice = said ?? recognisedOf(place, preview);
  const save = useAction('sources.saveMapping', ['sources.list', 'sources.all']);
  const onThere = useCallback(() => open(null), [open]);
  const starting = useStartRun(onThere);
  const asked = place.again?.settings ?? source?.settings;
  const form = edited ?? {
    ...runFormOf(settings, {
      ...preview.askedFormats,
      ...asked,
      // That of the latest run of the source, which a person may have set there.
      ...(preview.calendar && !place.again && { calendar: preview.calendar }),
    }),
    period: place.period ?? place.again?.settings.period ?? '',
  };
  const reading = readRunForm(form, settings);
  const unsaved = !sameMapping(saved, preview.mapping);
  const rememberFor = async (of: SourceChoice): Promise<SourceChoice> => {
    const kept = await save.mutateAsync({
      place: place.place,
      source: of,
      mapping: { ...preview.mapping },
    });
    setSaved(preview.mapping);
    // A source that was new is there now.
    const known: SourceChoice = { kind: 'known', id: kept.id };
    setSaid(known);
    return known;
  };
  return {
    form,
    edit: setEdited,
    reading,
    unsaved,
    saving: save.isPending,
    saveProblem: save.error,
    remember: choice && (() => rememberFor(choice)),
    begin(stepByStep, waitMinutes = 0) {
      if (reading.kind === 'wrong' || choice === null) return;
      const go = (of: SourceChoice): void =>
        starting.start(
          {
            place: place.place,
            ...(place.s3 && { s3: place.s3 }),
            settings: {
              ...askedOf(reading.settings, asked),
              mapping: { ...preview.mapping },
              ...sheetsOf(preview),
            },
            readingIsWhole: true,
            source: of,
            until: stepByStep ? 'validate' : null,
            waitMinutes,
          },
          stepByStep ? 'validate' : null,
        );
      if (unsaved) void rememberFor(choice).then(go, () => undefined);
      else go(choice);
    },
    starting,
    choice,
    choose: setSaid,
  };
}
