import { CellStyleModule, InfiniteRowModelModule, ModuleRegistry } from 'ag-grid-community';
import type { ColDef, IDatasource } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import type { CustomCellRendererProps } from 'ag-grid-react';
import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import type { CallInput } from '../../../core/contract/api/api.ts';
import type { CustomerDifference, CustomerPage } from '../../../core/contract/close/customers.ts';
import { asProblem } from '../../../core/contract/problem.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import { api } from '../../bridge/api.ts';
import type { Format } from '../../format/format.ts';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import { gridTheme } from '../../theme/grid-theme.ts';
import { styleNonce } from '../../theme/nonce.ts';
import css from './tie-out.module.css';

ModuleRegistry.registerModules([CellStyleModule, InfiniteRowModelModule]);

type Query = NonNullable<CallInput<'close.customers'>['query']>;

/** Which customers are asked for. */
export interface AskedCustomers {
  readonly sourceId: number;
  readonly period: string;
  readonly only: NonNullable<Query['only']>;
  /** A part of the customer's id; empty for any. */
  readonly search: string;
}

interface CustomersGridProps {
  readonly asked: AskedCustomers;
  readonly runId: string;
  readonly hasCurrency: boolean;
  /** A page has come. */
  readonly onPage: (page: CustomerPage) => void;
  /** Why none has; null as soon as one does. */
  readonly onProblem: (problem: ProblemValue | null) => void;
}

/** Customers of the platform beside the ledger: rows come in blocks, as they are looked at, in the order of a column. */
export function CustomersGrid({ asked, runId, hasCurrency, ...told }: CustomersGridProps) {
  const format = useFormat();
  const [, go] = useLocation();
  const { sourceId, period, only, search } = asked;
  const { onPage, onProblem } = told;
  const source = useMemo(
    () => customersSource({ sourceId, period, only, search }, { onPage, onProblem }),
    [sourceId, period, only, search, onPage, onProblem],
  );
  const columns = useMemo(() => columnsOf(hasCurrency, format), [hasCurrency, format]);
  return (
    <div
      className={css.customers}
      role="region"
      aria-label="Customers of the platform and the ledger"
    >
      <AgGridReact<CustomerDifference>
        theme={gridTheme}
        styleNonce={styleNonce() ?? ''}
        rowModelType="infinite"
        cacheBlockSize={100}
        maxBlocksInCache={20}
        animateRows={false}
        suppressMovableColumns
        suppressNoRowsOverlay
        getRowId={({ data }) => `${data.customer} ${data.currency}`}
        defaultColDef={{ flex: 1, minWidth: 90, sortable: true, resizable: true }}
        context={{ runId }}
        columnDefs={columns}
        datasource={source}
        onCellKeyDown={({ event, data }) => {
          if (event instanceof KeyboardEvent && event.key === 'Enter' && data?.ledger != null)
            go(routes.customer(runId, data.customer));
        }}
      />
    </div>
  );
}

/** The pages for the grid, in the order of its column. */
function customersSource(
  { sourceId, period, only, search }: AskedCustomers,
  { onPage, onProblem }: Pick<CustomersGridProps, 'onPage' | 'onProblem'>,
): IDatasource {
  return {
    getRows({ startRow, endRow, sortModel: [sort], successCallback, failCallback }) {
      const query: Query = {
        ...{ only, search, offset: startRow, limit: endRow - startRow },
        orderBy: (sort?.colId ?? 'customer') as NonNullable<Query['orderBy']>,
        descending: sort?.sort === 'desc',
      };
      api('close.customers', { sourceId, period, query }).then(
        (page) => {
          successCallback([...(page?.rows ?? [])], page?.total ?? 0);
          if (page) onPage(page);
          onProblem(null);
        },
        (thrown: unknown) => {
          failCallback();
          onProblem(asProblem(thrown));
        },
      );
    },
  };
}

function columnsOf(hasCurrency: boolean, format: Format): ColDef<CustomerDifference>[] {
  const amount = (
    colId: 'platform' | 'ledger' | 'difference',
    headerName: string,
    field: 'platform' | 'ledger' | 'cents',
  ): ColDef<CustomerDifference> => ({
    ...{ colId, headerName, field },
    headerClass: css.figureHead!,
    cellClass: css.figure!,
    valueFormatter: ({ value, data }) =>
      data === undefined ? '' : format.amount(value as number | null),
  });
  return [
    { colId: 'customer', headerName: 'Customer', field: 'customer', cellRenderer: CustomerCell },
    ...(hasCurrency
      ? [{ colId: 'currency', headerName: 'Currency', field: 'currency', sortable: false } as const]
      : []),
    amount('platform', 'Platform', 'platform'),
    amount('ledger', 'Ledger', 'ledger'),
    {
      ...amount('difference', 'Difference', 'cents'),
      initialSort: 'desc',
      headerClass: `${css.figureHead} ${css.last}`,
      cellClass: `${css.figure} ${css.last}`,
    },
  ];
}

/** A customer of the ledger leads to its own screen. */
function CustomerCell({
  data,
  context,
}: CustomCellRendererProps<CustomerDifference, string, { runId: string }>) {
  if (data === undefined || data.ledger === null) return data?.customer;
  return (
    <Link href={routes.customer(context.runId, data.customer)} tabIndex={-1}>
      {data.customer}
    </Link>
  );
}
