import type { LaterFileView, ReportView } from '../../core/contract/runs/report-view.ts';
import type { Analytics } from '../../core/run-folder/analytics-file.ts';

/** The report as the interface shows it, amounts in cents. */
export function reportView(report: Analytics): ReportView {
  const bucketView = ({ amount, ...bucket }: Analytics['open_lots_by_age'][number]) => ({
    ...bucket,
    cents: amount,
  });
  return {
    asOf: report.as_of,
    laterFile: report.delivery ? laterFileView(report.delivery) : null,
    months: report.roll_forward,
    period: (report.period ?? []).map(({ period, ...line }) => ({ ...line, month: period })),
    byAge: report.open_lots_by_age.map(bucketView),
    byExpiry: report.open_lots_by_expiry.map(bucketView),
    topCustomers: report.top_customers_by_balance.map(({ customer, currency, balance }) => ({
      customer,
      currency,
      cents: balance,
    })),
    groups: report.groups.map(({ group, ...rest }) => ({ ...rest, value: group })),
  };
}

function laterFileView(delivery: NonNullable<Analytics['delivery']>): LaterFileView {
  return {
    kind: delivery.kind,
    onChanged: delivery.on_changed,
    taken: delivery.rows_taken,
    reasons: delivery.on_changed_reasons,
    added: delivery.added_rows,
    late: delivery.late_rows,
    changed: delivery.changed_rows,
    gone: delivery.gone_rows,
    touchedCustomers: delivery.touched_customers,
    rowsAnew: delivery.rows_matched_anew,
    restatedCustomers: delivery.restated_customers,
    restatedMonths: delivery.restated_months.map(({ rematched_redemptions, ...month }) => ({
      ...month,
      rematched: rematched_redemptions,
    })),
  };
}
