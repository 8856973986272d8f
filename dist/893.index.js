export const id = 893;
export const ids = [893];
export const modules = {

/***/ 37699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ seriesWarnings)
/* harmony export */ });
const NAMED = 20;
/**
 * What is wrong at a place that backups were read from: there are none, or some cannot be used.
 *
 * @param name the series that was asked for; undefined: all
 */
function seriesWarnings(all, name, label) {
    const backups = all.flatMap((series) => series.backups);
    if (backups.length === 0) {
        return [`There is no backup${name === undefined ? '' : ` named ${name}`} in ${label}.`];
    }
    const problems = backups.flatMap(({ problem }) => (problem === null ? [] : [problem]));
    const more = problems.length - NAMED;
    return [
        ...problems.slice(0, NAMED),
        ...(more > 0 ? [`${more} more backups cannot be used either.`] : []),
    ];
}


/***/ }),

/***/ 71893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  list: () => (/* binding */ list)
});

// EXTERNAL MODULE: ./build/destinations/open-store.js + 2 modules
var open_store = __webpack_require__(15981);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/plan/retention.js
var retention = __webpack_require__(47132);
;// CONCATENATED MODULE: ./build/plan/staleness.js

/**
 * Which series have no good backup that is new enough. One that says it is from the future proves
 * nothing, since it would for ever.
 *
 * @param maxAge in seconds
 */
function staleSeries(all, maxAge, now) {
    return all.flatMap(({ name, backups }) => {
        const times = backups
            .filter((entry) => entry.state === 'complete' && !(0,retention/* isFromFuture */.S)(entry, now))
            .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
        const [newest] = times;
        if (newest === undefined)
            return [{ name, newest: undefined }];
        const ageSeconds = Math.max(0, (now.getTime() - newest.createdAt.getTime()) / 1000);
        return ageSeconds > maxAge ? [{ name, newest: { id: newest.id, ageSeconds } }] : [];
    });
}

// EXTERNAL MODULE: ./build/report/drawn.js + 10 modules
var drawn = __webpack_require__(63750);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/operations/dump/series-warnings.js
var series_warnings = __webpack_require__(37699);
// EXTERNAL MODULE: ./build/operations/records/record.js
var record = __webpack_require__(54585);
;// CONCATENATED MODULE: ./build/operations/records/list-record.js

/** Collects what a list finds, so that it can be reported however far it came. */
class ListRecord extends record/* RunRecord */.d3 {
    #source;
    now = new Date();
    backups = [];
    links = {};
    constructor(log, source) {
        super(log);
        this.#source = source;
    }
    report(failure) {
        return {
            label: this.#source.kind === 'artifact' ? 'artifacts' : this.#source.text,
            failure: failure === undefined ? null : (0,record/* reported */.Y6)(failure),
            backups: this.backups,
            links: this.links,
            now: this.now,
            phases: this.phases,
            durationSeconds: this.durationSeconds,
            warnings: this.warnings,
        };
    }
}

// EXTERNAL MODULE: ./build/operations/records/publish.js
var publish = __webpack_require__(91801);
// EXTERNAL MODULE: ./build/manifest/verification.js
var verification = __webpack_require__(12821);
// EXTERNAL MODULE: ./build/report/listed-backup.js
var listed_backup = __webpack_require__(41537);
;// CONCATENATED MODULE: ./build/operations/stored/make-links.js


/**
 * Links to the files of the newest good backups, as many as fit. Each is a credential: whoever has
 * it can download a whole database.
 *
 * @param backups the newest first
 * @param lifetime in seconds
 * @returns `note` says what has no link
 */
async function makeLinks(store, backups, lifetime, signal) {
    if (store.link === undefined) {
        return {
            links: {},
            note: `Nothing in ${store.label} can be given links: link-lifetime does nothing.`,
        };
    }
    const links = {};
    let left = listed_backup/* MOST_LINKS */.Y;
    const good = backups.filter(({ content }) => content !== null);
    for (const { id, name, content } of good) {
        const paths = [`${id}${verification/* MANIFEST_SUFFIX */.OK}`, ...(content?.files ?? [])];
        if (paths.length === 1 || paths.length > left)
            continue;
        left -= paths.length;
        const made = {};
        for (const path of paths)
            made[path] = await store.link(name, path, lifetime, signal);
        links[id] = made;
    }
    const without = good.length - Object.keys(links).length;
    if (without === 0)
        return { links };
    return {
        links,
        note: `${without} of ${good.length} backups have no links: one list makes ${listed_backup/* MOST_LINKS */.Y} at most.`,
    };
}
/** The parameters of a signed address that make it one: Amazon's, Google's, Azure's. */
const SIGNATURES = ['X-Amz-Signature', 'X-Goog-Signature', 'sig'];
/** Hides what makes the links credentials from every log. */
function hideLinks(host, links) {
    for (const address of Object.values(links).flatMap((files) => Object.values(files))) {
        const query = new URL(address).searchParams;
        for (const name of SIGNATURES) {
            const signature = query.get(name);
            if (signature)
                host.addSecret(signature);
        }
    }
}

// EXTERNAL MODULE: ./build/operations/stored/read-series.js
var read_series = __webpack_require__(97837);
;// CONCATENATED MODULE: ./build/operations/list.js










/**
 * Shows what backups there are, and fails where the newest good one is too old: a backup that
 * silently stopped fails nothing else. However it ends, it is reported.
 *
 * @throws UserError whatever the first cause was
 */
async function list(host, inputs) {
    const record = new ListRecord(host.log, inputs.source);
    let failure;
    try {
        await listSeries(host, inputs, record);
    }
    catch (error) {
        failure = error;
        throw error;
    }
    finally {
        await (0,publish/* publish */.m)(host, (0,drawn/* drawList */.$k)(record.report(failure)), inputs.summary);
        // Only now, since what is hidden is hidden in outputs too.
        hideLinks(host, record.links);
    }
}
async function listSeries(host, inputs, record) {
    const store = await (0,open_store/* openStore */.C)(inputs.source, host, inputs);
    const all = await record.phase('read', 'Read the backups', () => (0,read_series/* readAllSeries */.F)(store, inputs.name, host.signal));
    for (const warning of (0,series_warnings/* seriesWarnings */.p)(all, inputs.name, store.label))
        record.warn(warning);
    record.backups = all
        .flatMap(({ backups }) => backups)
        .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1));
    const { linkLifetime, maxAge } = inputs;
    if (linkLifetime !== undefined) {
        const { links, note } = await makeLinks(store, record.backups, linkLifetime, host.signal);
        record.links = links;
        if (note !== undefined)
            record.warn(note);
    }
    if (maxAge !== undefined)
        requireNew(all, store, maxAge, record.now);
}
const STALE_NAMED = 10;
function requireNew(all, store, maxAge, now) {
    const stale = staleSeries(all, maxAge, now);
    if (all.length > 0 && stale.length === 0)
        return;
    const named = stale
        .slice(0, STALE_NAMED)
        .map(({ name, newest }) => newest === undefined
        ? `there is no good backup of ${name}`
        : `the newest good backup of ${name}, ${newest.id}, is ${(0,format/* formatAge */.nV)(newest.ageSeconds)} old`);
    const more = stale.length > STALE_NAMED ? `; so it is of ${stale.length - STALE_NAMED} more` : '';
    const what = all.length === 0 ? 'there is no backup at all' : `${named.join('; ')}${more}`;
    throw new errors/* UserError */.yo('E_STALE', `In ${store.label}, ${what}: max-age is ${(0,format/* formatAge */.nV)(maxAge)}.`, 'See whether the workflow that takes the backups still runs, and why it fails.');
}


/***/ }),

/***/ 97837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ readAllSeries),
/* harmony export */   w: () => (/* binding */ readSeries)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _manifest_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29983);
/* harmony import */ var _manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(12821);
/* harmony import */ var _plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65320);
/* harmony import */ var _report_listed_backup_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(41537);
/* harmony import */ var _find_backup_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(12899);






/** How many manifests are read at once: as many as an object store lets (objects/object-reader.ts). */
const LANES = 32;
/** A million tables make 100 MB, ten thousand 1 MB: larger ones are read one at a time. */
const SMALL_BYTES = 1024 * 1024;
/** What is larger is not read at all, so that no file can fill the memory. */
const MOST_BYTES = 32 * 1024 * 1024;
/**
 * Reads the manifests of the series at a place, all of them before anything is decided.
 *
 * @param name undefined: every series there is
 * @throws UserError what the store answered with; what is wrong with one manifest is noted instead
 */
async function readAllSeries(store, name, signal) {
    if (name !== undefined)
        return [await readSeries(store, name, signal)];
    const all = [];
    for (const each of (await Array.fromAsync(store.series(signal))).sort()) {
        const series = await readSeries(store, each, signal);
        // A folder that somebody keeps other things in is no series.
        if (series.backups.length > 0)
            all.push(series);
    }
    return all;
}
/** @throws UserError as `readAllSeries` */
async function readSeries(store, name, signal) {
    const parts = await listParts(store, name, signal);
    const stop = new AbortController();
    const reader = new SeriesReader(store, name, AbortSignal.any([signal, stop.signal]));
    const backups = [];
    const waiting = parts.entries();
    const lanes = Array.from({ length: LANES }, async () => {
        for (const [id, found] of waiting)
            backups.push(await reader.read(id, found));
    });
    try {
        await Promise.all(lanes);
    }
    finally {
        stop.abort(); // after a failure the other lanes would go on to the end
    }
    return { name, backups, parts };
}
/** What lies in a series' folder, by the backups that it is named like. Nothing else is seen. */
async function listParts(store, name, signal) {
    const parts = new Map();
    for await (const path of store.list(name, signal)) {
        const id = (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__/* .backupOf */ .GH)(path, name);
        if (id === undefined)
            continue;
        const found = parts.get(id);
        if (found === undefined)
            parts.set(id, [path]);
        else
            found.push(path);
    }
    return parts;
}
class SeriesReader {
    #store;
    #name;
    #signal;
    /** The end of the line in which large manifests wait. */
    #large = Promise.resolve();
    constructor(store, name, signal) {
        this.#store = store;
        this.#name = name;
        this.#signal = signal;
    }
    async read(id, parts) {
        const createdAt = (0,_plan_backup_name_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBackupId */ .JN)(id)?.createdAt ?? new Date(0);
        const known = { id, name: this.#name, createdAt, verified: 'none', isShrunk: false };
        const empty = { ...known, content: null, problem: null };
        if (!parts.includes(`${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_SUFFIX */ .OK}`))
            return { ...empty, state: 'unfinished' };
        try {
            const found = await this.#manifest(id);
            if (!this.#store.isAtomic)
                requireFiles(found.manifest, parts);
            const verified = await this.#proof(found, parts);
            return {
                ...known,
                state: 'complete',
                verified,
                isShrunk: found.manifest.shrunkFrom !== undefined,
                content: (0,_report_listed_backup_js__WEBPACK_IMPORTED_MODULE_5__/* .contentOf */ .$)(found.manifest),
                problem: null,
            };
        }
        catch (error) {
            this.#signal.throwIfAborted();
            if (!(0,_find_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .isOfOneFile */ .SR)(error))
                throw error;
            return { ...empty, state: 'unreadable', problem: error.message };
        }
    }
    async #manifest(id) {
        const manifestBytes = await this.#file(`${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_SUFFIX */ .OK}`);
        return { manifest: (0,_manifest_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(manifestBytes.toString('utf8'), id), manifestBytes };
    }
    /** The best that was proven, at the time of the backup or later. */
    async #proof(found, parts) {
        const { id, verification } = found.manifest;
        if (verification.level === 'restore')
            return 'restore';
        if (!parts.includes(`${id}${_manifest_verification_js__WEBPACK_IMPORTED_MODULE_2__/* .VERIFICATION_SUFFIX */ .yV}`))
            return verification.level;
        const later = await (0,_find_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .readVerification */ .C1)(this.#store, found, this.#signal);
        return later?.level ?? verification.level;
    }
    async #file(path) {
        const read = (most) => (0,_find_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .readWhole */ .oD)(this.#store, this.#name, path, this.#signal, most);
        try {
            return await read(SMALL_BYTES);
        }
        catch (error) {
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo && error.code === 'E_INTEGRITY'))
                throw error;
            const mine = this.#large.then(() => read(MOST_BYTES));
            this.#large = mine.catch(() => { });
            return await mine;
        }
    }
}
/** A manifest whose archive somebody has removed is no backup that others may be removed for. */
function requireFiles({ id, dump }, parts) {
    const missing = dump.files.find(({ path }) => !parts.includes(path.split('/')[0] ?? ''));
    if (missing === undefined)
        return;
    const message = `Of the backup ${id} there is a manifest, but not ${missing.path}.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_NOT_FOUND', message, 'Choose another backup.');
}


/***/ }),

/***/ 41537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ contentOf),
/* harmony export */   Y: () => (/* binding */ MOST_LINKS)
/* harmony export */ });
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87177);

/** How many links one list makes at most. */
const MOST_LINKS = 50;
function contentOf(manifest) {
    const { source, dump } = manifest;
    const rows = (0,_report_js__WEBPACK_IMPORTED_MODULE_0__/* .totalRows */ .wh)(manifest);
    return {
        database: source.database,
        serverVersion: source.serverVersion,
        format: dump.format,
        isEncrypted: manifest.encryption !== null,
        sizeBytes: (0,_report_js__WEBPACK_IMPORTED_MODULE_0__/* .totalBytes */ .ob)(manifest),
        rows,
        tables: rows === null ? null : (0,_report_js__WEBPACK_IMPORTED_MODULE_0__/* .tableCount */ .Gd)(manifest),
        files: dump.files.length > MOST_LINKS ? [] : dump.files.map(({ path }) => path),
    };
}


/***/ })

};
