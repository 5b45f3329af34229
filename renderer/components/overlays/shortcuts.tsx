import { createContext, useContext, useEffect, useEffectEvent, useState } from 'react';
import type { ReactNode } from 'react';
import { isDialogOpen } from './dialog-open.ts';
import { Dialog } from './dialog.tsx';
import css from './overlays.module.css';

/**
 * A key with the modifiers it wants: `mod+o` (Ctrl, on a Mac Cmd), `alt+h`, `?`. Letters and digits
 * are only bound with a modifier, so that nobody who types or dictates triggers them (WCAG 2.1.4).
 */
export interface Shortcut {
  readonly keys: string;
  readonly does: string;
  readonly group: string;
  /** Not while text is being typed: there the key has a meaning of its own. */
  readonly leavesTyping?: boolean;
}

interface Registry {
  add(shortcut: Shortcut, run: () => void): () => void;
  show(): void;
}
const Shortcuts = createContext<Registry>({ add: () => () => undefined, show: () => undefined });

const OF_LISTS: readonly Shortcut[] = [
  { keys: '↑ ↓ ← →', does: 'Move from cell to cell', group: 'In a grid' },
  { keys: 'Space', does: 'Select the row', group: 'In a grid' },
  { keys: 'Enter', does: 'Open the row, or sort by the header', group: 'In a grid' },
  { keys: 'mod+c', does: 'Copy the selected rows', group: 'In a grid' },
  {
    keys: 'Page Up, Page Down, mod+Home, mod+End',
    does: 'Move by page, or to the first or last row',
    group: 'In a grid',
  },
];

interface ShortcutProviderProps {
  /** What else is explained under `?`, below the keys. */
  readonly below: ReactNode;
  readonly children: ReactNode;
}

/** Listens for the shortcuts that components bind, and lists them under `?`. */
export function ShortcutProvider({ below, children }: ShortcutProviderProps) {
  const [bound, setBound] = useState<readonly { shortcut: Shortcut; run: () => void }[]>([]);
  const [listed, setListed] = useState(false);
  const [registry] = useState<Registry>(() => ({
    add(shortcut, run) {
      const entry = { shortcut, run };
      setBound((before) => [...before, entry]);
      return () => setBound((before) => before.filter((one) => one !== entry));
    },
    show: () => setListed(true),
  }));
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const typing = isTyping(event.target);
    if (event.key === 'F1' || (event.key === '?' && !typing)) {
      event.preventDefault();
      setListed(true);
      return;
    }
    // The innermost screen binds last and wins.
    const found = bound.findLast(
      ({ shortcut }) =>
        fits(event, shortcut.keys) && !(shortcut.leavesTyping && editsText(event.target)),
    );
    if (!found || isDialogOpen(document)) return;
    event.preventDefault();
    found.run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
  const all = [...bound.map(({ shortcut }) => shortcut), ...OF_LISTS];
  const groups = [...new Set(all.map(({ group }) => group))];
  return (
    <Shortcuts value={registry}>
      {children}
      <Dialog
        title="Keyboard shortcuts and glossary"
        open={listed}
        onClose={() => setListed(false)}
      >
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <table className={css.keys}>
              <tbody>
                {all
                  .filter((shortcut) => shortcut.group === group)
                  .map(({ keys, does }) => (
                    <tr key={keys + does}>
                      <td>{does}</td>
                      <td>
                        <kbd>{keysText(keys)}</kbd>
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </section>
        ))}
        {below}
      </Dialog>
    </Shortcuts>
  );
}

/** Binds a shortcut for as long as the component is there and `enabled`. */
export function useShortcut(shortcut: Shortcut, run: () => void, enabled = true): void {
  const { add } = useContext(Shortcuts);
  const current = useEffectEvent(run);
  const { keys, does, group, leavesTyping = false } = shortcut;
  useEffect(() => {
    if (!enabled) return undefined;
    return add({ keys, does, group, leavesTyping }, () => current());
  }, [add, keys, does, group, leavesTyping, enabled]);
}

/** Binds keys that are all answered alike, in the order of `shortcuts`, which stays the same array. */
export function useShortcuts(shortcuts: readonly Shortcut[], run: (keys: string) => void): void {
  const { add } = useContext(Shortcuts);
  const current = useEffectEvent(run);
  useEffect(() => {
    const removers = shortcuts.map((shortcut) => add(shortcut, () => current(shortcut.keys)));
    return () => removers.forEach((remove) => remove());
  }, [add, shortcuts]);
}

export function useShortcutList(): () => void {
  return useContext(Shortcuts).show;
}

const MAC = /Mac/.test(navigator.platform);

/** Keys as they are printed on this machine's keyboard: `mod+o` is Ctrl+O, on a Mac ⌘O. */
export function keysText(keys: string): string {
  return keys
    .replaceAll('mod+', MAC ? '⌘' : 'Ctrl+')
    .replaceAll('alt+', MAC ? '⌥' : 'Alt+')
    .replaceAll('shift+', MAC ? '⇧' : 'Shift+')
    .replace(/(?<=[+⌘⌥⇧])[a-z]+$/, (key) => key[0]!.toUpperCase() + key.slice(1));
}

function fits(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1)!;
  const wants = (name: string): boolean => parts.includes(name);
  const mod = MAC ? event.metaKey : event.ctrlKey;
  if (mod !== wants('mod') || event.altKey !== wants('alt')) return false;
  if (/^[a-z0-9]$/.test(key)) {
    // By the place of the key: with Alt, a Mac types another character.
    if (event.shiftKey !== wants('shift')) return false;
    return event.code === (/\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`);
  }
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Whether the target takes letters, and undoes them by itself. */
function editsText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button)$/.test(target.type);
  return isTyping(target) && !(target instanceof HTMLSelectElement);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
