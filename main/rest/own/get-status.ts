import { softwareVersion } from '../../software-version.ts';
import type { OwnAnswer } from '../request/own-answer.ts';

/** That the server answers, and what the token may do. */
export const getStatus: OwnAnswer = ({ application, now }, _asked, { token }) => {
  const { name, scopes, expiresAt } = token!;
  return {
    version: softwareVersion(),
    time: now(),
    underWay: application.jobs().length,
    token: { name, scopes, expiresAt },
  };
};
