import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { Button } from '../controls/controls.tsx';
import css from './lot-picture.module.css';
import { AT_LEAST, AT_MOST } from './use-picture-window.ts';
import type { PictureWindow } from './use-picture-window.ts';

interface PagingProps {
  readonly window: PictureWindow;
  /** How many movements there are. */
  readonly of: number;
  /** The movement that is told of: the picture grows around it. */
  readonly current: number | null;
}

/** Which movements are drawn, of how many, and the ways to others, to fewer or to more. */
export function Paging({ window: { from, size, page, zoom }, of, current }: PagingProps) {
  const format = useFormat();
  return (
    <div className={css.paging}>
      <Turn label="Earlier movements" disabled={from === 0} onClick={() => page(-size)}>
        <ChevronLeft size={16} aria-hidden />
      </Turn>
      <span>
        {format.count(from + 1)}–{format.count(from + size)} of {format.count(of)}
      </span>
      <Turn label="Later movements" disabled={from + size >= of} onClick={() => page(size)}>
        <ChevronRight size={16} aria-hidden />
      </Turn>
      <Turn
        label="Fewer movements, larger"
        disabled={size <= AT_LEAST}
        onClick={() => zoom(Math.floor(size / 2), current)}
      >
        <ZoomIn size={16} aria-hidden />
      </Turn>
      <Turn
        label="More movements, smaller"
        disabled={size >= Math.min(AT_MOST, of)}
        onClick={() => zoom(size * 2, current)}
      >
        <ZoomOut size={16} aria-hidden />
      </Turn>
    </div>
  );
}

function Turn(props: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const { label, ...rest } = props;
  return <Button look="plain" iconOnly aria-label={label} {...rest} />;
}
