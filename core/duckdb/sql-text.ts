/** A name as SQL has it; whatever it holds, it stays a name. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL has it. DuckDB knows no escapes within quotes but the doubled quote. */
export function sqlText(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  // A NUL would end the statement.
  return parts.length === 1 ? parts[0]! : `(${parts.join(' || chr(0) || ')})`;
}
