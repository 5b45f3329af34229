/** Whether a place has to be fetched; all others are paths on this machine. */
export function isRemote(place: string): boolean {
  return /^(s3|https?):\/\//i.test(place);
}

/** Whether a run's rows stayed in a warehouse: of such a run nothing is kept here but its history. */
export function isWarehouse(place: string): boolean {
  return /^postgres(ql)?:\/\//i.test(place);
}
