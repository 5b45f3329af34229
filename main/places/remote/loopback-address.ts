/** Whether a host name of a URL is this machine, where plain http is no risk. */
export function isLoopbackAddress(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
