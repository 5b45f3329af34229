import { useCallback, useState } from 'react';
import type { SavedSource, SourcePreview } from '../../../core/contract/api/sources.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import type { SheetChoice } from '../../../core/contract/settings.ts';
import type { SourceChoice } from '../../../core/contract/recognition.ts';
import { useAction, useCall } from '../../bridge/api.ts';
import { useSettings } from '../../format/use-format.ts';
import { useOpenPlace } from '../../frame/open-places.tsx';
import type { Chosen } from '../../frame/open-places.tsx';
import { sameMapping } from '../../under-way/mapping.ts';
import type { Mapping } from '../../under-way/mapping.ts';
import { useStartRun } from '../../under-way/work-under-way.ts';
import type { Starting } from '../../under-way/work-under-way.ts';
import { recognisedChoice } from './recognised-source.ts';
import { askedOf, changedIn, readRunForm, runFormOf } from './run-form.ts';
import type { RunForm, RunFormReading } from './run-form.ts';

interface BeginningParts {
  readonly place: Chosen;
  /** That is set up for this place. */
  readonly source: SavedSource | null;
  readonly preview: SourcePreview;
  /** Which source it is a file of, as the analyst has said; null: as it was recognised. */
  readonly said: SourceChoice | null;
  readonly onSay: (choice: SourceChoice) => void;
}

/** A run before it is begun: its settings as typed, the mapping to be remembered, the start. */
export interface Beginning {
  /** The source that is chosen, where it is set up; while none is chosen, that of the place. */
  readonly source: SavedSource | null;
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
  readonly begin: (stepByStep: boolean, waitMinutes?: number) => void;
  readonly starting: Starting;
}

/** Which sheet is which, where that was said. */
export function sheetsOf({ sheetChoice }: SourcePreview): { sheets?: SheetChoice } {
  return Object.keys(sheetChoice).length > 0 ? { sheets: sheetChoice } : {};
}

export function useBeginning(parts: BeginningParts): Beginning {
  const { place, preview, said, onSay } = parts;
  const settings = useSettings();
  // Only what was typed: the rest is that of the source, which may still become another one.
  const [edited, setEdited] = useState<Partial<RunForm>>({});
  // The mapping that was saved here since the source was looked at, and for which one.
  const [saved, setSaved] = useState<{ of: number; mapping: Mapping } | null>(null);
  const { choose: open } = useOpenPlace();
  const { data: setUp } = useCall('sources.list', {});
  const choice = said ?? recognisedChoice(preview.recognition);
  const source = setUpOf(choice, setUp ?? [], parts.source);
  const save = useAction('sources.saveMapping', ['sources.list', 'sources.all']);
  const onThere = useCallback(() => open(null), [open]);
  const starting = useStartRun(onThere);
  const asked = place.again?.settings ?? source?.settings;
  const form: RunForm = {
    ...runFormOf(settings, {
      ...preview.askedFormats,
      ...asked,
      // That of the latest run of the source, which a person may have set there.
      ...(preview.calendar && !place.again && { calendar: preview.calendar }),
    }),
    period: place.period ?? place.again?.settings.period ?? '',
    ...edited,
  };
  const reading = readRunForm(form, settings);
  const isSavedHere = choice?.kind === 'known' && choice.id === saved?.of;
  const unsaved = !sameMapping(isSavedHere ? saved.mapping : preview.keptMapping, preview.mapping);
  const rememberFor = async (of: SourceChoice): Promise<SourceChoice> => {
    const kept = await save.mutateAsync({
      place: place.place,
      source: of,
      mapping: { ...preview.mapping },
    });
    setSaved({ of: kept.id, mapping: preview.mapping });
    // A source that was new is there now.
    const known: SourceChoice = { kind: 'known', id: kept.id };
    onSay(known);
    return known;
  };
  return {
    source,
    form,
    edit: (next) => setEdited({ ...edited, ...changedIn(form, next) }),
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
  };
}

/** What is set up for the source that was chosen; of the place while none is. */
function setUpOf(
  choice: SourceChoice | null,
  setUp: readonly SavedSource[],
  ofPlace: SavedSource | null,
): SavedSource | null {
  if (choice === null) return ofPlace;
  return choice.kind === 'known' ? (setUp.find(({ id }) => id === choice.id) ?? null) : null;
}
