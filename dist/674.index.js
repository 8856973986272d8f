export const id = 674;
export const ids = [674];
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

/***/ 55674:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GcsStorage: () => (/* binding */ GcsStorage)
});

// UNUSED EXPORTS: partSizes

// EXTERNAL MODULE: ./build/destinations/objects/object-reader.js + 1 modules
var object_reader = __webpack_require__(31409);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/destinations/objects/transient.js
var objects_transient = __webpack_require__(72665);
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

// EXTERNAL MODULE: ./build/destinations/objects/retry.js
var retry = __webpack_require__(54749);
// EXTERNAL MODULE: ./node_modules/@google-cloud/storage/build/esm/src/index.js + 27 modules
var src = __webpack_require__(23923);
// EXTERNAL MODULE: ./build/destinations/abandonable.js
var abandonable = __webpack_require__(91561);
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

// EXTERNAL MODULE: ./build/destinations/objects/object-url.js
var object_url = __webpack_require__(82396);
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
        throw signingError(error, `make a link to ${(0,object_url/* placeOf */.$t)(connection.url, key)}`);
    }
}

;// CONCATENATED MODULE: ./build/destinations/gcs/object-source.js



/** An object of a bucket, to be read in ranges. Its version is its generation. */
function objectSource(connection, key) {
    const doing = `read ${(0,object_url/* placeOf */.$t)(connection.url, key)}`;
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
    const message = `A backup of this id exists already: ${(0,object_url/* placeOf */.$t)(connection.url, key)}.`;
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
        throw new errors/* UserError */.yo('E_UPLOAD', 'The store began an upload without an address.', 'Run again.');
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
        return (0,object_url/* placeOf */.$t)(this.#connection.url, this.#target.key);
    }
}
/** To be tried again, as if the connection had ended before the rest. */
function keptLess() {
    return Object.assign(new Error('The store kept less than it was sent.'), { code: 'ECONNRESET' });
}

;// CONCATENATED MODULE: ./build/destinations/gcs/storage.js









const MiB = 1024 * 1024;
const GRAIN = 256 * 1024;
/**
 * How much of the memory for parts is used. Parts go one after the other, so that a fourth one
 * would only wait; and the SDK takes 25 MB more than that of S3. Measured: 48 MiB brought the
 * process to 200 MB, 36 MiB to 185 MB, and was no slower.
 */
const SHARE = 3 / 4;
/**
 * The size of a part in bytes, a multiple of 256 KiB as Google wants it. Each part costs a round
 * trip in which nothing is sent, so they are as large as the buffers allow for three at once: one
 * on its way, one behind it and one that is being filled. The first one is smaller, since every
 * file takes its memory, however small it is.
 */
function partSizes(bufferBytes) {
    const usual = Math.floor(bufferBytes / 3 / GRAIN) * GRAIN;
    return (number) => (number === 1 ? Math.min(4 * MiB, usual) : usual);
}
/** A bucket as what all object stores have in common. */
class GcsStorage {
    maxParts = Number.POSITIVE_INFINITY;
    #connection;
    constructor(url, { log }, tuning) {
        const bufferBytes = SHARE * tuning.bufferBytes;
        this.#connection = new GcsConnection(url, log, { ...tuning, bufferBytes });
    }
    get log() {
        return this.#connection.log;
    }
    get tuning() {
        return this.#connection.tuning;
    }
    get url() {
        return this.#connection.url;
    }
    get retries() {
        return this.#connection.retries;
    }
    find(search, signal) {
        return findBucket(this.#connection, search, signal);
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
        return (this.tuning.partSize ?? partSizes(this.tuning.bufferBytes))(number);
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


/***/ }),

/***/ 4930:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ inParallel)
/* harmony export */ });
/** Sixteen at a time: a folder can hold thousands, and a cancelled run has seconds. */
async function inParallel(items, work) {
    const queue = items.values();
    const lanes = Array.from({ length: 16 }, async () => {
        for (const item of queue)
            await work(item);
    });
    await Promise.all(lanes);
}


/***/ }),

/***/ 31409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Wn: () => (/* binding */ altered),
  Ew: () => (/* binding */ archiveSlots),
  WC: () => (/* binding */ emptyAnswer),
  Ag: () => (/* binding */ readObject),
  Dm: () => (/* binding */ smallFileSlots)
});

// UNUSED EXPORTS: PARTS_AT_ONCE

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/destinations/objects/slots.js
/**
 * Bounds how many things are under way at once. Who waits is served in turn.
 *
 * No deadlock as long as each reader takes slots in the order in which it gives them back, and goes
 * on whatever the other readers do: nobody may read from two files by turns.
 */
class Slots {
    count;
    /** How much of a file, in bytes, may be read with one of them. */
    partBytes;
    #free;
    #waiting = [];
    constructor(count, partBytes) {
        this.count = count;
        this.partBytes = partBytes;
        this.#free = count;
    }
    /** Resolves when a slot is the caller's, to be given back by `give`. */
    async take(signal) {
        signal.throwIfAborted();
        if (this.#free > 0) {
            this.#free -= 1;
            return;
        }
        const { promise, resolve, reject } = Promise.withResolvers();
        const onAbort = () => {
            const turn = this.#waiting.indexOf(resolve);
            if (turn < 0)
                return; // it was served just before
            this.#waiting.splice(turn, 1);
            reject(signal.reason);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        this.#waiting.push(resolve);
        await promise.finally(() => signal.removeEventListener('abort', onAbort));
    }
    give() {
        const next = this.#waiting.shift();
        if (next === undefined)
            this.#free += 1;
        else
            next();
    }
}

;// CONCATENATED MODULE: ./build/destinations/objects/object-reader.js


const MEBIBYTE = 1024 * 1024;
const PARTS_AT_ONCE = 6;
/** What all readers of archives in one store may hold together: 24 MiB. */
const archiveSlots = () => new Slots(PARTS_AT_ONCE, 4 * MEBIBYTE);
/**
 * As much again for small files, each of which is one request: of ten thousand manifests, six at a
 * time would take most of a minute at a store that answers in 25 ms.
 */
const smallFileSlots = () => new Slots(32, MEBIBYTE);
/** What an empty object is: no range of it can be asked for (RFC 9110, 15.5.17). */
const emptyAnswer = {
    contentRange: undefined,
    contentLength: 0,
    version: undefined,
    body: [],
};
/**
 * The bytes of one object in their order. Several parts of it are fetched at once, each with its
 * own retries, and each goes on where a connection broke. Every request after the first names the
 * version that the first was answered with, so that all parts are of one object.
 *
 * @param slots shared by all that read from the store; what is fetched ahead is bounded by them
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INTEGRITY`, `E_DOWNLOAD`
 */
async function* readObject(source, slots, signal) {
    const stop = new AbortController();
    const reader = new ObjectReader(source, slots, AbortSignal.any([signal, stop.signal]));
    const ahead = [reader.fetch(0)];
    let next = slots.partBytes;
    try {
        const { sizeBytes } = await reader.head;
        for (let part = ahead[0]; part !== undefined; part = ahead[0]) {
            for (; ahead.length < slots.count && next < sizeBytes; next += slots.partBytes) {
                ahead.push(reader.fetch(next));
            }
            for (const chunk of await part) {
                // What is here already would otherwise be read to its end after an abort.
                signal.throwIfAborted();
                yield chunk;
            }
            ahead.shift();
            slots.give();
        }
    }
    catch (error) {
        signal.throwIfAborted();
        throw source.explain(error);
    }
    finally {
        stop.abort();
        const left = await Promise.allSettled(ahead);
        for (const { status } of left)
            if (status === 'fulfilled')
                slots.give();
    }
}
class ObjectReader {
    #source;
    #slots;
    #signal;
    #first = Promise.withResolvers();
    #head;
    constructor(source, slots, signal) {
        this.#source = source;
        this.#slots = slots;
        this.#signal = signal;
        this.#first.promise.catch(() => { }); // whoever waits for it is told
    }
    /** Known once the first part begins to arrive. */
    get head() {
        return this.#first.promise;
    }
    /** The part that starts at an offset. When it resolves, one of the slots is the caller's. */
    fetch(start) {
        const part = this.#fetchInSlot(start);
        part.catch((error) => this.#first.reject(error));
        return part;
    }
    async #fetchInSlot(start) {
        await this.#slots.take(this.#signal);
        try {
            return await this.#fetchResuming(start);
        }
        catch (error) {
            this.#slots.give();
            throw error;
        }
    }
    /** What has arrived before a failure is kept: the next attempt asks for the rest only. */
    async #fetchResuming(start) {
        const chunks = [];
        let position = start;
        await this.#source.call(this.#signal, async (open) => {
            if (position === this.#endOf(start))
                return; // the connection broke after the last byte
            const range = { start: position, end: this.#endOf(start) };
            const answer = await open(range, this.#head?.version);
            this.#check(answer, position);
            for await (const chunk of answer.body) {
                chunks.push(chunk);
                position += chunk.length;
                if (position > this.#endOf(start))
                    throw this.#unranged();
            }
            if (position < this.#endOf(start))
                throw endedEarly();
        });
        return chunks;
    }
    #endOf(start) {
        return Math.min(start + this.#slots.partBytes, this.#head?.sizeBytes ?? Number.POSITIVE_INFINITY);
    }
    /** Compares an answer with the first, or keeps it as such. */
    #check(answer, start) {
        const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.contentRange ?? '');
        const sizeBytes = range === null ? (answer.contentLength ?? -1) : Number(range[2]);
        const isUnranged = range === null && sizeBytes > this.#slots.partBytes;
        if (Number(range?.[1] ?? 0) !== start || sizeBytes < 0 || isUnranged)
            throw this.#unranged();
        this.#head ??= { sizeBytes, version: answer.version };
        this.#first.resolve(this.#head);
        if (this.#head.sizeBytes !== sizeBytes || this.#head.version !== answer.version) {
            throw altered(this.#source.doing);
        }
    }
    #unranged() {
        const message = `Could not ${this.#source.doing}: the store does not answer for a part of an object.`;
        return new errors/* UserError */.yo('E_DOWNLOAD', message, 'Copy the backup to a folder and name that.');
    }
}
/** The object of which a part was read is not the one of which the parts before were. */
function altered(doing) {
    const message = `Could not ${doing}: it was altered while it was read.`;
    return new errors/* UserError */.yo('E_INTEGRITY', message, 'Run again when nothing writes to it.');
}
/** A connection that ends between two chunks of an answer without a length looks complete. */
function endedEarly() {
    return Object.assign(new Error('The answer ended early.'), { code: 'ECONNRESET' });
}


/***/ }),

/***/ 54749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ withRetries)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

/**
 * Makes an attempt until it succeeds, its failure is final, or it was made `attempts` times.
 * Throws what the last attempt threw, or the signal's reason.
 *
 * @param judge is asked after each failure but that of the last attempt
 */
async function withRetries(tuning, signal, attempt, judge) {
    for (let count = 1;; count++) {
        signal.throwIfAborted();
        try {
            return await attempt();
        }
        catch (error) {
            signal.throwIfAborted();
            const verdict = count >= tuning.attempts ? 'give up' : await judge(error);
            if (verdict === 'give up')
                throw error;
            if (verdict === 'later')
                await pause(tuning.firstPauseMs, count, signal);
        }
    }
}
/** Full jitter: parts that failed together must not come back together. */
async function pause(firstPauseMs, count, signal) {
    const longest = Math.min(20_000, firstPauseMs * 2 ** (count - 1));
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.random() * longest, undefined, { signal }).catch(() => { });
}


/***/ }),

/***/ 72665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isConnectionFailure),
/* harmony export */   D: () => (/* binding */ isTransientStatus)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

const statuses = new Set([408, 429, 500, 502, 503, 504]);
const codes = new Set([
    'ECONNRESET',
    'ECONNREFUSED',
    'ECONNABORTED',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
]);
/** Whether the same request may well be answered otherwise a little later. */
function isTransientStatus(status) {
    return statuses.has(status);
}
/** Whether a connection failed, or could not be made, which the next one may not. */
function isConnectionFailure(error) {
    return codes.has((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorCode */ .CA)(error) ?? '');
}


/***/ })

};
