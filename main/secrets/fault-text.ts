import { textWithoutSecrets } from './without-secrets.ts';

/** A fault as the developers want it, stack and causes, without secrets. */
export function faultText(fault: unknown): string {
  return textWithoutSecrets(trace(fault));
}

function trace(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const cause = fault.cause === undefined ? '' : `\n  caused by: ${trace(fault.cause)}`;
  return (fault.stack ?? fault.message) + cause;
}

/**
 * From now on a fault that nobody caught ends this process with words that hold no secret: of its own
 * accord Node prints the fault as it is, with whatever it carries. So does a rejection that nobody
 * caught, which in a process of Electron's would end nothing: what waits for it would wait for ever.
 *
 * @param note writes it down as well.
 */
export function endWithFaultText(
  process: NodeJS.Process,
  note: (fault: unknown) => void = () => undefined,
): void {
  const end = (fault: unknown): void => {
    note(fault);
    process.stderr.write(`${faultText(fault)}\n`);
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
