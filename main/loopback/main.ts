import process from 'node:process';
import { asProblem } from '../../core/contract/problem.ts';
import { launchArguments } from './launch-arguments.ts';
import { serve } from './serve.ts';

/** The built interface in the browser, without building anything: what the end-to-end tests start. */
try {
  await serve(launchArguments(process.argv.slice(2)), 'The interface is at');
  process.exit(0);
} catch (error) {
  const problem = asProblem(error);
  process.stderr.write(`${problem.message}\n${problem.hint}\n`);
  process.exit(problem.kind === 'usage' ? 2 : 1);
}
