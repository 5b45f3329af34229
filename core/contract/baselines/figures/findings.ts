import { findingTitle } from '../../findings.ts';
import type { Figure } from '../figure.ts';

export const findings: Figure = {
  id: 'findings',
  title: 'Findings',
  about: 'Findings of each rule.',
  unit: 'count',
  by: { title: 'Rule', words: findingTitle },
  least: { absolute: 3, share: 0.1 },
  absent: 0,
  of: (run) => run.findings.map(({ code, count }) => ({ part: code, value: count })),
};
