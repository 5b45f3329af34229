/** Where the interface lives: a scheme of its own, so that nothing is ever a `file://` page. */
export const APP_SCHEME = 'app';
const APP_HOST = 'thrive';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const START_PAGE = `${APP_ORIGIN}/`;

/** Whether a URL belongs to the interface. Node gives own schemes the origin "null", hence by parts. */
export function isOwnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
}
