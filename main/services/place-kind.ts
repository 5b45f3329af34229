/** Whether a place has to be fetched; all others are paths on this machine. */
export function isRemote(place: string): boolean {
  return /^(s3|https?):\/\//i.test(place);
}
