import { Search } from 'lucide-react';
import { useState } from 'react';
import { keysText, useShortcut, useShortcutList } from '../components/overlays/shortcuts.tsx';
import { OPEN_SHORTCUT, useOpenPlace } from '../frame/open-places.tsx';
import { useMenuCommand } from '../frame/use-menu-command.ts';
import { SearchDialog } from './search-dialog.tsx';
import css from './search.module.css';

const KEYS = { keys: 'mod+k', does: 'Search everything', group: 'Everywhere' };

/** The entry that opens the search; so do its key and the native menu. */
export function SearchEntry() {
  const [open, setOpen] = useState(false);
  const { browse } = useOpenPlace();
  const showShortcuts = useShortcutList();
  useShortcut(KEYS, () => setOpen(true));
  useMenuCommand((command) => {
    if (command === 'search') setOpen(true);
  });
  const actions = [
    { words: OPEN_SHORTCUT.does, keys: OPEN_SHORTCUT.keys, run: () => browse() },
    { words: 'Keyboard shortcuts and glossary', keys: '?', run: showShortcuts },
  ];
  return (
    <>
      <button
        type="button"
        className={css.entry}
        title="Search"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <Search size={16} aria-hidden />
        <span className="folds-away">Search</span>
        <kbd aria-hidden>{keysText(KEYS.keys)}</kbd>
      </button>
      {open && <SearchDialog actions={actions} onClose={() => setOpen(false)} />}
    </>
  );
}
