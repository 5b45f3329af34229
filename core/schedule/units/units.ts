import { launchd } from './launchd.ts';
import { systemd } from './systemd.ts';
import { taskScheduler } from './task-scheduler.ts';
import type { UnitKind } from './unit.ts';

/** A way for each system. */
export const UNIT_KINDS: readonly UnitKind[] = [systemd, launchd, taskScheduler];
