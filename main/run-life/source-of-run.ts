import { Problem } from '../../core/contract/problem.ts';
import type { Recognition, SourceChoice } from '../../core/contract/recognition.ts';
import type { SourceRecord } from '../../core/contract/run.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { bestClaim, claimWords } from '../../core/contract/recognition.ts';
import type { Progress, Tell } from '../../core/contract/steps.ts';
import { nothingStands } from '../../core/later-file/standing/nothing-stands.ts';
import type { History } from '../history/history.ts';
import { likelySource, recognise } from '../recognition/recognise.ts';
import type { Looking } from '../recognition/shared-rows.ts';
import type { Fetched } from './source-bytes.ts';

/** The source that a run is one of; not yet in the history where it is new. */
export type SourceOfRun =
  | {
      readonly kind: 'known';
      readonly source: SourceRecord;
      /** Why it is taken for that one; null where that was said, or the place is the same. */
      readonly because: string | null;
    }
  | { readonly kind: 'new'; readonly name: string };

interface Asked {
  readonly settings: Settings;
  readonly choice: SourceChoice;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Tell<Progress> | undefined;
}

/**
 * The source that a file belongs to, as a person has said or as the program recognises it. Throws Problems
 * `source.unknown`, `source.name-taken`, `source.doubtful` where nobody can tell, and `increment.nothing-stands`
 * where the file is said to be a later one and nothing stands.
 */
export async function sourceOfRun(
  history: History,
  root: string,
  file: Fetched,
  asked: Asked,
): Promise<SourceOfRun> {
  const { settings, choice, signal, onProgress } = asked;
  const looking: Looking = {
    signal,
    onProgress: (progress) => onProgress?.({ step: 'download', ...progress }),
  };
  const { increment } = settings;
  const found = await soughtSource(history, root, file, choice, increment === 'new-rows', looking);
  const id = found.kind === 'known' ? found.source.id : null;
  const stands = id !== null && history.previousCompleted(id) !== null;
  if (!stands && (increment === 'new-rows' || increment === 'refresh'))
    throw nothingStands(increment, await likelySource(history, root, file, id, looking));
  return found;
}

async function soughtSource(
  history: History,
  root: string,
  file: Fetched,
  choice: SourceChoice,
  newRows: boolean,
  looking: Looking,
): Promise<SourceOfRun> {
  if (choice.kind === 'known') {
    const source = history.getSource(choice.id);
    if (source === null) throw unknownSource(choice.id);
    return { kind: 'known', source, because: null };
  }
  if (choice.kind === 'new' && choice.name !== null) {
    if (history.sourceNamed(choice.name)) throw nameTaken(choice.name);
    return { kind: 'new', name: choice.name };
  }
  const recognition = await recognise(history, root, file, newRows, looking);
  if (choice.kind === 'new') return { kind: 'new', name: recognition.newName };
  if (!recognition.sure) throw doubtful(file.place, recognition);
  const claim = bestClaim(recognition);
  if (claim === null) return { kind: 'new', name: recognition.newName };
  const source = history.getSource(claim.id)!;
  return { kind: 'known', source, because: claim.samePlace ? null : claimWords(claim) };
}

function unknownSource(id: number): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.unknown',
    message: `The history has no source ${id}.`,
    hint: 'Choose the source again.',
  });
}

function nameTaken(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.name-taken',
    message: `A source called ${name} already exists.`,
    hint: 'Choose another name, or leave out --new-source to add the file to that source.',
  });
}

function doubtful(place: string, { claims }: Recognition): Problem {
  const named = claims.map((claim) => `${claim.name} (${claimWords(claim)})`);
  return new Problem({
    kind: 'usage',
    code: 'source.doubtful',
    message: `It is not clear which source ${place} belongs to. It may be ${named.join(', or ')}. Nothing was run.`,
    hint: `Choose it with --source ${JSON.stringify(claims[0]?.name ?? 'NAME')}, or use --new-source if this ledger has not been reconciled here before.`,
  });
}
