import { toldJob } from '../../../core/contract/rest/declare/told-run.ts';
import { refused } from '../request/refused.ts';
import type { OwnAnswer } from '../request/own-answer.ts';

/** How far a job is, or what became of it. Throws Problem `api.no-such-job`. */
export const getJob: OwnAnswer = async ({ application, ended }, { params, query }) => {
  const { jobId } = params as { readonly jobId: string };
  const { wait } = query as { readonly wait: number };
  const underWay = () => application.jobs().find((one) => one.jobId === jobId);
  if (underWay()) await ended.within(jobId, wait * 1000);
  const job = underWay();
  const told = job ? toldJob(job) : ended.get(jobId);
  if (told === null) throw refused('api.no-such-job');
  return told;
};
