/** What stands above a column of a table. */
export interface Head {
  readonly name: string;
  /** Figures stand at the right; an unseen name is there for those who hear the table. */
  readonly look: 'words' | 'figures' | 'unseen';
}

export function figures(name: string): Head {
  return { name, look: 'figures' };
}

export function unseen(name: string): Head {
  return { name, look: 'unseen' };
}

/** The head of a table, column by column; no two of a table have one name. */
export function Heads({ of }: { of: readonly (string | Head)[] }) {
  const heads = of.map((head): Head =>
    typeof head === 'string' ? { name: head, look: 'words' } : head,
  );
  return (
    <thead>
      <tr>
        {heads.map(({ name, look }) => (
          <th key={name} scope="col" className={look === 'figures' ? 'number' : undefined}>
            {look === 'unseen' ? <span className="visually-hidden">{name}</span> : name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
