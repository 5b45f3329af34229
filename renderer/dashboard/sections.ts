import { agingPanel } from './panels/aging.tsx';
import type { BoardPanel } from './board/board-panel.ts';
import { breakagePanel } from './panels/breakage.tsx';
import { customersPanel } from './panels/customers.tsx';
import { exceptionsPanel } from './panels/exceptions.tsx';
import { figurePanel } from './panels/figure-panel.tsx';
import { fluxPanel } from './panels/flux.tsx';
import { lastRunsPanel } from './panels/last-runs.tsx';
import { outOfLinePanel } from './panels/out-of-line.tsx';
import { outcomesPanel } from './panels/outcomes.tsx';

/** Panels that are looked at together. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly panels: readonly BoardPanel[];
}

/** The dashboard, section by section, each in the order in which its panels are shown. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'quality',
    title: 'Quality',
    panels: [
      outOfLinePanel,
      customersPanel,
      figurePanel('quality', 'line'),
      figurePanel('match-rate', 'line'),
      figurePanel('rows', 'line'),
      figurePanel('findings', 'stack'),
      exceptionsPanel,
      figurePanel('set-aside', 'line'),
    ],
  },
  {
    id: 'operations',
    title: 'Operations',
    panels: [
      figurePanel('duration', 'line'),
      figurePanel('step-duration', 'stack'),
      outcomesPanel,
      lastRunsPanel,
    ],
  },
  {
    id: 'finance',
    title: 'Finance',
    panels: [
      figurePanel('liability', 'line'),
      figurePanel('untracked', 'line'),
      fluxPanel,
      breakagePanel,
      agingPanel,
      figurePanel('earned', 'line'),
      figurePanel('spent', 'line'),
      figurePanel('expired', 'line'),
    ],
  },
];
