import { Copy } from 'lucide-react';
import { Button } from '../controls/controls.tsx';
import { useToast } from '../overlays/toasts.tsx';

/** Puts a text on the clipboard and says so. `what` names it: `the SHA-256 of the source`. */
export function CopyButton({
  text,
  what,
  children,
}: {
  text: string;
  what: string;
  /** Words on the button; an icon alone where there are none. */
  children?: string;
}) {
  const toast = useToast();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      toast(`Copied: ${what}.`);
    } catch {
      toast('The clipboard is not available here. Select the text and copy it manually.');
    }
  };
  const icon = <Copy size={14} aria-hidden />;
  return children ? (
    <Button onClick={() => void copy()}>
      {icon} {children}
    </Button>
  ) : (
    <Button look="plain" iconOnly aria-label={`Copy ${what}`} onClick={() => void copy()}>
      {icon}
    </Button>
  );
}
