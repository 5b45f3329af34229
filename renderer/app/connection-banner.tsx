import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useConnectionProblem } from '../bridge/connection.ts';
import { Notice } from '../components/surfaces/surfaces.tsx';
import css from './app.module.css';

/** Stands over every screen as long as the program behind the page cannot be reached. */
export function ConnectionBanner() {
  const problem = useConnectionProblem();
  const queries = useQueryClient();
  const broken = useRef(false);
  useEffect(() => {
    // What has happened in between was not told to this page.
    if (broken.current && problem === null) void queries.invalidateQueries();
    broken.current = problem !== null;
  }, [problem, queries]);
  if (problem === null) return null;
  return (
    <div className={css.banner}>
      <Notice tone="bad" title={problem.message}>
        {problem.hint}
      </Notice>
    </div>
  );
}
