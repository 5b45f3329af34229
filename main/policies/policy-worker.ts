import { parentPort, workerData } from 'node:worker_threads';
import type { PolicyComparison, PolicyPicture } from '../../core/contract/api/policies.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import { comparePolicies, policyPicture } from '../../core/match/compare-policies.ts';
import { loadValidation } from '../../core/run-folder/validation-file.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import type {
  AskedQuestion,
  PolicyAnswer,
  PolicyQuestion,
  PolicyWorkerData,
} from './policy-messages.ts';

const { path, sha256 } = workerData as PolicyWorkerData;
const loading = loadValidation(path, sha256).then(({ source }) => source.ledger);
// A ledger that cannot be read is said in the answer to each question.
loading.catch(() => undefined);
let compared: PolicyComparison | undefined;

parentPort!.on('message', ({ number, question }: AskedQuestion) => {
  void answerTo(question).then((answer) =>
    parentPort!.postMessage({ number, answer } satisfies PolicyAnswer),
  );
});

async function answerTo(question: PolicyQuestion): Promise<PolicyAnswer['answer']> {
  try {
    const ledger = await loading;
    if (question.kind === 'compare')
      return { ok: true, value: (compared ??= comparePolicies(ledger)) };
    const picture = policyPicture(ledger, question.customer);
    if (picture === null) throw unknownCustomer(question.customer);
    return { ok: true, value: picture satisfies PolicyPicture };
  } catch (error) {
    return { ok: false, problem: plainProblem(asProblem(error)) };
  }
}

function unknownCustomer(customer: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'customer.unknown',
    message: `The ledger has no movements for customer ${customer}.`,
    hint: 'Check the CUSTOMERID. It must be written exactly as in the source.',
    details: { customer },
  });
}
