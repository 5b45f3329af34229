import { useEffect } from 'react';
import type { ReactNode } from 'react';
import css from './frame.module.css';

interface ScreenProps {
  readonly title: string;
  /** Beside the title: a status, a choice. */
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A screen of its own: one heading, its actions, its content. The heading names the window too. */
export function Screen({ title, beside, actions, children }: ScreenProps) {
  useEffect(() => {
    document.title = `${title} – Thrive Cash Reconciler`;
  }, [title]);
  return (
    <div className={css.screen}>
      <div className={css.screenHead}>
        <h1>{title}</h1>
        {beside}
        {actions && <div className={css.screenActions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
