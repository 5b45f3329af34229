import { expect, it } from 'vitest';
import { formatOf } from '../../../renderer/format/format.ts';
import { paceText } from '../../../renderer/format/pace.ts';

const format = formatOf({
  dateFormat: 'YYYY-MM-DD',
  numberFormat: '1,234.56',
  negatives: 'minus',
});

it('a pace is told in its unit, and only where it has one', () => {
  expect(paceText({ rate: 28_411_775.3, unit: 'bytes' }, format)).toBe('27.1 MiB a second');
  expect(paceText({ rate: 349_999.7, unit: 'rows' }, format)).toBe('350,000 rows a second');
  expect(paceText({ rate: 12, unit: 'files' }, format)).toBe('12 files a second');
  expect(paceText({ rate: 0.4, unit: 'files' }, format)).toBeNull();
  expect(paceText({ rate: 350_000, unit: null }, format)).toBeNull();
  expect(paceText({ rate: null, unit: 'rows' }, format)).toBeNull();
});
