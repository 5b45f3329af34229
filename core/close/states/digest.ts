import { hash } from 'node:crypto';

/** SHA-256 of plain data, whatever the order of the keys of its objects. */
export function digestOf(data: unknown): string {
  return hash('sha256', JSON.stringify(data, inOrder) ?? '', 'hex');
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const data = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(data)
      .sort()
      .map((key) => [key, data[key]]),
  );
}
