import type { Recognition, SourceChoice } from '../../../core/contract/recognition.ts';

/** What the program takes a file for; null where a person has to say it. */
export function recognisedChoice({ best, sure }: Recognition): SourceChoice | null {
  if (!sure) return null;
  return best === null ? { kind: 'new', name: null } : { kind: 'known', id: best };
}

/** What the source is called that was chosen for a file, or will be; `sources` are all that there are. */
export function chosenName(
  choice: SourceChoice | null,
  { claims, newName }: Recognition,
  sources: readonly { readonly id: number; readonly name: string }[],
): string {
  if (choice?.kind !== 'known') return (choice?.kind === 'new' && choice.name) || newName;
  return [...claims, ...sources].find(({ id }) => id === choice.id)?.name ?? newName;
}
