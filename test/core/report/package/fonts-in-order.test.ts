import { expect, it } from 'vitest';
import { withFontsInOrder } from '../../../../core/report/package/fonts-in-order.ts';

it('what fonts are told by stands in the order of the schema, and nothing is lost', () => {
  expect(
    withFontsInOrder(
      '<fonts count="2"><font><b/><color rgb="FFFFFFFF"/><family val="2"/><sz val="11"/><name val="Calibri"/></font><font><color theme="1"/><u/><name val="A &amp; B"/></font></fonts>',
    ),
  ).toBe(
    '<fonts count="2"><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font><font><u/><color theme="1"/><name val="A &amp; B"/></font></fonts>',
  );
});
