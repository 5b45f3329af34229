import type { S3Answer } from './s3-answer.ts';
import type { Operation, S3Request } from './s3-request.ts';

/** What goes wrong with one request or its answer. */
export type Fault =
  /** The connection is reset when the request has arrived; nothing is done. */
  | { readonly kind: 'reset' }
  /** The connection is reset after so many bytes of the answer's body; with 0, what was asked is done. */
  | { readonly kind: 'reset-after'; readonly bytes: number }
  /** A right status and length, and the connection is closed in order after so many bytes. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  /** Nothing is done; this is the answer. */
  | { readonly kind: 'answer'; readonly answer: S3Answer }
  /** The answer names another checksum than its bytes have. */
  | { readonly kind: 'wrong-checksum' }
  /** One byte of the answer is another. */
  | { readonly kind: 'flip'; readonly at: number }
  /** One byte of the request is another when it arrives. */
  | { readonly kind: 'flip-request'; readonly at: number }
  /** Silence after so many bytes of the answer (null: before any of it) until it is released. */
  | { readonly kind: 'stall'; readonly bytes: number | null }
  /** Something happens between the deed and its answer, e.g. the object is replaced after a HEAD. */
  | { readonly kind: 'meanwhile'; readonly run: () => void | Promise<void> };

export interface Aim {
  readonly operation?: Operation;
  readonly key?: string | RegExp;
}

export interface Faults {
  /** The next `n` requests that fit meet the fault; earlier orders come first. */
  next(n: number, fault: Fault, aim?: Aim): void;
  /** How many faults have been met. */
  readonly met: number;
  /** Lets go what stalls. */
  release(): void;
  /** Forgets what has not been met yet, and lets go what stalls. */
  clear(): void;
}

/** The faults of one server, and how the gateway asks for them. */
export function faultList(): Faults & {
  take(request: S3Request): Fault | null;
  released(): Promise<void>;
} {
  let orders: { left: number; readonly fault: Fault; readonly aim: Aim }[] = [];
  let met = 0;
  let held: (() => void)[] = [];
  const release = (): void => {
    for (const one of held) one();
    held = [];
  };
  return {
    next: (n, fault, aim = {}) => void orders.push({ left: n, fault, aim }),
    get met() {
      return met;
    },
    release,
    clear() {
      orders = [];
      release();
    },
    take(request) {
      const order = orders.find(({ left, aim }) => left > 0 && fits(request, aim));
      if (!order) return null;
      order.left--;
      met++;
      return order.fault;
    },
    released: () => new Promise((resolve) => void held.push(resolve)),
  };
}

function fits(request: S3Request, { operation, key }: Aim): boolean {
  if (operation !== undefined && operation !== request.operation) return false;
  if (key === undefined) return true;
  return typeof key === 'string' ? key === request.key : key.test(request.key);
}
