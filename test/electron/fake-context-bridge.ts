/**
 * What a page gets of what a preload exposes: copies. Values are cloned by structure, functions are called over the
 * boundary with copies of what they are given and answer with copies; of an error only the message crosses.
 */
export function acrossWorlds<T>(value: T): T {
  if (typeof value === 'function') {
    const across = (answer: Promise<unknown>): Promise<unknown> =>
      answer.then(acrossWorlds, (error: unknown) =>
        Promise.reject(new Error(error instanceof Error ? error.message : String(error))),
      );
    return ((...args: unknown[]) => {
      const answer: unknown = (value as unknown as (...given: unknown[]) => unknown)(
        ...args.map((arg) => acrossWorlds(arg)),
      );
      return answer instanceof Promise ? across(answer) : acrossWorlds(answer);
    }) as T;
  }
  if (value === null || typeof value !== 'object' || value instanceof Blob) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => acrossWorlds(each)) as T;
  if (Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, acrossWorlds(each as unknown)]),
    ) as T;
  return structuredClone(value);
}
