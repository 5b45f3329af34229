/** Months as they stand in names of files, which change from month to month as numbers do. */
const MONTHS =
  /(?<![a-z])(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)(?![a-z])/g;
/** What stands between the parts of a name. */
const BETWEEN = /[\s_\-.,()[\]+~]+/g;

/**
 * What of a file's name stays the same from period to period: without its ending, dates and numbers. Empty where
 * nothing does, as of `2026-11.csv`.
 */
export function nameButForDates(name: string): string {
  return withoutEnding(name)
    .toLowerCase()
    .replace(/(?<![a-z])(q|w|kw|fy|v|rev)(?=\d)/g, ' ')
    .replace(/\d+/g, ' ')
    .replace(MONTHS, ' ')
    .replace(BETWEEN, ' ')
    .trim();
}

/** What a source is called whose first file has this name. */
export function nameOfNewSource(name: string): string {
  const stem = withoutEnding(name);
  const lasting = stem
    .replace(/[\s_\-.(]*\d{4}[-_.]?(\d{2}|q[1-4])?([-_.]?\d{2})?\)?$/i, '')
    .replace(/[\s_\-.]+$/, '');
  return lasting || stem || name;
}

function withoutEnding(name: string): string {
  return name.replace(/\.(xlsx|csv|tsv|txt|parquet)$/i, '');
}
