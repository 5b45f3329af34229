/** The line to the parent process, whichever way this process was started. */
export interface ParentPort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the parent has gone. */
  onGone(listener: () => void): void;
}

/** What Electron's utility process puts on `process`, and Node's does not. */
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
}

/** The port of an Electron utility process or of a forked Node process; null for neither. */
export function parentPort(from: NodeJS.Process = process): ParentPort | null {
  const electron = (from as unknown as { parentPort?: ElectronPort }).parentPort;
  if (electron)
    return {
      send: (message) => electron.postMessage(message),
      onMessage: (listener) => void electron.on('message', ({ data }) => listener(data)),
      // Electron itself ends its utility processes when the main process goes.
      onGone: () => undefined,
    };
  if (!from.send) return null;
  return {
    send: (message) => {
      // A parent that dies between two messages is told of by `disconnect`; the message has no reader.
      if (from.connected) from.send!(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => void from.on('message', listener),
    onGone: (listener) => void from.on('disconnect', listener),
  };
}
