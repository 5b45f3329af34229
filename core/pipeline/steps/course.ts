import { download } from './download.ts';
import { match } from './match.ts';
import { report } from './report.ts';
import { courseOf } from './step.ts';
import { validate } from './validate.ts';
import { verify } from './verify.ts';

/** The steps of a run up to the one after which all is known that its files tell. */
export const UP_TO_VERIFIED = courseOf(download)
  .followedBy(validate)
  .followedBy(match)
  .followedBy(verify);

/** The five steps of a run in their order. */
export const COURSE = UP_TO_VERIFIED.followedBy(report);
