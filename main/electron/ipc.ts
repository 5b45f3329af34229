import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { ApiReply } from '../../core/contract/api/api.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { dispatch } from '../program/dispatch.ts';
import type { Answering } from '../program/dispatch.ts';
import { CALL_CHANNEL } from './page/bridge.ts';
import { APP_ORIGIN, isOwnUrl } from './page/own-origin.ts';

/** Whether a message comes from the interface itself: the window's main frame, still there, on its own origin. */
function isFromInterface({
  sender,
  senderFrame,
}: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean {
  return (
    senderFrame !== null &&
    !senderFrame.isDestroyed() &&
    !senderFrame.detached &&
    senderFrame.parent === null &&
    senderFrame === sender.mainFrame &&
    senderFrame.origin === APP_ORIGIN &&
    isOwnUrl(senderFrame.url)
  );
}

/** Answers the interface's calls on the one channel there is. Anybody else reaches no handler. */
export function answerCalls(
  ipcMain: Pick<IpcMain, 'handle'>,
  answering: Answering,
  log: (fault: unknown) => void,
): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<ApiReply> =>
    isFromInterface(event) ? dispatch(answering, String(name), input, log) : foreign(answering),
  );
}

function foreign({ calls }: Answering): ApiReply {
  const problem: ProblemValue = {
    kind: 'usage',
    code: 'api.foreign-sender',
    message: 'The request did not come from the program’s own window.',
    hint: 'Close this page.',
  };
  calls.refused('foreign page', null, problem);
  return { ok: false, problem };
}
