import { expect, it } from 'vitest';
import { linesIn, linesOfEach } from '../../../../core/report/columns/lines.ts';
import { textBytes } from '../../../../core/report/columns/text-bytes.ts';

it('a text goes on below itself at its blanks, and within words that are longer than a line', () => {
  // Of eleven characters one is air.
  for (const [text, lines] of [
    ['', 1],
    ['ten digits', 1],
    ['ten  digits', 2],
    ['two lines here', 2],
    ['one\ntwo\n', 3],
    ['abcdefghijklmnopqrstuvwxyz', 3],
    ['abcdefghijklmnopqrstu wxyz', 3],
    ['a b c d e f g h i j', 2],
  ] as const)
    expect([text, linesIn(text, 11)]).toEqual([text, lines]);
});

it('the lines of each of many texts are those of the texts', () => {
  const texts = [
    '',
    'short',
    'one\ntwo',
    'a text of several words',
    'ümläüts änd ähnliches',
    'x\n'.repeat(300),
  ];
  expect([...linesOfEach(textBytes(texts), 11)]).toEqual(
    texts.map((text) => Math.min(255, linesIn(text, 11))),
  );
});
