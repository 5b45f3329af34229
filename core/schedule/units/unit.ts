/** What the system is to do while the program is closed: look every few minutes whether a schedule has come. */
export interface UnitWish {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** Of the home of the user, absolute. */
  readonly home: string;
  /** A name that tells data folders apart: letters, digits and hyphens. */
  readonly id: string;
}

export interface UnitFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** How it is written to the disk. */
  readonly encoding: 'utf8' | 'utf16le';
}

/** A system's way to run something by itself. It is one file here and a line in units.ts. */
export interface UnitKind {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** As its makers call it. */
  readonly name: string;
  files(wish: UnitWish): readonly UnitFile[];
  /** What is called when the files are there, in order. */
  installing(wish: UnitWish): readonly (readonly string[])[];
  /** What is called before they are deleted. */
  removing(wish: UnitWish): readonly (readonly string[])[];
  /** What is called to hear of the times; null where the system tells none. */
  asking(wish: UnitWish): readonly string[] | null;
  /** The next and the last time in that answer, epoch ms. */
  times(answer: string): { readonly nextAt: number | null; readonly lastAt: number | null };
}

/** How often the system looks. Whether anything has come, and when, is decided by the program alone. */
export const LOOK_MINUTES = 5;

/** Text as XML has it. */
export function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
