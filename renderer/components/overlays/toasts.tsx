import { Toast } from 'radix-ui';
import { createContext, useCallback, useContext, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import css from './overlays.module.css';

/** What a person can do about a piece of news, such as to undo it. */
interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}
/** Shows a piece of news; what it answers takes it away again, for one that has come to nothing meanwhile. */
type ShowToast = (words: string, action?: ToastAction) => () => void;
interface Shown {
  readonly id: number;
  readonly words: string;
  readonly action: ToastAction | undefined;
}

/** Whoever is to act on it gets longer than whoever only reads it. */
const READ_MS = 6000;
const ACT_MS = 20_000;

const ToastContext = createContext<ShowToast>(() => () => undefined);

/** Short news that needs no answer: where a file was written, that something was copied, what can be undone. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const last = useRef(0);
  const hide = useCallback((id: number): void => {
    setShown((before) => before.filter((one) => one.id !== id));
  }, []);
  const show = useCallback<ShowToast>(
    (words, action) => {
      const id = ++last.current;
      setShown((before) => [...before.slice(-2), { id, words, action }]);
      return () => hide(id);
    },
    [hide],
  );
  return (
    <ToastContext value={show}>
      <Toast.Provider duration={READ_MS} label="Notifications">
        {children}
        {shown.map(({ id, words, action }) => (
          <Toast.Root
            key={id}
            className={css.toast}
            duration={action ? ACT_MS : READ_MS}
            onOpenChange={(open) => {
              if (!open) hide(id);
            }}
          >
            <Toast.Description>{words}</Toast.Description>
            {action && (
              <Toast.Action
                className={css.toastAction}
                altText={`${action.label}: ${words}`}
                onClick={action.run}
              >
                {action.label}
              </Toast.Action>
            )}
            <Toast.Close className={css.toastClose} aria-label="Close">
              ×
            </Toast.Close>
          </Toast.Root>
        ))}
        <Toast.Viewport className={css.toasts} />
      </Toast.Provider>
    </ToastContext>
  );
}

export function useToast(): ShowToast {
  return useContext(ToastContext);
}
