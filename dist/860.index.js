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

/***/ 69146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ox: () => (/* binding */ audienceOf),
/* harmony export */   Wk: () => (/* binding */ artifactUrl),
/* harmony export */   X4: () => (/* binding */ artifactError),
/* harmony export */   _x: () => (/* binding */ checkService),
/* harmony export */   e8: () => (/* binding */ retentionOf),
/* harmony export */   f7: () => (/* binding */ checkAudience),
/* harmony export */   nB: () => (/* binding */ enterpriseServer)
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
    const next = 'Set allow-public-artifact to true if anyone may read the data.';
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
/* harmony import */ var _abandonable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(91561);
/* harmony import */ var _artifact_rules_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69146);
/* harmony import */ var _file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(54554);






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
        this.#spool = (0,_file_js__WEBPACK_IMPORTED_MODULE_4__/* .openFileDestination */ .d)(url, host, { durable: false });
        this.#options = options;
    }
    async check(need, signal) {
        (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .checkService */ ._x)(this.#host.environment);
        const audience = (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .audienceOf */ .Ox)(await readEvent(this.#host.environment['GITHUB_EVENT_PATH']));
        const { warning } = (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .retentionOf */ .e8)(this.#options.retentionDays, this.#host.environment);
        const warnings = [(0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .checkAudience */ .f7)(audience, this.#options.allowPublicArtifact), warning];
        for (const text of warnings)
            if (text !== undefined)
                this.#host.log.warning(text);
        await this.#spool.check(need, signal);
    }
    async begin(backup, signal) {
        const spooled = await this.#spool.begin(backup, signal);
        const { days } = (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .retentionOf */ .e8)(this.#options.retentionDays, this.#host.environment);
        return new ArtifactBackup(backup, spooled, {
            spool: this.#folder,
            days,
            signal,
            urlOf: (id) => (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .artifactUrl */ .Wk)(id, this.#host.environment),
        });
    }
}
class ArtifactBackup {
    #backup;
    #spooled;
    #settings;
    /** Path and size of each file that is to be in the artifact. */
    #files = new Map();
    constructor(backup, spooled, settings) {
        this.#backup = backup;
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
        return { location: url, artifact: { id, url } };
    }
    /** Frees the spool. An upload that was not finished is never shown by the service. */
    async abort() {
        await this.#spooled.abort();
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(this.#settings.spool, { recursive: true, force: true }).catch(() => { });
    }
    async #upload() {
        const { signal, spool, days } = this.#settings;
        const { id: name } = this.#backup;
        const root = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(spool, this.#backup.name);
        const paths = [...this.#files.keys()].map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path));
        const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(838), __webpack_require__.e(110), __webpack_require__.e(458)]).then(__webpack_require__.bind(__webpack_require__, 67458));
        signal.throwIfAborted();
        const client = new DefaultArtifactClient();
        // The archive is compressed already. Zero days means the repository's own number.
        const options = { compressionLevel: 0, retentionDays: days ?? 0 };
        const upload = client.uploadArtifact(name, paths, root, options);
        const answer = await (0,_abandonable_js__WEBPACK_IMPORTED_MODULE_5__/* .abandonable */ .G)(upload, signal, () => client.deleteArtifact(name)).catch((error) => {
            signal.throwIfAborted();
            throw (0,_artifact_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .artifactError */ .X4)(error, name);
        });
        await this.#compare(answer, () => client.deleteArtifact(name));
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
        const message = `The artifact ${this.#backup.id} holds ${answer.size ?? 0} bytes, fewer than the ${expected} of the backup, ${removed}.`;
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


/***/ })

};
