import type { Order } from './call-plan.ts';
import { carryOut } from './carry-out.ts';

/** Carries out one run, or takes one further, as the order says that its parent sends. */
process.on('disconnect', () => process.exit(0));
process.on('message', (order: Order) => {
  void carryOut(order).then((ending) => process.send!(ending));
});
process.send!('ready');
