import { Toast } from 'radix-ui';
import { createContext, useCallback, useContext, useState } from 'react';
import type { ReactNode } from 'react';
import css from './overlays.module.css';

const ToastContext = createContext<(words: string) => void>(() => undefined);

/** Short news that needs no answer: where a file was written, that something was copied. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly { id: number; words: string }[]>([]);
  const show = useCallback((words: string) => {
    setShown((before) => [...before.slice(-2), { id: (before.at(-1)?.id ?? 0) + 1, words }]);
  }, []);
  return (
    <ToastContext value={show}>
      <Toast.Provider duration={6000} label="News">
        {children}
        {shown.map(({ id, words }) => (
          <Toast.Root
            key={id}
            className={css.toast}
            onOpenChange={(open) => {
              if (!open) setShown((before) => before.filter((one) => one.id !== id));
            }}
          >
            <Toast.Description>{words}</Toast.Description>
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

export function useToast(): (words: string) => void {
  return useContext(ToastContext);
}
