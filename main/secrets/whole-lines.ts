/** Takes a text as it comes, and passes it on by whole lines, so that no secret in it is cut in two. */
export interface WholeLines {
  take(text: string): void;
  /** Passes on what has no line break at its end. */
  flush(): void;
}

/** @param tell is given lines without the last line break; never blank ones alone. */
export function wholeLines(tell: (lines: string) => void): WholeLines {
  let rest = '';
  const pass = (text: string): void => {
    if (text.trim() !== '') tell(text.trimEnd());
  };
  return {
    take(text) {
      const all = rest + text;
      const end = all.lastIndexOf('\n') + 1;
      rest = all.slice(end);
      pass(all.slice(0, end));
    },
    flush() {
      pass(rest);
      rest = '';
    },
  };
}
