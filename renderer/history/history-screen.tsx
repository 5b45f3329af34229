export function HistoryScreen() {
  return <p>HistoryScreen</p>;
}
