export const id = 413;
export const ids = [413];
export const modules = {

/***/ 82413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  herokuDatabase: () => (/* binding */ herokuDatabase),
  herokuProvider: () => (/* binding */ herokuProvider)
});

// EXTERNAL MODULE: ./build/plan/fork-name.js
var fork_name = __webpack_require__(34442);
// EXTERNAL MODULE: ./build/forks/heroku/api.js + 1 modules
var heroku_api = __webpack_require__(82118);
// EXTERNAL MODULE: ./build/postgres/connection.js
var connection = __webpack_require__(92992);
// EXTERNAL MODULE: ./build/postgres/parse-connection.js + 5 modules
var parse_connection = __webpack_require__(28003);
;// CONCATENATED MODULE: ./build/forks/heroku/connection.js


/**
 * The way to a database from its config variable. Heroku's own tools ask for TLS and check no
 * certificate, because it is self-signed by default; less than that is never taken, but for a
 * server on this machine. All secrets in it are hidden before this returns.
 *
 * @throws UserError `E_INPUT`, without any part of the URL
 */
function herokuConnection(url, { addSecret }, identity) {
    // Hidden whole before it is parsed, since a text that cannot be parsed holds a password, too.
    addSecret(url);
    if (identity !== undefined)
        addSecret(identity.clientKey);
    const parsed = (0,parse_connection/* parseConnection */.C)(url, { environment: {}, ...identity });
    const sslMode = identity === undefined ? atLeastEncrypted(parsed) : ofPrivateAuthority(url);
    const settings = { ...parsed, sslMode };
    const publicWords = [settings.user, settings.database, ...settings.hosts.map(connection/* hostText */.EN)];
    for (const secret of (0,connection/* secretsOf */.Fj)(settings))
        addSecret(secret, publicWords);
    return settings;
}
/**
 * The authority is one of the private space, so whoever has a certificate of it is a database
 * there. That it names the host, Heroku does not promise.
 */
function ofPrivateAuthority(url) {
    return /[?&]sslmode=verify-full(&|$)/.test(url) ? 'verify-full' : 'verify-ca';
}
function atLeastEncrypted({ sslMode, hosts }) {
    const isHere = hosts.every(({ host }) => /^(\/.*|localhost|127\.0\.0\.1|::1)$/.test(host));
    if (isHere)
        return sslMode;
    return /^(disable|allow|prefer)$/.test(sslMode) ? 'require' : sslMode;
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/forks/provider-http.js + 2 modules
var provider_http = __webpack_require__(98124);
// EXTERNAL MODULE: ./build/forks/removal.js
var removal = __webpack_require__(65086);
// EXTERNAL MODULE: ./build/forks/heroku/errors.js
var heroku_errors = __webpack_require__(28664);
;// CONCATENATED MODULE: ./build/forks/heroku/create-fork.js




const POLL_MS = 5_000;
/** How often a name is asked for after a lost answer: half a minute. */
const LOOKS = 7;
/**
 * Asks for the fork. The request is sent once: the name is global and ours alone, so that after a
 * lost answer, or an error of which nobody can tell whether it came before or after the work, the
 * name says whether there is a fork.
 *
 * @throws UserError `E_FORK`, or `E_CREDENTIALS`, with Heroku's own reason
 */
async function createFork(api, source, request, clock, signal) {
    return (0,heroku_errors/* inPlainWords */.fy)(`fork ${source.label}`, async () => {
        try {
            const addon = await api.createAddon(source.place, wishFor(source, request.name), signal);
            return checked(addon, source, request);
        }
        catch (error) {
            if (!(error instanceof provider_http/* ApiFailure */.F) || !mayHaveMadeIt(error))
                throw error;
            const looks = error.status === 422 ? 1 : LOOKS;
            const found = await lookFor(api, request.name, looks, clock, signal);
            // Before our request there was nothing by this name, so what is there by then is its work.
            const isOurs = found !== undefined && Date.parse(found.createdAt) >= Date.parse(request.notedAt);
            if (!isOurs)
                throw error;
            return checked(found, source, request);
        }
    });
}
/** A name that is taken may be taken by our own request, sent twice by something on the way. */
function mayHaveMadeIt({ status, mayBeDone }) {
    return mayBeDone || status === 422;
}
async function lookFor(api, name, looks, clock, signal) {
    for (let look = 1;; look++) {
        try {
            return await api.addon(name, signal);
        }
        catch (error) {
            if (!(0,heroku_errors/* isNotFound */.c4)(error))
                throw error;
            if (look >= looks)
                return undefined;
            await clock.sleep(POLL_MS, signal);
        }
    }
}
function wishFor(source, name) {
    const { plan, forkedBy, level } = source;
    return {
        plan,
        name,
        attachment: attachmentName(name),
        config: { fork: forkedBy, ...(level === undefined ? {} : { level }) },
    };
}
/** Its config variable has this name and `_URL` after it. */
function attachmentName(name) {
    return name.toUpperCase().replaceAll('-', '_');
}
/** What was made has to be what will be looked for when it is to be destroyed. */
function checked(addon, source, request) {
    const { name, notedAt } = request;
    if (addon.id === source.id || addon.name === source.addonName) {
        throw new errors/* UserError */.yo('E_FORK', `Heroku answered with the source itself (${source.label}) when it was asked for a fork.`, 'See in the Heroku dashboard what was made, and tell its support.');
    }
    if (addon.id !== '' && addon.name === name)
        return addon;
    const made = {
        provider: 'heroku',
        name: addon.name || name,
        place: source.place,
        sourceId: source.id,
        notedAt,
    };
    throw (0,removal/* forkLeft */.U)(made, `it was to be called ${name}, and another name is not ours to destroy`);
}

;// CONCATENATED MODULE: ./build/forks/heroku/destroy-fork.js




const destroy_fork_POLL_MS = 5_000;
/** Ten minutes: it usually takes seconds. */
const MOST_POLLS = 120;
/**
 * Destroys a fork: reads the add-on by its name, makes sure that it is the noted one, asks for its
 * end, and waits until Heroku no longer knows it. An add-on that has no name is no fork of ours:
 * this is the one request that could take a production database away.
 *
 * @returns `going`: Heroku has accepted, and the signal ended the wait
 * @throws UserError `E_FORK_LEFT`; the signal's reason
 */
async function destroyFork(api, fork, clock, signal) {
    try {
        const addon = await find(api, fork, clock, signal);
        if (addon === undefined)
            return 'gone';
        const wrong = notOurs(addon, fork);
        if (wrong !== undefined)
            throw refuse(fork, wrong);
        if (await isGoneAfterRequest(api, addon, signal))
            return 'gone';
        return await untilGone(api, fork, clock, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof errors/* UserError */.yo)
            throw error;
        const told = (0,heroku_errors/* herokuError */.TV)(error, `destroy ${fork.name} in ${fork.place}`);
        throw (0,removal/* forkLeft */.U)(fork, (0,errors/* errorMessage */.gJ)(told), error);
    }
}
/**
 * Undefined: there is none. The request that makes it may have been cut off a moment ago, so a
 * name that is not there is looked for once more: among the add-ons of the app, which Heroku shows
 * to a key of the right account only, while to any other every name is unknown.
 */
async function find(api, { name, place }, clock, signal) {
    const first = await addonOrNone(api, name, signal);
    if (first !== undefined)
        return first;
    await clock.sleep(destroy_fork_POLL_MS, signal);
    return (await api.addonsOf(place, signal)).find((addon) => addon.name === name);
}
async function addonOrNone(api, name, signal) {
    try {
        return await api.addon(name, signal);
    }
    catch (error) {
        if ((0,heroku_errors/* isNotFound */.c4)(error))
            return undefined;
        throw error;
    }
}
/**
 * Why an add-on is not the fork that was noted; undefined: it is. That it is a fork is not asked
 * for: a half-made one, or an empty one, has to go, too. Pure.
 */
function notOurs(addon, fork) {
    if (addon.id === '' || addon.id === fork.sourceId)
        return 'it is the source itself';
    if (addon.name !== fork.name || !(0,fork_name/* isForkName */.cY)(addon.name))
        return `it is ${addon.name}`;
    if (addon.app.name !== fork.place && addon.app.id !== fork.place) {
        return `it belongs to the app ${addon.app.name}`;
    }
    // An unreadable time compares as false, and is then no proof.
    const isNewer = Date.parse(addon.createdAt) >= Date.parse(fork.notedAt);
    return isNewer ? undefined : `it was made at ${addon.createdAt}, before this run`;
}
/** What is not ours is not ours to name a command for, either. */
function refuse({ name, place }, why) {
    return new errors/* UserError */.yo('E_FORK_LEFT', `What Heroku shows for the fork ${name} was not destroyed, because ${why}.`, `Look at the add-ons of ${place} in the Heroku dashboard.`);
}
async function isGoneAfterRequest(api, addon, signal) {
    if (addon.state === 'deprovisioned')
        return true;
    if (addon.state === 'deprovisioning')
        return false;
    try {
        const { state } = await api.deleteAddon(addon, signal);
        if (/^deprovision(ed|ing)$/.test(state))
            return state === 'deprovisioned';
        throw new Error(`Heroku answered that it is ${state || 'in no state at all'}`);
    }
    catch (error) {
        if ((0,heroku_errors/* isNotFound */.c4)(error))
            return true;
        throw error;
    }
}
async function untilGone(api, fork, clock, signal) {
    try {
        for (let polls = 0; polls < MOST_POLLS; polls++) {
            const addon = await addonOrNone(api, fork.name, signal);
            if (addon === undefined || addon.state === 'deprovisioned')
                return 'gone';
            await clock.sleep(destroy_fork_POLL_MS, signal);
        }
    }
    catch (error) {
        if (signal.aborted)
            return 'going';
        throw error;
    }
    throw new Error('Heroku has been destroying it for ten minutes');
}

// EXTERNAL MODULE: ./build/forks/heroku/plans.js
var plans = __webpack_require__(65371);
;// CONCATENATED MODULE: ./build/forks/heroku/find-database.js



/** `shop::DATABASE` */
function labelOf({ attachment }) {
    return `${attachment.app.name}::${attachment.name}`;
}
/**
 * Finds the database that a name means to an app: an attachment, a config variable or an add-on,
 * and `other-app::NAME` for another app's, as in the heroku command line (`pg:*` commands).
 *
 * @throws UserError `E_NOT_FOUND` with the names there are; `E_INPUT` for a name with two meanings
 */
async function findDatabase(api, { app, database }, signal) {
    const [ownApp, name] = splitName(app, database);
    return (0,heroku_errors/* inPlainWords */.fy)(`look up ${ownApp}::${name}`, async () => {
        const resolved = await orNone(api.resolve(ownApp, name, signal));
        const found = resolved.filter(isDatabase);
        const config = await api.configVars(ownApp, signal);
        if (found.length > 0)
            return withUrl(choose(found, config, name), config);
        const all = (await api.attachments(ownApp, signal)).filter(isDatabase);
        const same = all.filter((one) => sharesUrl(one, name, config));
        if (same.length > 0)
            return withUrl(choose(same, config, name), config);
        throw unknownDatabase(ownApp, name, all);
    });
}
/** `billing-app::DATABASE` names another app's. */
function splitName(app, database) {
    const cut = database.indexOf('::');
    return cut < 0 ? [app, database] : [database.slice(0, cut), database.slice(cut + 2)];
}
async function orNone(asked) {
    try {
        return await asked;
    }
    catch (error) {
        if ((0,heroku_errors/* isNotFound */.c4)(error))
            return [];
        throw error;
    }
}
function isDatabase({ addon }) {
    return (0,plans/* isPostgresPlan */.ds)(addon.plan);
}
/** Two names of one database are one; two databases of one name are a question to the user. */
function choose(found, config, name) {
    // Other credentials see a part of the data only; the default one owns the schema.
    const whole = found.filter(({ namespace }) => namespace === null);
    const [first] = whole;
    if (first === undefined) {
        throw new errors/* UserError */.yo('E_INPUT', `heroku-database: ${name} is attached with a credential of its own (${found[0]?.namespace}), which may not see all data.`, 'Name an attachment of the default credential, such as DATABASE_URL.');
    }
    const isOne = whole.every(({ addon, app, configVars }) => addon.id === first.addon.id &&
        app.id === first.app.id &&
        urlOf(configVars, config)?.[1] === urlOf(first.configVars, config)?.[1]);
    if (isOne)
        return first;
    const names = whole.map((one) => `${one.app.name}::${one.name} (${one.addon.name})`);
    throw new errors/* UserError */.yo('E_INPUT', `heroku-database: ${name} may mean ${names.join(' or ')}.`, 'Give the name of the add-on, or app::NAME.');
}
/** A variable may have been set by hand to the URL of a database that is attached otherwise. */
function sharesUrl({ configVars }, name, config) {
    const wanted = config.get(name) ?? config.get(`${name}_URL`);
    return wanted !== undefined && wanted === urlOf(configVars, config)?.[1];
}
function withUrl(attachment, config) {
    const [configVar, url] = urlOf(attachment.configVars, config, attachment.name) ?? [];
    if (configVar !== undefined && url !== undefined)
        return { attachment, configVar, url };
    throw new errors/* UserError */.yo('E_NOT_FOUND', `${attachment.app.name}::${attachment.name} has no config variable with a URL.`, 'Its database may still be in the making; heroku-api-key must be allowed to read config variables.');
}
/** The variable that holds the URL: the one of the attachment's own name, or the first there is. */
function urlOf(configVars, config, attachment) {
    const own = `${attachment}_URL`;
    const candidates = [own, ...configVars.filter((name) => name.endsWith('_URL'))];
    const name = candidates.find((one) => configVars.includes(one) && /^postgres(ql)?:\/\//.test(config.get(one) ?? ''));
    return name === undefined ? undefined : [name, config.get(name) ?? ''];
}
function unknownDatabase(app, name, all) {
    const names = all.flatMap(({ configVars }) => configVars.filter((one) => one.endsWith('_URL')));
    const options = [...new Set(names)].sort();
    return new errors/* UserError */.yo('E_NOT_FOUND', options.length === 0
        ? `The app ${app} has no Heroku Postgres database.`
        : `The app ${app} has no database ${name}.`, options.length === 0
        ? 'Check heroku-app.'
        : `Set heroku-database to one of ${options.join(', ')}.`);
}

// EXTERNAL MODULE: ./build/postgres/session.js + 1 modules
var postgres_session = __webpack_require__(9513);
// EXTERNAL MODULE: ./build/forks/json.js
var json = __webpack_require__(5610);
;// CONCATENATED MODULE: ./build/forks/heroku/mtls.js




const mtls_POLL_MS = 10_000;
/**
 * Opens a database of a private space for one range of addresses and for us: an endpoint for
 * mutual TLS, a rule that lets the range in, and a client certificate. All three belong to the
 * database, which is the fork, and go with it. Each step looks at what is there first, so that it
 * can be taken up again.
 *
 * Paths and states: Dev Center, "heroku-postgres-via-mtls", and the terraform provider herokux.
 *
 * @param cidr the addresses that this machine comes from: `203.0.113.7/32`
 * @throws UserError `E_FORK` where Heroku ends in another state
 */
async function openMutualTls(api, { name }, cidr, { clock, addSecret }, tell, signal) {
    const mutualTls = new MutualTls(api, name, signal);
    const until = async (what, wanted, ask) => {
        for (;;) {
            const answer = await unlessBroken(ask);
            const status = (0,json/* textAt */.$)(answer, 'status');
            if (status.toLowerCase() === wanted)
                return answer;
            refuseEnd(what, status);
            tell(`${what}: ${status.toLowerCase() || 'not there yet'}`);
            await clock.sleep(mtls_POLL_MS, signal);
        }
    };
    const endpoint = await until('Endpoint for mutual TLS', 'operational', () => mutualTls.getOrMake('', {}));
    await until(`Rule for ${cidr}`, 'authorized', () => mutualTls.rule(cidr));
    const certificate = await until('Client certificate', 'ready', () => mutualTls.certificate());
    const identity = {
        rootCertificate: (0,json/* textAt */.$)(endpoint, 'certificate_authority_chain'),
        clientCertificate: (0,json/* textAt */.$)(certificate, 'certificate_with_chain'),
        clientKey: (0,json/* textAt */.$)(certificate, 'private_key'),
    };
    addSecret(identity.clientKey);
    return identity;
}
/** While an endpoint is made, questions about it are now and then answered by a server's error. */
async function unlessBroken(ask) {
    try {
        return await ask();
    }
    catch (error) {
        if (error instanceof provider_http/* ApiFailure */.F && (error.status ?? 0) >= 500)
            return { status: 'unknown' };
        throw error;
    }
}
function refuseEnd(what, status) {
    if (!/^(deprovision|disabl|fail|revok)/i.test(status))
        return;
    throw new errors/* UserError */.yo('E_FORK', `${what}: Heroku says ${status}.`, 'See https://status.heroku.com, and run again.');
}
/** The endpoint of one database, its rules and its certificates. */
class MutualTls {
    #api;
    #path;
    #signal;
    #certificateId;
    constructor(api, database, signal) {
        this.#api = api;
        this.#path = `/postgres/v0/databases/${encodeURIComponent(database)}/tls-endpoint`;
        this.#signal = signal;
    }
    async getOrMake(path, body) {
        try {
            return await this.#get(path);
        }
        catch (error) {
            if (!(0,heroku_errors/* isNotFound */.c4)(error))
                throw error;
            return this.#post(path, body);
        }
    }
    async rule(cidr) {
        const rules = (0,json/* list */.p)(await this.#get('/ip-rules'));
        const ours = rules.find((rule) => (0,json/* textAt */.$)(rule, 'cidr') === cidr);
        return ours ?? this.#post('/ip-rules', { cidr, description: 'pg-backup-action' });
    }
    /** The list hides the key, so the one that was made here is asked for by its id. */
    async certificate() {
        if (this.#certificateId === undefined) {
            const made = await this.#post('/certificates', {});
            this.#certificateId = String((0,json.at)(made, 'id') ?? '');
        }
        return this.#get(`/certificates/${encodeURIComponent(this.#certificateId)}`);
    }
    async #get(path) {
        const headers = this.#api.basic;
        const call = { method: 'GET', path: `${this.#path}${path}`, headers };
        return (await this.#api.data.send(call, this.#signal)).body;
    }
    async #post(path, body) {
        const headers = this.#api.basic;
        const call = { method: 'POST', path: `${this.#path}${path}`, headers, body };
        return (await this.#api.data.send(call, this.#signal)).body;
    }
}

;// CONCATENATED MODULE: ./build/forks/heroku/fork.js







const fork_POLL_MS = 5_000;
/** The database host does not know a new database at once (`pg:wait` asks twenty times). */
const MOST_UNKNOWN = 20;
/** After `ready` a password may be new or a name not be known yet; but not for ever. */
const MOST_FAILED_CONNECTS = 60;
/** A fork that Heroku has accepted. */
class HerokuFork {
    provider = 'heroku';
    name;
    place;
    sourceId;
    notedAt;
    #parts;
    #identity;
    constructor(noted, parts) {
        this.name = noted.name;
        this.place = noted.place;
        this.sourceId = noted.sourceId;
        this.notedAt = noted.notedAt;
        this.#parts = parts;
    }
    async ready(tell, signal) {
        return (0,heroku_errors/* inPlainWords */.fy)(`wait for the fork ${this.name}`, async () => {
            for (let failed = 1;; failed++) {
                await this.#untilProvisioned(tell, signal);
                await this.#untilAvailable(tell, signal);
                await this.#openEndpoint(tell, signal);
                const settings = await this.#readSettings(signal);
                const obstacle = settings && (await whyNoSession(settings, signal));
                if (settings !== undefined && obstacle === undefined)
                    return settings;
                if (failed >= MOST_FAILED_CONNECTS)
                    throw unreachable(this.name, obstacle);
                tell(obstacle?.message ?? `${this.place} has no config variable of ${this.name} yet.`);
                await this.#parts.context.clock.sleep(fork_POLL_MS, signal);
            }
        });
    }
    /** Without it a fork request that Heroku took for a plain one would give a good backup of nothing. */
    async proveFork(signal) {
        const { api, addon, source } = this.#parts;
        const { forkedFrom } = await (0,heroku_errors/* inPlainWords */.fy)(`ask about the fork ${this.name}`, () => api.database(addon, signal));
        if (forkedFrom.some((word) => names(word, source)))
            return;
        const said = forkedFrom.length === 0 ? 'is no fork' : 'is the fork of another database';
        throw new errors/* UserError */.yo('E_FORK', `Heroku says that ${this.name} ${said}, and not one of ${source.label}.`, 'It is destroyed. Run again; if it stays so, ask the support of Heroku.');
    }
    async #untilProvisioned(tell, signal) {
        const { api, context } = this.#parts;
        for (;;) {
            const { state, provisionMessage } = await api.addon(this.name, signal);
            if (state === 'provisioned')
                return;
            if (state !== 'provisioning')
                throw failed(this.name, state, provisionMessage);
            tell(provisionMessage || 'Heroku is making the fork.');
            await context.clock.sleep(fork_POLL_MS, signal);
        }
    }
    async #untilAvailable(tell, signal) {
        const { context } = this.#parts;
        for (let unknown = 0;;) {
            const status = await this.#waitStatus(signal);
            if (status === undefined && ++unknown > MOST_UNKNOWN) {
                throw failed(this.name, 'unknown to its database host', '');
            }
            if (status?.isFailed)
                throw failed(this.name, 'broken', status.message);
            if (status?.isWaiting === false)
                return;
            tell(status?.message || 'Heroku is filling the fork.');
            await context.clock.sleep(fork_POLL_MS, signal);
        }
    }
    /** Undefined: the database host does not know it. */
    async #waitStatus(signal) {
        const { api, addon } = this.#parts;
        try {
            return await api.waitStatus(addon, signal);
        }
        catch (error) {
            if ((0,heroku_errors/* isNotFound */.c4)(error))
                return undefined;
            throw error;
        }
    }
    async #openEndpoint(tell, signal) {
        const { api, addon, context, source, mtlsCidr } = this.#parts;
        if (mtlsCidr === undefined || !(0,plans/* isPrivate */.Gw)(source.plan))
            return;
        this.#identity ??= await openMutualTls(api, addon, mtlsCidr, context, tell, signal);
    }
    /** Undefined: the release that sets the config variable is not done. */
    async #readSettings(signal) {
        const { api, addon, context } = this.#parts;
        const config = await api.configVars(this.place, signal);
        const { configVars } = addon.configVars.length > 0 ? addon : await api.addon(this.name, signal);
        const found = urlOf(configVars, config);
        return found && herokuConnection(found[1], context, this.#identity);
    }
}
/** Why the fork gives no session yet; undefined: it does. */
async function whyNoSession(settings, signal) {
    try {
        const session = await (0,postgres_session/* connect */.N)(settings, signal, { budgetMs: 0 });
        try {
            const [row] = await session.query('SELECT pg_is_in_recovery() AS busy');
            return row?.busy === false ? undefined : new Error('The fork is still in recovery.');
        }
        finally {
            await session.end();
        }
    }
    catch (error) {
        signal.throwIfAborted();
        return error instanceof Error ? error : new Error((0,errors/* errorMessage */.gJ)(error));
    }
}
/** A word on where a fork comes from: the source's id, its name, or a URL with its database. */
function names(word, { id, addonName, databaseName }) {
    if (word === id || word === addonName)
        return true;
    return URL.canParse(word) && new URL(word).pathname === `/${databaseName}`;
}
function failed(name, state, message) {
    const said = message === '' ? '' : ` Heroku says: ${message}`;
    return new errors/* UserError */.yo('E_FORK', `The fork ${name} is ${state}.${said}`, 'See https://status.heroku.com, and run again.');
}
function unreachable(name, cause) {
    const why = cause?.message ?? 'its app has no config variable of it.';
    return new errors/* UserError */.yo('E_FORK', `The fork ${name} is ready, but there is no way in: ${why}`, (cause instanceof errors/* UserError */.yo && cause.next) || 'Run again.', { cause });
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./build/forks/heroku/reach.js

const PATIENCE_MS = 5_000;
/** Whether one of the hosts accepts a connection: from outside of a private network, none does. */
async function canReach({ hosts }, signal) {
    for (const address of hosts) {
        signal.throwIfAborted();
        if (await accepts(address, signal))
            return true;
    }
    signal.throwIfAborted();
    return false;
}
function accepts({ host, port }, signal) {
    return new Promise((resolve) => {
        const socket = (0,external_node_net_.connect)({ host, port, signal, timeout: PATIENCE_MS });
        const end = (isOpen) => {
            socket.destroy();
            resolve(isOpen);
        };
        socket.once('connect', () => end(true));
        socket.once('timeout', () => end(false));
        socket.once('error', () => end(false));
    });
}

;// CONCATENATED MODULE: ./build/forks/heroku/source.js






/**
 * Looks up the database, what its provider says of it, and the app its fork will belong to.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`, `E_FORK`
 */
async function findHerokuSource(api, inputs, context, signal) {
    const found = await findDatabase(api, inputs, signal);
    const { addon } = found.attachment;
    const label = labelOf(found);
    return (0,heroku_errors/* inPlainWords */.fy)(`ask about ${label}`, async () => {
        const info = await api.database(addon, signal);
        const sourceApp = await api.app(addon.app.id, signal);
        const wanted = inputs.forkApp ?? found.attachment.app.name;
        const forkApp = wanted === sourceApp.name ? sourceApp : await api.app(wanted, signal);
        const connection = herokuConnection(found.url, context);
        const isReachable = !(0,plans/* isPrivate */.Gw)(addon.plan) || (await canReach(connection, signal));
        const facts = { inputs, found, info, sourceApp, forkApp, isReachable };
        const plan = planOf(facts);
        const cents = await api.monthlyPrice(plan, signal).catch(() => undefined);
        signal.throwIfAborted();
        return {
            label,
            id: addon.id,
            place: forkApp.name,
            connection: isReachable ? connection : undefined,
            sizeBytes: info.sizeBytes,
            plan,
            region: info.region ?? sourceApp.region,
            pricePerHour: cents === undefined ? undefined : (0,plans/* pricePerHour */.Jz)(cents),
            refusal: refusalOf(facts),
            notes: notesOf(facts),
            addonName: addon.name,
            databaseName: connection.database,
            forkedBy: forkedBy(facts),
            level: info.level,
        };
    });
}
function planOf({ inputs, found }) {
    return inputs.forkPlan === undefined ? found.attachment.addon.plan : (0,plans/* fullPlan */.Pw)(inputs.forkPlan);
}
/** The add-on's name is known where it is billed; another app's database goes by `app::VAR`. */
function forkedBy({ found, forkApp }) {
    const { addon, app } = found.attachment;
    return forkApp.id === addon.app.id ? addon.name : `${app.name}::${found.configVar}`;
}
/** Why there can be no fork, said before anything is asked for. Pure. */
function refusalOf(facts) {
    const { inputs, found, info } = facts;
    const { addon } = found.attachment;
    const source = labelOf(found);
    const [plan, forkPlan] = [(0,plans/* shortPlan */.A6)(addon.plan), (0,plans/* shortPlan */.A6)(planOf(facts))];
    if ((0,plans/* isEssential */.NN)(addon.plan)) {
        const what = `${source} has the plan ${plan}, which Heroku cannot fork.`;
        return new errors/* UserError */.yo('E_FORK', what, 'Set fork: never, or move it to a Standard plan.');
    }
    if (info.isFollower) {
        const what = `${source} is a follower, which Heroku cannot fork.`;
        return new errors/* UserError */.yo('E_FORK', what, 'Set heroku-database to its leader, or fork: never.');
    }
    if (info.notForkable !== undefined) {
        const what = `${source} cannot be forked now; Heroku says: ${info.notForkable}.`;
        const next = 'A database that was itself just forked needs some hours. Run again later.';
        return new errors/* UserError */.yo('E_FORK', what, next);
    }
    if ((0,plans/* isEssential */.NN)((0,plans/* fullPlan */.Pw)(forkPlan))) {
        const what = `A fork cannot have the plan ${forkPlan}.`;
        return new errors/* UserError */.yo('E_INPUT', what, 'Set fork-plan to a Standard, Premium or higher plan.');
    }
    return refusalOfPlace(facts, source) ?? refusalOfNetwork(facts, source, inputs.mtlsCidr);
}
/** A fork on an app elsewhere would take the data to another region. */
function refusalOfPlace({ info, sourceApp, forkApp }, source) {
    const region = info.region ?? sourceApp.region;
    if (!(0,plans/* regionsDiffer */.oW)(region, forkApp.region))
        return undefined;
    return new errors/* UserError */.yo('E_REGION', `${source} is in the region ${region} and the app of its fork, ${forkApp.name}, in ${forkApp.region}: its data would leave the region.`, 'Set fork-app to an app in the same region.');
}
function refusalOfNetwork(facts, source, mtlsCidr) {
    const plan = planOf(facts);
    if (!(0,plans/* isPrivate */.Gw)(plan) || facts.isReachable)
        return undefined;
    if (mtlsCidr !== undefined && !(0,plans/* isAdvanced */.f6)(plan))
        return undefined;
    return new errors/* UserError */.yo('E_FORK', `${source} is in a private network (plan ${(0,plans/* shortPlan */.A6)(plan)}), and its fork cannot be reached from this runner.`, 'Use a self-hosted runner inside that network or connected to it by PrivateLink or peering, or set heroku-mtls-cidr to the address that this runner comes from.');
}
function notesOf(facts) {
    const { inputs, found, forkApp } = facts;
    const notes = [];
    if (inputs.forkApp === undefined) {
        notes.push(`The fork is attached to ${forkApp.name}, whose dynos Heroku restarts for it twice; an empty app as fork-app avoids that.`);
    }
    if ((0,plans/* isPrivate */.Gw)(found.attachment.addon.plan) && !(0,plans/* isPrivate */.Gw)(planOf(facts))) {
        notes.push(`With fork-plan ${inputs.forkPlan} the data leave the private network.`);
    }
    return notes;
}

;// CONCATENATED MODULE: ./build/forks/heroku/heroku.js










/**
 * Forks of Heroku Postgres, by the Platform API.
 *
 * @throws UserError `E_INPUT` for a base address to which the key must not go
 */
function herokuProvider(inputs, context) {
    return new HerokuProvider(inputs, context);
}
/**
 * Looks up a database of an app, and how it is reached.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`, `E_FORK`
 */
async function herokuDatabase(inputs, context, signal) {
    const api = new heroku_api/* HerokuApi */.z(inputs.apiKey, context);
    const found = await findDatabase(api, inputs, signal);
    const label = labelOf(found);
    const { isFollower } = await (0,heroku_errors/* inPlainWords */.fy)(`ask about ${label}`, () => api.database(found.attachment.addon, signal));
    return { label, connection: herokuConnection(found.url, context), isFollower };
}
class HerokuProvider {
    name = 'heroku';
    #api;
    #inputs;
    #context;
    /** The source that was found, with more than every provider tells. */
    #source;
    constructor(inputs, context) {
        this.#inputs = inputs;
        this.#context = context;
        this.#api = new heroku_api/* HerokuApi */.z(inputs.apiKey, context);
    }
    now() {
        return this.#api.platform.now();
    }
    async findSource(signal) {
        this.#source = await findHerokuSource(this.#api, this.#inputs, this.#context, signal);
        return this.#source;
    }
    async create(request, signal) {
        const source = this.#source;
        if (source?.id !== request.source.id)
            throw new Error('The source was not found by this provider.');
        if (source.refusal !== undefined)
            throw source.refusal;
        const { clock } = this.#context;
        const addon = await createFork(this.#api, source, request, clock, signal);
        const { name, notedAt } = request;
        const noted = { name, place: source.place, sourceId: source.id, notedAt };
        // Where the source answers from here, its fork in the same network does, too.
        const mtlsCidr = source.connection === undefined ? this.#inputs.mtlsCidr : undefined;
        return new HerokuFork(noted, {
            api: this.#api,
            context: this.#context,
            source,
            addon,
            mtlsCidr,
        });
    }
    async destroy(fork, signal) {
        return destroyFork(this.#api, fork, this.#context.clock, signal);
    }
    async forksOf({ id, place }, signal) {
        const addons = await (0,heroku_errors/* inPlainWords */.fy)(`list the add-ons of ${place}`, () => this.#api.addonsOf(place, signal));
        return addons
            .filter(({ name, plan }) => (0,fork_name/* isForkName */.cY)(name) && (0,plans/* isPostgresPlan */.ds)(plan))
            .filter((addon) => addon.id !== id && addon.app.name === place)
            .map(({ name, createdAt: notedAt }) => {
            return { provider: 'heroku', name, place, sourceId: id, notedAt };
        });
    }
}


/***/ })

};
