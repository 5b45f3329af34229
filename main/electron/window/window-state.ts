import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';
import { writeWhole } from '../../data-folder/write-whole.ts';

const FILE = 'window.json';
const USUAL = { width: 1360, height: 860 } as const;
/** What a small screen at 200 % has, with room for the taskbar; every screen of the interface is usable in it. */
export const SMALLEST = { width: 660, height: 360 } as const;
/** This much of a window's upper edge must be in reach of the pointer. */
const GRIP = { width: 120, height: 40 } as const;

const coordinate = z.int().min(-100_000).max(100_000);
const extent = z.int().min(1).max(100_000);
const windowStateSchema = z.object({
  bounds: z.object({ x: coordinate, y: coordinate, width: extent, height: extent }),
  maximised: z.boolean(),
});

/** How the window was left. Device-independent pixels. */
export type WindowState = Readonly<z.infer<typeof windowStateSchema>>;

export interface WindowPlacement {
  /** Without a position the system centres the window. */
  readonly bounds: Readonly<{ width: number; height: number; x?: number; y?: number }>;
  readonly maximised: boolean;
}

/**
 * Where the window goes: where it was left if a display still shows that place, otherwise the middle.
 * It is never larger than the display it appears on.
 *
 * @param workAreas of the displays present, the primary one first.
 */
export function placementOf(
  left: WindowState | null,
  workAreas: readonly Rectangle[],
): WindowPlacement {
  const bounds = left?.bounds;
  const display = bounds && workAreas.find((area) => showsGrip(bounds, area));
  const { width, height } = withinDisplay(bounds ?? USUAL, display ?? workAreas[0]);
  return {
    bounds: display && bounds ? { x: bounds.x, y: bounds.y, width, height } : { width, height },
    maximised: left?.maximised ?? false,
  };
}

function showsGrip(bounds: Rectangle, area: Rectangle): boolean {
  const across =
    Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  return (
    across >= GRIP.width && bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height
  );
}

function withinDisplay(
  size: { width: number; height: number },
  area: Rectangle | undefined,
): { width: number; height: number } {
  const fit = (wanted: number, least: number, most: number): number =>
    Math.min(Math.max(wanted, least), Math.max(least, most));
  return {
    width: fit(size.width, SMALLEST.width, area?.width ?? USUAL.width),
    height: fit(size.height, SMALLEST.height, area?.height ?? USUAL.height),
  };
}

/** How the window was left; null where nothing usable was written down. */
export function readWindowState(root: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(join(root, FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** Writes down how the window is left. */
export function writeWindowState(root: string, state: WindowState): void {
  try {
    writeWhole(join(root, FILE), JSON.stringify(state));
  } catch {
    // A full or read-only disk costs the window its place, not the user their work.
  }
}
