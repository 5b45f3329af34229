import type { UpdateView } from '../../core/contract/updates/update-state.ts';
import type { Format } from '../format/format.ts';

/** What is said of a newer version over every screen. */
export interface UpdateWords {
  readonly title: string;
  readonly text: string;
}

/**
 * What is to be said now; null where there is nothing that anybody would want to know. What went wrong is
 * told by the problem itself.
 */
export function updateWords(
  { state, byHand, stoppedRuns }: UpdateView,
  running: string,
  format: Pick<Format, 'counted' | 'share' | 'dayNamed'>,
): UpdateWords | null {
  if (state.kind === 'found') {
    const { version, releasedOn, page } = state.newer;
    const released = releasedOn === null ? '' : `Released ${format.dayNamed(releasedOn)}. `;
    return {
      title: `Version ${version} is available.`,
      text:
        released +
        (byHand === null ? `You have ${running}.` : `${byHand} It is published at ${page}`),
    };
  }
  if (state.kind === 'downloading')
    return {
      title: `Version ${state.newer.version} is being downloaded: ${format.share(state.share)}.`,
      text: 'You can keep working.',
    };
  if (state.kind !== 'ready') return null;
  const { version } = state.newer;
  const stopped =
    stoppedRuns === 0
      ? ''
      : ` Only ${running} can continue ${format.counted(stoppedRuns, 'stopped run')}: do that first.`;
  return {
    title: state.onQuit
      ? `Version ${version} will be installed when you quit.`
      : `Version ${version} is ready to install.`,
    text: `Afterwards, ${running} may no longer open your data.${stopped}`,
  };
}

/** How it stands, in one sentence, for the settings. */
export function updateStatus(
  { state, place, without }: UpdateView,
  running: string,
  format: Pick<Format, 'moment' | 'share' | 'dayNamed'>,
): string {
  if (place === null) return WITHOUT[without ?? 'off'];
  switch (state.kind) {
    case 'unknown':
      return `You have version ${running}.`;
    case 'looking':
      return 'Looking …';
    case 'newest':
      return `You have version ${running}, the newest, as of ${format.moment(Date.parse(state.at))}.`;
    case 'found':
      return `Version ${state.newer.version} is available; you have ${running}.`;
    case 'downloading':
      return `Version ${state.newer.version} is being downloaded: ${format.share(state.share)}.`;
    case 'ready':
      return state.onQuit
        ? `Version ${state.newer.version} will be installed when you quit, unless a run is under way or stopped halfway.`
        : `Version ${state.newer.version} is ready to install.`;
    case 'failed':
      return state.newer === null
        ? 'The last check failed.'
        : `Version ${state.newer.version} could not be downloaded or installed.`;
  }
}

const WITHOUT: Readonly<Record<NonNullable<UpdateView['without']>, string>> = {
  off: 'The program does not look for new versions.',
  'no-repository':
    'This build does not say where its releases are published. If your company has its own address, choose it above.',
  unreadable: 'No usable address is set, so the program does not look for new versions.',
};
