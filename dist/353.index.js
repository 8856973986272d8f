export const id = 353;
export const ids = [353];
export const modules = {

/***/ 45225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ findBucket)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53711);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92708);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51460);




/** A wrong endpoint should be told in a second, not after the patience an upload deserves. */
const FIRST_CONTACT_ATTEMPTS = 4;
/**
 * Proves that the bucket exists, and leads the connection to the region it is in.
 *
 * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_UPLOAD` (store not reachable)
 */
async function findBucket({ connection, create, wanted }, signal) {
    const named = `s3://${connection.bucket}`;
    try {
        connection.useRegion(wanted ?? (await connection.region()));
        await connection.requireCredentials(signal);
        let found = await lookUp(connection, signal);
        if (!found.exists && create) {
            await createBucket(connection, signal);
            found = await lookUp(connection, signal);
        }
        if (!found.exists)
            throw missing(connection.bucket);
        const region = found.region ?? (wanted && (await bucketLocation(connection, signal)));
        if (wanted !== undefined)
            requireRegion(connection.bucket, region, wanted);
        if (region)
            connection.useRegion(region);
    }
    catch (error) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .storeError */ .gl)(error, `look at ${named}`);
    }
}
function missing(bucket) {
    const next = 'Check its name, or add `?create=true` to the destination to have it made.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_BUCKET', `The bucket ${bucket} does not exist.`, next);
}
function requireRegion(bucket, region, wanted) {
    if (region === wanted)
        return;
    if (region) {
        const next = `Name a bucket in ${wanted}, or set \`region\` to ${region} if that is where backups may be.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_REGION', `The bucket ${bucket} is in ${region}, not in ${wanted}.`, next);
    }
    const message = `The store does not tell in which region the bucket ${bucket} is, so ${wanted} cannot be proven.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_REGION', message, 'Leave `region` empty for this store.');
}
/**
 * HeadBucket, which S3 answers with the region even where it refuses: 301 and 400 for a request
 * that was signed for another region, 403 for keys without s3:ListBucket (Amazon S3 API
 * Reference, HeadBucket). Its refusals have no body, so what is wrong with the keys is left for
 * the probe to find out.
 */
async function lookUp(connection, signal) {
    try {
        const answer = await connection.call(signal, (client, options) => client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_2__/* .HeadBucketCommand */ .kuI({ Bucket: connection.bucket }), options), FIRST_CONTACT_ATTEMPTS);
        return { exists: true, region: answer.BucketRegion };
    }
    catch (error) {
        const status = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorStatus */ .PO)(error);
        if (status === 404)
            return { exists: false };
        if (status !== undefined && [301, 400, 403].includes(status)) {
            return { exists: true, region: (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorHeader */ .GI)(error, 'x-amz-bucket-region') };
        }
        throw error;
    }
}
/**
 * GetBucketLocation, for stores whose HeadBucket does not tell. Amazon's S3 answers nothing for
 * us-east-1 and EU for the oldest buckets of eu-west-1; nothing from another store means nothing.
 */
async function bucketLocation(connection, signal) {
    const { LocationConstraint: location } = await connection.call(signal, (client, options) => client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_2__/* .GetBucketLocationCommand */ .r_J({ Bucket: connection.bucket }), options));
    if (location === 'EU')
        return 'eu-west-1';
    if (location)
        return location;
    return (0,_client_js__WEBPACK_IMPORTED_MODULE_3__/* .explicitEndpoint */ .i)(connection.url) === undefined ? 'us-east-1' : undefined;
}
async function createBucket(connection, signal) {
    const region = await connection.region();
    const input = {
        Bucket: connection.bucket,
        // us-east-1 is the one region that must not be named (CreateBucket, LocationConstraint).
        ...(region === 'us-east-1' ? {} : { CreateBucketConfiguration: location(region) }),
    };
    try {
        await connection.call(signal, (client, options) => client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_2__/* .CreateBucketCommand */ .cZX(input), options));
        connection.log.info(`Made the bucket ${connection.bucket}.`);
    }
    catch (error) {
        // Another run was faster, or the answer to our own request was lost.
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorName */ .Is)(error) === 'BucketAlreadyOwnedByYou')
            return;
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorName */ .Is)(error) === 'BucketAlreadyExists') {
            const message = `The bucket name ${connection.bucket} is taken by another account.`;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_BUCKET', message, 'Choose another name.');
        }
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .storeError */ .gl)(error, `make the bucket ${connection.bucket}`);
    }
}
function location(region) {
    return { LocationConstraint: region };
}


/***/ }),

/***/ 89688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ crc32Base64),
/* harmony export */   f: () => (/* binding */ compositeCrc32)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);

/** The CRC-32 of some bytes as S3 writes it: base64 of its four bytes, big-endian. */
function crc32Base64(bytes) {
    return fourBytes((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(bytes)).toString('base64');
}
/**
 * The checksum S3 keeps of a multipart object: the CRC-32 of the parts' CRC-32s, and their number
 * (Amazon S3 User Guide, "Checking object integrity", composite checksums).
 */
function compositeCrc32(parts) {
    const checksums = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
    return `${crc32Base64(checksums)}-${parts.length}`;
}
function fourBytes(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
}


/***/ }),

/***/ 92708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ createClient),
/* harmony export */   i: () => (/* binding */ explicitEndpoint)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53711);

/** The endpoint that was named explicitly, if any: `?endpoint=`, then the SDK's own variables. */
function explicitEndpoint(url) {
    const { AWS_ENDPOINT_URL_S3: s3, AWS_ENDPOINT_URL: all } = process.env;
    return url.endpoint || s3 || all || undefined;
}
/**
 * A client with the SDK's default credential chain. `region` undefined: the environment's, the
 * profile's, or us-east-1, from where S3 tells the way to any other.
 *
 * The SDK's own retries are off: connection.ts retries, so that each retry is counted and only
 * the part that failed is sent again.
 */
function createClient(url, region, idleTimeoutMs) {
    const endpoint = explicitEndpoint(url);
    const client = new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_0__/* .S3Client */ .YxF({
        ...(region === undefined ? {} : { region }),
        ...(endpoint === undefined ? {} : { endpoint }),
        forcePathStyle: url.pathStyle || (endpoint !== undefined && !url.text.includes('pathStyle=')),
        followRegionRedirects: true,
        maxAttempts: 1,
        // S3-compatible stores may refuse checksums where the protocol does not ask for one; those
        // of the data are computed and compared by us.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        // `Expect: 100-continue` costs the SDK a new connection for each part, and six seconds at a
        // store that does not answer it.
        expectContinueHeader: false,
        requestHandler: {
            connectionTimeout: Math.min(10_000, idleTimeoutMs),
            socketTimeout: idleTimeoutMs,
        },
    });
    leavePayloadUnsigned(client);
    return client;
}
/**
 * Over TLS, which protects the payload itself, a signature of the payload would only cost a
 * SHA-256 of every byte; the AWS command line leaves it out as well. The signed checksum header
 * still binds it. Over plain HTTP the payload stays signed.
 */
function leavePayloadUnsigned(client) {
    client.middlewareStack.add((next) => (args) => {
        const request = args.request;
        if (request.protocol === 'https:' && request.headers && request.body instanceof Uint8Array) {
            request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
        }
        return next(args);
    }, { step: 'build', name: 'leavePayloadUnsigned' });
}


/***/ }),

/***/ 99287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ defaultTuning),
/* harmony export */   t: () => (/* binding */ S3Connection)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78474);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58500);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(92708);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51460);
/* harmony import */ var _parts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9789);





const defaultTuning = {
    idleTimeoutMs: 30_000,
    attempts: 10,
    firstPauseMs: 200,
    abortMs: 5000,
    now: () => new Date(),
};
/** The way to one bucket: requests, their retries, and credentials that outlive an upload. */
class S3Connection {
    url;
    log;
    tuning;
    /** The size in bytes of a part, by its number from 1. */
    partSize;
    /** How often a request had to be sent again. */
    retries = 0;
    /** Cleared at the first answer that says that the store does not know `If-None-Match`. */
    conditionalPuts = true;
    #client;
    #region;
    #renewal;
    constructor(url, log, tuning) {
        this.url = url;
        this.log = log;
        this.tuning = tuning;
        this.partSize = tuning.partSize ?? (0,_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .partSizesFor */ .zJ)((0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .explicitEndpoint */ .i)(url));
        this.#client = (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .createClient */ .U)(url, undefined, tuning.idleTimeoutMs);
    }
    get bucket() {
        return this.url.bucket;
    }
    /** How an object is named to the user. */
    place(key) {
        return `s3://${this.bucket}/${key}`;
    }
    /** Where requests are signed for and, without an endpoint, sent to; us-east-1 if nothing says. */
    async region() {
        return this.#region ?? (await this.#client.config.region().catch(() => 'us-east-1'));
    }
    useRegion(region) {
        if (region === this.#region)
            return;
        this.#region = region;
        this.#client = (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .createClient */ .U)(this.url, region, this.tuning.idleTimeoutMs);
    }
    /**
     * Runs the credential chain, so that its failure is told as such and not as one of the store.
     *
     * @throws UserError `E_CREDENTIALS`
     */
    async requireCredentials(signal) {
        signal.throwIfAborted(); // below, nobody would be told of it
        const found = new AbortController();
        const cancelled = (0,node_events__WEBPACK_IMPORTED_MODULE_0__.once)(signal, 'abort', { signal: found.signal });
        try {
            await Promise.race([this.#client.config.credentials(), cancelled]);
            signal.throwIfAborted();
        }
        catch (error) {
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .credentialsMissing */ .$U)(error);
        }
        finally {
            found.abort();
        }
    }
    /**
     * Sends a request until it succeeds, its failure is final, or it was sent `attempts` times.
     * Throws what the SDK throws, or the signal's reason; storeError makes it a UserError.
     */
    async call(signal, send, attempts = this.tuning.attempts) {
        for (let attempt = 1;; attempt++) {
            signal.throwIfAborted();
            const client = this.#client;
            try {
                return await send(client, { abortSignal: signal });
            }
            catch (error) {
                signal.throwIfAborted();
                if (attempt >= attempts)
                    throw error;
                if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isExpired */ ._d)(error) && (await this.#renewCredentials(client)))
                    continue;
                if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isTransient */ .dg)(error))
                    throw error;
                this.retries++;
                this.log.debug(`S3 request failed (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorStatus */ .PO)(error) ?? (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorName */ .Is)(error)}), once more`);
                await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(this.#pause(attempt), undefined, { signal }).catch(() => { });
            }
        }
    }
    /** Full jitter: parts that failed together must not come back together. */
    #pause(attempt) {
        return Math.random() * Math.min(20_000, this.tuning.firstPauseMs * 2 ** (attempt - 1));
    }
    /**
     * Runs the credential chain from its start, since the store says that what it gave has expired.
     * Resolves to whether that brought other credentials.
     */
    #renewCredentials(used) {
        if (used !== this.#client)
            return Promise.resolve(true);
        this.#renewal ??= this.#replaceClient(used).finally(() => {
            this.#renewal = undefined;
        });
        return this.#renewal;
    }
    async #replaceClient(used) {
        const fresh = (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .createClient */ .U)(this.url, this.#region, this.tuning.idleTimeoutMs);
        const [before, after] = await Promise.all([
            used.config.credentials(),
            fresh.config.credentials(),
        ]);
        if (before.accessKeyId === after.accessKeyId && before.sessionToken === after.sessionToken) {
            return false;
        }
        this.#client = fresh;
        return true;
    }
}


/***/ }),

/***/ 51460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $U: () => (/* binding */ credentialsMissing),
/* harmony export */   GI: () => (/* binding */ errorHeader),
/* harmony export */   Is: () => (/* binding */ errorName),
/* harmony export */   PO: () => (/* binding */ errorStatus),
/* harmony export */   _d: () => (/* binding */ isExpired),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   gl: () => (/* binding */ storeError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** The `Code` of an S3 error answer, or the name of what the SDK threw. */
function errorName(error) {
    return error?.name ?? '';
}
/** The HTTP status of the answer that led to an error; undefined: there was no answer. */
function errorStatus(error) {
    const { $metadata } = (error ?? {});
    return $metadata?.httpStatusCode;
}
/** A header of the answer that led to an error. */
function errorHeader(error, header) {
    const { $response } = (error ?? {});
    return $response?.headers?.[header];
}
const transientStatus = new Set([408, 429, 500, 502, 503, 504]);
const transientNames = new Set([
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'TooManyRequests',
    'InternalError',
    'RequestTimeout',
    'TimeoutError',
    'OperationAborted',
    // The SDK has corrected its clock by the server's when it throws this.
    'RequestTimeTooSkewed',
]);
const damagedNames = new Set([
    'BadDigest',
    'InvalidDigest',
    'XAmzContentChecksumMismatch',
    'XAmzContentSHA256Mismatch',
    'IncompleteBody',
]);
const networkCodes = new Set([
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
/** Whether the same request may well succeed a little later. */
function isTransient(error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo || (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isAbort */ .rV)(error))
        return false;
    const name = errorName(error);
    if (transientNames.has(name) || damagedNames.has(name))
        return true;
    const status = errorStatus(error);
    if (status !== undefined)
        return transientStatus.has(status);
    return networkCodes.has((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorCode */ .CA)(error) ?? '');
}
function isExpired(error) {
    return ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'].includes(errorName(error));
}
/**
 * What a store's refusal means to the user. What we understood already, an abort, and a fault
 * of the program stay as they are. The SDK's own error is not passed on as the cause: it holds the whole answer, in
 * which upload ids and request signatures may be.
 *
 * @param doing what was being done to what, as in `write s3://bucket/key`
 */
function storeError(error, doing) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo || (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isAbort */ .rV)(error) || isOurFault(error))
        return error;
    const detail = errorDetail(error);
    const [code, next, message] = meaning(error);
    const text = `${message ?? 'Could not'} ${doing}: ${detail}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(code, text, next, { cause: new Error(detail) });
}
/** An error of the program itself is not one of the store, and is to be reported as such. */
function isOurFault(error) {
    const isProgram = error instanceof TypeError || error instanceof ReferenceError;
    return isProgram && errorStatus(error) === undefined;
}
/** No credentials, or a refusal where they come from (AWS STS, a credential process). */
function credentialsMissing(error) {
    if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isAbort */ .rV)(error))
        return error;
    const detail = errorDetail(error);
    const message = `No AWS credentials could be obtained: ${detail}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_CREDENTIALS', message, configure, { cause: new Error(detail) });
}
/** The code, the next step, and how the sentence begins if not with `Could not`. */
function meaning(error) {
    const name = errorName(error);
    const known = meanings[name];
    if (known)
        return known;
    if (isExpired(error))
        return ['E_CREDENTIALS', renew, 'The AWS credentials expired; could not'];
    if (damagedNames.has(name))
        return ['E_INTEGRITY', intact];
    if (isTransient(error))
        return ['E_UPLOAD', later];
    const status = errorStatus(error);
    const forbidden = status === 403 || status === 401;
    if (forbidden)
        return ['E_CREDENTIALS', rights, 'The AWS credentials may not'];
    return ['E_UPLOAD', 'See the store’s documentation for this answer.'];
}
const configure = 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN where there is one), or give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step.';
const renew = 'Get new ones, or raise `role-duration-seconds` of aws-actions/configure-aws-credentials (and the role’s maximum) above the time a backup takes.';
const rights = 'Allow s3:PutObject, s3:GetObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListBucket and s3:ListBucketMultipartUploads there, and the use of the key if the bucket has one of KMS.';
const intact = 'Run again; if it stays so, something on the way to the store alters the data.';
const later = 'The store or the way to it failed several times in a row: run again later.';
const rejected = [
    'E_CREDENTIALS',
    configure,
    'The store does not accept the AWS credentials to',
];
const meanings = {
    NoSuchBucket: ['E_BUCKET', 'Add `?create=true` to the destination to have it made.'],
    InvalidBucketName: ['E_BUCKET', 'Use three to 63 lower-case letters, digits, dots and hyphens.'],
    AuthorizationHeaderMalformed: ['E_REGION', 'Set AWS_REGION to the region the store names.'],
    CredentialsProviderError: ['E_CREDENTIALS', configure, 'No AWS credentials were found to'],
    InvalidAccessKeyId: rejected,
    SignatureDoesNotMatch: rejected,
    InvalidToken: rejected,
    InvalidClientTokenId: rejected,
};
/** The store's own words, on one line, without what could be used to get at the upload. */
function errorDetail(error) {
    const text = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error))
        .replace(/(upload-?id|x-amz-[a-z-]+)(["'\\]*\s*[=:]\s*["'\\]*)[^\s&,;"']+/gi, '$1$2…')
        .slice(0, 300);
    const name = errorName(error);
    const named = name === '' || name === 'Error' || text.includes(name);
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(named ? text : `${name}: ${text}`);
}


/***/ }),

/***/ 49778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ readObject),
/* harmony export */   F: () => (/* binding */ PARTS_AT_ONCE)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53711);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51460);
/* harmony import */ var _read_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44263);




/** What all readers of one store may hold together is PARTS_AT_ONCE of these: 32 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 4;
/**
 * The bytes of one object in their order. Several parts of it are fetched at once, each with its
 * own retries, and each goes on where a connection broke. Every request after the first names the
 * ETag that the first was answered with, so that all parts are of one object.
 *
 * @param slots shared by all that read from the store; what is fetched ahead is bounded by them
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INTEGRITY`, `E_DOWNLOAD`
 */
async function* readObject(connection, key, slots, signal) {
    const stop = new AbortController();
    const reader = new ObjectReader(connection, key, slots, AbortSignal.any([signal, stop.signal]));
    const ahead = [reader.fetch(0)];
    let next = PART_BYTES;
    try {
        const { sizeBytes } = await reader.head;
        for (let part = ahead[0]; part !== undefined; part = ahead[0]) {
            for (; ahead.length < PARTS_AT_ONCE && next < sizeBytes; next += PART_BYTES) {
                ahead.push(reader.fetch(next));
            }
            yield* await part;
            ahead.shift();
            slots.give();
        }
    }
    catch (error) {
        signal.throwIfAborted();
        throw (0,_read_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .readError */ .l)(error, reader.doing);
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
    /** For error messages: `read s3://bucket/key`. */
    doing;
    #connection;
    #key;
    #slots;
    #signal;
    #first = Promise.withResolvers();
    #head;
    constructor(connection, key, slots, signal) {
        this.doing = `read ${connection.place(key)}`;
        this.#connection = connection;
        this.#key = key;
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
        await this.#connection.call(this.#signal, async (client, options) => {
            if (position === this.#endOf(start))
                return; // the connection broke after the last byte
            const answer = await client
                .send(this.#request(position, this.#endOf(start)), options)
                .catch((error) => this.#emptyObject(error, start));
            this.#check(answer, position);
            for await (const chunk of bodyOf(answer)) {
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
        return Math.min(start + PART_BYTES, this.#head?.sizeBytes ?? Number.POSITIVE_INFINITY);
    }
    #request(start, end) {
        return new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_3__/* .GetObjectCommand */ .jLs({
            Bucket: this.#connection.bucket,
            Key: this.#key,
            Range: `bytes=${start}-${end - 1}`,
            ...(this.#head?.etag === undefined ? {} : { IfMatch: this.#head.etag }),
        });
    }
    /** No range of an object without bytes can be asked for (RFC 9110, 15.5.17). */
    #emptyObject(error, start) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorStatus */ .PO)(error) === 416 && start === 0)
            return { ContentLength: 0 };
        throw error;
    }
    /** Compares an answer with the first, or keeps it as such. */
    #check(answer, start) {
        const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.ContentRange ?? '');
        const sizeBytes = range === null ? (answer.ContentLength ?? -1) : Number(range[2]);
        const isUnranged = range === null && sizeBytes > PART_BYTES;
        if (Number(range?.[1] ?? 0) !== start || sizeBytes < 0 || isUnranged)
            throw this.#unranged();
        const head = { sizeBytes, etag: answer.ETag };
        this.#head ??= head;
        this.#first.resolve(this.#head);
        if (this.#head.sizeBytes !== sizeBytes || this.#head.etag !== head.etag) {
            throw (0,_read_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .altered */ .W)(this.doing);
        }
    }
    #unranged() {
        const message = `Could not ${this.doing}: the store does not answer for a part of an object.`;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_DOWNLOAD', message, 'Copy the backup to a folder and name that.');
    }
}
/** In Node the SDK's body is a stream of buffers. */
function bodyOf({ Body }) {
    return Body ?? [];
}
/** A connection that ends between two chunks of an answer without a length looks complete. */
function endedEarly() {
    return Object.assign(new Error('The answer ended early.'), { code: 'ECONNRESET' });
}


/***/ }),

/***/ 71979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $R: () => (/* binding */ putObject),
/* harmony export */   C6: () => (/* binding */ headObject),
/* harmony export */   JF: () => (/* binding */ putNewObject),
/* harmony export */   Ur: () => (/* binding */ createOnce),
/* harmony export */   XR: () => (/* binding */ deleteObject),
/* harmony export */   cI: () => (/* binding */ WRITER)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53711);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _checksum_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89688);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51460);




/** Metadata by which a run knows its own objects again, where an answer was lost on the way. */
const WRITER = 'pg-backup-writer';
/** What the store says it holds under a key; undefined: nothing. */
async function headObject(connection, key, signal) {
    const input = { Bucket: connection.bucket, Key: key, ChecksumMode: 'ENABLED' };
    try {
        return storedObject(await connection.call(signal, (client, options) => client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_3__/* .HeadObjectCommand */ .l81(input), options)));
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorStatus */ .PO)(error) === 404)
            return undefined;
        throw error;
    }
}
function storedObject(answer) {
    return {
        sizeBytes: answer.ContentLength ?? -1,
        crc32: answer.ChecksumCRC32,
        writer: answer.Metadata?.[WRITER],
    };
}
/**
 * Puts an object where none is, in one request.
 *
 * @throws UserError `E_UPLOAD` if there is one already; else what the SDK throws
 */
async function putNewObject(connection, object, signal) {
    await createOnce(connection, object.key, object.writer, signal, (condition) => putObject(connection, object, signal, condition));
}
async function putObject(connection, { key, body, contentType, writer }, signal, condition = {}) {
    const input = {
        Bucket: connection.bucket,
        Key: key,
        Body: body,
        ContentLength: body.length,
        ContentType: contentType,
        Metadata: { [WRITER]: writer },
        ChecksumCRC32: (0,_checksum_js__WEBPACK_IMPORTED_MODULE_1__/* .crc32Base64 */ .R)(body),
        ...condition,
    };
    await connection.call(signal, (client, options) => client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_3__/* .PutObjectCommand */ .wKZ(input), options));
}
/**
 * Makes an object appear under the condition that there is none yet (`If-None-Match: *`, Amazon
 * S3 User Guide, "Conditional writes"). Where the store does not know the condition, it is asked
 * for the object first, which leaves a gap of milliseconds. An object that is there turns out to
 * be ours if the answer to an earlier attempt was lost.
 */
async function createOnce(connection, key, writer, signal, create) {
    if (!connection.conditionalPuts)
        return createAfterLook(connection, key, writer, signal, create);
    try {
        await create({ IfNoneMatch: '*' });
    }
    catch (error) {
        if (isConditionFailure(error))
            return requireOurs(connection, key, writer, signal);
        if (!isConditionUnknown(error))
            throw error;
        connection.conditionalPuts = false;
        connection.log.debug('The store does not know If-None-Match: looking before each put instead.');
        await createAfterLook(connection, key, writer, signal, create);
    }
}
async function createAfterLook(...[connection, key, writer, signal, create]) {
    const present = await headObject(connection, key, signal);
    if (present === undefined)
        return create({});
    if (present.writer !== writer)
        throw alreadyThere(connection, key);
}
async function requireOurs(connection, key, writer, signal) {
    const present = await headObject(connection, key, signal);
    if (present?.writer !== writer)
        throw alreadyThere(connection, key);
}
function alreadyThere(connection, key) {
    const message = `A backup of this id exists already: ${connection.place(key)}.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_UPLOAD', message, 'It was left as it is; start a new run.');
}
/** 412, or 409 where another writer of the same key was under way. */
function isConditionFailure(error) {
    const status = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorStatus */ .PO)(error);
    return status === 412 || (status === 409 && (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorName */ .Is)(error) === 'ConditionalRequestConflict');
}
function isConditionUnknown(error) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorStatus */ .PO)(error) === 501 || (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorName */ .Is)(error) === 'NotImplemented';
}
/** Deleting what is not there is a success. */
async function deleteObject(connection, key, signal) {
    try {
        await connection.call(signal, (client, options) => client.send(new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_3__/* .DeleteObjectCommand */ .k4j({ Bucket: connection.bucket, Key: key }), options));
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorStatus */ .PO)(error) !== 404)
            throw error;
    }
}


/***/ }),

/***/ 9789:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jw: () => (/* binding */ BUFFER_BYTES),
/* harmony export */   kz: () => (/* binding */ MAX_PARTS),
/* harmony export */   zJ: () => (/* binding */ partSizesFor)
/* harmony export */ });
/* unused harmony exports growingPartSize, equalPartSize */
const MiB = 1024 * 1024;
/** The most parts that S3 takes for one object (Amazon S3 User Guide, "Multipart upload limits"). */
const MAX_PARTS = 10_000;
/**
 * What all part buffers of one backup may hold together, in bytes. Measured: 48 MiB keeps the
 * whole process below 200 MB, and more of it makes no upload faster.
 */
const BUFFER_BYTES = 48 * MiB;
/**
 * The size of a part in bytes; parts count from 1.
 *
 * The size of the archive is not known beforehand, and S3 takes 10,000 parts of 5 MiB to 5 GiB
 * each, so the parts grow: 6 MiB, doubled after every 1000. Ten thousand of them hold 5.8 TiB.
 *
 * | archive up to | part    | buffers in BUFFER_BYTES |
 * |---------------|---------|-------------------------|
 * | 5.8 GiB       | 6 MiB   | 8                       |
 * | 17 GiB        | 12 MiB  | 4                       |
 * | 41 GiB        | 24 MiB  | 2                       |
 * | 87 GiB        | 48 MiB  | 1                       |
 * | 181 GiB       | 96 MiB  | 1, larger than the limit |
 * | 369 GiB       | 192 MiB | 1, larger than the limit |
 */
function growingPartSize(partNumber) {
    return 6 * MiB * 2 ** Math.floor((partNumber - 1) / 1000);
}
/** For stores that want all parts but the last to be equal: 10,000 of them hold 234 GiB. */
function equalPartSize() {
    return 24 * MiB;
}
/**
 * The schedule for a store. Cloudflare's R2 refuses to complete an upload whose parts differ
 * (R2 documentation, "Multipart upload": all parts except the last must be of one size).
 */
function partSizesFor(endpoint) {
    if (endpoint === undefined || !URL.canParse(endpoint))
        return growingPartSize;
    const equal = new URL(endpoint).hostname.endsWith('.r2.cloudflarestorage.com');
    return equal ? equalPartSize : growingPartSize;
}


/***/ }),

/***/ 44263:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ altered),
/* harmony export */   l: () => (/* binding */ readError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51460);


/**
 * What a store's refusal means to someone who reads from it.
 *
 * @param doing as in `read s3://bucket/key`
 */
function readError(error, doing) {
    const special = readMeaning(error, doing);
    if (special !== undefined)
        return special;
    const known = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .storeError */ .gl)(error, doing);
    if (!(known instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
        return known;
    const { code, message, next, cause } = known;
    if (code === 'E_UPLOAD')
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_DOWNLOAD', message, next, { cause });
    if (code === 'E_BUCKET')
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(code, message, 'Check the bucket in source.');
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorName */ .Is)(error) === 'AccessDenied' ? new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(code, message, rights) : known;
}
const rights = 'Allow s3:ListBucket and s3:GetObject there, and kms:Decrypt if the bucket has a key of KMS.';
function readMeaning(error, doing) {
    const name = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorName */ .Is)(error);
    const status = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorStatus */ .PO)(error);
    if (status === 404 && name !== 'NoSuchBucket') {
        const message = `Could not ${doing}: it is not there.`;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_NOT_FOUND', message, 'Check source, name and backup.');
    }
    if (name === 'InvalidObjectState') {
        const message = `Could not ${doing}: it is in an archive storage class.`;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_NOT_FOUND', message, 'Restore the object to S3 first, then run again.');
    }
    return status === 412 ? altered(doing) : undefined;
}
/** The object of which a part was read is not the one of which the parts before were. */
function altered(doing) {
    const message = `Could not ${doing}: it was altered while it was read.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INTEGRITY', message, 'Run again when nothing writes to it.');
}


/***/ }),

/***/ 8358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ Slots)
/* harmony export */ });
/**
 * Bounds how many things are under way at once. Who waits is served in turn.
 *
 * No deadlock as long as each reader takes slots in the order in which it gives them back, and goes
 * on whatever the other readers do: nobody may read from two files by turns.
 */
class Slots {
    #free;
    #waiting = [];
    constructor(count) {
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


/***/ })

};
