import { endWithFaultText } from '../secrets/fault-text.ts';
import { parentPort } from './port.ts';
import { serveParent } from './serve-parent.ts';

/** The process in which a run is carried out. It is started by the application, never by hand. */
endWithFaultText(process);
const port = parentPort();
if (port === null) {
  process.stderr.write('This process is started by the application; use `npm start`.\n');
  process.exitCode = 2;
} else {
  serveParent(port);
}
