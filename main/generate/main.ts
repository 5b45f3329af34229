import process from 'node:process';
import { generate } from './command.ts';

process.exitCode = await generate(process.argv.slice(2), process.stdout, process.stderr);
