import { closeSync, openSync, writeSync } from 'node:fs';
import { TYPE_NAMES } from '../../../core/ledger/ledger.ts';
import { decimalText } from '../../../core/ledger/money.ts';
import { DAY_MS, dayText } from '../../../core/ledger/time.ts';
import { cellText, LEDGER_COLUMNS, MESSY_COLUMNS } from '../messy/cells.ts';
import type { FileRows } from './file-rows.ts';
import { stretches } from './file-rows.ts';
import { currencyOf, noteOf } from '../messy/messy-plan.ts';
import { REASONS } from '../ledger/reasons.ts';

/** Text gathered before it is written, in characters. */
const BLOCK = 1 << 20;

/** Writes TC_Data as CSV: UTF-8 without BOM, commas, `\n`, quotes only where they are needed. */
export function writeCsv(path: string, rows: FileRows): void {
  const file = openSync(path, 'w');
  let block = '';
  const put = (line: string): void => {
    block += line;
    if (block.length < BLOCK) return;
    writeWhole(file, block);
    block = '';
  };
  try {
    const { ledger, messy } = rows;
    const columns = messy ? MESSY_COLUMNS : LEDGER_COLUMNS;
    const reasons = REASONS.map(quoted);
    const momentText = momentTexts();
    put(`${columns.join(',')}\n`);
    for (const { from, to, planted } of stretches(rows)) {
      for (let r = from; r < to; r++) {
        const expires = ledger.expiresAt[r]!;
        const customer = ledger.customer[r]!;
        const order = ledger.order[r]!;
        put(
          `${ledger.id[r]!},${TYPE_NAMES[ledger.type[r]!]!},${momentText(ledger.createdAt[r]!)},` +
            `${Number.isNaN(expires) ? '' : momentText(expires)},${customer},` +
            `${order === 0 ? '' : order},${decimalText(ledger.cents[r]!)},${reasons[ledger.reason[r]!]!}` +
            (messy ? `,${currencyOf(customer)},${noteOf(r) ?? ''}\n` : '\n'),
        );
      }
      if (planted)
        put(`${MESSY_COLUMNS.map((name) => quoted(cellText(planted.cells[name]))).join(',')}\n`);
    }
    writeWhole(file, block);
  } finally {
    closeSync(file);
  }
}

function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `timeText` of core for millions of moments: the few days that occur are formatted once. */
function momentTexts(): (time: number) => string {
  const days = new Map<number, string>();
  const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
  return (time) => {
    const day = Math.floor(time / DAY_MS);
    let text = days.get(day);
    if (text === undefined) days.set(day, (text = `${dayText(time)} `));
    const rest = time - day * DAY_MS;
    const seconds = Math.floor(rest / 1000);
    const ms = rest % 1000;
    const minutes = Math.floor(seconds / 60);
    const clock = `${two[Math.floor(minutes / 60)]!}:${two[minutes % 60]!}:${two[seconds % 60]!}`;
    return ms === 0 ? text + clock : `${text}${clock}.${String(ms).padStart(3, '0')}`;
  };
}
