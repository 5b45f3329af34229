import { registerHooks } from 'node:module';
import type { Order } from './call-plan.ts';

/**
 * Carries out one run, or takes one further, as the order says that its parent sends. With
 * `--no-workbooks` the library for workbooks is not loaded: that takes as long as all else of the start.
 */
if (process.argv.includes('--no-workbooks'))
  registerHooks({
    resolve: (name, context, next) =>
      name === 'exceljs'
        ? { url: 'data:text/javascript,export default null', shortCircuit: true }
        : next(name, context),
  });
const { carryOut } = await import('./carry-out.ts');
process.on('disconnect', () => process.exit(0));
process.on('message', (order: Order) => {
  void carryOut(order).then((ending) => process.send!(ending));
});
standStill();
process.send!('ready');

/**
 * Lets the calendar stand still, though not the clock of the history: the entries of a workbook bear the
 * time of writing, and workbooks are compared byte for byte as well.
 */
function standStill(): void {
  const moment = Date.UTC(2026, 0, 31, 12);
  globalThis.Date = new Proxy(Date, {
    construct: (date, args: unknown[], made) =>
      Reflect.construct(date, args.length === 0 ? [moment] : args, made) as Date,
  });
}
