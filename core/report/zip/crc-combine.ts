/**
 * CRC-32 of two runs of bytes, one behind the other, from that of each and the length of the second: what was
 * summed up apart needs not be read again. To append zeros to a run is linear over its bits, so that a
 * matrix does it (as in zlib's crc32_combine).
 */
export function crcCombined(first: number, second: number, secondBytes: number): number {
  let crc = first;
  // The powers of two that the length is made of; a matrix appends as many zero bytes.
  let length = secondBytes;
  for (let power = 0; length > 0; power++) {
    if (length % 2 === 1) crc = times(zeroBytes(power), crc);
    length = Math.floor(length / 2);
  }
  return (crc ^ second) >>> 0;
}

/** A 32 × 32 matrix of bits, a column a number. */
type Matrix = Int32Array;

/** The polynomial of CRC-32, its bits in reverse. */
const POLYNOMIAL = 0xedb88320;

const ZERO_BYTES: Matrix[] = [];

/** The matrix that appends 2^power zero bytes. */
function zeroBytes(power: number): Matrix {
  let matrix = ZERO_BYTES[power];
  if (!matrix) {
    matrix = power === 0 ? squared(squared(squared(ZERO_BIT))) : squared(zeroBytes(power - 1));
    ZERO_BYTES[power] = matrix;
  }
  return matrix;
}

const ZERO_BIT: Matrix = Int32Array.from({ length: 32 }, (_, bit) =>
  bit === 0 ? POLYNOMIAL : 1 << (bit - 1),
);

function times(matrix: Matrix, vector: number): number {
  let product = 0;
  for (let bit = 0; bit < 32; bit++) if ((vector >>> bit) & 1) product ^= matrix[bit]!;
  return product;
}

function squared(matrix: Matrix): Matrix {
  return matrix.map((column) => times(matrix, column));
}
