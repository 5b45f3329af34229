import { generic } from '../../close/layouts/generic.ts';
import { BREAKAGE_METHODS } from '../../contract/close/breakage.ts';
import { FLUX_COMPARISONS } from '../../contract/close/flux.ts';
import { ITEM_KINDS } from '../../contract/close/tie-out.ts';
import { exceptionTitle } from '../../contract/exceptions.ts';
import { EXCEPTION_STATUS_WORDS } from '../../contract/run.ts';
import { GROUP_COLUMNS } from '../../ledger/ledger.ts';
import { decimalText } from '../../ledger/money.ts';
import type { PackFile } from '../files/pack-file.ts';
import { attachmentsOf, importedFiles, keptFiles, keptPlace } from '../input/kept-file.ts';
import { packCsv } from '../input/pack-csv.ts';
import type { PackInput } from '../input/pack-input.ts';
import type { PackPart } from '../input/part.ts';

/** What the close says, as tables. */
export const close = {
  place: 'close',
  about:
    'The close of the period as tables: tie-out and its items, entries, breakage, flux with explanations, exceptions with decisions, customers that differ; and the files that were attached or imported.',
  files: (input) => [
    tieOut(input),
    items(input),
    ...entries(input),
    ...unmapped(input),
    ...breakage(input),
    flux(input),
    decisions(input),
    ...customers(input),
    ...keptFiles(ATTACHED, attachmentsOf(input), input),
    ...keptFiles(IMPORTED, importedFiles(input), input),
  ],
} as const satisfies PackPart;

const money = (cents: number | null): string => (cents === null ? '' : decimalText(cents));

function tieOut({ close: { tieOut: lines } }: PackInput): PackFile {
  return packCsv(
    'close/tie_out',
    [
      'ACCOUNT',
      'CURRENCY',
      'COMPANY',
      'GENERAL_LEDGER',
      'SUB_LEDGER',
      'DIFFERENCE',
      'ITEMS',
      'UNEXPLAINED',
      'THRESHOLD',
      'TIED',
    ],
    lines.map((line) => [
      line.account,
      line.currency,
      line.company,
      money(line.gl),
      money(line.subLedger),
      money(line.difference),
      money(line.explained),
      money(line.unexplained),
      money(line.threshold),
      line.isTied ? 'yes' : 'no',
    ]),
  );
}

function items({ close: { tieOut: lines } }: PackInput): PackFile {
  return packCsv(
    'close/reconciling_items',
    [
      'ID',
      'ACCOUNT',
      'CURRENCY',
      'COMPANY',
      'KIND',
      'AMOUNT',
      'REFERENCE',
      'EXPLANATION',
      'LISTED_ON',
      'EXPECTED_BY',
      'AGE_DAYS',
      'CARRIED_FORWARD',
      'OVERDUE',
      'ATTACHMENT',
      'ATTACHMENT_SHA256',
      'ATTACHMENT_IN_PACK',
      'EXCEPTION',
    ],
    lines.flatMap((line) =>
      line.items.map((item) => [
        item.id,
        item.account,
        item.currency,
        item.company,
        ITEM_KINDS[item.kind].title,
        money(item.cents),
        item.reference,
        item.explanation,
        item.openedOn,
        item.expectedBy ?? '',
        String(item.ageDays),
        item.isCarriedForward ? 'yes' : '',
        item.isOverdue ? 'yes' : '',
        item.attachment?.name ?? '',
        item.attachment?.sha256 ?? '',
        item.attachment ? keptPlace(ATTACHED, item.attachment) : '',
        item.exception ?? '',
      ]),
    ),
  );
}

const ATTACHED = 'close/attachments';
const IMPORTED = 'close/imported';

function customers({ customers: differences }: PackInput): readonly PackFile[] {
  if (differences === null) return [];
  return [
    packCsv(
      'close/customer_differences',
      ['CUSTOMERID', 'CURRENCY', 'PLATFORM', 'LEDGER', 'DIFFERENCE'],
      differences.map(({ customer, currency, platform, ledger, cents }) => [
        customer,
        currency,
        ...[platform, ledger, cents].map(money),
      ]),
    ),
  ];
}

function entries({ run, books, close: { toBook } }: PackInput): readonly PackFile[] {
  const booked = books.booked.filter(({ period }) => period === run.period);
  return [
    ...generic.files(booked, 'close/entries_booked').files,
    ...generic.files(toBook, 'close/entries_to_book').files,
  ].map(({ name, text }) => ({ path: name, content: Buffer.from(text) }));
}

function unmapped({ close: { journal } }: PackInput): readonly PackFile[] {
  if (journal.isComplete) return [];
  return [
    packCsv(
      'close/amounts_without_account',
      ['PERIOD', 'TCTYPE', 'REASON', 'CURRENCY', ...GROUP_COLUMNS, 'AMOUNT', 'MOVEMENTS'],
      journal.unmapped.map(({ period, type, reason, currency, groups, cents, movements }) => [
        period,
        type,
        reason,
        currency,
        ...GROUP_COLUMNS.map((column) => groups[column] ?? ''),
        money(cents),
        String(movements),
      ]),
    ),
  ];
}

function breakage({ close: { breakage: classes } }: PackInput): readonly PackFile[] {
  if (classes === null) return [];
  return [
    packCsv(
      'close/breakage',
      [
        'CURRENCY',
        'CLASS',
        'EXPECTATION',
        'METHOD',
        'EARNED',
        'SPENT',
        'EXPIRED',
        'ULTIMATE',
        'BREAKAGE',
        'RECOGNISED',
        'TO_RECOGNISE',
        'TRUE_UPS_BEFORE',
        'TRUE_UP',
        'BACK_TEST_ERROR',
      ],
      classes.map((one) => [
        one.triangle.currency,
        Object.values(one.triangle.of).join(' / '),
        one.expectation.is,
        one.expectation.is === 'escheatable' ? '' : BREAKAGE_METHODS[one.expectation.method].title,
        ...[
          one.earned,
          one.spent,
          one.expired,
          one.ultimate,
          one.breakage,
          one.recognised,
          one.toRecognise,
          one.trueUpsBefore,
          one.trueUp,
          one.backTest?.error ?? null,
        ].map(money),
      ]),
    ),
    packCsv(
      'close/breakage_triangle',
      ['CURRENCY', 'CLASS', 'MONTH', 'AGE_MONTHS', 'SPENT'],
      classes.flatMap(({ triangle }) =>
        triangle.cohorts.flatMap(({ month, redeemed }) =>
          redeemed.map((cents, age) => [
            triangle.currency,
            Object.values(triangle.of).join(' / '),
            month,
            String(age),
            money(cents),
          ]),
        ),
      ),
    ),
  ];
}

function flux({ books, close: { flux: lines } }: PackInput): PackFile {
  return packCsv(
    'close/flux',
    [
      'CURRENCY',
      'BY',
      'VALUE',
      'MEASURE',
      'AMOUNT',
      'COMPARED_WITH',
      'BASE',
      'DIFFERENCE',
      'OVER',
      'EXPLANATION',
    ],
    lines.flatMap((line) =>
      line.differences.map((difference) => [
        line.currency,
        line.column ?? '',
        line.value,
        line.measure,
        money(line.amount),
        FLUX_COMPARISONS[difference.with].title,
        money(difference.base),
        money(difference.cents),
        difference.isOver ? 'yes' : '',
        books.explanations.get(line.key) ?? '',
      ]),
    ),
  );
}

function decisions({ decided }: PackInput): PackFile {
  return packCsv(
    'close/exceptions_decided',
    ['EXCEPTION', 'CUSTOMERID', 'CURRENCY', 'TRANS_IDS', 'AT_STAKE', 'STATUS', 'OWNER', 'NOTES'],
    decided.map(({ exception, notes }) => [
      exceptionTitle(exception.code),
      exception.customer,
      exception.currency,
      exception.ids.join(' '),
      money(exception.cents),
      EXCEPTION_STATUS_WORDS[exception.status],
      exception.owner ?? '',
      notes.map(({ author, text }) => `${author}: ${text}`).join('; '),
    ]),
  );
}
