import type { FetchFacts, ObjectChoice, S3Access } from '../../../core/contract/api/places.ts';
import { s3Notes } from '../s3/s3-notes.ts';

/** Which of several files a source is, as notes of the run. */
export function choiceNotes(choice: ObjectChoice | null): Record<string, string> {
  return choice ? { 'chosen by': choice.pattern, 'chosen of': String(choice.of) } : {};
}

/** How the bytes of a remote source came here, as notes of the run. No credentials. */
export function fetchNotes(access: S3Access, facts: FetchFacts): Record<string, string> {
  const { checkedBy, choice, etag, versionId } = facts;
  return {
    ...s3Notes(access),
    ...choiceNotes(choice),
    ...(etag !== null && { etag }),
    ...(versionId !== null && { 'version id': versionId }),
    'checked by': checkedBy ?? 'size only',
  };
}
