export const id = 444;
export const ids = [444];
export const modules = {

/***/ 10444:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  AzureStorage: () => (/* binding */ AzureStorage)
});

// UNUSED EXPORTS: growingBlockSize

// EXTERNAL MODULE: ./build/destinations/objects/object-reader.js + 1 modules
var object_reader = __webpack_require__(31409);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/destinations/objects/object-url.js
var object_url = __webpack_require__(82396);
// EXTERNAL MODULE: ./build/destinations/objects/transient.js
var objects_transient = __webpack_require__(72665);
;// CONCATENATED MODULE: ./build/destinations/azure/errors.js



/** The HTTP status of the answer that led to an error; undefined: there was no answer. */
function errorStatus(error) {
    return error?.statusCode;
}
/** The SDK's own, for a request or an answer that broke off. */
const brokenCodes = new Set(['REQUEST_SEND_ERROR', 'PARSE_ERROR']);
const damagedCodes = new Set(['Md5Mismatch', 'Crc64Mismatch', 'IncompleteBody']);
/** Whether the same request may well succeed a little later. */
function isTransient(error) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error))
        return false;
    const code = (0,errors/* errorCode */.CA)(error) ?? '';
    if (damagedCodes.has(code))
        return true;
    const status = errorStatus(error);
    if (status !== undefined)
        return (0,objects_transient/* isTransientStatus */.D)(status);
    return (0,objects_transient/* isConnectionFailure */.$)(error) || brokenCodes.has(code) || hasBrokenOff(error);
}
/** What the SDK's body stream says of a download that ended before its length. */
function hasBrokenOff(error) {
    return error instanceof Error && error.message.startsWith('Data corruption failure: received');
}
/**
 * Whether something lies under the key already. 403 is the answer to a signature that may create
 * but not write ("Blob service error codes", UnauthorizedBlobOverwrite).
 */
function isAlreadyThere(error) {
    const known = ['BlobAlreadyExists', 'UnauthorizedBlobOverwrite'];
    return errorStatus(error) === 412 || known.includes((0,errors/* errorCode */.CA)(error) ?? '');
}
/** Whether a policy forbids to change or remove what lies there. */
function isImmutable(error) {
    return ((0,errors/* errorCode */.CA)(error) ?? '').startsWith('BlobImmutable');
}
/**
 * What a store's refusal means to the user. What we understood already, an abort, and a fault of
 * the program stay as they are. The SDK's own error is not passed on as the cause: it holds the
 * whole request, in whose address a signature may be.
 *
 * @param doing what was being done to what, as in `write az://account/container/key`
 */
function storeError(error, doing) {
    if (error instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(error) || isOurFault(error))
        return error;
    const detail = errorDetail(error);
    const [code, next, message] = meaning(error);
    const text = `${message ?? 'Could not'} ${doing}: ${detail}`;
    return new errors/* UserError */.yo(code, text, next, { cause: new Error(detail) });
}
function isOurFault(error) {
    return error instanceof TypeError || error instanceof ReferenceError;
}
/**
 * What a store's refusal means to someone who reads from it.
 *
 * @param doing as in `read az://account/container/key`
 */
function readError(error, doing) {
    const code = (0,errors/* errorCode */.CA)(error);
    if (errorStatus(error) === 404 && code !== 'ContainerNotFound') {
        const message = `Could not ${doing}: it is not there.`;
        return new errors/* UserError */.yo('E_NOT_FOUND', message, 'Check source, name and backup.');
    }
    if (code === 'BlobArchived' || code === 'BlobBeingRehydrated') {
        const message = `Could not ${doing}: it is in the tier Archive.`;
        const next = 'Set its tier to Hot or Cool, wait for hours until that is done, then run again.';
        return new errors/* UserError */.yo('E_NOT_FOUND', message, next);
    }
    if (errorStatus(error) === 412)
        return (0,object_reader/* altered */.Wn)(doing);
    const known = storeError(error, doing);
    if (!(known instanceof errors/* UserError */.yo))
        return known;
    const { message, next, cause } = known;
    if (known.code === 'E_UPLOAD')
        return new errors/* UserError */.yo('E_DOWNLOAD', message, next, { cause });
    if (known.code === 'E_BUCKET')
        return new errors/* UserError */.yo('E_BUCKET', message, 'Check the source.');
    return known;
}
/** No credentials, or a refusal where they come from. */
function credentialsMissing(error) {
    if ((0,errors/* isAbort */.rV)(error) || error instanceof errors/* UserError */.yo)
        return error;
    const detail = errorDetail(error);
    const message = `No Azure credentials could be obtained: ${detail}`;
    return new errors/* UserError */.yo('E_CREDENTIALS', message, configure, { cause: new Error(detail) });
}
/** The code, the next step, and how the sentence begins if not with `Could not`. */
function meaning(error) {
    const code = (0,errors/* errorCode */.CA)(error) ?? '';
    const known = meanings[code];
    if (known)
        return known;
    if (damagedCodes.has(code))
        return ['E_INTEGRITY', intact];
    if (isImmutable(error))
        return ['E_UPLOAD', locked];
    if (isTransient(error))
        return ['E_UPLOAD', later];
    if (isOfIdentity(error))
        return ['E_CREDENTIALS', configure, 'Without a new token could not'];
    const status = errorStatus(error);
    if (status === 403 || status === 401)
        return mayNot;
    return ['E_UPLOAD', 'See “Blob service error codes” in Azure’s documentation.'];
}
/** Whether @azure/identity brought no token. */
function isOfIdentity(error) {
    const name = error instanceof Error ? error.name : '';
    return /Authentication(Required)?Error$|^CredentialUnavailable/.test(name);
}
const configure = 'Give the job `permissions: id-token: write` and the variables AZURE_CLIENT_ID and AZURE_TENANT_ID, or run azure/login before this step, or set AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_CONNECTION_STRING.';
const renewKey = 'Set the variable to a key or signature of this account that is valid now; one of a connection string counts before AZURE_STORAGE_KEY, and that before AZURE_STORAGE_SAS_TOKEN.';
const rights = 'Give the identity the role Storage Blob Data Contributor on the container (or the signature the permissions racwdl); it may take minutes to count.';
const network = 'Let the runner through the account’s firewall (Networking), and see that the key or the signature is valid now and allows this.';
const intact = 'Run again; if it stays so, something on the way to the store alters the data.';
const later = 'The store or the way to it failed several times in a row: run again later.';
const locked = 'An immutability policy of the container keeps it until its time is over.';
const names = 'Use three to 63 lower-case letters, digits and single hyphens.';
const mayNot = ['E_CREDENTIALS', rights, 'The Azure credentials may not'];
const rejected = [
    'E_CREDENTIALS',
    renewKey,
    'The store does not accept the Azure credentials to',
];
const meanings = {
    ContainerNotFound: ['E_BUCKET', 'Add `?create=true` to the destination to have it made.'],
    ContainerBeingDeleted: ['E_BUCKET', 'Wait a minute, or choose another name.'],
    ContainerDisabled: ['E_BUCKET', 'Ask the owner of the account.'],
    InvalidResourceName: ['E_BUCKET', names],
    OutOfRangeInput: ['E_BUCKET', names],
    AuthenticationFailed: rejected,
    InvalidAuthenticationInfo: rejected,
    NoAuthenticationInformation: rejected,
    AuthorizationFailure: ['E_CREDENTIALS', network, 'The Azure credentials may not'],
    KeyBasedAuthenticationNotPermitted: [
        'E_CREDENTIALS',
        'The account takes no keys: remove AZURE_STORAGE_KEY and use an identity.',
        'The Azure credentials may not',
    ],
};
/** The store's own words, on one line, without ids and without what could be a signature. */
function errorDetail(error) {
    const [words = ''] = (0,errors/* errorMessage */.gJ)(error).split(/\n(?:RequestId|Trace ID):?/);
    const text = (0,errors/* printable */.g$)(words.trim())
        .replace(/\b(sig|signature)=[^\s&;"']+/gi, '$1=…')
        .slice(0, 300);
    const code = (0,errors/* errorCode */.CA)(error) ?? '';
    const status = errorStatus(error);
    // The answer to HEAD has no words.
    const bare = text === '' || text === 'RestError';
    if (bare)
        return (0,errors/* sentence */.em)(code || `the answer was HTTP status ${status}`);
    return (0,errors/* sentence */.em)(code === '' || text.includes(code) ? text : `${code}: ${text}`);
}

;// CONCATENATED MODULE: ./build/destinations/azure/blob-source.js




/** One blob, as what can be read in parts. Its version is its ETag. */
function blobSource(connection, key) {
    const doing = `read ${(0,object_url/* placeOf */.$t)(connection.url, key)}`;
    return {
        doing,
        explain: (error) => readError(error, doing),
        call: (signal, attempt) => connection.call(signal, (container) => attempt(rangesOf(container, key, signal))),
    };
}
function rangesOf(container, key, signal) {
    const blob = container.getBlockBlobClient(key);
    return async ({ start, end }, version) => {
        const options = {
            abortSignal: signal,
            // Where it broke off it is taken up again by whoever counts the bytes.
            maxRetryRequests: 0,
            ...(version === undefined ? {} : { conditions: { ifMatch: version } }),
        };
        try {
            const answer = await blob.download(start, end - start, options);
            const { contentRange, contentLength, etag } = answer;
            return { contentRange, contentLength, version: etag, body: bodyOf(answer, signal) };
        }
        catch (error) {
            if (errorStatus(error) === 416 && start === 0)
                return object_reader/* emptyAnswer */.WC;
            throw error;
        }
    };
}
/** In Node the SDK's body is a stream of buffers. It calls a connection that broke an abort. */
async function* bodyOf({ readableStreamBody: body }, signal) {
    try {
        if (body !== undefined)
            yield* body;
    }
    catch (error) {
        if (!(0,errors/* isAbort */.rV)(error) || signal.aborted)
            throw error;
        throw Object.assign(new Error('The answer ended early.'), { code: 'ECONNRESET' });
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/destinations/objects/backup-id.js
var backup_id = __webpack_require__(57187);
// EXTERNAL MODULE: ./build/destinations/objects/in-parallel.js
var in_parallel = __webpack_require__(4930);
;// CONCATENATED MODULE: ./build/destinations/azure/blobs.js






/** Metadata by which a run knows its own blobs again. Its name has to be an identifier of C#'s. */
const WRITER = 'pg_backup_writer';
function md5(bytes) {
    return (0,external_node_crypto_.createHash)('md5').update(bytes).digest();
}
/** What the store says it holds under a key; undefined: nothing, or only blocks without a list. */
async function headBlob(connection, key, signal) {
    try {
        const answer = await connection.call(signal, (container, options) => container.getBlockBlobClient(key).getProperties(options));
        return {
            sizeBytes: answer.contentLength ?? -1,
            checksum: answer.contentMD5 && Buffer.from(answer.contentMD5).toString('base64'),
            writer: answer.metadata?.[WRITER],
        };
    }
    catch (error) {
        if (errorStatus(error) === 404)
            return undefined;
        throw error;
    }
}
/** What a blob is made with, besides its content. */
function blobOptions(url, contentType, writer) {
    const { tier, tags, encryptionScope } = url;
    return {
        blobHTTPHeaders: { blobContentType: contentType },
        metadata: { [WRITER]: writer },
        ...(tags === undefined ? {} : { tags }),
        ...(encryptionScope === undefined ? {} : { encryptionScope }),
        // What lies beside the archives is small, and read whenever they are listed.
        ...(tier === undefined || contentType === 'application/json' ? {} : { tier }),
    };
}
/** Puts a blob in one request. The store compares the MD5, and keeps it. */
async function putBlob(connection, { key, body, contentType, writer }, signal, conditions = {}) {
    const settings = {
        ...blobOptions(connection.url, contentType, writer),
        transactionalContentMD5: md5(body),
    };
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
    await connection.call(signal, (container, options) => container
        .getBlockBlobClient(key)
        .upload(bytes, bytes.length, { ...settings, ...options, conditions: { ...conditions } }));
}
/**
 * Puts a blob where none is, in one request.
 *
 * @throws UserError `E_UPLOAD` if there is one already; else what the SDK throws
 */
async function putNewBlob(connection, object, signal) {
    try {
        await putBlob(connection, object, signal, { ifNoneMatch: '*' });
    }
    catch (error) {
        await requireOurs(error, connection, object, signal);
    }
}
/**
 * A blob that is there already turns out to be ours if the answer to an earlier attempt was lost.
 *
 * @param error what making it has failed with; thrown again if that says something else
 */
async function requireOurs(error, connection, { key, writer }, signal) {
    if (!isAlreadyThere(error))
        throw error;
    const present = await headBlob(connection, key, signal);
    if (present?.writer === writer)
        return;
    const message = `A backup of this id exists already: ${(0,object_url/* placeOf */.$t)(connection.url, key)}.`;
    throw new errors/* UserError */.yo('E_UPLOAD', message, 'It was left as it is; start a new run.');
}
/** Deleting what is not there is a success. */
async function deleteBlob(connection, key, signal) {
    try {
        await connection.call(signal, (container, options) => container.getBlockBlobClient(key).delete({ ...options, deleteSnapshots: 'include' }));
    }
    catch (error) {
        if (errorStatus(error) !== 404)
            throw error;
    }
}
/** Deletes the blob at a key, or all below it if it ends with a slash. */
async function deleteBlobs(connection, key, signal) {
    for (let more = true; more;) {
        // What was deleted is not listed again, so the first page is always the next one.
        const { names, isLast } = await connection.call(signal, async (container, options) => {
            for await (const page of container.listBlobsFlat({ prefix: key, ...options }).byPage()) {
                const names = page.segment.blobItems.map(({ name }) => name);
                return { names, isLast: !page.continuationToken };
            }
            return { names: [], isLast: true };
        });
        const ours = names.filter((name) => (0,backup_id/* isAt */.i)(name, key));
        await (0,in_parallel/* inParallel */.H)(ours, (name) => deleteBlob(connection, name, signal));
        more = !isLast && ours.length > 0;
    }
}

;// CONCATENATED MODULE: ./build/destinations/azure/block-upload.js




/**
 * A blob on its way as blocks, which are no blob before their list is committed. Each is named by
 * the MD5 that the store has compared, so that the list it holds in the end says of what the blob
 * is made. Blocks without a list need no abort: nobody sees them, and the store drops them after
 * a week ("Put Block", remarks).
 */
class BlockUpload {
    /** The store computes none of a blob that was made of blocks; `complete` compares the list. */
    checksum = '';
    #connection;
    #key;
    #writer;
    #blocks = [];
    constructor(connection, key, writer) {
        this.#connection = connection;
        this.#key = key;
        this.#writer = writer;
    }
    async sendPart({ number, body }, signal) {
        const checksum = md5(body);
        const id = blockId(number, checksum);
        const { encryptionScope } = this.#connection.url;
        const settings = {
            transactionalContentMD5: checksum,
            ...(encryptionScope === undefined ? {} : { encryptionScope }),
        };
        await this.#connection.call(signal, (container, options) => container
            .getBlockBlobClient(this.#key)
            .stageBlock(id, body, body.length, { ...settings, ...options }));
        this.#blocks[number - 1] = { id, size: body.length };
    }
    /** Makes the blocks one blob, unless there is one under the key already. */
    async complete(signal) {
        try {
            await this.#commit(signal);
        }
        catch (error) {
            const made = { key: this.#key, writer: this.#writer };
            if (!(await this.#isThere(error, signal))) {
                await requireOurs(error, this.#connection, made, signal);
            }
        }
        await this.#compare(signal);
    }
    async abort() { }
    async #commit(signal) {
        const ids = this.#blocks.map(({ id }) => id);
        const settings = blobOptions(this.#connection.url, 'application/octet-stream', this.#writer);
        await this.#connection.call(signal, (container, options) => container
            .getBlockBlobClient(this.#key)
            .commitBlockList(ids, { ...settings, ...options, conditions: { ifNoneMatch: '*' } }));
    }
    /** Where no answer came, the store may have done the work all the same. */
    async #isThere(error, signal) {
        if (!isTransient(error) && (0,errors/* errorCode */.CA)(error) !== 'InvalidBlockList')
            return false;
        const present = await headBlob(this.#connection, this.#key, signal).catch(() => undefined);
        return present?.writer === this.#writer;
    }
    /** Compares the blocks that the store says the blob is made of with those that were sent. */
    async #compare(signal) {
        const { committedBlocks = [] } = await this.#connection.call(signal, (container, options) => container.getBlockBlobClient(this.#key).getBlockList('committed', options));
        const isSame = ({ id, size }, index) => {
            const there = committedBlocks[index];
            return there?.name === id && there.size === size;
        };
        if (committedBlocks.length === this.#blocks.length && this.#blocks.every(isSame))
            return;
        const message = `${(0,object_url/* placeOf */.$t)(this.#connection.url, this.#key)} is not made of the blocks that were sent.`;
        throw new errors/* UserError */.yo('E_INTEGRITY', message, 'It was removed again; run again.');
    }
}
/** Base64 of six digits and the MD5: all ids of one blob have to be of one length. */
function blockId(number, checksum) {
    const digits = Buffer.from(String(number).padStart(6, '0'));
    return Buffer.concat([digits, checksum]).toString('base64');
}

// EXTERNAL MODULE: ./node_modules/@azure/storage-blob/dist/esm/index.js + 57 modules
var esm = __webpack_require__(42244);
// EXTERNAL MODULE: ./build/destinations/objects/retry.js
var retry = __webpack_require__(54749);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
;// CONCATENATED MODULE: ./build/destinations/azure/address.js
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** Those of blob services in all clouds of Microsoft's, with and without a DNS zone. */
const MICROSOFT = /\.(core\.windows\.net|core\.usgovcloudapi\.net|core\.chinacloudapi\.cn|storage\.azure\.net)$/;
/** Whether what is sent to an address can be read on the way by nobody. */
function isConfidential(address) {
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' || LOOPBACK.includes(hostname);
}
/**
 * Whether a token may be sent there, with which its holder could do all that the identity can, in
 * every account: over TLS, as the SDK wants it, to Microsoft or this machine.
 */
function maySendToken(address) {
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' && (MICROSOFT.test(hostname) || LOOPBACK.includes(hostname));
}

;// CONCATENATED MODULE: ./build/destinations/azure/client.js





/** The address of the account's blob service: `?endpoint=`, then what the credentials came with. */
function serviceAddress(url, credentials) {
    const own = credentials.kind === 'identity' ? undefined : credentials.endpoint;
    const address = url.endpoint ?? own ?? `https://${url.account}.blob.core.windows.net`;
    const { host } = new URL(address);
    if (credentials.kind === 'identity') {
        if (maySendToken(address))
            return address;
        const message = `The token of an identity is sent to blob services of Azure only, not to ${host}.`;
        const next = 'Set AZURE_STORAGE_KEY to the key of the account there.';
        throw new errors/* UserError */.yo('E_CREDENTIALS', message, next);
    }
    if (isConfidential(address))
        return address;
    const message = `The credentials of ${url.account} are not sent to ${host} over plain HTTP.`;
    throw new errors/* UserError */.yo('E_INPUT', message, 'Use an https:// endpoint.');
}
/**
 * A client for the account. The SDK's own retries are off: connection.ts retries, so that each
 * retry is counted and jittered.
 */
function createClient(url, access, idleTimeoutMs) {
    const { credentials, identity } = access;
    const address = serviceAddress(url, credentials);
    const credential = credentials.kind === 'key'
        ? new esm/* StorageSharedKeyCredential */.Z3(url.account, credentials.key)
        : (identity ?? new esm/* AnonymousCredential */.tv());
    const pipeline = (0,esm/* newPipeline */.vC)(credential, { retryOptions: { maxTries: 1 } });
    pipeline.factories.push(givingUpWhenIdle(idleTimeoutMs));
    const query = credentials.kind === 'sas' ? `?${credentials.sas}` : '';
    return new esm/* BlobServiceClient */.wS(address + query, pipeline);
}
/**
 * Gives up a connection on which no byte moves for so long, which the SDK does not: its own time
 * limit is for whole requests. A proxy of the environment brings a connection of its own; there
 * only the time until an answer begins is limited.
 */
function givingUpWhenIdle(idleTimeoutMs) {
    const options = { keepAlive: true, timeout: idleTimeoutMs };
    const [plain, secure] = [new external_node_http_.Agent(options), new external_node_https_.Agent(options)];
    for (const agent of [plain, secure])
        endIdleSockets(agent);
    return {
        create: (next) => ({
            sendRequest(request) {
                if (request.agent)
                    request.timeout = 10 * idleTimeoutMs;
                else
                    request.agent = request.url.startsWith('https:') ? secure : plain;
                return next.sendRequest(request);
            },
        }),
    };
}
/** An agent only tells that a connection in use is idle. */
function endIdleSockets(agent) {
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (options, callback) => {
        const socket = connect(options, callback);
        socket.on('timeout', () => {
            const error = new Error('No byte moved for too long.');
            socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
        });
        return socket;
    };
}

;// CONCATENATED MODULE: ./build/destinations/azure/credentials.js

const CONNECTION_STRING = 'AZURE_STORAGE_CONNECTION_STRING';
const KEY = 'AZURE_STORAGE_KEY';
const SAS = 'AZURE_STORAGE_SAS_TOKEN';
/**
 * The credentials for an account that the environment has, by the variables of the Azure command
 * line ("Azure CLI: az storage", global parameters): connection string, account key, shared access
 * signature, and where there is none of them an identity.
 *
 * @throws UserError `E_CREDENTIALS`; the values are never in it
 */
function credentialsFor(account, environment) {
    const { [CONNECTION_STRING]: connection, [KEY]: key, [SAS]: sas } = environment;
    if (connection)
        return fromConnectionString(account, connection);
    if (key)
        return { kind: 'key', key: requireKey(key.trim(), KEY) };
    if (sas)
        return { kind: 'sas', sas: requireSas(sas.trim(), SAS) };
    return { kind: 'identity' };
}
/** "Configure Azure Storage connection strings": pairs of name=value with semicolons in between. */
function fromConnectionString(account, text) {
    const parts = new Map(text.split(';').map((part) => {
        const equals = part.indexOf('=');
        return [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()];
    }));
    const owner = parts.get('accountname');
    if (owner !== undefined && owner !== account) {
        const message = `${CONNECTION_STRING} is of the account ${owner}, and the destination is in ${account}.`;
        throw new errors/* UserError */.yo('E_CREDENTIALS', message, 'Name the same account in both.');
    }
    const endpoint = parts.get('blobendpoint') || defaultEndpoint(account, parts);
    const [key, sas] = [parts.get('accountkey'), parts.get('sharedaccesssignature')];
    if (key)
        return { kind: 'key', key: requireKey(key, CONNECTION_STRING), endpoint };
    if (sas)
        return { kind: 'sas', sas: requireSas(sas, CONNECTION_STRING), endpoint };
    throw malformed(CONNECTION_STRING, 'has neither AccountKey nor SharedAccessSignature');
}
function defaultEndpoint(account, parts) {
    const protocol = parts.get('defaultendpointsprotocol') || 'https';
    return `${protocol}://${account}.blob.${parts.get('endpointsuffix') || 'core.windows.net'}`;
}
function requireKey(key, variable) {
    if (/^[A-Za-z0-9+/]{4,}={0,2}$/.test(key) && key.length % 4 === 0)
        return key;
    throw malformed(variable, 'does not hold the base64 text of an account key');
}
function requireSas(sas, variable) {
    const token = sas.replace(/^\?/, '');
    if (new URLSearchParams(token).has('sig'))
        return token;
    throw malformed(variable, 'does not hold a shared access signature (it has no sig=)');
}
function malformed(variable, what) {
    const next = 'Copy it again from the account’s page “Access keys” or “Shared access signature”.';
    return new errors/* UserError */.yo('E_CREDENTIALS', `${variable} ${what}.`, next);
}

;// CONCATENATED MODULE: ./build/destinations/azure/identity.js
/** What Entra ID expects of a token of GitHub's (as the action azure/login asks for it). */
const GITHUB_AUDIENCE = 'api://AzureADTokenExchange';
const TIMEOUT_MS = 20_000;
/** The hosts that MSAL knows to be Microsoft's; of another it would ask Microsoft's first. */
const MICROSOFT_HOSTS = [
    'login.microsoftonline.com',
    'login.microsoftonline.us',
    'login.partner.microsoftonline.cn',
    'login.chinacloudapi.cn',
];
/**
 * The identity this process has. In a workflow with `id-token: write` that knows whose identity to
 * take on, each token comes of a fresh one of GitHub's, however long the backup takes: what
 * azure/login leaves to the Azure command line cannot be renewed once GitHub's token has expired,
 * five minutes later (AADSTS700024, Azure/login issues 180 and 372). Anywhere else it is the
 * default chain: variables, workload identity, managed identity, the Azure command line.
 */
async function findIdentity(environment) {
    const identity = await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(324), __webpack_require__.e(16)]).then(__webpack_require__.bind(__webpack_require__, 73016));
    const options = { disableInstanceDiscovery: !isMicrosofts(environment['AZURE_AUTHORITY_HOST']) };
    const { AZURE_TENANT_ID: tenant, AZURE_CLIENT_ID: client } = environment;
    if (tenant && client && isByGithub(environment)) {
        const assertion = () => githubToken(environment);
        return new identity.ClientAssertionCredential(tenant, client, assertion, options);
    }
    return new identity.DefaultAzureCredential(options);
}
function isByGithub(environment) {
    const others = ['CLIENT_SECRET', 'CLIENT_CERTIFICATE_PATH', 'FEDERATED_TOKEN_FILE'];
    if (others.some((name) => environment[`AZURE_${name}`]))
        return false;
    return ['URL', 'TOKEN'].every((name) => environment[`ACTIONS_ID_TOKEN_REQUEST_${name}`]);
}
/**
 * A token that says which workflow this is ("OpenID Connect reference", requesting the JWT). Not by
 * GitHub's toolkit, which prints it, for the runner to mask.
 */
async function githubToken(environment) {
    const url = new URL(environment['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '');
    url.searchParams.set('audience', GITHUB_AUDIENCE);
    const authorization = `Bearer ${environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}`;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { headers: { authorization }, redirect: 'error', signal });
    const { value } = answer.ok ? (await answer.json()) : {};
    if (typeof value === 'string')
        return value;
    throw new Error(`GitHub gave no token of the workflow (HTTP status ${answer.status}).`);
}
function isMicrosofts(authority) {
    if (!authority || !URL.canParse(authority))
        return true;
    return MICROSOFT_HOSTS.includes(new URL(authority).hostname);
}

;// CONCATENATED MODULE: ./build/destinations/azure/connection.js







/** The way to one container: credentials, requests and their retries. */
class AzureConnection {
    url;
    log;
    tuning;
    /** How often a request had to be sent again. */
    retries = 0;
    #identity;
    #service;
    constructor(url, log, tuning) {
        this.url = url;
        this.log = log;
        this.tuning = tuning;
    }
    /** @throws UserError `E_CREDENTIALS` */
    get credentials() {
        return credentialsFor(this.url.account, process.env);
    }
    /** The identity of this process, also where the store itself is opened by a key. */
    identity() {
        this.#identity ??= findIdentity(process.env);
        return this.#identity;
    }
    /**
     * Asks for a token where one is needed, so that its failure is told as such and not as one of
     * the store.
     *
     * @throws UserError `E_CREDENTIALS`
     */
    async requireCredentials(signal) {
        await this.service();
        if (this.credentials.kind !== 'identity')
            return;
        try {
            const identity = await this.identity();
            // Asked for as the SDK does, which then finds it kept.
            await identity.getToken(esm/* StorageOAuthScopes */.iO, { abortSignal: signal, enableCae: true });
        }
        catch (error) {
            signal.throwIfAborted();
            throw credentialsMissing(error);
        }
    }
    /**
     * Sends a request until it succeeds, its failure is final, or it was sent `attempts` times.
     * Throws what the SDK throws, or the signal's reason; storeError makes it a UserError.
     */
    async call(signal, send, attempts = this.tuning.attempts) {
        const container = (await this.service()).getContainerClient(this.url.container);
        const { firstPauseMs } = this.tuning;
        const attempt = () => send(container, { abortSignal: signal });
        return (0,retry/* withRetries */.L)({ attempts, firstPauseMs }, signal, attempt, (error) => {
            if (!isTransient(error))
                return 'give up';
            this.retries++;
            this.log.debug(`Azure request failed (${errorStatus(error) ?? (0,errors/* errorCode */.CA)(error)}), once more`);
            return 'later';
        });
    }
    /** @throws UserError `E_CREDENTIALS`, `E_INPUT` */
    service() {
        this.#service ??= this.#connect();
        return this.#service;
    }
    async #connect() {
        const { credentials } = this;
        const identity = credentials.kind === 'identity' ? await this.identity() : undefined;
        return createClient(this.url, { credentials, identity }, this.tuning.idleTimeoutMs);
    }
}

;// CONCATENATED MODULE: ./build/destinations/azure/resource-manager.js



/** Where the management API of a cloud is, by where its logins are. */
const CLOUDS = {
    'login.microsoftonline.us': 'https://management.usgovcloudapi.net',
    'login.chinacloudapi.cn': 'https://management.chinacloudapi.cn',
    'login.partner.microsoftonline.cn': 'https://management.chinacloudapi.cn',
};
/** The management API, with what it takes to be asked. */
class ResourceManager {
    #identity;
    #environment;
    #tuning;
    #signal;
    constructor(identity, environment, tuning, signal) {
        this.#identity = identity;
        this.#environment = environment;
        this.#tuning = tuning;
        this.#signal = signal;
    }
    /**
     * Looks for a storage account in the subscription of AZURE_SUBSCRIPTION_ID, else in all that the
     * identity can see. It sees those in which it has a role ("Azure built-in roles", Reader).
     *
     * @returns undefined: it sees no account of that name
     * @throws Error with a sentence that says what failed
     */
    async findAccount(name) {
        const given = this.#environment['AZURE_SUBSCRIPTION_ID'];
        const subscriptions = given ? [{ subscriptionId: given }] : this.#subscriptions();
        for await (const { subscriptionId } of subscriptions) {
            for await (const { id } of this.#accounts(subscriptionId, name)) {
                if (id !== undefined)
                    return accountOf(await this.#get(`${id}?${STORAGE}`));
            }
        }
        return undefined;
    }
    #subscriptions() {
        return this.#list('/subscriptions?api-version=2022-12-01');
    }
    /** By the list of resources, which leaves out what the identity may not see. */
    #accounts(subscription, name) {
        const filter = `resourceType eq 'Microsoft.Storage/storageAccounts' and name eq '${name}'`;
        const query = new URLSearchParams({ $filter: filter, 'api-version': '2021-04-01' });
        const path = `/subscriptions/${encodeURIComponent(subscription)}/resources?${query}`;
        return this.#list(path);
    }
    async *#list(path) {
        for (let next = path; next !== undefined;) {
            const page = await this.#get(next);
            yield* page.value ?? [];
            next = page.nextLink || undefined;
        }
    }
    async #get(path) {
        const base = managementBase(this.#environment);
        const url = new URL(path, base);
        // A list says itself where its next page is, and the token goes there.
        if (url.origin !== base.origin)
            throw new Error(`${base.host} leads elsewhere.`);
        const attempt = () => this.#send(url);
        const answer = await (0,retry/* withRetries */.L)(this.#tuning, this.#signal, attempt, (error) => error instanceof Busy || error instanceof TypeError ? 'later' : 'give up');
        return (await answer.json());
    }
    async #send(url) {
        const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(this.#tuning.idleTimeoutMs)]);
        const scope = `${cloudOf(this.#environment)}/.default`;
        const token = await this.#identity.getToken(scope, { abortSignal: signal });
        const headers = { authorization: `Bearer ${token?.token}` };
        const answer = await fetch(url, { headers, signal, redirect: 'error' });
        if (answer.ok)
            return answer;
        await answer.body?.cancel();
        const message = `${url.host} answered with HTTP status ${answer.status}.`;
        throw [429, 500, 502, 503, 504].includes(answer.status) ? new Busy(message) : new Error(message);
    }
}
class Busy extends Error {
}
const STORAGE = 'api-version=2023-05-01';
/** After a failover the primary location is another one than where the account was made. */
function accountOf({ location, properties = {} }) {
    const region = properties.primaryLocation ?? location;
    if (region === undefined)
        throw new Error('It does not tell where the account is.');
    const { secondaryLocation: secondRegion, primaryEndpoints } = properties;
    return { region, secondRegion, blobAddress: primaryEndpoints?.blob };
}
/** What tokens are asked for; also where AZURE_RESOURCE_MANAGER_URL leads another way there. */
function cloudOf(environment) {
    const authority = environment['AZURE_AUTHORITY_HOST'] ?? '';
    const host = URL.canParse(authority) ? new URL(authority).hostname : '';
    return CLOUDS[host] ?? 'https://management.azure.com';
}
function managementBase(environment) {
    const given = environment['AZURE_RESOURCE_MANAGER_URL'];
    const base = given || cloudOf(environment);
    if (URL.canParse(base) && isConfidential(base))
        return new URL(base);
    const message = 'AZURE_RESOURCE_MANAGER_URL is not an https:// address.';
    throw new errors/* UserError */.yo('E_INPUT', message, 'The token of the identity goes there.');
}

;// CONCATENATED MODULE: ./build/destinations/azure/container.js




/** A wrong endpoint should be told in a second, not after the patience an upload deserves. */
const FIRST_CONTACT_ATTEMPTS = 4;
/**
 * Proves that the container exists, and that its account is in the wanted region.
 *
 * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_UPLOAD` (store not reachable)
 */
async function findContainer(connection, { mayCreate, wanted }, signal) {
    const { account, container } = connection.url;
    try {
        await connection.requireCredentials(signal);
        // First the region: nothing is made in another one.
        if (wanted !== undefined)
            await requireRegion(connection, wanted, signal);
        if (await exists(connection, signal))
            return;
        if (!mayCreate || !connection.url.create)
            throw missing(container);
        await createContainer(connection, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        if ((0,errors/* errorCode */.CA)(error) === 'ENOTFOUND')
            throw unknownAccount(connection);
        throw storeError(error, `look at az://${account}/${container}`);
    }
}
function missing(container) {
    const next = 'Check its name, or add `?create=true` to the destination to have it made.';
    return new errors/* UserError */.yo('E_BUCKET', `The container ${container} does not exist.`, next);
}
function unknownAccount({ url, credentials }) {
    const { host } = new URL(serviceAddress(url, credentials));
    const message = `There is no storage account ${url.account}: ${host} is not known.`;
    return new errors/* UserError */.yo('E_BUCKET', message, 'Check its name, and the network’s name servers.');
}
/** Signatures of a container may not ask for its properties; what else they may not, a probe says. */
async function exists(connection, signal) {
    try {
        await connection.call(signal, (container, options) => container.getProperties(options), FIRST_CONTACT_ATTEMPTS);
        return true;
    }
    catch (error) {
        if (errorStatus(error) === 403)
            return true;
        if (errorStatus(error) === 404)
            return false;
        throw error;
    }
}
async function createContainer(connection, signal) {
    const { container: name } = connection.url;
    try {
        await connection.call(signal, (container, options) => container.create(options));
        connection.log.info(`Made the container ${name}.`);
    }
    catch (error) {
        // Another run was faster, or the answer to our own request was lost.
        if ((0,errors/* errorCode */.CA)(error) === 'ContainerAlreadyExists')
            return;
        throw storeError(error, `make the container ${name}`);
    }
}
/**
 * The blob service does not tell where it is (Get Account Information has no region), so the
 * management API is asked.
 */
async function requireRegion(connection, wanted, signal) {
    const { account } = connection.url;
    const found = await lookUp(connection, wanted, signal);
    if (plain(found.region) !== plain(wanted)) {
        const next = `Name an account in ${wanted}, or set \`region\` to ${found.region} if that is where backups may be.`;
        const message = `The storage account ${account} is in ${found.region}, not in ${wanted}.`;
        throw new errors/* UserError */.yo('E_REGION', message, next);
    }
    if (found.secondRegion !== undefined) {
        connection.log.warning(`The storage account ${account} keeps a second copy of everything in ${found.secondRegion}.`);
    }
}
/** Azure writes a region as `westeurope` and as `West Europe`. */
function plain(region) {
    return region.toLowerCase().replaceAll(' ', '');
}
async function lookUp(connection, wanted, signal) {
    const { url, tuning } = connection;
    let found;
    try {
        const manager = new ResourceManager(await connection.identity(), process.env, { ...tuning, attempts: FIRST_CONTACT_ATTEMPTS }, signal);
        found = await manager.findAccount(url.account);
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof errors/* UserError */.yo)
            throw error;
        const why = (0,errors/* isAbort */.rV)(error) ? 'no answer came in time.' : (0,errors/* errorMessage */.gJ)(error);
        throw unproven(url.account, wanted, `the management API did not tell: ${(0,errors/* printable */.g$)(why)}`);
    }
    if (found === undefined)
        throw unproven(url.account, wanted, 'the identity cannot see the account');
    // Another host may have data of the same account name that lies anywhere.
    if (!isSameAddress(serviceAddress(url, connection.credentials), found.blobAddress)) {
        throw unproven(url.account, wanted, 'the endpoint is not the address of the account');
    }
    return found;
}
function isSameAddress(one, other) {
    const normal = (address) => new URL(address).href.replace(/\/+$/, '');
    return other !== undefined && URL.canParse(other) && normal(one) === normal(other);
}
function unproven(account, wanted, why) {
    const [line = ''] = why.split('\\n');
    const message = `That the storage account ${account} is in ${wanted} cannot be proven: ${(0,errors/* sentence */.em)(line.slice(0, 300))}`;
    const next = 'Give an identity the role Reader on the account and this step its AZURE_CLIENT_ID and AZURE_TENANT_ID, or leave `region` empty.';
    return new errors/* UserError */.yo('E_REGION', message, next);
}

;// CONCATENATED MODULE: ./build/destinations/azure/links.js


/** The longest that a key of an identity is valid ("Get User Delegation Key"). */
const LONGEST_BY_IDENTITY_MS = 7 * 24 * 60 * 60 * 1000;
/** How far the clock of the store may be behind ours. */
const SKEW_MS = 5 * 60 * 1000;
/** Makes addresses at which whoever has one can download a blob for a while. */
class Links {
    #connection;
    #delegated;
    constructor(connection) {
        this.#connection = connection;
    }
    /**
     * Signed by the account's key, or by one that the store lends the identity.
     *
     * @throws UserError `E_CREDENTIALS` where there is only a signature; `E_INPUT`; else what the
     *   SDK throws
     */
    async make(key, lifetimeSeconds, signal) {
        const now = this.#connection.tuning.now().getTime();
        const expiresOn = new Date(now + lifetimeSeconds * 1000);
        const rights = { permissions: esm/* BlobSASPermissions */.vD.from({ read: true }), expiresOn };
        const service = await this.#connection.service();
        const blob = service.getContainerClient(this.#connection.url.container).getBlobClient(key);
        const { kind } = this.#connection.credentials;
        if (kind === 'key')
            return blob.generateSasUrl(rights);
        if (kind === 'sas')
            throw signatureOnly();
        const delegated = await this.#delegatedKey(now, expiresOn, signal);
        return blob.generateUserDelegationSasUrl(rights, delegated);
    }
    /** One key for all the links of a list, so longer than the first of them needs it. */
    async #delegatedKey(now, until, signal) {
        if (this.#delegated !== undefined && this.#delegated.signedExpiresOn >= until) {
            return this.#delegated;
        }
        const latest = now + LONGEST_BY_IDENTITY_MS;
        if (until.getTime() > latest) {
            const message = 'A link that is signed by an identity is valid for seven days at most.';
            throw new errors/* UserError */.yo('E_INPUT', message, 'Choose a shorter lifetime, or set AZURE_STORAGE_KEY.');
        }
        const expiry = new Date(Math.min(latest, until.getTime() + 60 * 60 * 1000));
        const service = await this.#connection.service();
        this.#delegated = await this.#connection.call(signal, (_container, options) => service.getUserDelegationKey(new Date(now - SKEW_MS), expiry, options));
        return this.#delegated;
    }
}
function signatureOnly() {
    const message = 'With a shared access signature no links can be made.';
    const next = 'Use an identity or the account’s key for them.';
    return new errors/* UserError */.yo('E_CREDENTIALS', message, next);
}

;// CONCATENATED MODULE: ./build/destinations/azure/list.js
/** The names that lie directly in a folder, and its folders with a slash at their ends. */
async function* listFolder(connection, folder, signal) {
    for (let token, more = true; more; more = Boolean(token)) {
        const page = await listPage(connection, folder, token, signal);
        yield* page.names;
        token = page.next;
    }
}
function listPage(connection, folder, token, signal) {
    const from = token === undefined ? {} : { continuationToken: token };
    return connection.call(signal, async (container, options) => {
        const found = container.listBlobsByHierarchy('/', { prefix: folder, ...options });
        for await (const { segment, continuationToken: next } of found.byPage(from)) {
            const items = [...segment.blobItems, ...(segment.blobPrefixes ?? [])];
            return { names: items.map(({ name }) => name), next };
        }
        return { names: [], next: undefined };
    });
}

;// CONCATENATED MODULE: ./build/destinations/azure/storage.js









const MiB = 1024 * 1024;
/**
 * The size of a block in bytes; blocks count from 1.
 *
 * The size of the archive is not known beforehand, and Azure takes 50,000 blocks of up to 4000 MiB
 * ("Scalability targets for Blob Storage"), so they grow: 6 MiB, doubled after every 5000. The
 * first 5000 hold 29 GiB, all of them 29 TiB. Beyond 205 GiB a block is as large as all buffers
 * together, even where no other store shares them, and is sent alone.
 */
function growingBlockSize(number) {
    return 6 * MiB * 2 ** Math.floor((number - 1) / 5000);
}
/** A container as what all object stores have in common. */
class AzureStorage {
    maxParts = 50_000;
    #connection;
    #links;
    constructor(url, { log }, tuning) {
        this.#connection = new AzureConnection(url, log, tuning);
        this.#links = new Links(this.#connection);
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
        return findContainer(this.#connection, search, signal);
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
        return isImmutable(error);
    }
    head(key, signal) {
        return headBlob(this.#connection, key, signal);
    }
    async put(object, signal) {
        await putBlob(this.#connection, object, signal);
    }
    putNew(object, signal) {
        return putNewBlob(this.#connection, object, signal);
    }
    async delete(key, signal) {
        await deleteBlob(this.#connection, key, signal);
    }
    list(folder, signal) {
        return listFolder(this.#connection, folder, signal);
    }
    deleteAll(key, signal) {
        return deleteBlobs(this.#connection, key, signal);
    }
    partSize(number) {
        return (this.tuning.partSize ?? growingBlockSize)(number);
    }
    async beginParts(key, writer) {
        return new BlockUpload(this.#connection, key, writer);
    }
    /** Nobody sees blocks without a list, and the store drops them after a week. */
    async abortParts() { }
    /** What was begun is dropped by the store itself. */
    async sweepParts() {
        return 0;
    }
    checksum(bytes) {
        return md5(bytes).toString('base64');
    }
    contradict(stored, sent) {
        return stored !== sent;
    }
    read(key, slots, signal) {
        return (0,object_reader/* readObject */.Ag)(blobSource(this.#connection, key), slots, signal);
    }
    link(key, lifetimeSeconds, signal) {
        return this.#links.make(key, lifetimeSeconds, signal);
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
