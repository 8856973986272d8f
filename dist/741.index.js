export const id = 741;
export const ids = [741];
export const modules = {

/***/ 11741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openS3Store: () => (/* binding */ openS3Store)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(53711);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _store_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63969);
/* harmony import */ var _bucket_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(45225);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(99287);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(51460);
/* harmony import */ var _object_reader_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(49778);
/* harmony import */ var _objects_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(71979);
/* harmony import */ var _read_errors_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(44263);
/* harmony import */ var _slots_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8358);










/**
 * Reads backups from a bucket of Amazon S3 or of a store that speaks its protocol. What is read
 * at the same time shares the memory for reading ahead, so each reader has to go on by itself.
 */
function openS3Store(url, log, tuning = {}) {
    return new Bucket(url, log, { ..._connection_js__WEBPACK_IMPORTED_MODULE_3__/* .defaultTuning */ .L, ...tuning });
}
class Bucket {
    label;
    #connection;
    #slots = new _slots_js__WEBPACK_IMPORTED_MODULE_8__/* .Slots */ .W(_object_reader_js__WEBPACK_IMPORTED_MODULE_5__/* .PARTS_AT_ONCE */ .F);
    #found = false;
    constructor(url, log, tuning) {
        this.label = ['s3:/', url.bucket, url.prefix].filter(Boolean).join('/');
        this.#connection = new _connection_js__WEBPACK_IMPORTED_MODULE_3__/* .S3Connection */ .t(url, log, tuning);
    }
    get retries() {
        return this.#connection.retries;
    }
    async *list(name, signal) {
        await this.#find(signal);
        const folder = `${this.#key((0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .folderInStore */ .BN)(name))}/`;
        for (let token, more = true; more; more = token !== undefined) {
            const page = await this.#page(folder, token, signal);
            for (const key of keysOf(page)) {
                const path = key.slice(folder.length).replace(/\/$/, '');
                if (key.startsWith(folder) && path !== '' && !(0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .isHidden */ .dK)(path))
                    yield path;
            }
            token = this.#nextToken(page, folder);
        }
    }
    async *read(name, path, signal) {
        const key = this.#key((0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .pathInStore */ .Wr)(name, path));
        await this.#find(signal);
        yield* (0,_object_reader_js__WEBPACK_IMPORTED_MODULE_5__/* .readObject */ .A)(this.#connection, key, this.#slots, signal);
    }
    async put(name, path, body, signal) {
        const key = this.#key((0,_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .pathInStore */ .Wr)(name, path));
        await this.#find(signal);
        const object = { key, body, contentType: 'application/json', writer: 'store' };
        try {
            await (0,_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .putObject */ .$R)(this.#connection, object, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .storeError */ .gl)(error, `write ${this.#connection.place(key)}`);
        }
    }
    /** Leads the connection to the bucket's region. */
    async #find(signal) {
        if (this.#found)
            return;
        try {
            await (0,_bucket_js__WEBPACK_IMPORTED_MODULE_2__/* .findBucket */ .U)({ connection: this.#connection, create: false }, signal);
        }
        catch (error) {
            throw (0,_read_errors_js__WEBPACK_IMPORTED_MODULE_7__/* .readError */ .l)(error, `look at ${this.label}`);
        }
        this.#found = true;
    }
    /** Keys come encoded, since XML 1.0 cannot hold every character that a key can. */
    async #page(folder, token, signal) {
        const input = { Bucket: this.#connection.bucket, Prefix: folder, Delimiter: '/' };
        const command = () => new _aws_sdk_client_s3__WEBPACK_IMPORTED_MODULE_9__/* .ListObjectsV2Command */ .u6x({ ...input, EncodingType: 'url', ContinuationToken: token });
        try {
            return await this.#connection.call(signal, (client, options) => client.send(command(), options));
        }
        catch (error) {
            signal.throwIfAborted();
            throw (0,_read_errors_js__WEBPACK_IMPORTED_MODULE_7__/* .readError */ .l)(error, `list ${this.#connection.place(folder)}`);
        }
    }
    #nextToken(page, folder) {
        if (!page.IsTruncated)
            return undefined;
        if (page.NextContinuationToken)
            return page.NextContinuationToken;
        const message = `The store ended the list of ${this.#connection.place(folder)} half-way.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_DOWNLOAD', message, 'Run again later.');
    }
    #key(path) {
        const { prefix } = this.#connection.url;
        return prefix === '' ? path : `${prefix}/${path}`;
    }
}
/** The keys of a page, and its folders with a slash at their ends. */
function keysOf(page) {
    const objects = (page.Contents ?? []).map(({ Key }) => Key);
    const folders = (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix);
    const keys = [...objects, ...folders].filter((key) => key !== undefined);
    return page.EncodingType === 'url' ? keys.map(decodeKey) : keys;
}
/** As in a form: a space can be a plus sign (Amazon S3 API Reference, ListObjectsV2). */
function decodeKey(key) {
    try {
        return decodeURIComponent(key.replaceAll('+', ' '));
    }
    catch {
        return key;
    }
}


/***/ })

};
