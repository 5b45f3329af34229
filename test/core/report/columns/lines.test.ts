import { expect, it } from 'vitest';
import { linesIn, linesOfEach } from '../../../../core/report/columns/lines.ts';
import { textBytes } from '../../../../core/report/columns/text-bytes.ts';

it('a text goes on below itself at its blanks, and within words that are longer than a line', () => {
  for (const [text, lines] of [
    ['', 1],
    ['0123456789', 1],
    ['01234567890', 2],
    ['0123 56789', 1],
    ['01234 678901', 2],
    ['one\ntwo\n', 3],
    ['0123456789'.repeat(3), 3],
    [`${'0123456789'.repeat(2)}0 234`, 3],
    ['ten letters', 1],
    ['TEN LETTERS', 2],
    ['漢字漢字漢字', 2],
  ] as const)
    expect([text, linesIn(text, 12.5)]).toEqual([text, lines]);
});

it('what an exception says stands in one line of its column where it can', () => {
  for (const [text, lines] of [
    ['Redemption exceeds its lot by 18.15', 1],
    ['Set aside: A required field is blank', 1],
    ['Overdrawn: the balance falls to -15.00; the shortfall is counted with its redemptions', 3],
  ] as const)
    expect([text, linesIn(text, 34)]).toEqual([text, lines]);
});

it('the lines of each of many texts are those of the texts', () => {
  const texts = [
    ...['', 'short', 'one\ntwo', 'a text of several words', 'ümläüts änd ähnliches'],
    'x\n'.repeat(300),
  ];
  expect([...linesOfEach(textBytes(texts), 11)]).toEqual(
    texts.map((text) => Math.min(255, linesIn(text, 11))),
  );
});
