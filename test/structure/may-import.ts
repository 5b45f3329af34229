import { posix } from 'node:path';
import { BUILDINGS, GUARDED, WALLS } from './floors.ts';
import type { Building } from './floors.ts';

/** The room of a file, both by their paths from the root with `/`. */
export const roomOf = (file: string): string => posix.dirname(file);

const within = (room: string, outer: string): boolean =>
  room === outer || room.startsWith(`${outer}/`);

const buildingOf = (room: string): Building | undefined =>
  BUILDINGS.find(({ name }) => within(room, name));

/** On which storey of its building a room lies, from 0; null where the table does not have it. */
function storeyOf({ name, storeys }: Building, room: string): number | null {
  const inside = room === name ? '.' : room.slice(name.length + 1);
  const at = storeys.findIndex((rooms) => rooms.includes(inside));
  return at === -1 ? null : at;
}

/** Whether a building sees a room of another one. */
const sees = (building: Building, room: string): boolean =>
  building.sees.some((seen) =>
    seen.endsWith('/*') ? within(room, seen.slice(0, -2)) : room === seen,
  );

/**
 * Why a file may not import what an import names, as a sentence; null where it may. The tests may
 * import everything.
 */
export function whyNot(file: string, specifier: string): string | null {
  const from = roomOf(file);
  const path = specifier.startsWith('.') ? posix.join(from, specifier) : specifier;
  const wall = WALLS.find((one) => within(from, one.from) && one.to.test(path));
  return wall?.because ?? whyNotByFloors(file, specifier);
}

/** The same but for the walls. */
export function whyNotByFloors(file: string, specifier: string): string | null {
  const from = roomOf(file);
  const building = buildingOf(from);
  if (building === undefined) return null;
  if (!specifier.startsWith('.')) {
    const guarded = GUARDED.find(({ name }) => name.test(specifier));
    const may = guarded === undefined || guarded.onlyIn.some((room) => within(from, room));
    return may ? null : guarded.because;
  }
  const to = posix.dirname(posix.join(from, specifier));
  if (to === from || sees(building, to)) return null;
  if (!within(to, building.name)) return building.law;
  const [own, other] = [storeyOf(building, from), storeyOf(building, to)];
  if (own === null || other === null)
    return `test/structure/floors.ts has no room ${own === null ? from : to}: give it a storey.`;
  return other < own ? null : `${to} does not lie below ${from}: test/structure/floors.ts.`;
}
