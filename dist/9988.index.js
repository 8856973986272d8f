export const id = 9988;
export const ids = [9988,3969,5798];
export const modules = {

/***/ 91561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ abandonable)
/* harmony export */ });
/**
 * Settles when `work` does, or when the signal is aborted: the library cannot be interrupted. If
 * the abandoned work succeeds after all before this process ends, it is undone.
 */
async function abandonable(work, signal, undo = async () => { }) {
    const { promise: aborted, reject } = Promise.withResolvers();
    const onAbort = () => {
        work.then(undo).catch(() => { });
        reject(signal.reason);
    };
    if (signal.aborted)
        onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        return await Promise.race([aborted, work]);
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}


/***/ }),

/***/ 75798:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGcsDestination: () => (/* binding */ openGcsDestination),
  openGcsStore: () => (/* binding */ openGcsStore),
  removeUnfinished: () => (/* binding */ removeUnfinished)
});

// EXTERNAL MODULE: ./build/destinations/objects/leftover.js
var leftover = __webpack_require__(22928);
// EXTERNAL MODULE: ./build/destinations/objects/object-destination.js + 3 modules
var object_destination = __webpack_require__(44844);
// EXTERNAL MODULE: ./build/destinations/objects/object-store.js
var object_store = __webpack_require__(81332);
// EXTERNAL MODULE: ./build/destinations/objects/tuning.js
var objects_tuning = __webpack_require__(53290);
// EXTERNAL MODULE: ./build/destinations/objects/retry.js
var retry = __webpack_require__(54749);
// EXTERNAL MODULE: ./node_modules/@google-cloud/storage/build/esm/src/index.js + 27 modules
var src = __webpack_require__(23923);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/destinations/abandonable.js
var abandonable = __webpack_require__(91561);
// EXTERNAL MODULE: ./build/destinations/objects/transient.js
var objects_transient = __webpack_require__(72665);
;// CONCATENATED MODULE: ./build/destinations/gcs/endpoint.js
const GOOGLE = 'https://storage.googleapis.com';
/**
 * Where the JSON API is, without a slash at its end: `?endpoint=`, then STORAGE_EMULATOR_HOST
 * (with or without a scheme, as Google's libraries take it), then Google's own address.
 */
function endpointOf(url) {
    const emulator = process.env['STORAGE_EMULATOR_HOST'] || undefined;
    const text = url.endpoint ?? emulator ?? GOOGLE;
    return (text.includes('://') ? text : `http://${text}`).replace(/\/+$/, '');
}
/**
 * Who may be sent an access token, with which its holder could do all that we can: Google, and
 * this machine if credentials are named. Everyone else is an emulator, and asked without one.
 */
function maySendToken(endpoint) {
    const { protocol, hostname } = new URL(endpoint);
    if (protocol === 'https:' && /(^|\.)googleapis\.com$/.test(hostname))
        return true;
    const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
    return isLoopback && Boolean(process.env['GOOGLE_APPLICATION_CREDENTIALS']);
}

// EXTERNAL MODULE: ./build/destinations/objects/object-reader.js
var object_reader = __webpack_require__(93178);
;// CONCATENATED MODULE: ./build/destinations/gcs/errors.js



/** An answer that is a refusal. Its message is what the store says, and holds no address. */
class StoreRefusal extends Error {
    status;
    /** The reason of Google's error format, as in `rateLimitExceeded`; empty if there is none. */
    reason;
    constructor(status, body) {
        const { message, reason } = parseRefusal(body);
        super(message === '' ? `HTTP status ${status}` : message);
        this.name = 'StoreRefusal';
        this.status = status;
        this.reason = reason;
    }
}
/** Cloud Storage documentation, "HTTP status and error codes for JSON"; other answers are text. */
function parseRefusal(body) {
    try {
        const { error } = JSON.parse(body);
        const reason = error?.errors?.[0]?.reason;
        return { message: String(error?.message ?? ''), reason: String(reason ?? '') };
    }
    catch {
        const text = body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
        return { message: text.trim().slice(0, 200), reason: '' };
    }
}
/** The HTTP status of the answer that led to an error; undefined: there was no answer. */
function errorStatus(error) {
    return error instanceof StoreRefusal ? error.status : undefined;
}
function errorReason(error) {
    return error instanceof StoreRefusal ? error.reason : '';
}
/** Whether the same request may well succeed a little later. */
function isTransient(error) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error))
        return false;
    if (isDamaged(error) || /rateLimitExceeded$/i.test(errorReason(error)))
        return true;
    const status = errorStatus(error);
    return status === undefined ? (0,objects_transient/* isConnectionFailure */.$)(error) : (0,objects_transient/* isTransientStatus */.D)(status);
}
/** A retention policy or a hold keeps what is there ("HTTP status and error codes for JSON"). */
function isHeld(error) {
    return /^(retentionPolicyNotMet|objectUnderActiveHold)$/.test(errorReason(error));
}
/** The store's own checksum of what it got is not the one we sent along. */
function isDamaged(error) {
    return errorStatus(error) === 400 && /crc32c|md5/i.test((0,errors/* errorMessage */.gJ)(error));
}
/**
 * What a store's refusal means to the user. What we understood already, an abort, and a fault of
 * the program stay as they are.
 *
 * @param doing what was being done to what, as in `write gs://bucket/key`
 */
function storeError(error, doing) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error) || isOurFault(error))
        return error;
    const detail = (0,errors/* sentence */.em)((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(error)).slice(0, 300));
    const [code, next, message] = meaning(error);
    const text = `${message ?? 'Could not'} ${doing}: ${detail}`;
    return new errors/* UserError */.yo(code, text, next, { cause: new Error(detail) });
}
function isOurFault(error) {
    return error instanceof TypeError || error instanceof ReferenceError;
}
/** No credentials, or a refusal where they come from (Google's STS, the metadata server). */
function credentialsMissing(error) {
    if ((0,errors/* isAbort */.rV)(error))
        return error;
    const detail = (0,errors/* sentence */.em)((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(error)).slice(0, 300));
    const message = `No Google credentials could be obtained: ${detail}`;
    return new errors/* UserError */.yo('E_CREDENTIALS', message, configure, { cause: new Error(detail) });
}
/** The code, the next step, and how the sentence begins if not with `Could not`. */
function meaning(error) {
    if (isDamaged(error))
        return ['E_INTEGRITY', intact];
    if (isHeld(error))
        return ['E_UPLOAD', held];
    if (isTransient(error))
        return ['E_UPLOAD', later];
    switch (errorStatus(error)) {
        case 401:
            return ['E_CREDENTIALS', configure, 'The store does not accept the Google credentials to'];
        case 403:
            return ['E_CREDENTIALS', rights, 'The Google credentials may not'];
        case 404:
            return ['E_BUCKET', 'Add `?create=true` to the destination to have the bucket made.'];
        case 400:
            return ['E_UPLOAD', 'Check the parameters of the destination.'];
        default:
            return ['E_UPLOAD', 'See the documentation of Cloud Storage for this answer.'];
    }
}
const configure = 'Give the job `permissions: id-token: write` and run google-github-actions/auth before this step, or set GOOGLE_APPLICATION_CREDENTIALS to a file of credentials.';
const rights = 'Give the account the role Storage Object User (roles/storage.objectUser) on the bucket, and Cloud Storage’s own account the use of the key if there is one of KMS.';
const intact = 'Run again; if it stays so, something on the way to the store alters the data.';
const held = 'A retention policy or a hold keeps it until its time is over.';
const later = 'The store or the way to it failed several times in a row: run again later.';
/**
 * What a store's refusal means to someone who reads from it.
 *
 * @param doing as in `read gs://bucket/key`
 */
function readError(error, doing) {
    const status = errorStatus(error);
    if (status === 412)
        return (0,object_reader/* altered */.Wn)(doing);
    if (status === 404) {
        const message = `Could not ${doing}: it is not there.`;
        return new errors/* UserError */.yo('E_NOT_FOUND', message, 'Check source, name and backup.');
    }
    const known = storeError(error, doing);
    if (!(known instanceof errors/* UserError */.yo))
        return known;
    const { code, message, next, cause } = known;
    if (code === 'E_UPLOAD')
        return new errors/* UserError */.yo('E_DOWNLOAD', message, next, { cause });
    if (code === 'E_BUCKET')
        return new errors/* UserError */.yo(code, message, 'Check the bucket in source.');
    return status === 403 ? new errors/* UserError */.yo(code, message, readRights) : known;
}
const readRights = 'Give the account the role Storage Object Viewer (roles/storage.objectViewer) on the bucket.';
/** Credentials without a key of their own can only be signed for by Google, which has to be allowed. */
function signingError(error, doing) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error) || isOurFault(error))
        return error;
    const detail = (0,errors/* sentence */.em)((0,errors/* printable */.g$)((0,errors/* errorMessage */.gJ)(error)).slice(0, 300));
    const next = 'Use a service account, name it as service_account in google-github-actions/auth, and give it the role Service Account Token Creator on itself.';
    const message = `The Google credentials cannot sign, to ${doing}: ${detail}`;
    return new errors/* UserError */.yo('E_CREDENTIALS', message, next, { cause: new Error(detail) });
}

;// CONCATENATED MODULE: ./build/destinations/gcs/credentials.js






/**
 * Google's chain of default credentials: GOOGLE_APPLICATION_CREDENTIALS (a key file, or what
 * google-github-actions/auth writes for workload identity federation), the file that
 * `gcloud auth application-default login` writes, the metadata server of a machine at Google's.
 */
class Credentials {
    #url;
    #isAnonymous;
    #patienceMs;
    #storage;
    /** @param patienceMs how long a token is waited for: the SDK waits for ever */
    constructor(url, patienceMs) {
        this.#url = url;
        this.#patienceMs = patienceMs;
        this.#isAnonymous = !maySendToken(endpointOf(url));
        this.#storage = this.#newStorage();
    }
    #newStorage() {
        return new src/* Storage */.wc({ apiEndpoint: endpointOf(this.#url) });
    }
    /** The SDK's own way to the bucket, for what needs a key: signing. */
    get storage() {
        return this.#storage;
    }
    /** What authorises a request; the SDK gets a new token shortly before the last one expires. */
    async headers(signal) {
        if (this.#isAnonymous)
            return {};
        const { authClient } = this.#storage;
        const patience = AbortSignal.timeout(this.#patienceMs);
        try {
            const either = AbortSignal.any([signal, patience]);
            const headers = await (0,abandonable/* abandonable */.G)(authClient.getRequestHeaders(), either);
            return Object.fromEntries(headers);
        }
        catch (error) {
            signal.throwIfAborted();
            if (patience.aborted) {
                // The SDK would go on to wait for the request that is not answered.
                this.#storage = this.#newStorage();
                throw tokenServiceFailed(new Error('no answer came in time.'));
            }
            throw isPassing(error) ? tokenServiceFailed(error) : credentialsMissing(error);
        }
    }
    /** The project that a bucket is to be made in; undefined: nothing says. */
    async projectId(signal) {
        if (this.#isAnonymous)
            return process.env['GOOGLE_CLOUD_PROJECT'] ?? 'emulated';
        return (0,abandonable/* abandonable */.G)(this.#storage.authClient.getProjectId(), signal).catch(() => {
            signal.throwIfAborted();
            return undefined;
        });
    }
    /**
     * Runs the chain from its start, since the store does not accept what it gave.
     *
     * @returns whether that brought another token than the one that was used
     */
    async renew(used, signal) {
        if (this.#isAnonymous)
            return false;
        const current = await this.headers(signal);
        if (current['authorization'] !== used)
            return true;
        this.#storage = this.#newStorage();
        return (await this.headers(signal))['authorization'] !== used;
    }
}
/** Whether the service that gives tokens may well answer otherwise a little later. */
function isPassing(error) {
    const { status } = (error ?? {});
    return typeof status === 'number' ? (0,objects_transient/* isTransientStatus */.D)(status) : (0,objects_transient/* isConnectionFailure */.$)(error);
}
/** To be tried again as if the connection to the store itself had failed. */
function tokenServiceFailed(error) {
    const message = `No access token could be obtained: ${(0,errors/* errorMessage */.gJ)(error)}`;
    return Object.assign(new Error(message), { code: 'ECONNABORTED' });
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
;// CONCATENATED MODULE: ./build/destinations/gcs/transport.js


/**
 * Sends requests over connections that are kept. The SDK sends its own through a fetch that tells
 * nothing of bytes on their way, so it could not give up a connection on which none moves.
 */
class Transport {
    #idleTimeoutMs;
    #agents = {
        'http:': new external_node_http_.Agent({ keepAlive: true }),
        'https:': new external_node_https_.Agent({ keepAlive: true }),
    };
    constructor(idleTimeoutMs) {
        this.#idleTimeoutMs = idleTimeoutMs;
    }
    /** Resolves when the answer begins, of whatever status; its body has to be read or destroyed. */
    send(request, signal) {
        const { method, url, headers, body = [] } = request;
        const length = body.reduce((sum, piece) => sum + piece.length, 0);
        const isTls = url.protocol === 'https:';
        const options = {
            method,
            signal,
            // Unlike setTimeout, it counts before the connection is made as well.
            timeout: this.#idleTimeoutMs,
            agent: this.#agents[isTls ? 'https:' : 'http:'],
            headers: { ...headers, 'content-length': String(length) },
        };
        return new Promise((resolve, reject) => {
            const outgoing = (isTls ? external_node_https_.request : external_node_http_.request)(url, options, resolve);
            outgoing.on('error', reject);
            outgoing.on('timeout', () => outgoing.destroy(stalled()));
            for (const piece of body)
                outgoing.write(piece);
            outgoing.end();
        });
    }
}
function stalled() {
    const error = new Error('The connection stalled: no byte moved on it for too long.');
    return Object.assign(error, { code: 'ETIMEDOUT' });
}
const LONGEST_TEXT = 16 * 1024 * 1024;
/** The whole body of an answer that is no object's content. */
async function readText(answer) {
    const chunks = [];
    let length = 0;
    for await (const chunk of answer) {
        length += chunk.length;
        if (length > LONGEST_TEXT)
            throw new Error('The store’s answer is too long.');
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
}

;// CONCATENATED MODULE: ./build/destinations/gcs/connection.js





/** The way to one bucket: requests of the JSON API, their retries, and their authorisation. */
class GcsConnection {
    url;
    log;
    tuning;
    credentials;
    /** How often a request had to be sent again. */
    retries = 0;
    #endpoint;
    #transport;
    /** What authorised the last request. */
    #used;
    constructor(url, log, tuning) {
        this.url = url;
        this.log = log;
        this.tuning = tuning;
        // What gives tokens may take longer than a connection may be silent: a program, for one.
        this.credentials = new Credentials(url, 2 * tuning.idleTimeoutMs);
        this.#endpoint = endpointOf(url);
        this.#transport = new Transport(tuning.idleTimeoutMs);
    }
    get bucket() {
        return this.url.bucket;
    }
    /** How an object is named to the user. */
    place(key) {
        return `gs://${this.bucket}/${key}`;
    }
    /** The address of something in the API; every part of it is one segment, slashes and all. */
    api(parts, query = {}) {
        return this.#address('storage/v1', parts, query);
    }
    /** The address that new objects are sent to. */
    uploadApi(query) {
        return this.#address('upload/storage/v1', ['b', this.bucket, 'o'], query);
    }
    #address(base, parts, query) {
        const url = new URL(`${this.#endpoint}/${base}/${parts.map(encodeURIComponent).join('/')}`);
        for (const [name, value] of Object.entries(query)) {
            if (value !== undefined)
                url.searchParams.set(name, value);
        }
        return url;
    }
    /**
     * Makes an attempt until it succeeds, its failure is final, or it was made `attempts` times.
     * Throws what the attempt throws, or the signal's reason; storeError makes it a UserError.
     */
    call(signal, attempt, attempts = this.tuning.attempts) {
        const tuning = { attempts, firstPauseMs: this.tuning.firstPauseMs };
        return (0,retry/* withRetries */.L)(tuning, signal, attempt, (error) => this.#judge(error, signal));
    }
    /** Sends one request; the caller reads or destroys the answer's body. */
    async send(request, signal) {
        const { accept = [], isAuthorised = false, headers, ...rest } = request;
        const authorisation = isAuthorised ? {} : await this.credentials.headers(signal);
        if (!isAuthorised)
            this.#used = authorisation['authorization'];
        const all = { ...authorisation, ...headers };
        const answer = await this.#transport.send({ ...rest, headers: all }, signal);
        const status = answer.statusCode ?? 0;
        if ((status >= 200 && status < 300) || accept.includes(status))
            return answer;
        throw new StoreRefusal(status, await readText(answer));
    }
    /** Sends a request, again and again if need be, and reads the JSON that it is answered with. */
    ask(request, signal, attempts) {
        return this.call(signal, () => this.askOnce(request, signal), attempts);
    }
    async askOnce(request, signal) {
        const text = await readText(await this.send(request, signal));
        return text === '' ? {} : JSON.parse(text);
    }
    async #judge(error, signal) {
        const isRefused = errorStatus(error) === 401;
        if (isRefused && (await this.credentials.renew(this.#used, signal)))
            return 'at once';
        if (!isTransient(error))
            return 'give up';
        this.retries++;
        this.log.debug(`Cloud Storage request failed (${errorStatus(error) ?? 'no answer'}), once more`);
        return 'later';
    }
}

;// CONCATENATED MODULE: ./build/destinations/gcs/bucket.js


/** A wrong endpoint should be told in a second, not after the patience an upload deserves. */
const FIRST_CONTACT_ATTEMPTS = 4;
/**
 * Proves that the bucket exists and is in the wanted location.
 *
 * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_UPLOAD` (store not reachable)
 */
async function findBucket(connection, { mayCreate, wanted }, signal) {
    try {
        let found = await lookUp(connection, signal);
        if (found === 'missing' && mayCreate && connection.url.create) {
            await createBucket(connection, wanted, signal);
            found = await lookUp(connection, signal);
        }
        if (found === 'missing')
            throw missing(connection.bucket);
        if (wanted !== undefined)
            requireLocation(connection.bucket, found, wanted);
    }
    catch (error) {
        throw storeError(error, `look at gs://${connection.bucket}`);
    }
}
/**
 * The bucket's own description, which needs storage.buckets.get. The roles for objects alone lack
 * that, but have storage.objects.list, and so may ask for its storage layout, which has the
 * location as well (JSON API, "Buckets: getStorageLayout").
 */
async function lookUp(connection, signal) {
    const fields = 'location,customPlacementConfig';
    const bucket = connection.api(['b', connection.bucket], { fields });
    const layout = connection.api(['b', connection.bucket, 'storageLayout']);
    try {
        return await describe(connection, bucket, signal);
    }
    catch (error) {
        if (errorStatus(error) === 404)
            return 'missing';
        if (errorStatus(error) !== 403)
            throw error;
    }
    try {
        return await describe(connection, layout, signal);
    }
    catch (error) {
        if (errorStatus(error) === 404)
            return 'missing';
        // It is there. What may be done in it, the probe finds out.
        if (errorStatus(error) === 403)
            return {};
        throw error;
    }
}
async function describe(connection, url, signal) {
    const request = { method: 'GET', url };
    return (await connection.ask(request, signal, FIRST_CONTACT_ATTEMPTS));
}
function missing(bucket) {
    const next = 'Check its name, or add `?create=true` to the destination to have it made.';
    return new errors/* UserError */.yo('E_BUCKET', `The bucket ${bucket} does not exist.`, next);
}
function requireLocation(bucket, found, wanted) {
    const { location, customPlacementConfig } = found === 'missing' ? {} : found;
    if (location === undefined) {
        const message = `The Google credentials may not ask in which region the bucket ${bucket} is, so ${wanted} cannot be proven.`;
        const next = 'Give them storage.buckets.get or storage.objects.list on it, or leave `region` empty.';
        throw new errors/* UserError */.yo('E_REGION', message, next);
    }
    const regions = customPlacementConfig?.dataLocations ?? [];
    const names = regions.length > 0 ? regions : [location];
    if (sameNames(names, wanted.split('+')))
        return;
    const place = names.join('+').toLowerCase();
    const next = `Name a bucket in ${wanted}, or set \`region\` to ${place} if that is where backups may be.`;
    throw new errors/* UserError */.yo('E_REGION', `The bucket ${bucket} is in ${place}, not in ${wanted}.`, next);
}
/** Google writes them in capitals, its users seldom do; the order of a pair says nothing. */
function sameNames(some, others) {
    const plain = (names) => names.map((name) => name.toUpperCase()).sort();
    return plain(some).join('+') === plain(others).join('+');
}
/** A bucket for backups: nobody can make it public, and rights are those of the bucket alone. */
async function createBucket(connection, wanted, signal) {
    const project = await connection.credentials.projectId(signal);
    if (project === undefined) {
        const message = `Nothing says in which project the bucket ${connection.bucket} is to be made.`;
        throw new errors/* UserError */.yo('E_BUCKET', message, 'Set GOOGLE_CLOUD_PROJECT to its id.');
    }
    const bucket = {
        name: connection.bucket,
        ...placement(wanted),
        iamConfiguration: {
            uniformBucketLevelAccess: { enabled: true },
            publicAccessPrevention: 'enforced',
        },
    };
    const body = [Buffer.from(JSON.stringify(bucket))];
    const headers = { 'content-type': 'application/json; charset=UTF-8' };
    const url = connection.api(['b'], { project });
    try {
        await connection.ask({ method: 'POST', url, headers, body }, signal);
        connection.log.info(`Made the bucket ${connection.bucket}.`);
    }
    catch (error) {
        if (errorStatus(error) !== 409)
            throw storeError(error, `make the bucket ${connection.bucket}`);
        await requireOurs(connection, signal);
    }
}
/** `europe-west4`, `eu`, `eur4`, or two regions that were chosen: `us-east1+us-west1`. */
function placement(wanted) {
    if (wanted === undefined)
        return {};
    const regions = wanted.split('+');
    if (regions.length === 1)
        return { location: wanted };
    const continent = wanted.replace(/^europe/i, 'eu').slice(0, 2);
    return { location: continent, customPlacementConfig: { dataLocations: regions } };
}
/** Another run was faster, or the answer to our own request was lost; or it is somebody else's. */
async function requireOurs(connection, signal) {
    const url = connection.api(['b', connection.bucket], { fields: 'location' });
    try {
        await describe(connection, url, signal);
    }
    catch {
        signal.throwIfAborted();
        const message = `The bucket name ${connection.bucket} is taken by another account.`;
        throw new errors/* UserError */.yo('E_BUCKET', message, 'Choose another name.');
    }
}

;// CONCATENATED MODULE: ./build/destinations/gcs/crc32c.js
/** Castagnoli's polynomial, its bits reversed (RFC 3720, 12.1). */
const POLYNOMIAL = 0x82f63b78;
/**
 * The CRC-32C of some bytes, or of what came before and these. Node has only the other CRC-32,
 * and the SDK's takes byte after byte: measured 90 MB/s. Eight bytes at a time ("slicing by 8",
 * Kounavis and Berry 2005) make 1 GB/s.
 *
 * @param before the value of what came before
 */
function crc32c(bytes, before = 0) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let crc = ~before;
    let at = 0;
    for (const end = bytes.length - 7; at < end; at += 8) {
        const low = crc ^ view.getInt32(at, true);
        const high = view.getInt32(at + 4, true);
        crc =
            followed(7, low) ^ followed(6, low >>> 8) ^ followed(5, low >>> 16) ^ followed(4, low >>> 24);
        crc ^=
            followed(3, high) ^
                followed(2, high >>> 8) ^
                followed(1, high >>> 16) ^
                followed(0, high >>> 24);
    }
    for (; at < bytes.length; at++)
        crc = followed(0, crc ^ view.getUint8(at)) ^ (crc >>> 8);
    return ~crc >>> 0;
}
/** As Google writes it: base64 of its four bytes, big-endian. */
function crc32cBase64(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes.toString('base64');
}
/** What the lowest byte of a value does to the result when `count` more bytes follow it. */
function followed(count, value) {
    return tables[count * 256 + (value & 255)];
}
const tables = makeTables(8);
function makeTables(count) {
    const made = new Int32Array(256 * count);
    for (let byte = 0; byte < 256; byte++) {
        let value = byte;
        for (let bit = 0; bit < 8; bit++)
            value = (value >>> 1) ^ (value & 1 ? POLYNOMIAL : 0);
        made[byte] = value;
    }
    for (let index = 256; index < made.length; index++) {
        const before = made[index - 256];
        made[index] = made[before & 255] ^ (before >>> 8);
    }
    return made;
}

;// CONCATENATED MODULE: ./build/destinations/gcs/link.js



/** The longest life of a link ("Signed URLs", V4). */
const LONGEST_LINK_SECONDS = 7 * 24 * 60 * 60;
/**
 * Signed with the key of a key file, or by Google where the account may sign for itself.
 *
 * @throws UserError `E_INPUT`, `E_CREDENTIALS`
 */
async function makeLink(connection, key, lifetimeSeconds, signal) {
    if (lifetimeSeconds > LONGEST_LINK_SECONDS) {
        const message = 'A link to Cloud Storage lives for seven days at most.';
        throw new errors/* UserError */.yo('E_INPUT', message, 'Set a shorter link-lifetime.');
    }
    const { storage } = connection.credentials;
    const expires = Date.now() + lifetimeSeconds * 1000;
    const file = storage.bucket(connection.bucket).file(key);
    const signed = file.getSignedUrl({ version: 'v4', action: 'read', expires });
    try {
        const [link] = await (0,abandonable/* abandonable */.G)(signed, signal);
        return link;
    }
    catch (error) {
        signal.throwIfAborted();
        throw signingError(error, `make a link to ${connection.place(key)}`);
    }
}

;// CONCATENATED MODULE: ./build/destinations/gcs/object-source.js


/** An object of a bucket, to be read in ranges. Its version is its generation. */
function objectSource(connection, key) {
    const doing = `read ${connection.place(key)}`;
    return {
        doing,
        call: (signal, attempt) => connection.call(signal, () => attempt(({ start, end }, generation) => {
            const query = { alt: 'media', generation };
            const url = connection.api(['b', connection.bucket, 'o', key], query);
            const range = { range: `bytes=${start}-${end - 1}`, 'accept-encoding': 'identity' };
            return object_source_open(connection, { url, range, start, generation, doing }, signal);
        })),
        explain: (error) => readError(error, doing),
    };
}
async function object_source_open(connection, { url, range, start, generation, doing }, signal) {
    try {
        return answerOf(await connection.send({ method: 'GET', url, headers: range }, signal));
    }
    catch (error) {
        const status = errorStatus(error);
        if (status === 416 && start === 0)
            return object_reader/* emptyAnswer */.WC;
        // This generation of it was there a moment ago.
        if (status === 404 && generation !== undefined)
            throw (0,object_reader/* altered */.Wn)(doing);
        throw error;
    }
}
function answerOf(answer) {
    const { 'content-range': contentRange, 'content-length': length } = answer.headers;
    const generation = answer.headers['x-goog-generation'];
    return {
        contentRange,
        contentLength: length === undefined ? undefined : Number(length),
        version: typeof generation === 'string' ? generation : undefined,
        body: answer,
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/destinations/objects/backup-id.js
var backup_id = __webpack_require__(57187);
// EXTERNAL MODULE: ./build/destinations/objects/in-parallel.js
var in_parallel = __webpack_require__(4930);
;// CONCATENATED MODULE: ./build/destinations/gcs/objects.js






/** Metadata by which a run knows its own objects again, where an answer was lost on the way. */
const WRITER = 'pg-backup-writer';
/** What the store says it holds under a key; undefined: nothing. */
async function headObject(connection, key, signal) {
    const url = connection.api(['b', connection.bucket, 'o', key], { fields: 'size,crc32c,metadata' });
    try {
        const resource = (await connection.ask({ method: 'GET', url }, signal));
        return {
            sizeBytes: Number(resource.size ?? -1),
            checksum: resource.crc32c,
            writer: resource.metadata?.[WRITER],
        };
    }
    catch (error) {
        if (errorStatus(error) === 404)
            return undefined;
        throw error;
    }
}
/** What an object is made with, besides its content. */
function objectMetadata({ url }, { key, contentType, writer }) {
    const isArchive = contentType === 'application/octet-stream';
    return {
        name: key,
        contentType,
        // What is beside an archive is small and read more often.
        ...(isArchive && url.storageClass !== undefined ? { storageClass: url.storageClass } : {}),
        metadata: { ...url.tags, [WRITER]: writer },
    };
}
/** Puts an object in one request, over an older one if there is no condition. */
async function putObject(connection, object, signal, condition = {}) {
    const { kmsKey: kmsKeyName } = connection.url;
    const query = { uploadType: 'multipart', name: object.key, kmsKeyName, ...condition };
    const url = connection.uploadApi(query);
    const checksum = { crc32c: crc32cBase64(crc32c(object.body)) };
    const metadata = { ...objectMetadata(connection, object), ...checksum };
    const boundary = (0,external_node_crypto_.randomUUID)();
    const head = [
        `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n`,
        `${JSON.stringify(metadata)}\r\n`,
        `--${boundary}\r\nContent-Type: ${object.contentType}\r\n\r\n`,
    ];
    const body = [Buffer.from(head.join('')), object.body, Buffer.from(`\r\n--${boundary}--\r\n`)];
    const headers = { 'content-type': `multipart/related; boundary=${boundary}` };
    await connection.ask({ method: 'POST', url, headers, body }, signal);
}
/**
 * Puts an object where none is, in one request. An object that is there turns out to be ours if
 * the answer to an earlier attempt was lost.
 *
 * @throws UserError `E_UPLOAD` if there is another one already; else what the connection throws
 */
async function putNewObject(connection, object, signal) {
    try {
        await putObject(connection, object, signal, { ifGenerationMatch: '0' });
    }
    catch (error) {
        if (errorStatus(error) !== 412)
            throw error;
        const present = await headObject(connection, object.key, signal);
        if (present?.writer !== object.writer)
            throw alreadyThere(connection, object.key);
    }
}
function alreadyThere(connection, key) {
    const message = `A backup of this id exists already: ${connection.place(key)}.`;
    return new errors/* UserError */.yo('E_UPLOAD', message, 'It was left as it is; start a new run.');
}
/** Deleting what is not there is a success. */
async function deleteObject(connection, key, signal) {
    const url = connection.api(['b', connection.bucket, 'o', key]);
    const accept = [404];
    await connection.call(signal, async () => {
        const answer = await connection.send({ method: 'DELETE', url, accept }, signal);
        answer.resume();
    });
}
/** Deletes the object at a key, or all below it if it ends with a slash. */
async function deleteObjects(connection, key, signal) {
    for await (const { keys } of listPages(connection, { prefix: key }, signal)) {
        const found = keys.filter((one) => (0,backup_id/* isAt */.i)(one, key));
        await (0,in_parallel/* inParallel */.H)(found, (one) => deleteObject(connection, one, signal));
    }
}
/** What is below a prefix, page after page; a token says where the next one begins. */
async function* listPages(connection, query, signal) {
    const fields = 'items/name,prefixes,nextPageToken';
    for (let pageToken, more = true; more; more = pageToken !== undefined) {
        const parameters = { ...query, fields, pageToken, maxResults: '1000' };
        const url = connection.api(['b', connection.bucket, 'o'], parameters);
        const page = (await connection.ask({ method: 'GET', url }, signal));
        const names = (page.items ?? []).map(({ name }) => name);
        yield { keys: names.filter((name) => name !== undefined), folders: page.prefixes ?? [] };
        pageToken = page.nextPageToken || undefined;
    }
}

;// CONCATENATED MODULE: ./build/destinations/gcs/resumable-upload.js





/** 308 says "go on" here, 499 "given up as you wanted" ("Perform resumable uploads"). */
const GO_ON = 308;
const GIVEN_UP = 499;
/**
 * Begins a resumable upload. Its address authorises whoever has it, so it is neither logged nor
 * written down; Google forgets it after a week, and keeps nothing of it that is paid for.
 */
async function beginUpload(connection, target, signal) {
    const { kmsKey: kmsKeyName } = connection.url;
    const query = { uploadType: 'resumable', name: target.key, kmsKeyName, ifGenerationMatch: '0' };
    const object = { ...target, contentType: 'application/octet-stream' };
    const body = [Buffer.from(JSON.stringify(objectMetadata(connection, object)))];
    const headers = { 'content-type': 'application/json; charset=UTF-8' };
    const request = { method: 'POST', url: connection.uploadApi(query), headers, body };
    const session = await connection.call(signal, async () => {
        const answer = await connection.send(request, signal);
        await readText(answer);
        return answer.headers.location;
    });
    if (session === undefined) {
        throw new errors/* UserError */.yo('E_UPLOAD', 'The store began an upload without an address.');
    }
    return new ResumableUpload(connection, target, new URL(session));
}
/** One resumable upload: its parts go one after the other, and the last one makes the object. */
class ResumableUpload {
    #connection;
    #target;
    #session;
    /** The end of the part that was begun last. */
    #turn = Promise.resolve();
    /** How many bytes the store has confirmed. */
    #confirmed = 0;
    #crc32c = 0;
    #isComplete = false;
    constructor(connection, target, session) {
        this.#connection = connection;
        this.#target = target;
        this.#session = session;
    }
    get checksum() {
        return crc32cBase64(this.#crc32c);
    }
    sendPart(part, signal) {
        this.#turn = this.#turn.then(() => this.#sendInTurn(part, signal));
        return this.#turn;
    }
    async complete() {
        if (this.#isComplete)
            return;
        const message = `The store has all of ${this.#place}, and does not say that it is complete.`;
        throw new errors/* UserError */.yo('E_UPLOAD', message, 'Run again.');
    }
    async abort(signal) {
        if (this.#isComplete)
            return;
        const accept = [GIVEN_UP, 404, 410];
        const request = { method: 'DELETE', url: this.#session, isAuthorised: true, accept };
        await this.#connection.call(signal, async () => {
            const answer = await this.#connection.send(request, signal);
            answer.resume();
        });
    }
    /** After a failure the store is asked first how far it got, and sent only what it lacks. */
    async #sendInTurn({ body, isLast }, signal) {
        const start = this.#confirmed;
        const end = start + body.length;
        const total = isLast ? String(end) : '*';
        let isFirst = true;
        await this.#connection.call(signal, async () => {
            if (!isFirst)
                await this.#put([], `bytes */${total}`, signal);
            isFirst = false;
            if (this.#isComplete || (this.#confirmed === end && !isLast))
                return;
            const rest = body.subarray(this.#confirmed - start);
            await this.#put([rest], `bytes ${this.#confirmed}-${end - 1}/${total}`, signal);
            if (!this.#isComplete && (isLast || this.#confirmed < end))
                throw keptLess();
        });
        this.#crc32c = crc32c(body, this.#crc32c);
    }
    /** Sends bytes, or none to be told how far the store got; notes what it confirms. */
    async #put(body, range, signal) {
        const headers = { 'content-range': range };
        const request = { method: 'PUT', url: this.#session, headers, body };
        const more = { isAuthorised: true, accept: [GO_ON] };
        try {
            const answer = await this.#connection.send({ ...request, ...more }, signal);
            await readText(answer);
            if (answer.statusCode === GO_ON)
                this.#confirm(answer);
            else
                this.#isComplete = true;
        }
        catch (error) {
            await this.#recognise(error, signal);
        }
    }
    /** `Range: bytes=0-N` names the last byte that is kept; no such header: none is. */
    #confirm(answer) {
        const last = /^bytes=0-(\d+)$/.exec(answer.headers.range ?? '')?.[1];
        const confirmed = last === undefined ? 0 : Number(last) + 1;
        if (confirmed < this.#confirmed) {
            const message = `The store lost a part of ${this.#place} that it had confirmed.`;
            throw new errors/* UserError */.yo('E_UPLOAD', message, 'Run again.');
        }
        this.#confirmed = confirmed;
    }
    /**
     * The upload is gone, or an object is there now: either is also what is told after the answer
     * to its last part was lost, when that object is ours.
     */
    async #recognise(error, signal) {
        const status = errorStatus(error);
        if (status === undefined || ![404, 410, 412].includes(status))
            throw error;
        const present = await headObject(this.#connection, this.#target.key, signal);
        this.#isComplete = present?.writer === this.#target.writer;
        if (this.#isComplete)
            return;
        if (status === 412)
            throw alreadyThere(this.#connection, this.#target.key);
        const message = `The store does not know the upload of ${this.#place} any more.`;
        throw new errors/* UserError */.yo('E_UPLOAD', message, 'Run again.');
    }
    get #place() {
        return this.#connection.place(this.#target.key);
    }
}
/** To be tried again, as if the connection had ended before the rest. */
function keptLess() {
    return Object.assign(new Error('The store kept less than it was sent.'), { code: 'ECONNRESET' });
}

;// CONCATENATED MODULE: ./build/destinations/gcs/storage.js









const MiB = 1024 * 1024;
/**
 * The size of a part in bytes, a multiple of 256 KiB as Google wants it. Each part costs a round
 * trip in which nothing is sent, so they are large; the first one is smaller, since every file
 * takes its memory, however small it is.
 */
function growingPartSize(number) {
    return number === 1 ? 4 * MiB : 16 * MiB;
}
/** One part is on its way at a time, while another is filled. */
const gcsTuning = { ...objects_tuning/* defaultTuning */.L, bufferBytes: 36 * MiB };
/** A bucket as what all object stores have in common. */
class GcsStorage {
    kind = 'gs';
    maxParts = Number.POSITIVE_INFINITY;
    #connection;
    constructor(connection) {
        this.#connection = connection;
    }
    get log() {
        return this.#connection.log;
    }
    get tuning() {
        return this.#connection.tuning;
    }
    get text() {
        return this.#connection.url.text;
    }
    get label() {
        return ['gs:/', this.#connection.bucket, this.#connection.url.prefix].filter(Boolean).join('/');
    }
    get retries() {
        return this.#connection.retries;
    }
    key(path) {
        const { prefix } = this.#connection.url;
        return prefix === '' ? path : `${prefix}/${path}`;
    }
    find(search, signal) {
        return findBucket(this.#connection, search, signal);
    }
    place(key) {
        return this.#connection.place(key);
    }
    explain(error, doing) {
        return storeError(error, doing);
    }
    explainReading(error, doing) {
        return readError(error, doing);
    }
    explainRemoval(error, doing) {
        return storeError(error, doing);
    }
    isHeld(error) {
        return isHeld(error);
    }
    head(key, signal) {
        return headObject(this.#connection, key, signal);
    }
    put(object, signal) {
        return putObject(this.#connection, object, signal);
    }
    putNew(object, signal) {
        return putNewObject(this.#connection, object, signal);
    }
    delete(key, signal) {
        return deleteObject(this.#connection, key, signal);
    }
    async *list(folder, signal) {
        const query = { prefix: folder, delimiter: '/' };
        for await (const page of listPages(this.#connection, query, signal)) {
            yield* page.keys;
            yield* page.folders;
        }
    }
    deleteAll(key, signal) {
        return deleteObjects(this.#connection, key, signal);
    }
    partSize(number) {
        return (this.tuning.partSize ?? growingPartSize)(number);
    }
    beginParts(key, writer, signal) {
        return beginUpload(this.#connection, { key, writer }, signal);
    }
    /** Begun uploads cannot be listed. Google forgets them after a week; until then they cost nothing. */
    async abortParts() { }
    /** What was begun is dropped by the store itself. */
    async sweepParts() {
        return 0;
    }
    checksum(bytes) {
        return crc32cBase64(crc32c(bytes));
    }
    contradict(stored, sent) {
        return stored !== sent;
    }
    read(key, slots, signal) {
        return (0,object_reader/* readObject */.Ag)(objectSource(this.#connection, key), slots, signal);
    }
    link(key, lifetimeSeconds, signal) {
        return makeLink(this.#connection, key, lifetimeSeconds, signal);
    }
}

;// CONCATENATED MODULE: ./build/destinations/gcs/gcs.js






/** Opens a bucket of Google Cloud Storage, to write to. Sends nothing yet. */
function openGcsDestination(url, { log, cleanup }, tuning = {}) {
    return new object_destination/* ObjectDestination */.s(storageOf(url, log, tuning), cleanup);
}
/** Opens a bucket of Google Cloud Storage, to read from. Sends nothing yet. */
function openGcsStore(url, log, tuning = {}) {
    return new object_store/* ObjectStore */.L(storageOf(url, log, tuning));
}
/**
 * Removes what a killed run left of one archive; the post step's part of the cleanup task
 * `remove-unfinished`.
 *
 * @param key as in the task: of an archive, or of the folder of one with a slash at the end
 * @throws UserError, and Error if the key is not named like a backup
 */
async function removeUnfinished(url, key, log, signal, tuning = {}) {
    await (0,leftover/* removeLeftover */.M)(storageOf(url, log, tuning), key, signal);
}
function storageOf(url, log, tuning) {
    return new GcsStorage(new GcsConnection(url, log, { ...objects_tuning/* defaultTuning */.L, ...tuning }));
}


/***/ }),

/***/ 63969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BN: () => (/* binding */ folderInStore),
/* harmony export */   Wr: () => (/* binding */ pathInStore),
/* harmony export */   dK: () => (/* binding */ isHidden)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65320);


/**
 * The path of a file below the root of a store: `name/path`. What names it was found in a store
 * or in a manifest, so nothing in it may lead elsewhere, neither here nor in a store that
 * normalises keys.
 *
 * @throws UserError `E_INTEGRITY`
 */
function pathInStore(name, path) {
    const isPlain = (part) => !['', '.', '..'].includes(part) && !/[\\\0]/.test(part);
    if (path.split('/').every(isPlain))
        return `${folderInStore(name)}/${path}`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INTEGRITY', `${path} is not the path of a file of a backup.`, 'What names it may have been altered; choose another backup.');
}
/**
 * The folder of a series below the root of a store: its name.
 *
 * @throws UserError `E_INPUT`
 */
function folderInStore(name) {
    if ((0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_1__/* .isSeriesName */ .P)(name))
        return name;
    const message = `"${name}" is not the name of a series of backups.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', message, 'Check the input name.');
}
/** Backups and what is put beside them have no dot at the start; what is being written does. */
function isHidden(entry) {
    return entry.startsWith('.');
}


/***/ }),

/***/ 65320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GH: () => (/* binding */ backupOf),
/* harmony export */   JN: () => (/* binding */ parseBackupId),
/* harmony export */   O$: () => (/* binding */ seriesNameOf),
/* harmony export */   P: () => (/* binding */ isSeriesName),
/* harmony export */   WH: () => (/* binding */ backupId)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** A series' name is part of every object name, so it is kept to what every store takes as it is. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** `<name>-<yyyymmddThhmmssZ>-<6 random>`: the ids of a series sort by time. */
const ID = /^(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,99})-(?<time>\d{8}T\d{6}Z)-(?<random>[0-9a-z]{6})$/;
function isSeriesName(name) {
    return NAME.test(name);
}
/**
 * The name of a series that was not given one: the database's, made fit for an object name.
 *
 * @throws UserError `E_INPUT` where nothing usable is left of it
 */
function seriesNameOf(database) {
    const name = database
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/[^A-Za-z0-9._-]+/g, '-')
        .replace(/^[^A-Za-z0-9]+/, '')
        .slice(0, 100);
    if (NAME.test(name))
        return name;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', `No name for the backups can be made of the database name "${database}".`, 'Set the input name to letters, digits, dots, dashes and underscores.');
}
/** @param random six characters of `[0-9a-z]` */
function backupId(name, createdAt, random) {
    return `${name}-${compactTime(createdAt)}-${random}`;
}
/** The parts of an id, or undefined where the text is not one of ours. */
function parseBackupId(id) {
    const groups = ID.exec(id)?.groups;
    if (!groups?.['name'] || !groups['time'])
        return undefined;
    const iso = groups['time'].replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
    const createdAt = new Date(iso);
    return Number.isNaN(createdAt.getTime()) ? undefined : { name: groups['name'], createdAt };
}
/** What may follow the id in the name of something of a backup: nothing, or extensions. */
const SUFFIX = /^(?:\.[A-Za-z0-9]+){0,4}$/;
/**
 * The backup that something in a series' folder is of, by its name: `<id>.dump`, the folder `<id>`,
 * `<id>.manifest.json`. Undefined: it is none of ours.
 *
 * @param series what the folder is called
 */
function backupOf(entry, series) {
    const [id] = /^.+?-\d{8}T\d{6}Z-[0-9a-z]{6}(?![0-9a-z])/.exec(entry) ?? [];
    if (id === undefined || parseBackupId(id)?.name !== series)
        return undefined;
    return SUFFIX.test(entry.slice(id.length)) ? id : undefined;
}
/** ISO 8601 basic format, in UTC and to the second: `20261124T081500Z`. */
function compactTime(time) {
    return time.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}


/***/ })

};
