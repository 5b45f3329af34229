import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import css from './overlays.module.css';

interface PopoverProps {
  /** Names what is opened. */
  readonly label: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  /** The button that opens it. */
  readonly button: ReactNode;
  readonly children: ReactNode;
}

/** A small surface beside its button. Escape, or a press outside, closes it and gives focus back. */
export function Popover({ label, open, onOpen, button, children }: PopoverProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpen}>
      <Radix.Trigger asChild>{button}</Radix.Trigger>
      <Radix.Portal>
        {/* By this class the grid's filters know that a press in here is not one outside of them. */}
        <Radix.Content
          className={`${css.popover} ag-custom-component-popup`}
          aria-label={label}
          align="end"
          sideOffset={4}
          collisionPadding={8}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
