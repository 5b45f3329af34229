import { meaningOf } from '../../core/contract/problem-codes.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import { updatePlaceText } from '../../core/contract/updates/update-place.ts';
import type { UpdatePlace } from '../../core/contract/updates/update-place.ts';
import type { UpdateState, UpdateView } from '../../core/contract/updates/update-state.ts';
import type { AppContext } from '../app/app-context.ts';
import { networkFor } from '../app/network-settings.ts';
import { canContinue } from '../run-life/continuable.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { softwareRepository } from '../software-version.ts';
import { managedUpdates } from './managed-updates.ts';
import type { ManagedUpdates } from './managed-updates.ts';
import { afterUpdateEvent, installsAtEnd, mayLook, toDownload } from './update-course.ts';
import type { UpdateEvent } from './update-course.ts';
import { updateDecision } from './update-source.ts';
import type { UpdateDecision } from './update-source.ts';

/** Newer versions of the program, from the question to the end of this one. */
export interface UpdateDesk {
  view(): UpdateView;
  /** Looks for a newer version; throws Problems `updates.…`. What is under way is not asked for anew. */
  look(): Promise<UpdateView>;
  /** Looks without anybody waiting for the answer, if the settings want that. */
  lookByItself(): Promise<void>;
  /** Begins to fetch what was found. */
  download(): UpdateView;
  stopDownload(): UpdateView;
  /**
   * Has what was fetched installed at the end. With `now` ends the program, to start it again then; throws
   * Problem `updates.busy` where work is under way, and leaves the program as it is.
   */
  installAtEnd(now: boolean): UpdateView;
  /**
   * Called at the end of the program: installs what was chosen, if that is right then.
   *
   * @returns whether the program is to be started again.
   */
  end(busy: boolean, told: boolean): Promise<boolean>;
}

/** What this installation is told about itself. */
export interface DeskSurroundings {
  readonly managed: () => ManagedUpdates | null;
  /** `owner/name` on GitHub; null where nobody has said it. */
  readonly repository: () => string | null;
}

type DeskContext = Pick<AppContext, 'history' | 'host' | 'jobs' | 'emit' | 'now' | 'onClose'>;

/** Of the stopped runs this many are looked through; nobody has as many. */
const STOPPED_RUNS = 100;
/** The interface is told of this part of a download at a time. */
const TOLD_SHARE = 0.01;

export function updateDesk(
  context: DeskContext,
  around: DeskSurroundings = { managed: managedUpdates, repository: softwareRepository },
): UpdateDesk {
  const { history, host, jobs, emit, now, onClose } = context;
  const { updater } = host;
  let state: UpdateState = { kind: 'unknown' };
  /** Where the version comes from that `state` is about. */
  let askedAt: string | null = null;
  let downloading: AbortController | null = null;
  let startAgain = false;
  /** The runs that had stopped when the version was chosen, and whether others have stopped since. */
  let knownStops = new Set<string>();
  let stoppedSince = false;
  onClose(() => {
    // The last moment in which the settings and the history can be asked.
    view();
    stoppedSince = stoppedRuns().some((id) => !knownStops.has(id));
    const under = downloading;
    downloading = null;
    under?.abort();
  });

  const decision = (): UpdateDecision =>
    updateDecision(history.appSettings(), around.managed(), around.repository());

  function view(): UpdateView {
    const { place, without, managedBy } = decision();
    const shown = place && updatePlaceText(place);
    // What was found at a place that is no longer asked is not offered.
    if (askedAt !== null && askedAt !== shown) forget();
    return {
      state,
      place: shown,
      without,
      managedBy,
      byHand: updater.byHand,
      looksItself: host.kind === 'electron',
      stoppedRuns: state.kind === 'found' || state.kind === 'ready' ? stoppedRuns().length : 0,
    };
  }

  function forget(): void {
    downloading?.abort();
    downloading = null;
    askedAt = null;
    state = { kind: 'unknown' };
  }

  /** The ids of runs that this version alone can take further. */
  function stoppedRuns(): string[] {
    return (['interrupted', 'cancelled'] as const)
      .flatMap((status) => history.listRuns({ status, limit: STOPPED_RUNS }))
      .filter((run) => canContinue(run))
      .map(({ id }) => id);
  }

  function happened(event: UpdateEvent): UpdateView {
    state = afterUpdateEvent(state, event);
    const shown = view();
    emit('updates.changed', shown);
    return shown;
  }

  function failed(thrown: unknown, asked: boolean): Problem {
    const problem = asProblem(thrown);
    happened({ is: 'failed', problem: plainProblem(problem), asked });
    return problem;
  }

  async function lookAt(place: UpdatePlace, asked: boolean): Promise<UpdateView> {
    const address = updatePlaceText(place);
    askedAt = address;
    happened({ is: 'asked' });
    try {
      const newer = await updater.look(place, await networkFor(context, address));
      return happened(
        newer ? { is: 'found', newer } : { is: 'none-newer', at: now().toISOString() },
      );
    } catch (thrown) {
      throw failed(thrown, asked);
    }
  }

  function download(asked: boolean): UpdateView {
    if (updater.byHand !== null || toDownload(state) === null) return view();
    const mine = new AbortController();
    downloading = mine;
    let told = 0;
    happened({ is: 'began' });
    updater
      .download((share) => {
        if (share - told < TOLD_SHARE || downloading !== mine) return;
        told = share;
        happened({ is: 'came', share });
      }, mine.signal)
      .then(
        () => {
          if (downloading === mine) happened({ is: 'verified' });
        },
        (thrown: unknown) => {
          if (downloading !== mine) return;
          if (mine.signal.aborted) happened({ is: 'stopped' });
          else failed(thrown, asked);
        },
      );
    return view();
  }

  return {
    view,
    async look() {
      const { place, without } = decision();
      if (!place) throw noPlace(without);
      return mayLook(view().state) ? lookAt(place, true) : view();
    },
    async lookByItself() {
      const { updatesLook, updatesDownload } = history.appSettings();
      const { place } = decision();
      if (!updatesLook || !place || !mayLook(view().state)) return;
      try {
        await lookAt(place, false);
        if (updatesDownload) download(false);
      } catch {
        // Nobody has asked; the settings say what came of it.
      }
    },
    download: () => download(true),
    stopDownload() {
      downloading?.abort();
      return view();
    },
    installAtEnd(atOnce) {
      if (view().state.kind !== 'ready') return view();
      const busy = jobs.list().length > 0;
      knownStops = new Set(stoppedRuns());
      startAgain = atOnce && !busy;
      const shown = happened({ is: 'chosen' });
      if (atOnce && busy) throw stillBusy();
      if (atOnce) host.quit();
      return shown;
    },
    async end(busy, told) {
      if (!installsAtEnd(state, busy || stoppedSince, told)) return false;
      return updater.install(startAgain);
    },
  };
}

function stillBusy(): Problem {
  return new Problem({
    kind: 'busy',
    code: 'updates.busy',
    message: meaningOf('updates.busy'),
    hint: 'The newer version will be installed when you quit after that.',
  });
}

function noPlace(without: UpdateView['without']): Problem {
  return new Problem({
    kind: 'usage',
    code: 'updates.no-place',
    message: meaningOf('updates.no-place'),
    hint: WITHOUT_PLACE[without ?? 'off'],
  });
}

const WITHOUT_PLACE: Readonly<Record<NonNullable<UpdateView['without']>, string>> = {
  off: 'Updates are turned off. Settings say who decides that.',
  'no-repository': 'This build does not say where its releases are. Enter an address in Settings.',
  unreadable: 'The address of the updates cannot be used. Enter one that begins with https://.',
};
