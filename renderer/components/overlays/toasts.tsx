import { Toast } from 'radix-ui';
import { createContext, useCallback, useContext, useState } from 'react';
import type { ReactNode } from 'react';
import css from './overlays.module.css';

/** What a person can do about a piece of news, such as to undo it. */
interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}
type ShowToast = (words: string, action?: ToastAction) => void;
interface Shown {
  readonly id: number;
  readonly words: string;
  readonly action: ToastAction | undefined;
}

/** Whoever is to act on it gets longer than whoever only reads it. */
const READ_MS = 6000;
const ACT_MS = 20_000;

const ToastContext = createContext<ShowToast>(() => undefined);

/** Short news that needs no answer: where a file was written, that something was copied, what can be undone. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const show = useCallback<ShowToast>((words, action) => {
    setShown((before) => [
      ...before.slice(-2),
      { id: (before.at(-1)?.id ?? 0) + 1, words, action },
    ]);
  }, []);
  return (
    <ToastContext value={show}>
      <Toast.Provider duration={READ_MS} label="News">
        {children}
        {shown.map(({ id, words, action }) => (
          <Toast.Root
            key={id}
            className={css.toast}
            duration={action ? ACT_MS : READ_MS}
            onOpenChange={(open) => {
              if (!open) setShown((before) => before.filter((one) => one.id !== id));
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
