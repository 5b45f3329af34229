import { useEffect, useState } from 'react';

/** Epoch ms, anew each second: for what goes on while nothing is told. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
