import { verifySignature } from 'electron-updater/out/windowsExecutableCodeSignatureVerifier.js';

/**
 * Why an installer of Windows is not to be trusted; null for one that bears a valid signature of these
 * publishers. electron-updater lets pass what it could not check, because PowerShell may not be run, say;
 * here that is a reason.
 */
export async function distrustOf(
  publishers: readonly string[],
  installer: string,
): Promise<string | null> {
  let unchecked: string | null = null;
  const why = await verifySignature([...publishers], installer, {
    info: () => undefined,
    error: () => undefined,
    warn(words?: unknown) {
      if (/Ignoring signature validation/.test(String(words))) unchecked = String(words);
    },
  });
  return why ?? unchecked;
}
