import { API } from '../../core/contract/api/api.ts';
import type { ApiHandlers, ApiReply, CallName } from '../../core/contract/api/api.ts';
import type { Needs } from '../../core/contract/calls/needs.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import type { CallLog } from '../app/call-log.ts';
import { plainProblem } from '../secrets/plain-problem.ts';

/** What answers calls, and what they leave in the audit log. */
export interface Answering {
  readonly handlers: ApiHandlers;
  readonly calls: CallLog;
  /** Lets pass who may do what needs this. Throws Problems `people.sign-in` and `people.role`. */
  readonly admit: (needs: Needs) => void;
}

/**
 * Answers a call that came over a boundary: a name that is not on the map, or an input that does not
 * fit, gets a problem and reaches no handler; neither does one of a person who may not make it. Never throws.
 *
 * @param log gets what a person should not see: the fault behind an `internal` problem.
 */
export async function dispatch(
  { handlers, calls, admit }: Answering,
  name: string,
  input: unknown,
  log: (fault: unknown) => void = () => undefined,
): Promise<ApiReply> {
  try {
    if (!Object.hasOwn(API, name)) throw unknownCall(name);
    const call = name as CallName;
    const parsed = API[call].input.safeParse(input);
    if (!parsed.success) throw invalidInput(call, parsed.error.issues);
    admit(API[call].needs(parsed.data as never));
    const handler = handlers[call] as (given: unknown) => unknown;
    const value = (await handler(parsed.data)) ?? null;
    calls.answered(API[call].leaves, parsed.data);
    return { ok: true, value };
  } catch (thrown) {
    const problem = asProblem(thrown);
    calls.refused(name, input, problem);
    if (problem.kind === 'internal') log(thrown);
    return { ok: false, problem: plainProblem(problem) };
  }
}

function unknownCall(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'api.unknown-call',
    message: `The program does not know the request ${name.slice(0, 60)}.`,
    hint: 'Reload the window. If it happens again, restart the program: its window is of another version.',
  });
}

function invalidInput(
  name: CallName,
  issues: readonly { path: PropertyKey[]; message: string }[],
): Problem {
  const [first] = issues;
  const where = first && first.path.length > 0 ? ` (${first.path.map(String).join('.')})` : '';
  return new Problem({
    kind: 'usage',
    code: 'api.invalid-input',
    message: `The request ${name} is not valid${where}: ${first?.message ?? 'unknown'}.`,
    hint: 'Correct the value and try again.',
  });
}
