/** A name that is safe in every file system: without folders, control characters, reserved names. */
export function fileName(name: string): string {
  const kept = name
    // eslint-disable-next-line no-control-regex -- these are what has to go
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, '_')
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  const short = endOf(kept, LONGEST_NAME_BYTES);
  return short === '' || isDeviceName(short) ? `_${short}` : short;
}

/** Whether Windows takes a name for a device's, whatever its ending: no file can have it there. */
export function isDeviceName(name: string): boolean {
  return /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$|clock\$) *(\.|:|$)/i.test(name);
}

/** File systems count 255 bytes, or as many UTF-16 units; this leaves room for a number and an ending. */
const LONGEST_NAME_BYTES = 200;

/** The end of a text that fits in so many bytes of UTF-8, no letter cut in two. */
function endOf(text: string, mostBytes: number): string {
  const letters = [...text.toWellFormed()];
  let bytes = 0;
  let from = letters.length;
  while (from > 0) {
    bytes += Buffer.byteLength(letters[from - 1]!);
    if (bytes > mostBytes) break;
    from--;
  }
  return letters.slice(from).join('');
}
