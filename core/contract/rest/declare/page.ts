import { z } from 'zod';

/** How many come at once unless it is said, and at most. */
const PAGE = 100;
const MOST = 500;

/**
 * The place in a list where the next page begins. Whoever asks hands back what was answered and reads nothing from
 * it.
 */
const cursorSchema = z
  .string()
  .regex(/^c[0-9a-z]{1,10}$/)
  .meta({ description: 'From `next` of the page before; left out for the first page.' });

/** What is said of the page that is wanted, in the query of a request. */
export const pageQuery = {
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(PAGE),
};

/** Where a page begins, as the calls count. */
export function pageOf({
  cursor,
  limit,
}: {
  readonly cursor?: string | undefined;
  readonly limit: number;
}) {
  return { offset: cursor === undefined ? 0 : parseInt(cursor.slice(1), 36), limit };
}

/** A page of things. */
export function pageSchema<T extends z.ZodType>(items: T) {
  return z.object({
    items: z.array(items),
    total: z.int().min(0),
    next: z
      .string()
      .nullable()
      .meta({ description: 'The cursor of the next page; null on the last one.' }),
  });
}

/** A page of `total` things, and where the next one begins. */
export function told<T>(
  items: readonly T[],
  total: number,
  query: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const end = pageOf(query).offset + items.length;
  return {
    items: [...items],
    total,
    next: items.length > 0 && end < total ? `c${end.toString(36)}` : null,
  };
}
