import { SaxesParser, type SaxesTagNS } from 'saxes';
import { damaged, sourceProblem } from '../reading/source-problem.ts';

/** An element as it opens: local name, and its attributes by local name. */
export interface XmlElement {
  readonly name: string;
  /** Local names from the root to this element, itself included. */
  readonly path: readonly string[];
  /** The value of an attribute without prefix, or the empty string. */
  attribute(name: string): string;
  /** The value of an attribute of the relationships namespace, or the empty string. */
  relation(name: string): string;
}

/**
 * Walks a small XML part (workbook, relationships, styles). Throws `source.unsafe` on any DOCTYPE
 * and `source.damaged` where the part is not well-formed.
 */
export function eachElement(
  bytes: Buffer,
  part: string,
  onElement: (element: XmlElement) => void,
): void {
  const text = decoded(bytes, part);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) {
    throw sourceProblem(
      'source.unsafe',
      `The part ${part} contains XML declarations that spreadsheet programs do not write.`,
    );
  }
  const parser = new SaxesParser({ xmlns: true });
  const path: string[] = [];
  parser.on('error', (error) => {
    throw damaged(`The part ${part} is not well-formed XML.`, undefined, error);
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    path.push(tag.local);
    if (path.length > 256)
      throw sourceProblem('source.unsafe', `The part ${part} is nested too deeply.`);
    const attributes = Object.values(tag.attributes);
    onElement({
      name: tag.local,
      path,
      attribute: (name) => attributes.find((a) => a.local === name && a.prefix === '')?.value ?? '',
      relation: (name) =>
        attributes.find((a) => a.local === name && a.uri.endsWith('/relationships'))?.value ?? '',
    });
  });
  parser.on('closetag', () => path.pop());
  parser.write(text).close();
}

function decoded(bytes: Buffer, part: string): string {
  const first = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  const encoding = first === 0xfffe ? 'utf-16le' : first === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (thrown) {
    throw damaged(`The part ${part} is not valid ${encoding.toUpperCase()}.`, undefined, thrown);
  }
}
