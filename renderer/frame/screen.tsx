import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { screenAt } from './routes.ts';
import css from './frame.module.css';

interface ScreenProps {
  /** Left out: as the list of screens calls it. */
  readonly title?: string;
  /** Beside the title: a status, a choice. */
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A screen of its own: one heading, its actions, its content. The heading names the window too. */
export function Screen({ title, beside, actions, children }: ScreenProps) {
  const [location] = useLocation();
  const heading = title ?? screenAt(location)?.screen.title;
  useEffect(() => {
    document.title = `${heading} – Thrive Cash Reconciler`;
  }, [heading]);
  return (
    <div className={css.screen}>
      <div className={css.screenHead}>
        <h1>{heading}</h1>
        {beside}
        {actions && <div className={css.screenActions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
