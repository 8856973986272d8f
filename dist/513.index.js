export const id = 513;
export const ids = [513];
export const modules = {

/***/ 84602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CM: () => (/* binding */ otherWayMayWork),
/* harmony export */   Hi: () => (/* binding */ isLostConnection),
/* harmony export */   qA: () => (/* binding */ explainConnectError)
/* harmony export */ });
/* harmony import */ var node_dns_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71553);
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83849);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19473);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92992);
/* harmony import */ var _quote_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60176);





/** Makes sense of what node-postgres threw while connecting. Never shows a password or a URL. */
async function explainConnectError(cause, host, settings) {
    if (cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo)
        return { error: cause, retry: false };
    const code = firstCode(cause);
    const explained = explainServer(code, cause, settings) ?? explainTls(code, cause, settings);
    if (explained === undefined && NETWORK_CODES.has(code)) {
        return (await explainIpv6Only(code, cause, host)) ?? unreachable(code, cause, host);
    }
    const { kind, what, next, retry } = explained ?? describe(cause);
    const message = `${(0,_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .hostText */ .EN)(host)}: ${what}`;
    return { error: new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(kind, (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .sentence */ .em)(message), next, { cause }), retry: retry ?? false };
}
/** Several addresses of one name fail together as an AggregateError. */
function firstCode(error) {
    if (error instanceof AggregateError && error.errors.length > 0)
        return firstCode(error.errors[0]);
    // What node-postgres says after `connectionTimeoutMillis`.
    if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error) === 'timeout expired')
        return 'ETIMEDOUT';
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error) ?? '';
}
const NETWORK_CODES = new Set([
    'EADDRNOTAVAIL',
    'EAI_AGAIN',
    'EAI_FAIL',
    'EAI_NODATA',
    'EACCES',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOENT',
    'ENOTFOUND',
    'EPIPE',
    'ETIMEDOUT',
]);
function unreachable(code, cause, host) {
    const what = `No connection to ${(0,_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .hostText */ .EN)(host)}: ${describeNetwork(code)}`;
    const next = 'Check the host and the port, and that its firewall lets this machine in; GitHub-hosted runners have changing addresses.';
    return { error: new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo('E_CONNECT', (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .sentence */ .em)(what), next, { cause }), retry: true };
}
function describeNetwork(code) {
    const texts = {
        EAI_AGAIN: 'the name cannot be looked up at the moment (EAI_AGAIN)',
        ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
        ECONNRESET: 'it was cut (ECONNRESET)',
        EACCES: 'the socket may not be used by this user (EACCES)',
        ENOENT: 'there is no such socket (ENOENT)',
        ENOTFOUND: 'the name does not exist (ENOTFOUND)',
        ETIMEDOUT: 'no answer (ETIMEDOUT)',
    };
    return texts[code] ?? code;
}
/**
 * A host that has IPv6 addresses only, seen from a machine that has no IPv6. GitHub-hosted runners
 * have none (supabase/setup-cli #266), and waiting does not change that.
 */
async function explainIpv6Only(code, cause, { host }) {
    const suspicious = /^(EADDRNOTAVAIL|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_\w+|ETIMEDOUT)$/;
    if (!suspicious.test(code))
        return undefined;
    const addresses = await (0,node_dns_promises__WEBPACK_IMPORTED_MODULE_0__.lookup)(host, { all: true }).catch(() => []);
    if (addresses.length === 0 || addresses.some(({ family }) => family !== 6))
        return undefined;
    const next = host.endsWith('.supabase.co')
        ? 'Use the session pooler of Supabase (port 5432 of …pooler.supabase.com), which has IPv4.'
        : "Use an address or a session-mode pooler with IPv4, or a runner with IPv6; GitHub's have none.";
    const what = `${host} has IPv6 addresses only, and this machine cannot reach them (${code}).`;
    const error = new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo('E_CONNECT', what, next, { cause });
    return { error, retry: code === 'ETIMEDOUT' || code === 'EAI_AGAIN' };
}
function describe(cause) {
    const message = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(cause);
    const next = cause instanceof pg__WEBPACK_IMPORTED_MODULE_1__/* ["default"].DatabaseError */ .Ay.DatabaseError
        ? 'This is the answer of the server, whose log may tell more.'
        : 'Check that the host and the port belong to a PostgreSQL server.';
    const retry = /terminated unexpectedly/.test(message);
    return { kind: 'E_CONNECT', what: message, next, retry };
}
const CHECK_LOGIN = 'Check the user and the password in the connection; it was tried only once.';
const TOO_MANY = 'Free some connections, or raise `max_connections` of the server.';
/** By SQLSTATE (manual, appendix A), and by text where a pooler has no code of its own. */
function explainServer(code, cause, { user, database, tlsNames }) {
    const text = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(cause);
    const name = JSON.stringify(user);
    switch (code) {
        case '28P01':
            return {
                kind: 'E_AUTH',
                what: `the server refused the password of user ${name}`,
                next: CHECK_LOGIN,
            };
        case '28000':
            return explainRejection(text, tlsNames);
        case '3D000':
            return {
                kind: 'E_CONNECT',
                what: `there is no database ${JSON.stringify(database)}`,
                next: 'Check the database name in the connection.',
            };
        case '42501':
            return {
                kind: 'E_PERMISSION',
                what: text,
                next: `Run as its owner: GRANT CONNECT ON DATABASE ${(0,_quote_name_js__WEBPACK_IMPORTED_MODULE_4__/* .quoteName */ .A)(database)} TO ${(0,_quote_name_js__WEBPACK_IMPORTED_MODULE_4__/* .quoteName */ .A)(user)};`,
            };
        case '53300':
            return { kind: 'E_CONNECT', what: text, next: TOO_MANY, retry: true };
        case '57P01':
        case '57P03':
            return {
                kind: 'E_CONNECT',
                what: text,
                next: 'Try again once the server is up.',
                retry: true,
            };
        default:
            return explainPooler(text);
    }
}
function explainRejection(text, names = _connection_js__WEBPACK_IMPORTED_MODULE_3__/* .USUAL_TLS_NAMES */ .aw) {
    if (/client certificate/.test(text)) {
        const { clientCertificate, clientKey } = names;
        const next = `Give the client certificate and its key as \`${clientCertificate}\` and \`${clientKey}\`.`;
        return { kind: 'E_TLS', what: text, next };
    }
    if (/no encryption/.test(text)) {
        return { kind: 'E_AUTH', what: text, next: 'Use sslmode=require in the connection.' };
    }
    return { kind: 'E_AUTH', what: text, next: CHECK_LOGIN };
}
/** Poolers answer with 08P01 or XX000 for everything (PgBouncer 1.18, Supavisor). */
function explainPooler(text) {
    if (/unsupported startup parameter/.test(text)) {
        const next = 'Use the direct URL of the database, not the one of its pooler.';
        return { kind: 'E_POOLER', what: `a pooler refused the connection: ${text}`, next };
    }
    if (/max_client_conn|no more connections|max clients/i.test(text)) {
        return { kind: 'E_CONNECT', what: text, next: TOO_MANY, retry: true };
    }
    if (/server login has been failing|server_login_retry|cannot connect to server|query_wait_timeout/.test(text)) {
        const next = 'Check that the server behind the pooler is up.';
        return { kind: 'E_CONNECT', what: text, next, retry: true };
    }
    if (/^SASL|tenant or user not found|no such user|authentication failed/i.test(text)) {
        return { kind: 'E_AUTH', what: text, next: CHECK_LOGIN };
    }
    return undefined;
}
/** By the codes of OpenSSL and Node: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function explainTls(code, cause, { tlsNames: names = _connection_js__WEBPACK_IMPORTED_MODULE_3__/* .USUAL_TLS_NAMES */ .aw }) {
    const text = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(cause);
    const tls = (what, next) => ({ kind: 'E_TLS', what, next });
    if (/does not support SSL/.test(text)) {
        return tls('the server does not speak TLS', 'Turn TLS on in the server, or use sslmode=prefer.');
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        const next = 'Connect by a name that is in the certificate, or use sslmode=verify-ca.';
        return tls("the server's certificate is for another host", next);
    }
    if (code === 'CERT_HAS_EXPIRED') {
        return tls("the server's certificate has expired", 'Renew the certificate of the server.');
    }
    if (/^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|INVALID_CA|HOSTNAME_MISMATCH)/.test(code)) {
        const next = `Give the certificate of its authority as \`${names.rootCertificate}\`.`;
        return tls(`the server's certificate cannot be verified (${code})`, next);
    }
    if (/ALERT.*(CERTIFICATE|UNKNOWN_CA)/.test(code)) {
        const next = `Check \`${names.clientCertificate}\` and \`${names.clientKey}\`.`;
        return tls('the server refused the client certificate', next);
    }
    if (/^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO)/.test(code) ||
        /establishing an SSL|before secure TLS/.test(text)) {
        return tls(`TLS failed: ${text}`, 'Check `sslmode` and the TLS settings of the server.');
    }
    return undefined;
}
/**
 * Whether the second way of `prefer` or `allow` is worth trying: TLS failed, or pg_hba.conf rejects
 * the first way. Not after a wrong password, although libpq does that, since some servers lock an
 * account after a few of those.
 */
function otherWayMayWork(error, encrypted) {
    const code = firstCode(error);
    if (code === '28000')
        return /pg_hba\.conf/.test((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error));
    return encrypted && explainTls(code, error, {}) !== undefined;
}
/** Whether a query failed because its connection is gone, not because of the query. */
function isLostConnection(error) {
    const code = firstCode(error);
    if (/^(57P0[1-3]|08\w{3})$/.test(code) || NETWORK_CODES.has(code))
        return true;
    return /Connection terminated|not queryable/.test((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error));
}


/***/ }),

/***/ 39939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hs: () => (/* binding */ withSessionOptions),
/* harmony export */   SQ: () => (/* binding */ libpqEnvironment),
/* harmony export */   Z1: () => (/* binding */ CONNECT_TIMEOUT_SECONDS)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _connection_keywords_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42537);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(20623);




/** Seconds to wait for one host, unless the connection has a `connect_timeout` of its own. */
const CONNECT_TIMEOUT_SECONDS = 15;
/** Dead connections are noticed within two minutes; quiet ones are kept open through a NAT. */
const KEEPALIVES = {
    keepalives: '1',
    keepalives_idle: '60',
    keepalives_interval: '10',
    keepalives_count: '6',
    tcp_user_timeout: '120000',
};
/** Taken from our own environment, for programs to be found and to run at all. */
const PASSED_ON = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'TZ', 'SystemRoot', 'SYSTEMROOT'];
/**
 * Writes the password and the certificates to files that only we can read, in `directory`, which
 * must be private and new, and returns the environment that names them. The caller removes the
 * directory. The database name travels as PGDATABASE, which libpq takes as it is; `--dbname` may
 * then hold keepalives only (seen with the clients of 14 to 18, also with `--jobs`).
 */
async function libpqEnvironment(settings, host, directory) {
    const files = await writeFiles(settings, directory);
    const { parameters } = settings;
    const keepalives = Object.entries(KEEPALIVES).map(([name, value]) => `${name}=${quoteValue(parameters[name] ?? value)}`);
    return {
        environment: {
            ...passedOn(),
            ...variablesOf(parameters),
            ...files,
            // libpq looks for passwords, certificates and services in the home folder, psql for .psqlrc.
            HOME: directory,
            LANG: 'C',
            LC_ALL: 'C',
            PGHOST: host.host,
            PGPORT: String(host.port),
            PGUSER: settings.user,
            PGDATABASE: settings.database,
            PGSSLMODE: settings.sslMode,
            PGGSSENCMODE: 'disable',
        },
        connectionArguments: [`--dbname=${keepalives.join(' ')}`, '--no-password'],
    };
}
/**
 * The same with settings for its sessions, `-c name=value`. A pooler may refuse them (PgBouncer:
 * "unsupported startup parameter: options"), so that it gets none.
 */
function withSessionOptions(libpq, { pooler }, options) {
    if (pooler !== undefined)
        return libpq;
    const all = `${libpq.environment['PGOPTIONS'] ?? ''} ${options}`.trim();
    return { ...libpq, environment: { ...libpq.environment, PGOPTIONS: all } };
}
function passedOn() {
    return Object.fromEntries(PASSED_ON.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
    }));
}
function variablesOf(parameters) {
    const variables = {
        PGAPPNAME: 'pg-backup',
        PGCONNECT_TIMEOUT: String(CONNECT_TIMEOUT_SECONDS),
    };
    for (const [name, value] of Object.entries(parameters)) {
        const variable = (0,_connection_keywords_js__WEBPACK_IMPORTED_MODULE_2__/* .variableOf */ .Qn)(name);
        if (variable !== undefined)
            variables[variable] = value;
    }
    // The host was chosen by us already; the dump must go to it whatever it has become since.
    delete variables.PGTARGETSESSIONATTRS;
    return variables;
}
/** A file that is absent is named as well: libpq would look in the home folder of the account. */
async function writeFiles(settings, directory) {
    const { password, rootCertificate, clientCertificate, clientKey } = settings;
    const contents = {
        PGPASSFILE: password === undefined ? undefined : passwordLine(password),
        PGSSLROOTCERT: rootText(rootCertificate),
        PGSSLCERT: clientCertificate?.pem,
        PGSSLKEY: clientKey?.pem,
    };
    const names = Object.keys(contents);
    const written = names.map(async (name) => {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name.slice(2).toLowerCase());
        const text = contents[name];
        if (text !== undefined)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, text, { mode: 0o600, flag: 'wx' });
        return [name, path];
    });
    return Object.fromEntries(await Promise.all(written));
}
function rootText(root) {
    return root === 'system' ? (0,_tls_js__WEBPACK_IMPORTED_MODULE_3__/* .trustedAuthorities */ .D)().join('\n') : root?.pem;
}
/** One password for every host: the file holds nothing else (manual, 34.16). */
function passwordLine(password) {
    return `*:*:*:*:${password.replace(/[\\:]/g, '\\$&')}\n`;
}
function quoteValue(value) {
    return /^\w+$/.test(value) ? value : `'${value.replace(/[\\']/g, '\\$&')}'`;
}


/***/ }),

/***/ 60176:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ quoteName)
/* harmony export */ });
/** A name as an SQL identifier. */
function quoteName(name) {
    return `"${name.replaceAll('"', '""')}"`;
}


/***/ }),

/***/ 33622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IR: () => (/* binding */ settingsQuery),
/* harmony export */   KV: () => (/* binding */ greet),
/* harmony export */   Yu: () => (/* binding */ isWanted)
/* harmony export */ });
/**
 * Settings that a role or a database may have and that would end our session in the middle, or hide
 * rows from it, as pg_dump resets them in its own. Locks are waited for briefly: nothing of ours
 * needs one.
 */
const SESSION_SETTINGS = {
    statement_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    idle_session_timeout: '0',
    transaction_timeout: '0',
    lock_timeout: '3s',
    row_security: 'off',
    search_path: '',
};
/**
 * Asks for the role's search path and puts the settings of the session right, in one round trip.
 * Behind a pooler the backend is not the one that greeted us, and may be anyone's next: nothing is
 * set then, because in transaction mode an empty search path would break the application.
 *
 * @param isOurs whether the backend is known to stay ours, behind a pooler as well
 */
async function greet({ client, processId }, isOurs) {
    const results = (await client.query(`SELECT pg_catalog.pg_is_in_recovery() AS "isStandby",
            pg_catalog.current_setting('transaction_read_only') = 'on' AS "isReadOnly",
            pg_catalog.current_schemas(false)::text[] AS "searchPath";
     ${settingsQuery(`(${isOurs} OR pg_catalog.pg_backend_pid() = ${processId})`)}`));
    const greeting = results[0]?.rows[0];
    if (greeting === undefined)
        throw new Error('The server gave no answer to the first question.');
    return greeting;
}
/** Sets those of the settings that this server has; `transaction_timeout` came with 17. */
function settingsQuery(condition) {
    const values = Object.entries(SESSION_SETTINGS).map(([name, value]) => `('${name}', '${value}')`);
    // A database without an encoding may have names that are not UTF-8, which it then refuses to send.
    values.push(`('client_encoding', CASE pg_catalog.current_setting('server_encoding')
                                   WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END)`);
    return `SELECT pg_catalog.set_config(name, value, false)
            FROM (VALUES ${values.join(', ')}) AS wanted (name, value)
           WHERE pg_catalog.current_setting(name, true) IS NOT NULL AND ${condition}`;
}
/** `target_session_attrs` of libpq (manual, 34.1.2). */
function isWanted(role, { isStandby, isReadOnly }) {
    const wanted = {
        'read-write': !isReadOnly,
        'read-only': isReadOnly,
        primary: !isStandby,
        standby: isStandby,
    };
    return wanted[role] ?? true;
}


/***/ }),

/***/ 9513:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ connect)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/postgres/connect-errors.js
var connect_errors = __webpack_require__(84602);
// EXTERNAL MODULE: ./build/postgres/connection.js
var connection = __webpack_require__(92992);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./build/postgres/environment.js
var environment = __webpack_require__(39939);
;// CONCATENATED MODULE: ./build/postgres/node-postgres.js




/**
 * Connects to one host in one way; `tls` false is unencrypted. The socket is destroyed as soon as
 * `signal` is aborted, then and later. Throws what node-postgres throws, or `E_AUTH` where the
 * server wants a password and there is none.
 */
async function openClient(settings, host, tls, signal) {
    signal.throwIfAborted();
    const socket = new external_node_net_.Socket();
    const binding = new ChannelBinding(settings, tls !== false);
    const client = new esm/* default.Client */.Ay.Client(clientConfig(settings, host, tls, socket, binding));
    const internals = client;
    // Left out, `options` would be taken from PGOPTIONS, whose owner is the runner.
    internals.connectionParameters.options = settings.parameters.options ?? '';
    // A connection that breaks between two queries would otherwise end the process.
    client.on('error', () => { });
    binding.watch(client);
    const abort = () => socket.destroy();
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', abort));
    try {
        await client.connect();
        binding.check();
    }
    catch (error) {
        socket.destroy();
        signal.throwIfAborted();
        throw error;
    }
    return { client, socket, processId: internals.processID ?? 0 };
}
/** Every value that node-postgres would otherwise take from a PG* variable is given. */
function clientConfig(settings, { host, port }, tls, socket, binding) {
    const { parameters, user, database, password } = settings;
    const seconds = Number(parameters.connect_timeout ?? environment/* CONNECT_TIMEOUT_SECONDS */.Z1);
    return {
        host,
        port,
        user,
        database,
        password: () => binding.allow(password),
        ssl: tls,
        sslnegotiation: tls !== false && parameters.sslnegotiation === 'direct' ? 'direct' : 'postgres',
        enableChannelBinding: binding.required,
        application_name: parameters.application_name ?? 'pg-backup',
        client_encoding: 'UTF8',
        connectionTimeoutMillis: Math.max(seconds, 0) * 1000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 60_000,
        stream: () => socket,
    };
}
/**
 * `channel_binding=require`, which node-postgres can do but not demand: without it, whoever stands
 * between us and the server could ask for the password in a weaker way.
 */
class ChannelBinding {
    required;
    #offered = false;
    constructor({ parameters }, encrypted) {
        this.required = encrypted && parameters.channel_binding === 'require';
    }
    watch(client) {
        client.connection.on('authenticationSASL', ({ mechanisms }) => {
            this.#offered = mechanisms.includes('SCRAM-SHA-256-PLUS');
        });
    }
    /** The password, if the server asked for it in a way that is allowed. */
    allow(password) {
        this.check();
        if (password !== undefined)
            return password;
        throw new errors/* UserError */.yo('E_AUTH', 'The server asks for a password and the connection has none.', 'Put it into the URL, percent-encoded, or into PGPASSWORD.');
    }
    check() {
        if (!this.required || this.#offered)
            return;
        throw new errors/* UserError */.yo('E_AUTH', 'The connection has channel_binding=require and the server does not offer it.', 'Check that this is the right server, or use sslmode=verify-full instead of channel_binding.');
    }
}

// EXTERNAL MODULE: ./build/postgres/session-settings.js
var session_settings = __webpack_require__(33622);
// EXTERNAL MODULE: ./build/postgres/tls.js
var tls = __webpack_require__(20623);
;// CONCATENATED MODULE: ./build/postgres/session.js







/**
 * Opens a session on the first host that gives one and is as `target_session_attrs` asks. Trouble
 * that may pass (name lookup, refused, timed out, starting up, too many connections) is retried
 * with growing pauses within the budget; a wrong password, never. The session is cut as soon as
 * `signal` is aborted. Throws `E_CONNECT`, `E_AUTH`, `E_TLS`, `E_POOLER` or `E_PERMISSION`.
 */
async function connect(settings, signal, { budgetMs = 30_000 } = {}) {
    const start = Date.now();
    for (let pause = 200;; pause = Math.min(pause * 2, 5_000)) {
        const result = await tryHosts(settings, signal);
        if (!Array.isArray(result))
            return result;
        if (Date.now() - start + pause > budgetMs)
            throw gaveUp(result, Date.now() - start);
        await (0,promises_.setTimeout)(pause, undefined, { signal });
    }
}
/** One round over all hosts; the failures of each if none gave a session. */
async function tryHosts(settings, signal) {
    const wanted = settings.parameters.target_session_attrs ?? 'any';
    const rounds = wanted === 'prefer-standby' ? ['standby', 'any'] : [wanted];
    const failures = [];
    for (const role of rounds) {
        for (const host of settings.hosts) {
            const result = await tryHost(settings, host, role, signal);
            if (!('error' in result))
                return result;
            if (!result.retry)
                throw result.error;
            failures.push(result.error);
        }
    }
    return failures;
}
async function tryHost(settings, host, role, signal) {
    try {
        const open = await openInSomeWay(settings, host, signal);
        const greeting = await (0,session_settings/* greet */.KV)(open, settings.pooler === 'session');
        if ((0,session_settings/* isWanted */.Yu)(role, greeting))
            return sessionOf(open, host, greeting, signal);
        await endClient(open);
        const message = `${(0,connection/* hostText */.EN)(host)} is not what target_session_attrs=${role} asks for.`;
        return { error: new errors/* UserError */.yo('E_CONNECT', message, 'Check the list of hosts.'), retry: true };
    }
    catch (error) {
        signal.throwIfAborted();
        return (0,connect_errors/* explainConnectError */.qA)(error, host, settings);
    }
}
async function openInSomeWay(settings, host, signal) {
    const [first = false, second] = (0,tls/* tlsAttempts */.e)(settings, host);
    try {
        return await openClient(settings, host, first, signal);
    }
    catch (error) {
        if (second === undefined || !(0,connect_errors/* otherWayMayWork */.CM)(error, first !== false))
            throw error;
        return openClient(settings, host, second, signal);
    }
}
function gaveUp(failures, elapsedMs) {
    const last = failures.at(-1);
    const causes = [...new Set(failures.map(({ message }) => message))].join(' ');
    const message = `${(0,errors/* sentence */.em)(causes)} Tried for ${Math.round(elapsedMs / 1000)} s.`;
    return new errors/* UserError */.yo(last?.code ?? 'E_CONNECT', message, last?.next, { cause: last });
}
function sessionOf(open, host, { searchPath }, signal) {
    return {
        host,
        processId: open.processId,
        searchPath,
        async query(sql, parameters) {
            try {
                const { rows } = await open.client.query(sql, parameters && [...parameters]);
                return rows;
            }
            catch (error) {
                signal.throwIfAborted();
                if ((0,connect_errors/* isLostConnection */.Hi)(error))
                    throw lost(host, error);
                throw error;
            }
        },
        submit: (query) => void open.client.query(query),
        end: () => endClient(open),
    };
}
function lost(host, cause) {
    return new errors/* UserError */.yo('E_CONNECT', (0,errors/* sentence */.em)(`The connection to ${(0,connection/* hostText */.EN)(host)} was lost: ${(0,errors/* errorMessage */.gJ)(cause)}`), 'Run it again once the server and the network are well.', { cause });
}
/** Says goodbye; a server that does not answer is left after a second. */
async function endClient({ client, socket }) {
    const timer = setTimeout(() => socket.destroy(), 1_000);
    await client.end();
    clearTimeout(timer);
}


/***/ }),

/***/ 20623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ trustedAuthorities),
/* harmony export */   e: () => (/* binding */ tlsAttempts)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41692);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92992);


/**
 * How to try one host, in order, as libpq does it (manual, table 34.1): false is an unencrypted
 * connection. `prefer` and `allow` have a second way, for which see `otherWayMayWork` of connect-errors.ts.
 */
function tlsAttempts(settings, host) {
    if (settings.sslMode === 'disable' || (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .isSocketFolder */ .GC)(host.host))
        return [false];
    const options = tlsOptions(settings, host);
    if (settings.sslMode === 'prefer')
        return [options, false];
    return settings.sslMode === 'allow' ? [false, options] : [options];
}
/** A root certificate is checked in every mode, as `verify-ca` does; without one, nothing is. */
function tlsOptions(settings, { host }) {
    const { sslMode, rootCertificate, clientCertificate, clientKey, parameters } = settings;
    const { ssl_min_protocol_version: min, ssl_max_protocol_version: max } = parameters;
    return {
        rejectUnauthorized: rootCertificate !== undefined,
        ...(rootCertificate && { ca: authoritiesOf(rootCertificate) }),
        ...(clientCertificate && { cert: clientCertificate.pem }),
        ...(clientKey && { key: clientKey.pem }),
        ...(min && { minVersion: min }),
        ...(max && { maxVersion: max }),
        checkServerIdentity: sslMode === 'verify-full'
            ? (_name, certificate) => checkIdentity(host, certificate)
            : () => undefined,
    };
}
function authoritiesOf(root) {
    return root === 'system' ? [...trustedAuthorities()] : [root.pem];
}
/** A certificate without alternative names is matched by its common name, an address included. */
function checkIdentity(host, certificate) {
    const commonName = certificate.subject?.CN;
    if (certificate.subjectaltname === undefined && commonName === host)
        return undefined;
    return node_tls__WEBPACK_IMPORTED_MODULE_0__.checkServerIdentity(host, certificate);
}
/**
 * The PEM texts of the authorities for `sslrootcert=system`. libpq is given the same ones in a
 * file, since it knows the word only from 16 on, and a client that was built elsewhere looks for
 * the system's store where it was on the machine that built it.
 */
function trustedAuthorities() {
    // The function came with Node 22.15; before it, only the authorities that Node brings along.
    if (node_tls__WEBPACK_IMPORTED_MODULE_0__.getCACertificates === undefined)
        return node_tls__WEBPACK_IMPORTED_MODULE_0__.rootCertificates;
    return [...new Set([...node_tls__WEBPACK_IMPORTED_MODULE_0__.getCACertificates('bundled'), ...node_tls__WEBPACK_IMPORTED_MODULE_0__.getCACertificates('system')])];
}


/***/ })

};
