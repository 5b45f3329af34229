/** The triggers by which a table can only grow. */
export function appendOnly(table: string): string {
  const refuse = `BEGIN SELECT RAISE(ABORT, '${table} can only grow'); END;`;
  return `
CREATE TRIGGER ${table}_update BEFORE UPDATE ON ${table} ${refuse}
CREATE TRIGGER ${table}_delete BEFORE DELETE ON ${table} ${refuse}
CREATE TRIGGER ${table}_replace BEFORE INSERT ON ${table}
WHEN EXISTS (SELECT 1 FROM ${table} WHERE id = NEW.id) ${refuse}
`;
}

/** The triggers by which nothing of a table changes once the run that it hangs on has completed. */
export function closedWithItsRun(table: string): string {
  const completed = (row: string) =>
    `WHEN (SELECT status FROM runs WHERE id = ${row}.run_id) = 'completed'`;
  const refuse = `BEGIN SELECT RAISE(ABORT, 'a completed run is never changed'); END;`;
  return `
CREATE TRIGGER ${table}_closed_insert BEFORE INSERT ON ${table} ${completed('NEW')} ${refuse}
CREATE TRIGGER ${table}_closed_update BEFORE UPDATE ON ${table} ${completed('OLD')} ${refuse}
CREATE TRIGGER ${table}_closed_delete BEFORE DELETE ON ${table} ${completed('OLD')} ${refuse}
`;
}
