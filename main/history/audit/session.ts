import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';

/** From where people act: one start of the window, of the browser's host or of a command. */
export interface Session {
  readonly id: string;
  /** `window`, `browser`, `command line`. */
  readonly address: string;
}

/** What an entry of the audit log says of who acts, beside the person's name. */
export interface Acting {
  readonly session: Session;
  readonly systemUser: string;
  readonly computer: string;
}

export function newSession(address: string): Session {
  return { id: randomBytes(4).toString('hex'), address };
}

let own: Session | null = null;

/** The session of this process: the one that it was told to go on with, else one of the command line. */
export function processSession(): Session {
  return (own ??= newSession('command line'));
}

/** What this process does from now on belongs to the session of the one that has started it. */
export function joinSession(session: Session): void {
  own = session;
}

const others = new AsyncLocalStorage<Session>();

/** Does work for somebody who acts from elsewhere than this process: what it leaves in the audit log says so. */
export function asSession<T>(session: Session, work: () => T): T {
  return others.run(session, work);
}

/** The session that the present work is done for; where nobody else has asked for it, the one given. */
export function sessionOf(own: Session): Session {
  return others.getStore() ?? own;
}

export function actingIn(own: Session): Acting {
  return {
    get session() {
      return sessionOf(own);
    },
    systemUser: systemUser(),
    computer: hostname(),
  };
}

/** Milliseconds of a clock that nobody sets; it begins anew when the computer starts. */
export function tick(): number {
  return Math.round(Number(process.hrtime.bigint() / 1_000_000n));
}

/** The user of the system, who acts where nobody else is named. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the system's list, as in some containers.
    return 'unknown';
  }
}
