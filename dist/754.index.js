export const id = 754;
export const ids = [754];
export const modules = {

/***/ 83754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openPgBackup: () => (/* binding */ openPgBackup)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/forks/json.js
var json = __webpack_require__(5610);
// EXTERNAL MODULE: ./build/forks/heroku/api.js + 1 modules
var heroku_api = __webpack_require__(82118);
// EXTERNAL MODULE: ./build/forks/heroku/errors.js
var heroku_errors = __webpack_require__(28664);
;// CONCATENATED MODULE: ./build/forks/heroku/public-file.js

const ATTEMPTS = 5;
const HEAD_BYTES = 4096;
/** For the answer's headers; the body has Node's own time limit between two chunks. */
const TIMEOUT_MS = 60_000;
/**
 * A file behind a signed address, which is asked for anew when it has run out. The address is
 * fetched without any key.
 */
class PublicFile {
    #newUrl;
    #clock;
    #etag = null;
    /** Known once it is open. */
    sizeBytes = 0;
    /** Its first bytes. */
    head = new Uint8Array();
    constructor(newUrl, clock) {
        this.#newUrl = newUrl;
        this.#clock = clock;
    }
    /** @throws UserError `E_DOWNLOAD` */
    async open(signal) {
        await this.#retry(signal, async () => {
            const response = await this.#get(`bytes=0-${HEAD_BYTES - 1}`, signal);
            this.sizeBytes = sizeOf(response);
            this.#etag = response.headers.get('etag');
            this.head = await firstBytes(response);
        });
    }
    /**
     * All of it. A connection that breaks is taken up again where it broke.
     *
     * @throws UserError `E_DOWNLOAD`; `E_INTEGRITY` where it is another file by then
     */
    async *read(signal) {
        let offset = 0;
        for (let failed = 0; offset < this.sizeBytes;) {
            try {
                const response = await this.#get(`bytes=${offset}-`, signal);
                if (offset > 0 && response.status !== 206)
                    throw new Error('it cannot be taken up again');
                this.#requireSame(response);
                for await (const chunk of response.body ?? []) {
                    offset += chunk.length;
                    failed = 0;
                    yield chunk;
                }
                if (offset < this.sizeBytes)
                    throw new Error('it ended too early');
            }
            catch (error) {
                failed += 1;
                await this.#pause(error, failed, signal);
            }
        }
    }
    async #get(range, signal) {
        const url = await this.#newUrl();
        const timeout = new AbortController();
        const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
        try {
            const either = AbortSignal.any([signal, timeout.signal]);
            const response = await fetch(requireSafe(url), { headers: { range }, signal: either });
            if (response.ok)
                return response;
            await response.body?.cancel();
            throw new Error(`the store answered ${response.status}`);
        }
        finally {
            clearTimeout(timer);
        }
    }
    #requireSame({ headers }) {
        if (headers.get('etag') === this.#etag)
            return;
        const message = 'The file of the backup is another one than a moment ago.';
        throw new errors/* UserError */.yo('E_INTEGRITY', message, 'Run again.');
    }
    async #retry(signal, step) {
        for (let failed = 1;; failed++) {
            try {
                return await step();
            }
            catch (error) {
                await this.#pause(error, failed, signal);
            }
        }
    }
    /** Throws what is final. */
    async #pause(error, failed, signal) {
        signal.throwIfAborted();
        if (error instanceof errors/* UserError */.yo)
            throw error;
        if (failed < ATTEMPTS)
            return this.#clock.sleep(1000 * 2 ** (failed - 1), signal);
        throw new errors/* UserError */.yo('E_DOWNLOAD', (0,errors/* sentence */.em)(`The file of the backup cannot be downloaded: ${(0,errors/* errorMessage */.gJ)(error)}`), 'See https://status.heroku.com, and run again.', { cause: error });
    }
}
/** Its own errors would show the address. */
function requireSafe(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isHere = url?.protocol === 'http:' && url.hostname === '127.0.0.1';
    if (url !== undefined && (url.protocol === 'https:' || isHere))
        return url;
    throw new errors/* UserError */.yo('E_DOWNLOAD', 'Heroku gave no https address of the backup.', 'See https://status.heroku.com, and run again.');
}
/** Of all of it, whether a part was answered or, by a store that knows no ranges, everything. */
function sizeOf({ status, headers }) {
    const range = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
    const size = Number(status === 206 ? range : headers.get('content-length'));
    if (Number.isSafeInteger(size) && size > 0)
        return size;
    throw new Error('the store does not tell its size');
}
async function firstBytes({ body }) {
    const chunks = [];
    let length = 0;
    for await (const chunk of body ?? []) {
        chunks.push(chunk);
        length += chunk.length;
        if (length >= HEAD_BYTES)
            break;
    }
    return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

;// CONCATENATED MODULE: ./build/forks/heroku/pgbackups.js





/**
 * Finds a backup of PGBackups, and opens its file.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`, `E_DOWNLOAD`
 */
async function openPgBackup({ apiKey, app, backup: wanted }, context, signal) {
    const api = new heroku_api/* HerokuApi */.z(apiKey, context);
    const path = `/client/v11/apps/${encodeURIComponent(app)}/transfers`;
    return (0,heroku_errors/* inPlainWords */.fy)(`find the backup ${wanted} of ${app}`, async () => {
        const transfers = await api.data.sendForList({ method: 'GET', path }, signal);
        const backup = choose(transfers.flatMap(readBackup), wanted, app);
        const action = `${path}/${backup.num}/actions/public-url`;
        const file = new PublicFile(async () => {
            // A signed address is no change, and whoever has it can read the backup.
            const call = { method: 'POST', path: action, isRepeatable: true };
            const url = (0,json/* textAt */.$)((await api.data.send(call, signal)).body, 'url');
            context.addSecret(url);
            return url;
        }, context.clock);
        await file.open(signal);
        return { backup, file };
    });
}
/** Only what is finished and good: the others are restores, copies and failures. */
function readBackup(value) {
    const isBackup = (0,json/* textAt */.$)(value, 'from_type') === 'pg_dump' && (0,json/* textAt */.$)(value, 'to_type') === 'gof3r';
    const num = (0,json.at)(value, 'num');
    const finishedAt = (0,json/* textAt */.$)(value, 'finished_at');
    const isGood = (0,json.at)(value, 'succeeded') === true && finishedAt !== '';
    if (!isBackup || !isGood || typeof num !== 'number')
        return [];
    const isScheduled = typeof (0,json.at)(value, 'schedule', 'uuid') === 'string';
    return [
        {
            name: `${isScheduled ? 'a' : 'b'}${String(num).padStart(3, '0')}`,
            num,
            createdAt: new Date((0,json/* textAt */.$)(value, 'created_at') || finishedAt),
            from: (0,json/* textAt */.$)(value, 'from_name'),
            sourceBytes: bytesAt(value, 'source_bytes'),
            storedBytes: bytesAt(value, 'processed_bytes'),
        },
    ];
}
function bytesAt(value, name) {
    const bytes = (0,json.at)(value, name);
    return typeof bytes === 'number' && bytes > 0 ? bytes : 0;
}
function choose(backups, wanted, app) {
    const sorted = backups.toSorted((one, other) => other.num - one.num);
    const found = sorted.find(({ name }) => wanted === 'latest' || name === wanted);
    if (found !== undefined)
        return found;
    const [newest] = sorted;
    throw new errors/* UserError */.yo('E_NOT_FOUND', newest === undefined
        ? `PGBackups has no finished backup of ${app}.`
        : `PGBackups has no finished backup ${wanted} of ${app}. The newest is ${newest.name}, of ${sorted.length}.`, 'See `heroku pg:backups`.');
}


/***/ })

};
