// Files of catalogs over the network, as the wasm asks for them: with a time limit, a limit on size, and tries again where trying can help.
// The build puts this behind the glue, in one module with it.
//
// What engines say of a request that came to nothing differs, so nothing here depends on it: a failure is what this code has seen itself, and
// all else is the network's. Leaves out what is in the files.

/** How long a reader waits for a file, all tries together, in milliseconds. */
const LONGEST = 10000;

const TRIES = 3;

/**
 * The pause before the second try, in milliseconds; it doubles for the third. Up to half of it is added by chance, so that a page's many
 * readers don't return in step. Where a server names the pause, that one counts, up to the longest that a reader is kept waiting for it.
 */
const PAUSE = 400;
const LONGEST_PAUSE = 4000;

/** Decoded bytes of one file. */
const MOST = 16 << 20;

/** `fetch` as the loader does it, which vouches for what its tag is pinned to. */
let load;

const failure = (kind, message, passes, pause) => Object.assign(new Error(message), { kind, passes, pause });

/** How long a server wants to be left alone, in milliseconds (RFC 9110, section 10.2.3). Another origin has to expose the header. */
const pauseOf = (headers) => {
  const after = headers.get("retry-after");
  return after ? (/^\d+$/.test(after) ? after * 1000 : new Date(after) - Date.now()) || 0 : 0;
};

const received = async (url, response, abort) => {
  const { ok, status, headers, body } = response;
  const passes = status === 408 || status === 429 || status >= 500;
  if (!ok) throw failure("http", url + " answered with the status " + status, passes, pauseOf(headers));
  const decoder = new TextDecoder();
  const reader = body && body.getReader();
  let text = "";
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST) {
      abort.abort();
      throw failure("too-large", url + " is larger than " + (MOST >> 20) + " MiB");
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
};

const attempts = async (url, cache, answer, abort) => {
  for (let tries = 1, pause = PAUSE; ; tries++, pause *= 2) {
    try {
      return await received(url, await (answer || load(url, { signal: abort.signal, cache })), abort);
    } catch (error) {
      const failed = error.kind ? error : failure("network", url + " could not be fetched: " + error.message, true, 0);
      if (!failed.passes || failed.pause > LONGEST_PAUSE || tries === TRIES) throw failed;
      await new Promise((done) => setTimeout(done, Math.max(failed.pause, pause * (1 + Math.random() / 2))));
    }
    answer = null;
    // After a failure the browser's cache is passed by, for it may hold the failure.
    cache = "no-cache";
  }
};

/**
 * A promise of a file's text, or of what failed and why. A part of a catalog never changes, for its name says what is in it; of another file
 * the server is asked whether it has a newer one. `early` is a request that the loader made already.
 */
const carry = (url, isPart, early) => {
  const { answer, abort } = early || { abort: new AbortController() };
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => {
      // One that hangs would hold up the next for the same address, which waits for the browser's cache.
      abort.abort();
      refuse(failure("timeout", url + " had not answered after " + LONGEST / 1000 + " seconds"));
    }, LONGEST);
  });
  const coming = attempts(url, isPart ? "default" : "no-cache", answer, abort).then(mend);
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
};

/** JSON in which a character was cut in two: the halves, which no text can have, are marks of replacement. */
const mend = (json) =>
  /\\ud/i.test(json)
    ? json.replace(/(\\ud[89ab]..\\ud[c-f]..)|\\ud[89a-f]..|\\./gi, (whole, pair) => (pair || whole.length < 6 ? whole : "\\ufffd"))
    : json;
