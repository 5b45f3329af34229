import { useEffect, useRef } from 'react';

/** Tells a value when it has stayed the same for a moment; not the one it began with. */
export function useLater<T>(value: T, ms: number, tell: (value: T) => void): void {
  const told = useRef(value);
  const teller = useRef(tell);
  useEffect(() => {
    teller.current = tell;
  });
  useEffect(() => {
    if (told.current === value) return undefined;
    const timer = setTimeout(() => {
      told.current = value;
      teller.current(value);
    }, ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
}
