// The bytes of a QR code (ISO/IEC 18004): the text, its padding and what corrects errors at level L, for versions 1 to 20.

const mostVersions = 20;
const checkLength = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const blockCount = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];

// Powers of 2 in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1.
const powers = [1];
while (powers.length < 255) powers.push((powers.at(-1) << 1) ^ (powers.at(-1) & 128 ? 0x11d : 0));
const product = (a, b) => (a && b ? powers[(powers.indexOf(a) + powers.indexOf(b)) % 255] : 0);

/** The check bytes of a block (Reed–Solomon). */
function checkBytes(data, length) {
  const divisor = [...Array(length - 1).fill(0), 1];
  for (let i = 0; i < length; i += 1) {
    for (let j = 0; j < length; j += 1) divisor[j] = product(divisor[j], powers[i]) ^ (divisor[j + 1] ?? 0);
  }
  const rest = Array(length).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    for (let i = 0; i < length; i += 1) rest[i] ^= product(divisor[i], factor);
  }
  return rest;
}

/** How many bytes a version holds, data and checks. */
function capacity(version) {
  let bits = (16 * version + 128) * version + 64;
  const count = Math.floor(version / 7) + 2;
  if (version >= 2) bits -= (25 * count - 10) * count - 55;
  if (version >= 7) bits -= 36;
  return Math.floor(bits / 8);
}

const dataCapacity = (version) => capacity(version) - checkLength[version - 1] * blockCount[version - 1];
const countBits = (version) => (version < 10 ? 8 : 16);

/** The smallest version that holds as many bytes; undefined when none does. */
export function versionFor(length) {
  const versions = Array.from({ length: mostVersions }, (_, index) => index + 1);
  return versions.find((version) => 4 + countBits(version) + length * 8 <= dataCapacity(version) * 8);
}

/** All bytes in the order in which they are drawn. */
export function codewords(bytes, version) {
  const bits = [[4, 4], [bytes.length, countBits(version)], ...[...bytes].map((byte) => [byte, 8])]
    .map(([value, width]) => value.toString(2).padStart(width, "0"))
    .join("");
  const room = dataCapacity(version);
  const ended = bits + "0".repeat(Math.min(4, room * 8 - bits.length));
  const data = ended.match(/.{1,8}/g).map((part) => parseInt(part.padEnd(8, "0"), 2));
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad);

  const [blocks, check] = [blockCount[version - 1], checkLength[version - 1]];
  const short = Math.floor(room / blocks);
  const parts = Array.from({ length: blocks }, (_, index) => data.splice(0, short + Number(index >= blocks - (room % blocks))));
  const checks = parts.map((part) => checkBytes(part, check));
  const woven = (rows, length) => Array.from({ length }, (_, column) => rows.map((row) => row[column]).filter((byte) => byte !== undefined)).flat();
  return [...woven(parts, short + 1), ...woven(checks, check)];
}
