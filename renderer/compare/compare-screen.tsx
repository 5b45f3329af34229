export function CompareScreen({ a, b }: { a: string; b: string }) {
  return (
    <p>
      {a} {b}
    </p>
  );
}
