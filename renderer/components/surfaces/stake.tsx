import type { AtStake } from '../../../core/contract/api/exceptions.ts';
import { Amount } from './surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';

/** Sums at stake, one a currency, and how many amounts are unknown: these are in no sum. */
export function Stakes({ atStake }: { readonly atStake: readonly AtStake[] }) {
  const format = useFormat();
  const unknown = atStake.reduce((total, one) => total + one.unknown, 0);
  const known = atStake.filter(({ cents }) => cents !== 0);
  // Where everything at stake is unknown, a zero would say that nothing is.
  const shown = known.length > 0 || unknown > 0 ? known : atStake.slice(0, 1);
  return (
    <>
      {shown.map(({ currency, cents }) => (
        <span key={currency}>
          <Amount cents={cents} currency={currency} />
          {currency === '' && shown.length > 1 && ' of unknown currency'}
        </span>
      ))}
      {unknown > 0 && (
        <span className="quiet">{format.counted(unknown, 'row')} of unknown amount</span>
      )}
    </>
  );
}

/** What is at stake with one exception. */
export function Stake({
  cents,
  currency,
}: {
  readonly cents: number | null;
  readonly currency: string;
}) {
  return cents === null ? (
    <span className="quiet">unknown</span>
  ) : (
    <Amount cents={cents} currency={currency} />
  );
}
