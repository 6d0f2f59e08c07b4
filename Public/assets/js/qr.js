// QR codes (ISO/IEC 18004) of texts of up to 858 bytes, at error correction level L.
import { codewords, versionFor } from "./qr-bytes.js";

const masks = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** Where the middles of the alignment patterns are, in both directions. */
function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => version * 4 + 10 - step * (count - 2 - index))];
}

/** A value with the remainder of its division behind it (BCH). */
function guarded(value, length, divisor) {
  let rest = value;
  for (let i = 0; i < length; i += 1) rest = (rest << 1) ^ ((rest >>> (length - 1)) * divisor);
  return (value << length) | rest;
}

const isBit = (value, index) => Boolean((value >>> index) & 1);

/** What is the same for all texts of a version; `null` where the text goes. */
function frame(version) {
  const size = version * 4 + 17;
  const grid = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (x, y, dark) => {
    if (x >= 0 && y >= 0 && x < size && y < size) grid[y][x] = dark;
  };
  const square = (x, y, reach, light) => {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  };
  for (let i = 0; i < size; i += 1) [set(6, i, i % 2 === 0), set(i, 6, i % 2 === 0)];
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, [2, 4]);
  const middles = alignments(version);
  const last = middles.at(-1);
  for (const x of middles) {
    for (const y of middles) if (!((x === 6 && (y === 6 || y === last)) || (x === last && y === 6))) square(x, y, 2, [1]);
  }
  if (version >= 7) {
    const bits = guarded(version, 12, 0x1f25);
    for (let i = 0; i < 18; i += 1) {
      const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
      [set(a, b, isBit(bits, i)), set(b, a, isBit(bits, i))];
    }
  }
  return grid;
}

/** Says twice which level and which mask it has. */
function drawFormat(grid, mask) {
  const size = grid.length;
  const bits = guarded((1 << 3) | mask, 10, 0x537) ^ 0x5412;
  const first = [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]];
  first.forEach(([x, y], i) => {
    grid[y][x] = isBit(bits, i);
    if (i < 8) grid[8][size - 1 - i] = isBit(bits, i);
    else grid[size - 15 + i][8] = isBit(bits, i);
  });
  grid[size - 8][8] = true;
}

/** Fills in the bytes, from the right in columns of two, up and down. */
function fill(grid, free, bytes, mask) {
  const size = grid.length;
  let index = 0;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const isUp = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!free[y][x]) continue;
        const bit = isBit(bytes[index >> 3] ?? 0, 7 - (index & 7));
        grid[y][x] = bit !== (masks[mask](x, y) === 0);
        index += 1;
      }
    }
  }
}

/** How hard a code is to read: runs, blocks, what looks like a corner, and more of one colour (§7.8.3). */
function penalty(grid) {
  const rows = grid.map((row) => row.map(Number).join(""));
  const columns = grid.map((_, x) => grid.map((row) => Number(row[x])).join(""));
  let sum = 0;
  for (const line of [...rows, ...columns]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    sum += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  for (let y = 1; y < grid.length; y += 1) {
    for (let x = 1; x < grid.length; x += 1) if (/^(0000|1111)$/.test(rows[y].slice(x - 1, x + 1) + rows[y - 1].slice(x - 1, x + 1))) sum += 3;
  }
  const dark = rows.join("").replaceAll("0", "").length / grid.length ** 2;
  return sum + 10 * Math.floor(Math.abs(dark * 20 - 10));
}

/** The code of a text, as rows of dark (`true`) and light modules without the margin; null for one that is too long. */
export function qrCode(text) {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  if (!version) return null;
  const words = codewords(bytes, version);
  const codes = masks.map((_, mask) => {
    const grid = frame(version);
    drawFormat(grid, mask);
    fill(grid, grid.map((row) => row.map((each) => each === null)), words, mask);
    return grid;
  });
  return codes.map((grid) => [penalty(grid), grid]).sort(([a], [b]) => a - b)[0][1];
}
