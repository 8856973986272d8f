export const id = 860;
export const ids = [860];
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

/***/ 59742:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C_: () => (/* binding */ isStalled),
/* harmony export */   Kc: () => (/* binding */ findArtifact),
/* harmony export */   Zr: () => (/* binding */ persist),
/* harmony export */   ew: () => (/* binding */ newArtifactClient),
/* harmony export */   md: () => (/* binding */ unlessSilent)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19473);
/* harmony import */ var _abandonable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(91561);
/* harmony import */ var _artifact_read_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61349);
/* harmony import */ var _objects_retry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(54749);






/** The library lists no more than so many artifacts of a run, by default a thousand. */
const MOST_ARTIFACTS = '1000000';
/** A download of which nothing comes for so long is given up. */
const SILENCE_MS = 30_000;
/** GitHub's own library, which reads its settings from the environment when it is loaded. */
async function newArtifactClient(signal) {
    process.env['ACTIONS_ARTIFACT_MAX_ARTIFACT_COUNT'] ??= MOST_ARTIFACTS;
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(955), __webpack_require__.e(878), __webpack_require__.e(838), __webpack_require__.e(184), __webpack_require__.e(244), __webpack_require__.e(420), __webpack_require__.e(888)]).then(__webpack_require__.bind(__webpack_require__, 37888));
    signal.throwIfAborted();
    return new DefaultArtifactClient();
}
/**
 * Does something with the library until it succeeds, three times at most. The library itself
 * repeats what the runner's service answered with 5xx or 429, and no request that was cut.
 *
 * @param undo what is to be done when `work` succeeds after the signal was aborted
 */
function persist(work, signal, undo) {
    let attempt = 0;
    const once = () => (0,_abandonable_js__WEBPACK_IMPORTED_MODULE_5__/* .abandonable */ .G)(work(++attempt), signal, undo);
    const patience = { attempts: 3, firstPauseMs: 500 };
    return (0,_objects_retry_js__WEBPACK_IMPORTED_MODULE_4__/* .withRetries */ .L)(patience, signal, once, (error) => isWorthAnother(error) ? 'later' : 'give up');
}
/** A finished artifact of this run by its name; undefined: there is none. */
async function findArtifact(client, name) {
    try {
        return (await client.getArtifact(name)).artifact;
    }
    catch (error) {
        if (error instanceof Error && error.name === 'ArtifactNotFoundError')
            return undefined;
        throw error;
    }
}
/** Most failures of the library can be told apart by their texts only. */
function isWorthAnother(error) {
    const isBusy = error?.statusCode === 429;
    const isCut = /\bE(CONNRESET|CONNREFUSED|PIPE|TIMEDOUT)\b|hang up/.test((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error));
    return isBusy || isCut || (0,_artifact_read_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isPassing */ .WG)(error) || isStalled(error);
}
/** An upload that was given up while its files are still being read. */
function isStalled(error) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error).startsWith('Upload progress stalled');
}
/** Rejects when a download into a folder has brought nothing for a while: the library waits on. */
async function unlessSilent(download, folder) {
    const { promise: silent, reject } = Promise.withResolvers();
    let before = -1;
    const look = async () => {
        const size = await sizeOf(folder);
        if (size === before)
            reject(new Error('ETIMEDOUT: nothing came for 30 seconds'));
        before = size;
        timer = setTimeout(look, SILENCE_MS);
    };
    let timer = setTimeout(look, SILENCE_MS);
    try {
        return await Promise.race([download, silent]);
    }
    finally {
        clearTimeout(timer);
    }
}
async function sizeOf(folder) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder).catch(() => []);
    const sizes = names.map((name) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)).then(({ size }) => size, () => 0));
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}


/***/ }),

/***/ 61349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DD: () => (/* binding */ artifactRemovalError),
/* harmony export */   Tm: () => (/* binding */ artifactReadError),
/* harmony export */   WG: () => (/* binding */ isPassing)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

const READ_ACTIONS = 'Give the job `permissions: actions: read` (a token for another repository needs it there), and check run-id.';
const WRITE_ACTIONS = 'Give the job `permissions: actions: write`.';
/**
 * Explains what @actions/artifact threw while it read: errors of GitHub's API have a status, all
 * others are told apart by their texts only. The error is not kept as the cause, since it can
 * hold signed addresses and the token.
 *
 * @param doing as in `download the artifact NAME`
 * @param rights what to do about missing rights
 */
function artifactReadError(error, doing, rights = READ_ACTIONS) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo || (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isAbort */ .rV)(error))
        return error;
    const [text = ''] = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error).split('\n');
    const [code, why, next] = meaning(statusOf(error, text), text, rights);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(code, `Could not ${doing}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(why)}`, next);
}
/** The same of what it threw while it removed something. */
function artifactRemovalError(error, doing) {
    return artifactReadError(error, doing, WRITE_ACTIONS);
}
/** Whether GitHub's API may well answer the same request a little later. */
function isPassing(error) {
    const status = error?.status;
    return typeof status === 'number' && (status >= 500 || status === 429);
}
function meaning(status, text, rights) {
    if (status === 410 || /\bexpired\b/i.test(text)) {
        return ['E_NOT_FOUND', 'it has expired', 'Choose another backup, or one in a bucket.'];
    }
    if (/no artifacts? found|artifact not found/i.test(text)) {
        return ['E_NOT_FOUND', 'it has expired or was deleted', 'Choose another backup.'];
    }
    if (/rate limit/i.test(text))
        return ['E_DOWNLOAD', text, 'Run it again later.'];
    if (status === 404)
        return ['E_NOT_FOUND', 'GitHub shows it to nobody or not to us', rights];
    if (status === 401) {
        return ['E_CREDENTIALS', 'GitHub does not accept the token', 'Check github-token.'];
    }
    if (status === 403)
        return ['E_CREDENTIALS', `the token may not: ${text}`, rights];
    return ['E_DOWNLOAD', text, 'Run it again later, and see https://www.githubstatus.com.'];
}
/** The runner's service has it in the text only: `Failed request: (403) Forbidden`. */
function statusOf(error, text) {
    const { status } = (error ?? {});
    if (typeof status === 'number')
        return status;
    const found = /\((\d{3})\)/.exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
}


/***/ }),

/***/ 69146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gb: () => (/* binding */ furtherName),
/* harmony export */   Ox: () => (/* binding */ audienceOf),
/* harmony export */   Wk: () => (/* binding */ artifactUrl),
/* harmony export */   X4: () => (/* binding */ artifactError),
/* harmony export */   _x: () => (/* binding */ checkService),
/* harmony export */   e8: () => (/* binding */ retentionOf),
/* harmony export */   f7: () => (/* binding */ checkAudience),
/* harmony export */   nB: () => (/* binding */ enterpriseServer),
/* harmony export */   u$: () => (/* binding */ firstName)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

const ELSEWHERE = 'Name a folder or a bucket as destination instead.';
/**
 * Reads it from the event that started the run (GITHUB_EVENT_PATH). All events carry the
 * repository; `schedule` does so since 2022-09-27, see GitHub's changelog of that day.
 *
 * @param event parsed JSON, of any shape; undefined: could not be read
 */
function audienceOf(event) {
    const repository = event?.repository;
    const { visibility, private: isPrivate } = (repository ?? {});
    if (visibility === 'public' || isPrivate === false)
        return 'public';
    if (visibility === 'private' || visibility === 'internal')
        return 'restricted';
    return isPrivate === true ? 'restricted' : 'unknown';
}
/**
 * An artifact of a public repository can be downloaded by anyone with a GitHub account, and ours
 * is a whole database. So what is not known to be closed counts as open.
 *
 * @returns a warning for the log, where that was accepted
 * @throws UserError `E_PUBLIC_ARTIFACT`
 */
function checkAudience(audience, allowPublic) {
    if (audience === 'restricted')
        return undefined;
    const message = audience === 'public'
        ? 'The repository is public, so anyone with a GitHub account can download the backup.'
        : 'The event that started this run does not say whether the repository is private.';
    if (allowPublic)
        return message;
    const next = 'Or encrypt it with encrypt-to. Set allow-public-artifact to true if anyone may read the data.';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_PUBLIC_ARTIFACT', message, `${ELSEWHERE} ${next}`);
}
/**
 * Whether this process may upload artifacts at all. The runner gives the token to actions only,
 * not to `run:` steps.
 *
 * @throws UserError `E_INPUT` outside of an action, `E_UPLOAD` on GitHub Enterprise Server
 */
function checkService(environment) {
    if (!environment['ACTIONS_RUNTIME_TOKEN'] || !environment['ACTIONS_RESULTS_URL']) {
        const message = 'Artifacts exist only for an action in a GitHub Actions workflow.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', message, ELSEWHERE);
    }
    const host = enterpriseServer(environment);
    if (host === undefined)
        return;
    const message = `GitHub Enterprise Server (${host}) does not take artifacts of this kind.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_UPLOAD', message, ELSEWHERE);
}
/**
 * The host name of a GitHub Enterprise Server, which @actions/artifact refuses to talk to; made
 * before the work instead of after it, this is the same test.
 */
function enterpriseServer(environment) {
    const host = new URL(environment['GITHUB_SERVER_URL'] || 'https://github.com').hostname;
    const isKnown = host === 'github.com' || /\.(ghe\.com|localhost)$/.test(host);
    return isKnown ? undefined : host;
}
/**
 * How many days the artifact will be kept. A repository sets a ceiling, and GitHub applies it
 * without failing, so the real number is worked out here.
 *
 * @param asked undefined: as long as the repository says
 */
function retentionOf(asked, environment) {
    const ceiling = Number.parseInt(environment['GITHUB_RETENTION_DAYS'] ?? '', 10);
    if (asked === undefined || !(asked > ceiling))
        return { days: asked };
    const warning = `The artifact is kept for ${ceiling} days, not ${asked}: the repository allows no more.`;
    return { days: ceiling, warning };
}
/**
 * What an artifact is called whose first upload was cut: GitHub shows no artifact then, and takes
 * no other of that name in the run (github.com/dotnet/orleans/issues/10961).
 */
function furtherName(id, attempt) {
    return `${id}.${attempt}`;
}
/** What an artifact would have been called in its first upload. */
function firstName(name) {
    return name.replace(/\.[1-9]$/, '');
}
/** The page from which a browser downloads the artifact. */
function artifactUrl(id, environment) {
    const server = environment['GITHUB_SERVER_URL'] || 'https://github.com';
    const run = `${environment['GITHUB_REPOSITORY']}/actions/runs/${environment['GITHUB_RUN_ID']}`;
    return `${server}/${run}/artifacts/${id}`;
}
/**
 * Explains what @actions/artifact threw; it tells its failures apart by their texts only. The
 * error itself is not kept as the cause, since it can hold the signed address of the upload.
 */
function artifactError(error, name) {
    const [text = ''] = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error).split('\n');
    const reason = `The artifact ${name} could not be uploaded: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(text)}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_UPLOAD', reason, nextStep(text));
}
function nextStep(text) {
    if (text.includes('(409)'))
        return 'Run the backup again: it gets a new name.';
    if (/quota|insufficient usage/i.test(text)) {
        return 'Delete artifacts that are no longer needed, raise the storage limit, or use a bucket.';
    }
    if (/\((401|403)\)/.test(text))
        return 'Re-run the job: the token of this one is not valid.';
    return 'Run it again later, and see https://www.githubstatus.com if it stays.';
}


/***/ }),

/***/ 63860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openArtifactDestination: () => (/* binding */ openArtifactDestination)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19473);
/* harmony import */ var _artifact_client_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59742);
/* harmony import */ var _artifact_rules_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69146);
/* harmony import */ var _file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(54554);






/**
 * An artifact of the workflow run, named by the backup's id, that holds the archive and the
 * manifest. The service takes files only, so the backup is spooled to the runner's disk first.
 */
async function openArtifactDestination(host, options) {
    return new ArtifactDestination(host, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await host.temporaryDirectory(), 'artifact'), options);
}
class ArtifactDestination {
    kind = 'artifact';
    label = 'artifact';
    #host;
    #folder;
    #spool;
    #options;
    constructor(host, folder, options) {
        this.#host = host;
        this.#folder = folder;
        const url = { kind: 'file', text: folder, directory: folder };
        this.#spool = (0,_file_js__WEBPACK_IMPORTED_MODULE_5__/* .openFileDestination */ .d)(url, host, { durable: false });
        this.#options = options;
    }
    async check(need, signal) {
        (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .checkService */ ._x)(this.#host.environment);
        const audience = (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .audienceOf */ .Ox)(await readEvent(this.#host.environment['GITHUB_EVENT_PATH']));
        const { warning } = (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .retentionOf */ .e8)(this.#options.retentionDays, this.#host.environment);
        const { allowPublicArtifact, encryption } = this.#options;
        const audienceWarning = encryption === undefined ? (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .checkAudience */ .f7)(audience, allowPublicArtifact) : undefined;
        const warnings = [audienceWarning, warning];
        for (const text of warnings)
            if (text !== undefined)
                this.#host.log.warning(text);
        await this.#spool.check(need, signal);
    }
    async begin(backup, signal) {
        const spooled = await this.#spool.begin(backup, signal);
        const { days } = (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .retentionOf */ .e8)(this.#options.retentionDays, this.#host.environment);
        return new ArtifactBackup(backup, spooled, {
            spool: this.#folder,
            days,
            signal,
            urlOf: (id) => (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .artifactUrl */ .Wk)(id, this.#host.environment),
        });
    }
}
class ArtifactBackup {
    #backup;
    #spooled;
    #settings;
    /** Path and size of each file that is to be in the artifact. */
    #files = new Map();
    /** Of the artifact: the backup's id, as long as the service takes it. */
    #name;
    /** Whether an upload that was given up may still be reading them. */
    #isBeingRead = false;
    constructor(backup, spooled, settings) {
        this.#backup = backup;
        this.#name = backup.id;
        this.#spooled = spooled;
        this.#settings = settings;
    }
    async openFile(path) {
        const file = await this.#spooled.openFile(path);
        return {
            write: (chunk) => file.write(chunk),
            close: async () => {
                const stored = await file.close();
                this.#files.set(path, stored.sizeBytes);
                return stored;
            },
        };
    }
    /** From the spool: the service has nothing to read before the upload, which takes it whole. */
    read(path) {
        return this.#spooled.read(path);
    }
    async commit(manifestPath, manifest) {
        await this.#spooled.commit(manifestPath, manifest);
        this.#files.set(manifestPath, manifest.byteLength);
        const id = await this.#upload();
        const url = this.#settings.urlOf(id);
        await this.abort();
        return { location: url, artifact: { id, name: this.#name, url } };
    }
    /** Frees the spool. An upload that was not finished is never shown by the service. */
    async abort() {
        // The library throws where nobody can catch it if a file that it is going to read is gone.
        if (this.#isBeingRead)
            return;
        await this.#spooled.abort();
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(this.#settings.spool, { recursive: true, force: true }).catch(() => { });
    }
    async #upload() {
        const { signal, spool, days } = this.#settings;
        const root = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(spool, this.#backup.name);
        const paths = [...this.#files.keys()].map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path));
        const client = await (0,_artifact_client_js__WEBPACK_IMPORTED_MODULE_3__/* .newArtifactClient */ .ew)(signal);
        // The archive is compressed already. Zero days means the repository's own number.
        const options = { compressionLevel: 0, retentionDays: days ?? 0 };
        const send = () => client.uploadArtifact(this.#name, paths, root, options).catch((error) => {
            this.#isBeingRead ||= (0,_artifact_client_js__WEBPACK_IMPORTED_MODULE_3__/* .isStalled */ .C_)(error);
            throw error;
        });
        const remove = () => client.deleteArtifact(this.#name);
        const upload = async (attempt) => {
            try {
                return await send();
            }
            catch (error) {
                if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error).includes('(409)'))
                    throw error;
                const finished = await (0,_artifact_client_js__WEBPACK_IMPORTED_MODULE_3__/* .findArtifact */ .Kc)(client, this.#name);
                if (finished === undefined)
                    this.#name = (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .furtherName */ .Gb)(this.#backup.id, attempt);
                else if (attempt === 1)
                    throw error; // it is not ours, who have only begun
                return finished ?? (await send());
            }
        };
        const answer = await (0,_artifact_client_js__WEBPACK_IMPORTED_MODULE_3__/* .persist */ .Zr)(upload, signal, remove).catch((error) => {
            signal.throwIfAborted();
            throw (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .artifactError */ .X4)(error, this.#name);
        });
        await this.#compare(answer, remove);
        return Number(answer.id);
    }
    /**
     * The zip is stored without compression, so it is never smaller than what went in. The library
     * leaves out a file that it cannot read with no more than a warning.
     */
    async #compare(answer, remove) {
        const expected = [...this.#files.values()].reduce((sum, bytes) => sum + bytes, 0);
        if (answer.id !== undefined && (answer.size ?? 0) >= expected)
            return;
        const removed = await remove().then(() => 'and was deleted', (error) => `and could not be deleted (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error)})`);
        const message = `The artifact ${this.#name} holds ${answer.size ?? 0} bytes, fewer than the ${expected} of the backup, ${removed}.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo('E_INTEGRITY', message, 'Run the backup again.');
    }
}
/** The event that started the run; undefined where there is none that can be read. */
async function readEvent(path) {
    try {
        return JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path ?? '', 'utf8'));
    }
    catch {
        return undefined;
    }
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


/***/ })

};
