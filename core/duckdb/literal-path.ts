/** A path in which no character is a wildcard: `y[1].parquet` would read the file `y1.parquet`. */
export function literalPath(path: string): string {
  return path.replace(/[[*?]/g, '[$&]');
}
