import process from 'node:process';

/** Loaded into a utility process of the stand-in before its script: its port, as Electron puts it on `process`. */
const send = process.send!.bind(process);
Object.assign(process, {
  send: undefined,
  parentPort: {
    postMessage: (message: unknown) => send(message),
    on: (event: 'message', listener: (event: { data: unknown }) => void) =>
      process.on(event, (data: unknown) => listener({ data })),
  },
});
// Electron ends its utility processes when the program goes.
process.on('disconnect', () => process.exit(1));
