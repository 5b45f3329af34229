import type { ApiBridge, ApiEvent, ApiReply } from '../../core/contract/api/api.ts';
import { MOST_UPLOADED_BYTES, SESSION_KEY_HEADER } from '../../core/contract/api/shell.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import type { Connection } from './connection.ts';
import { sessionKey } from './session-key.ts';

/** The way to the program in a browser: the loopback server that served this page. */
export function loopbackBridge(connection: Pick<Connection, 'tell'>): ApiBridge {
  const listeners = new Set<(event: ApiEvent) => void>();
  let events: EventSource | undefined;
  return {
    async call(name, input) {
      const reply = await replyTo(
        fetch(`/api/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', [SESSION_KEY_HEADER]: sessionKey(window) },
          body: JSON.stringify(input),
        }).then(async (answer) => ({ status: answer.status, text: await answer.text() })),
      );
      if (!reply.ok && (reply.problem === GONE || reply.problem === SESSION_LOST))
        connection.tell(reply.problem);
      return reply;
    },
    onEvent(listener) {
      listeners.add(listener);
      // One connection for all; the browser connects again by itself and says what it saw last.
      if (!events) {
        const stream = new EventSource(`/events?key=${encodeURIComponent(sessionKey(window))}`);
        events = stream;
        stream.addEventListener('open', () => connection.tell(null));
        stream.addEventListener('error', () =>
          // The browser tries again unless it was answered and refused.
          connection.tell(stream.readyState === EventSource.CLOSED ? SESSION_LOST : GONE),
        );
        stream.addEventListener('message', ({ data }: MessageEvent<string>) => {
          const event = JSON.parse(data) as ApiEvent;
          for (const each of [...listeners]) each(event);
        });
      }
      return () => void listeners.delete(listener);
    },
    pathOf: () => null,
    async upload(file, onProgress) {
      // The program says so as well, but would be heard only by a browser that listens while it sends.
      if (file.size > MOST_UPLOADED_BYTES) throw new Problem(TOO_LARGE);
      const reply = await replyTo(sendFile(file, onProgress), CUT_OFF);
      if (!reply.ok) throw new Problem(reply.problem);
      return (reply.value as { place: string }).place;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function replyTo(request: Promise<Answer>, unanswered = GONE): Promise<ApiReply> {
  let answer: Answer;
  try {
    answer = await request;
  } catch {
    return { ok: false, problem: unanswered };
  }
  if (answer.status === 401) return { ok: false, problem: SESSION_LOST };
  try {
    return JSON.parse(answer.text) as ApiReply;
  } catch {
    return { ok: false, problem: REFUSED };
  }
}

/** XMLHttpRequest, because fetch does not tell how much of an upload is through. */
function sendFile(file: File, onProgress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/upload?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader(SESSION_KEY_HEADER, sessionKey(window));
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('load', () =>
      resolve({ status: request.status, text: request.responseText }),
    );
    request.addEventListener('error', () => reject(new Error('The upload was interrupted.')));
    request.addEventListener('abort', () => reject(new Error('The upload was aborted.')));
    request.send(file);
  });
}

const GONE: ProblemValue = {
  kind: 'internal',
  code: 'program.gone',
  message: 'The program behind this page has been stopped.',
  hint: 'Start it again with npm start and use the link that it prints. A run that was under way can be resumed.',
};
const CUT_OFF: ProblemValue = {
  kind: 'usage',
  code: 'upload.cut-off',
  message: 'The file was not uploaded completely.',
  hint: 'Check that the file is still there and the program still running, and upload it again.',
};
const TOO_LARGE: ProblemValue = {
  kind: 'usage',
  code: 'upload.too-large',
  message: `The file is larger than ${MOST_UPLOADED_BYTES / 2 ** 30} GiB.`,
  hint: 'Restart the program with --allow and the folder of the file, then enter its path instead.',
};
const SESSION_LOST: ProblemValue = {
  kind: 'usage',
  code: 'session.lost',
  message: 'This page no longer belongs to the running program.',
  hint: 'Stop the program, start it again with npm start, and use the link that it prints.',
};
const REFUSED: ProblemValue = {
  kind: 'internal',
  code: 'program.refused',
  message: 'The program refused the request.',
  hint: 'Reload the page; if it happens again, start the program again with npm start.',
};
