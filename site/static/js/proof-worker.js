// Finds the number whose SHA-256 behind the salt is the challenge. Own code, because crypto.subtle is missing on plain
// http and answers each hash as a promise, which costs more than the hash.

const K = new Int32Array(64);
const START = new Int32Array(8);
primes(64).forEach((prime, at) => {
  K[at] = fraction(Math.cbrt(prime));
  if (at < 8) START[at] = fraction(Math.sqrt(prime));
});

function primes(count) {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p)) found.push(n);
  return found;
}

function fraction(x) {
  return ((x - Math.floor(x)) * 2 ** 32) | 0;
}

const W = new Int32Array(64);

function compress(state, view, at) {
  for (let i = 0; i < 16; i++) W[i] = view.getInt32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    // One by one: swapping through an array costs three times as much.
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

function find(salt, challenge, most) {
  const head = new TextEncoder().encode(salt);
  const bytes = new Uint8Array(64 * Math.ceil((head.length + 16 + 9) / 64));
  const view = new DataView(bytes.buffer);
  const wanted = Int32Array.from({ length: 8 }, (_, i) => parseInt(challenge.slice(8 * i, 8 * i + 8), 16));
  const state = new Int32Array(8);
  bytes.set(head);
  for (let number = 0; number <= most; number++) {
    const digits = String(number);
    const length = head.length + digits.length;
    const end = 64 * Math.ceil((length + 9) / 64);
    for (let i = 0; i < digits.length; i++) bytes[head.length + i] = digits.charCodeAt(i);
    bytes[length] = 0x80;
    bytes.fill(0, length + 1, end);
    view.setUint32(end - 4, length * 8);
    state.set(START);
    for (let at = 0; at < end; at += 64) compress(state, view, at);
    if (state.every((word, i) => word === wanted[i])) return number;
    if (number % 2000 === 0) postMessage({ tried: number });
  }
  return null;
}

addEventListener("message", ({ data }) => postMessage({ number: find(data.salt, data.challenge, data.most) }));
