import { download } from './download.ts';
import { match } from './match.ts';
import { report } from './report.ts';
import { courseOf } from './step.ts';
import { validate } from './validate.ts';
import { verify } from './verify.ts';

/** The five steps of a run in their order. */
export const COURSE = courseOf(download)
  .followedBy(validate)
  .followedBy(match)
  .followedBy(verify)
  .followedBy(report);
