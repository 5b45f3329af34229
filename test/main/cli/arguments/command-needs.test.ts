import { expect, it } from 'vitest';
import { parseCommand } from '../../../../main/cli/arguments/arguments.ts';
import { needsOfCommand } from '../../../../main/cli/arguments/command-needs.ts';

const OF = ['--source', 'shop', '--period', '2026-11'];
const needsOf = (...words: readonly string[]): unknown => needsOfCommand(parseCommand(words));

it('a command needs the roles of its step and of all that is entered with it', () => {
  expect(needsOf('--help')).toEqual(['nobody']);
  expect(needsOf('close', 'status', ...OF)).toEqual([
    ['preparer', 'reviewer', 'administrator', 'read-only'],
  ]);
  expect(needsOf('close', 'lock', ...OF)).toEqual([['reviewer']]);
  // Whether it is a locked period, which reviewers alone reopen, is the close's to say.
  expect(needsOf('close', 'reopen', '--reason', 'late rows', ...OF)).toEqual([
    ['preparer', 'reviewer'],
  ]);
  // A record may set terms, which locking does not allow by itself, nor the other way round.
  expect(needsOf('close', 'lock', '--record', 'a.json', ...OF)).toEqual([
    ['reviewer'],
    ['administrator'],
  ]);
  expect(needsOf('close', 'journal', '--book', '--record', 'a.json', ...OF)).toEqual([
    ['preparer'],
    ['administrator'],
  ]);
  expect(needsOf('people', 'list')).toHaveLength(1);
  expect(needsOf('people', 'remove', 'Ada')).toEqual([['administrator']]);
});
