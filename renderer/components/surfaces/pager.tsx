import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react';
import { useFormat } from '../../format/use-format.ts';
import { Button } from '../controls/controls.tsx';
import css from './surfaces.module.css';

interface PagerProps {
  /** What is paged, in the plural: `exceptions`. */
  readonly of: string;
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly onOffset: (offset: number) => void;
}

/** Which rows of a long list are shown, and the way to the others. */
export function Pager({ of, offset, limit, total, onOffset }: PagerProps) {
  const format = useFormat();
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit);
  const shown =
    total === 0
      ? `No ${of}`
      : `${format.count(offset + 1)} to ${format.count(Math.min(total, offset + limit))} of ${format.count(total)} ${of}`;
  return (
    <nav className={css.pager} aria-label={`Pages of ${of}`}>
      <span className="figure" role="status">
        {shown}
      </span>
      <Button
        look="plain"
        iconOnly
        aria-label="First page"
        disabled={offset === 0}
        onClick={() => onOffset(0)}
      >
        <ChevronsLeft size={16} aria-hidden />
      </Button>
      <Button
        look="plain"
        iconOnly
        aria-label="Previous page"
        disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - limit))}
      >
        <ChevronLeft size={16} aria-hidden />
      </Button>
      <Button
        look="plain"
        iconOnly
        aria-label="Next page"
        disabled={offset >= last}
        onClick={() => onOffset(offset + limit)}
      >
        <ChevronRight size={16} aria-hidden />
      </Button>
      <Button
        look="plain"
        iconOnly
        aria-label="Last page"
        disabled={offset >= last}
        onClick={() => onOffset(last)}
      >
        <ChevronsRight size={16} aria-hidden />
      </Button>
    </nav>
  );
}
