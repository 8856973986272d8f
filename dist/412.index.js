export const id = 412;
export const ids = [412];
export const modules = {

/***/ 5610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ textAt),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   p: () => (/* binding */ list)
/* harmony export */ });
/** What is at a path in a provider's answer, which may have any shape. */
function at(value, ...path) {
    let found = value;
    for (const name of path) {
        if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
            return undefined;
        found = found[name];
    }
    return found;
}
/** The text at a path; empty if there is none. */
function textAt(value, ...path) {
    const found = at(value, ...path);
    return typeof found === 'string' ? found : '';
}
function list(value) {
    return Array.isArray(value) ? value : [];
}


/***/ }),

/***/ 35412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  neonProvider: () => (/* binding */ neonProvider)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/plan/fork-name.js
var fork_name = __webpack_require__(34442);
// EXTERNAL MODULE: ./build/forks/json.js
var json = __webpack_require__(5610);
// EXTERNAL MODULE: ./build/forks/pages.js
var pages = __webpack_require__(82658);
// EXTERNAL MODULE: ./build/forks/provider-http.js + 2 modules
var provider_http = __webpack_require__(98124);
// EXTERNAL MODULE: ./build/forks/service-address.js
var service_address = __webpack_require__(61276);
;// CONCATENATED MODULE: ./build/forks/neon/shapes.js

function readBranch(value) {
    const size = (0,json.at)(value, 'logical_size');
    return {
        id: (0,json/* textAt */.$)(value, 'id'),
        name: (0,json/* textAt */.$)(value, 'name'),
        parentId: (0,json/* textAt */.$)(value, 'parent_id'),
        state: (0,json/* textAt */.$)(value, 'current_state'),
        isDefault: (0,json.at)(value, 'default') === true || (0,json.at)(value, 'primary') === true,
        isProtected: (0,json.at)(value, 'protected') === true,
        initSource: (0,json/* textAt */.$)(value, 'init_source'),
        sizeBytes: typeof size === 'number' && size >= 0 ? size : undefined,
        createdAt: (0,json/* textAt */.$)(value, 'created_at'),
    };
}
function readOperation(value) {
    return {
        id: (0,json/* textAt */.$)(value, 'id'),
        branchId: (0,json/* textAt */.$)(value, 'branch_id'),
        action: (0,json/* textAt */.$)(value, 'action'),
        status: (0,json/* textAt */.$)(value, 'status'),
        error: (0,json/* textAt */.$)(value, 'error'),
        retryAt: (0,json/* textAt */.$)(value, 'retry_at'),
    };
}
function readEndpoint(value) {
    return {
        branchId: (0,json/* textAt */.$)(value, 'branch_id'),
        host: (0,json/* textAt */.$)(value, 'host'),
        type: (0,json/* textAt */.$)(value, 'type'),
    };
}
function readDatabase(value) {
    return { name: (0,json/* textAt */.$)(value, 'name'), owner: (0,json/* textAt */.$)(value, 'owner_name') };
}
function readMadeBranch(value) {
    const operations = (0,json/* list */.p)((0,json.at)(value, 'operations')).map(readOperation);
    return { id: (0,json/* textAt */.$)(value, 'branch', 'id'), operations };
}

;// CONCATENATED MODULE: ./build/forks/neon/api.js





const HOSTS = ['neon.tech'];
const USUAL = 'https://console.neon.tech/api/v2';
/** "Always safe to retry", says the API's description: nothing was done. */
const LOCKED = 423;
const UNAVAILABLE = 503;
/** The few calls of Neon's API that forks need, within one project. They throw an ApiFailure. */
class NeonApi {
    #http;
    #project;
    /** @throws UserError `E_INPUT` for an address to which the key must not go */
    constructor(apiKey, project, { environment, clock, log }) {
        const { NEON_API_URL } = environment;
        this.#project = `/projects/${encodeURIComponent(project)}`;
        this.#http = new provider_http/* ProviderApi */.c({
            provider: 'Neon',
            baseUrl: (0,service_address/* serviceAddress */.A)('NEON_API_URL', NEON_API_URL, USUAL, HOSTS),
            headers: {
                accept: 'application/json',
                authorization: `Bearer ${apiKey}`,
                'user-agent': 'pg-backup-action',
            },
            clock,
            tell: (line) => log.info(line),
            harmlessStatuses: [LOCKED, UNAVAILABLE],
        });
    }
    now() {
        return this.#http.now();
    }
    /** `aws-eu-central-1`; empty: not told. */
    async region(signal) {
        return (0,json/* textAt */.$)(await this.#get('', signal), 'project', 'region_id');
    }
    /** @param search part of a name or an id; empty: all branches */
    async branches(search, signal) {
        const query = new URLSearchParams({ limit: '1000', ...(search === '' ? {} : { search }) });
        return await (0,pages/* allPages */.S)('Neon', async (cursor) => {
            if (cursor !== undefined)
                query.set('cursor', cursor);
            const page = await this.#get(`/branches?${query}`, signal);
            const items = (0,json/* list */.p)((0,json.at)(page, 'branches')).map(readBranch);
            // There is a cursor on the last page, too.
            return { items, next: items.length === 0 ? undefined : (0,json/* textAt */.$)(page, 'pagination', 'next') };
        });
    }
    async branchNamed(name, signal) {
        return (await this.branches(name, signal)).find((branch) => branch.name === name);
    }
    /** Undefined: there is none of that id. */
    async branch(id, signal) {
        try {
            return readBranch((0,json.at)(await this.#get(branchPath(id), signal), 'branch'));
        }
        catch (error) {
            if (error instanceof provider_http/* ApiFailure */.F && error.status === 404)
                return undefined;
            throw error;
        }
    }
    async createBranch(body, signal) {
        const call = { method: 'POST', path: `${this.#project}/branches`, body };
        return readMadeBranch((await this.#http.send(call, signal)).body);
    }
    /** @param isHard without the seven days in which it could be recovered */
    async deleteBranch(id, isHard, signal) {
        const query = isHard ? '?hard_delete=true' : '';
        const path = `${this.#project}${branchPath(id)}${query}`;
        await this.#http.send({ method: 'DELETE', path }, signal);
    }
    async operation(id, signal) {
        const answer = await this.#get(`/operations/${encodeURIComponent(id)}`, signal);
        return readOperation((0,json.at)(answer, 'operation'));
    }
    /** Newest first, of which those of a new branch are in the first page. */
    async operationsOf(branchId, signal) {
        const answer = await this.#get('/operations?limit=1000', signal);
        const operations = (0,json/* list */.p)((0,json.at)(answer, 'operations')).map(readOperation);
        return operations.filter((operation) => operation.branchId === branchId);
    }
    async endpoints(signal) {
        return (0,json/* list */.p)((0,json.at)(await this.#get('/endpoints', signal), 'endpoints')).map(readEndpoint);
    }
    async databases(branchId, signal) {
        const answer = await this.#get(`${branchPath(branchId)}/databases`, signal);
        return (0,json/* list */.p)((0,json.at)(answer, 'databases')).map(readDatabase);
    }
    /** A URL with the password, of the endpoint itself and not of its pooler. */
    async connectionUri(branchId, { name, owner }, signal) {
        const query = new URLSearchParams({
            branch_id: branchId,
            database_name: name,
            role_name: owner,
            pooled: 'false',
        });
        return (0,json/* textAt */.$)(await this.#get(`/connection_uri?${query}`, signal), 'uri');
    }
    async #get(path, signal) {
        const call = { method: 'GET', path: `${this.#project}${path}` };
        return (await this.#http.send(call, signal)).body;
    }
}
function branchPath(id) {
    return `/branches/${encodeURIComponent(id)}`;
}

;// CONCATENATED MODULE: ./build/forks/neon/compute-size.js

/**
 * `fork-plan` of Neon: compute units, `4`, or from one number to another, `0.25-4`.
 *
 * @throws UserError `E_INPUT`
 */
function computeSize(plan) {
    if (plan === undefined)
        return undefined;
    const [, from = '', to = from] = /^(\d{1,3}(?:\.\d+)?)(?:-(\d{1,3}(?:\.\d+)?))?$/.exec(plan) ?? [];
    const size = { min: Number(from), max: Number(to) };
    if (size.min > 0 && size.min <= size.max)
        return size;
    throw new errors/* UserError */.yo('E_INPUT', '`fork-plan` is not a size of a Neon compute.', 'Give compute units as in `4`, or a range as in `0.25-4`.');
}

;// CONCATENATED MODULE: ./build/forks/neon/create-branch.js


const ATTEMPTS = 3;
const LOOK_AGAIN_MS = 2000;
const LOCKED_MS = 5000;
/**
 * Asks for a branch until Neon has accepted it. `expires_at` is "early access" and left out where
 * it is refused: then the sweep of a later run removes what a killed one has left.
 *
 * @throws ApiFailure; the signal's reason
 */
async function createBranch(tools, wish, signal) {
    const { expiresAt: _, ...endless } = wish;
    try {
        return await createOnce(tools, wish, signal);
    }
    catch (error) {
        if (!isRefused(error))
            throw error;
        return createOnce(tools, endless, signal);
    }
}
/**
 * A name is given out once in a project. So what may have been made is looked for by its name, and
 * only what is not there is asked for again.
 */
async function createOnce(tools, wish, signal) {
    for (let attempts = 1;; attempts++) {
        try {
            return await askWhenFree(tools, wish, signal);
        }
        catch (error) {
            const made = mayBeThere(error) ? await lookFor(tools, wish, signal) : undefined;
            if (made !== undefined)
                return made;
            if (attempts >= ATTEMPTS || !mayBeThere(error))
                throw error;
        }
    }
}
/** A project that is locked by other work is waited for as long as the signal allows. */
async function askWhenFree({ api, clock }, wish, signal) {
    for (;;) {
        try {
            return await api.createBranch(branchBody(wish), signal);
        }
        catch (error) {
            if (!(error instanceof provider_http/* ApiFailure */.F) || error.status !== LOCKED)
                throw error;
            await clock.sleep(LOCKED_MS, signal);
        }
    }
}
/** As it is answered to a field that this account may not use, among other reasons. */
function isRefused(error) {
    return error instanceof provider_http/* ApiFailure */.F && [400, 403, 422].includes(error.status ?? 0);
}
/** After a lost answer; and 409 is that the name is taken, which is by us. */
function mayBeThere(error) {
    return error instanceof provider_http/* ApiFailure */.F && (error.mayBeDone || error.status === 409);
}
/** The request may still be under way when its answer is lost, so it is looked for twice. */
async function lookFor({ api, clock }, { name, parentId }, signal) {
    const found = (await api.branchNamed(name, signal)) ??
        (await clock.sleep(LOOK_AGAIN_MS, signal).then(() => api.branchNamed(name, signal)));
    if (found === undefined || found.parentId !== parentId)
        return undefined;
    return { id: found.id, operations: await api.operationsOf(found.id, signal) };
}
/** Without an endpoint nobody could connect to the branch. */
function branchBody({ name, parentId, expiresAt, compute }) {
    const expiry = expiresAt && { expires_at: expiresAt.toISOString().replace(/\.\d+Z$/, 'Z') };
    const size = compute && {
        autoscaling_limit_min_cu: compute.min,
        autoscaling_limit_max_cu: compute.max,
    };
    return {
        branch: { name, parent_id: parentId, ...expiry },
        endpoints: [{ type: 'read_write', ...size }],
    };
}

// EXTERNAL MODULE: ./build/forks/removal.js
var removal = __webpack_require__(65086);
;// CONCATENATED MODULE: ./build/forks/neon/end-branch.js




const POLL_MS = 2000;
/**
 * Deletes a noted branch for good, and resolves once Neon does not list it any more. A branch whose
 * endpoint is just being started is locked, and asked for again until the deadline.
 *
 * @returns `going`: being deleted when the signal was aborted
 * @throws UserError `E_FORK_LEFT`; the signal's reason
 */
async function endBranch({ api, clock }, fork, signal) {
    let isGoing = false;
    try {
        for (;;) {
            const branch = await api.branchNamed(fork.name, signal);
            if (branch === undefined)
                return 'gone';
            if (!isGoing) {
                const reason = whyNotOurs(branch, fork, await api.branches('', signal));
                if (reason !== undefined)
                    throw (0,removal/* forkLeft */.U)(fork, reason);
                isGoing = await requestEnd(api, branch.id, signal);
            }
            await clock.sleep(POLL_MS, signal);
        }
    }
    catch (error) {
        if (signal.aborted && isGoing)
            return 'going';
        signal.throwIfAborted();
        throw error instanceof provider_http/* ApiFailure */.F ? (0,removal/* forkLeft */.U)(fork, error.message, error) : error;
    }
}
/** Resolves to whether Neon has accepted. */
async function requestEnd(api, id, signal) {
    try {
        await api.deleteBranch(id, true, signal);
    }
    catch (error) {
        if (!(error instanceof provider_http/* ApiFailure */.F))
            throw error;
        if (error.status === LOCKED)
            return false;
        if (error.status === 404)
            return true;
        // Deleting for good is a preview: where it is refused, Neon does so itself after seven days.
        if (!/hard.?delete/i.test(error.message))
            throw error;
        await api.deleteBranch(id, false, signal);
    }
    return true;
}
/**
 * Why a branch is none that may be deleted; undefined: it is our fork.
 *
 * @param all branches of the project
 */
function whyNotOurs(branch, { name, sourceId, notedAt }, all) {
    if (branch.id === sourceId)
        return 'that name is the source’s';
    if (branch.name !== name || !(0,fork_name/* isForkName */.cY)(name))
        return 'that name is none of ours';
    if (branch.isDefault)
        return 'it is the default branch of the project';
    if (branch.parentId === '')
        return 'it is a root branch';
    if (branch.parentId !== sourceId)
        return 'it is a branch of another than the source';
    if (branch.isProtected)
        return 'it is protected';
    // An unreadable time compares as false, and is then no proof.
    const isNewer = new Date(branch.createdAt) >= new Date(notedAt);
    if (!isNewer)
        return 'it was made before we asked for it';
    const child = all.find(({ parentId }) => parentId === branch.id);
    return child === undefined ? undefined : `the branch ${child.name} was made of it`;
}

;// CONCATENATED MODULE: ./build/forks/neon/errors.js


/**
 * What a refusal of Neon means to the user, with its own message and the request's id.
 *
 * @param doing as in `create the branch x`
 */
function neonError(error, doing) {
    if (!(error instanceof provider_http/* ApiFailure */.F))
        return error;
    const [code, next] = meaning(error.status);
    return new errors/* UserError */.yo(code, (0,errors/* sentence */.em)(`Could not ${doing}: ${error.message}`), next, {
        cause: error,
    });
}
/** Runs a step, and says in plain words what Neon refused. */
async function inPlainWords(doing, step) {
    try {
        return await step();
    }
    catch (error) {
        throw neonError(error, doing);
    }
}
const KEY = 'Make an API key in the Neon console under Account settings, and store it as the secret.';
const ACCESS = 'The key must be one of an account, organization or project that has the project.';
const LIMITS = 'See the limits of your plan in the Neon console, and delete branches not in use.';
const LATER = 'See https://neonstatus.com, and run again.';
function meaning(status) {
    switch (status) {
        case 401:
            return ['E_CREDENTIALS', KEY];
        case 403:
            return ['E_CREDENTIALS', ACCESS];
        case 404:
            return ['E_NOT_FOUND', 'Check neon-project and neon-branch.'];
        default:
            return ['E_FORK', status !== undefined && status < 500 ? LIMITS : LATER];
    }
}

// EXTERNAL MODULE: ./build/postgres/connection.js
var postgres_connection = __webpack_require__(92992);
// EXTERNAL MODULE: ./build/postgres/parse-connection.js + 5 modules
var parse_connection = __webpack_require__(28003);
;// CONCATENATED MODULE: ./build/forks/neon/connection.js




/**
 * The way to a branch, without its pooler. Roles and databases are copied with a branch; passwords
 * are not always (those of a protected branch are made anew), so Neon tells them. It does not know
 * the roles that were made with SQL: their passwords are data like any other, and are those of
 * `database-url`. From there come TLS and parameters as well, where it was given.
 *
 * @throws ApiFailure, UserError `E_FORK`
 */
async function branchConnection(api, branchId, database, { addSecret, connection }, signal) {
    try {
        const uri = await api.connectionUri(branchId, database, signal);
        if (uri === '')
            throw new errors/* UserError */.yo('E_FORK', 'Neon does not tell the way.', 'Run again later.');
        // Hidden whole before it is parsed: a text that cannot be parsed holds a password, too.
        addSecret(uri);
        const told = (0,parse_connection/* parseConnection */.C)(uri, { environment: {} });
        const publicWords = [told.user, told.database, ...told.hosts.map(postgres_connection/* hostText */.EN)];
        for (const secret of (0,postgres_connection/* secretsOf */.Fj)(told))
            addSecret(secret, publicWords);
        if (connection === undefined)
            return told;
        return { ...atBranch(connection, told.hosts), password: told.password };
    }
    catch (error) {
        if (connection === undefined || !isUnknownRole(error))
            throw error;
        const endpoints = await api.endpoints(signal);
        const endpoint = endpoints.find((each) => each.branchId === branchId && each.type === 'read_write');
        if (endpoint === undefined)
            throw error;
        return atBranch(connection, [{ host: endpoint.host, port: 5432 }]);
    }
}
/** 412: the project stores no passwords. */
function isUnknownRole(error) {
    return error instanceof provider_http/* ApiFailure */.F && (error.status === 404 || error.status === 412);
}
/**
 * `options=endpoint=ep-…` leads clients without SNI to an endpoint, which would be the source's:
 * https://neon.com/docs/connect/connection-errors
 */
function atBranch(connection, hosts) {
    const { options = '', ...parameters } = connection.parameters;
    const rest = options.replace(/(^|\s)(?:-c\s*)?(?:endpoint|project)=\S*/g, '').trim();
    return {
        ...connection,
        hosts,
        parameters: rest === '' ? parameters : { ...parameters, options: rest },
    };
}
/** The endpoint that a connection leads to, straight or by its pooler. */
function endpointOf({ hosts }, endpoints) {
    const direct = hosts.map(({ host }) => host.replace(/^([^.]+)-pooler\./, '$1.'));
    return endpoints.find(({ host }) => direct.includes(host));
}

;// CONCATENATED MODULE: ./build/forks/neon/neon-fork.js



const neon_fork_POLL_MS = 1000;
/** A branch that Neon has accepted to make. */
class NeonFork {
    provider = 'neon';
    name;
    place;
    sourceId;
    notedAt;
    #made;
    #database;
    #api;
    #context;
    constructor(noted, made, database, api, context) {
        this.name = noted.name;
        this.place = noted.place;
        this.sourceId = noted.sourceId;
        this.notedAt = noted.notedAt;
        this.#made = made;
        this.#database = database;
        this.#api = api;
        this.#context = context;
    }
    async ready(tell, signal) {
        return inPlainWords(`reach the branch ${this.name}`, async () => {
            for (const { id } of this.#made.operations)
                await this.#untilDone(id, tell, signal);
            await this.#untilUsable(tell, signal);
            return branchConnection(this.#api, this.#made.id, this.#database, this.#context, signal);
        });
    }
    async proveFork(signal) {
        const doing = `look up the branch ${this.name}`;
        const branch = await inPlainWords(doing, () => this.#api.branch(this.#made.id, signal));
        if (branch === undefined)
            throw this.#fault('is gone');
        const isOfSource = branch.parentId === this.sourceId && branch.name === this.name;
        if (!isOfSource)
            throw this.#fault('is not a branch of the source, says Neon');
        if (branch.initSource === 'schema-only')
            throw this.#fault('was made without data, says Neon');
    }
    /** A failed attempt is not the end where Neon says when it tries again. */
    async #untilDone(id, tell, signal) {
        for (;;) {
            const operation = await this.#api.operation(id, signal);
            if (isDone(operation))
                return;
            const { action, status, error, retryAt } = operation;
            const why = error === '' ? '' : `: ${error}`;
            const isFailed = status === 'failed' || status === 'error';
            if (isFailed && retryAt === '')
                throw this.#fault(`could not be made, ${action} failed${why}`);
            tell(`Neon: ${action} of ${this.name} is ${status}${why}`);
            await this.#context.clock.sleep(neon_fork_POLL_MS, signal);
        }
    }
    async #untilUsable(tell, signal) {
        for (;;) {
            const branch = await this.#api.branch(this.#made.id, signal);
            if (branch === undefined)
                throw this.#fault('is gone');
            if (isUsable(branch))
                return;
            tell(`Neon: the branch ${this.name} is ${branch.state}`);
            await this.#context.clock.sleep(neon_fork_POLL_MS, signal);
        }
    }
    #fault(why) {
        const message = (0,errors/* sentence */.em)(`The fork ${this.name} ${why}`);
        return new errors/* UserError */.yo('E_FORK', message, 'See the operations of the project in the Neon console.');
    }
}
/** A compute that was not started is started by whoever connects. */
function isDone({ status }) {
    return status === 'finished' || status === 'skipped' || status === 'cancelled';
}
/** What is not told is left to the connection. */
function isUsable({ state }) {
    return state !== 'init' && state !== 'resetting';
}

;// CONCATENATED MODULE: ./build/forks/neon/source.js




/**
 * Looks up the branch to be forked and, where no URL was given, the way to it.
 *
 * @throws UserError
 */
async function findSource(api, inputs, context, signal) {
    computeSize(inputs.forkPlan);
    return inPlainWords(`look up the branch in the Neon project ${inputs.project}`, async () => {
        const { branch, notes } = await findBranch(api, inputs, context, signal);
        const connection = context.connection ??
            (await branchConnection(api, branch.id, await onlyDatabase(api, branch, signal), context, signal));
        return {
            label: `${inputs.project}/${branch.name}`,
            id: branch.id,
            place: inputs.project,
            connection,
            sizeBytes: branch.sizeBytes,
            plan: inputs.forkPlan && `${inputs.forkPlan} CU`,
            region: (await api.region(signal)) || undefined,
            pricePerHour: undefined,
            refusal: undefined,
            notes,
        };
    });
}
/** What `neon-branch` names; else what the URL leads to; else the default branch. */
async function findBranch(api, { branch: wanted, project }, { connection }, signal) {
    const branches = await api.branches('', signal);
    const endpoint = connection && endpointOf(connection, await api.endpoints(signal));
    const named = branches.find(({ id, name }) => id === wanted || name === wanted);
    const led = branches.find(({ id }) => id === endpoint?.branchId);
    const usual = branches.find(({ isDefault }) => isDefault);
    const branch = wanted === undefined ? (led ?? usual) : named;
    if (branch === undefined)
        throw noBranch(wanted, project);
    const isElsewhere = connection !== undefined && led?.id !== branch.id;
    const note = `The URL does not lead to the branch ${branch.name}, of which the fork is made.`;
    return { branch, notes: isElsewhere ? [note] : [] };
}
function noBranch(wanted, project) {
    const what = wanted === undefined ? 'default branch' : `branch ${wanted}`;
    const message = `The Neon project ${project} has no ${what}.`;
    return new errors/* UserError */.yo('E_NOT_FOUND', message, 'Correct `neon-branch` or `neon-project`.');
}
async function onlyDatabase(api, { id, name }, signal) {
    const databases = await api.databases(id, signal);
    const [only] = databases;
    if (only !== undefined && databases.length === 1)
        return only;
    const names = databases.map((database) => database.name).join(', ');
    throw new errors/* UserError */.yo('E_INPUT', `The branch ${name} has ${only === undefined ? 'no database' : `several databases: ${names}`}.`, 'Give the URL of the one that is meant.');
}

;// CONCATENATED MODULE: ./build/forks/neon/neon.js









/** Forks of a Neon branch: branches of it. */
function neonProvider(inputs, context) {
    return new NeonProvider(inputs, context);
}
class NeonProvider {
    name = 'neon';
    #inputs;
    #context;
    #api;
    constructor(inputs, context) {
        this.#inputs = inputs;
        this.#context = context;
    }
    now() {
        return this.#open(this.#inputs.project).now();
    }
    async findSource(signal) {
        return findSource(this.#open(this.#inputs.project), this.#inputs, this.#context, signal);
    }
    async create(request, signal) {
        const { source, name, notedAt, expiresAt } = request;
        const { connection, place, id: sourceId } = source;
        if (connection === undefined) {
            throw new errors/* UserError */.yo('E_FORK', `It is not known which database of ${source.label} is meant.`);
        }
        const tools = { api: this.#open(place), clock: this.#context.clock };
        const compute = computeSize(this.#inputs.forkPlan);
        const wish = { name, parentId: sourceId, expiresAt, compute };
        const doing = `create the branch ${name} of ${source.label}`;
        const made = await inPlainWords(doing, () => createBranch(tools, wish, signal));
        const noted = { provider: 'neon', name, place, sourceId, notedAt };
        const database = { name: connection.database, owner: connection.user };
        return new NeonFork(noted, made, database, tools.api, this.#context);
    }
    async destroy(fork, signal) {
        return endBranch({ api: this.#open(fork.place), clock: this.#context.clock }, fork, signal);
    }
    /** Only forks of the same source: nothing else may be destroyed in its name. */
    async forksOf({ id: sourceId, place }, signal) {
        const api = this.#open(place);
        const branches = await inPlainWords('list the branches', () => api.branches('', signal));
        return branches
            .filter(({ name, parentId }) => (0,fork_name/* isForkName */.cY)(name) && parentId === sourceId)
            .map(({ name, createdAt }) => ({
            provider: 'neon',
            name,
            place,
            sourceId,
            notedAt: createdAt,
        }));
    }
    /** A provider is asked of one project only, its source's or that of the fork that was noted. */
    #open(project) {
        this.#api ??= new NeonApi(this.#inputs.apiKey, project, this.#context);
        return this.#api;
    }
}


/***/ }),

/***/ 82658:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ allPages)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** Nobody has so many of anything: a service that tells of one more each time has lost its way. */
const MOST_PAGES = 1_000;
/**
 * All of a list that is told page by page.
 *
 * @param ask is given nothing for the first page
 * @throws UserError `E_FORK` where the list has no end; what `ask` throws
 */
async function allPages(provider, ask) {
    const all = [];
    let last;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const { items, next } = await ask(last);
        all.push(...items);
        if (next === undefined || next === '' || next === last)
            return all;
        last = next;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_FORK', `${provider} tells a list that has no end.`, 'Run it again later.');
}


/***/ }),

/***/ 98124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F: () => (/* binding */ ApiFailure),
  c: () => (/* binding */ ProviderApi)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/forks/bounded-text.js
/**
 * The body of an answer, as text. What a proxy on the way sends may be of any size, and compressed:
 * it is the bytes that come out that are counted, and reading ends as soon as there are too many.
 *
 * @returns undefined: there was more
 */
async function boundedText({ body }, mostBytes) {
    const chunks = [];
    let size = 0;
    // Leaving the loop closes the connection.
    for await (const chunk of body ?? []) {
        size += chunk.byteLength;
        if (size > mostBytes)
            return undefined;
        chunks.push(chunk);
    }
    return new TextDecoder().decode(Buffer.concat(chunks));
}

// EXTERNAL MODULE: ./build/forks/json.js
var json = __webpack_require__(5610);
// EXTERNAL MODULE: ./build/forks/pages.js
var pages = __webpack_require__(82658);
;// CONCATENATED MODULE: ./build/forks/retry-after.js
const DEFAULT_MS = 60_000;
const LONGEST_MS = 120_000;
/** Seconds from now are fewer than this; seconds since 1970 are more. */
const EPOCH_FROM = 1_000_000_000;
/**
 * How long a `Retry-After` header asks us to wait, in milliseconds. RFC 9110 has seconds and a
 * date; Heroku was seen to send seconds since 1970. What cannot be read, or lies in the past, is a
 * minute; nothing is longer than two, since asking once more is cheap.
 */
function retryAfterMs(header, now) {
    const text = header?.trim() ?? '';
    const wanted = /^\d+$/.test(text) ? ofNumber(Number(text), now) : Date.parse(text) - now.getTime();
    return wanted > 0 ? Math.min(wanted, LONGEST_MS) : DEFAULT_MS;
}
function ofNumber(seconds, now) {
    return seconds < EPOCH_FROM ? seconds * 1000 : seconds * 1000 - now.getTime();
}

;// CONCATENATED MODULE: ./build/forks/provider-http.js





/** An answer of 400 and above, or none at all. */
class ApiFailure extends Error {
    /** Undefined: no answer that can be read. */
    status;
    headers;
    /** The provider's word for the error, as `id` or `code` in its body. */
    id;
    /** The rest of its body, as the provider sent it. */
    body;
    /** Whether what was asked for may have been carried out all the same. */
    mayBeDone;
    constructor(message, details, cause) {
        super(message, { cause });
        this.name = 'ApiFailure';
        this.status = details.status;
        this.headers = details.headers ?? new Headers();
        this.id = details.id ?? '';
        this.body = details.body;
        this.mayBeDone = details.mayBeDone ?? false;
    }
}
const ATTEMPTS = 5;
/** A rate limit is waited for more often: it passes by itself. */
const LIMITED_ATTEMPTS = 10;
const MOST_REDIRECTS = 5;
const TIMEOUT_MS = 60_000;
/** A page of a thousand Neon branches, the largest that is asked for, has 1.5 MB: ten times that. */
const MOST_BYTES = 16_000_000;
/** Of a provider's message in ours, in characters. */
const LONGEST_SAYING = 1000;
/**
 * Speaks JSON with a provider's API by Node's own fetch. Requests that change nothing, or that
 * change nothing more when they are sent twice, are repeated after a lost answer and after a
 * server's error; others only where it is sure that nothing was done. The caller of those looks at
 * `mayBeDone` and asks whether it was.
 */
class ProviderApi {
    #options;
    #aheadMs = 0;
    constructor(options) {
        this.#options = options;
    }
    /** By the provider's clock, as the `Date` of its last answer told it; ours before that. */
    now() {
        return new Date(this.#options.clock.now().getTime() + this.#aheadMs);
    }
    /** @throws ApiFailure after the last attempt; the signal's reason */
    async send(call, signal) {
        const counts = { failures: 0, limits: 0 };
        for (;;) {
            try {
                return await this.#follow(call, signal);
            }
            catch (error) {
                if (!(error instanceof ApiFailure) || !this.#mayRepeat(call, error, counts))
                    throw error;
                await this.#wait(error, counts.failures, signal);
            }
        }
    }
    /**
     * All of a list, page after page: 206 with `Next-Range`, as Heroku has it.
     *
     * @throws ApiFailure; UserError `E_FORK`
     */
    async sendForList(call, signal) {
        return await (0,pages/* allPages */.S)(this.#options.provider, async (range) => {
            const headers = { ...call.headers, ...(range === undefined ? {} : { range }) };
            const answer = await this.send({ ...call, headers }, signal);
            const next = answer.status === 206 ? answer.headers.get('next-range') : null;
            return { items: (0,json/* list */.p)(answer.body), next: next ?? undefined };
        });
    }
    #tellTime(headers) {
        const told = Date.parse(headers.get('date') ?? '');
        if (!Number.isNaN(told))
            this.#aheadMs = told - this.#options.clock.now().getTime();
    }
    #mayRepeat({ method, isRepeatable }, { status, mayBeDone }, counts) {
        if (status === 429)
            return ++counts.limits < LIMITED_ATTEMPTS;
        if (++counts.failures >= ATTEMPTS)
            return false;
        if (status !== undefined && this.#options.harmlessStatuses?.includes(status))
            return true;
        const isPassing = status === undefined || isServerError(status);
        if (!isPassing)
            return false;
        return !mayBeDone || (isRepeatable ?? (method !== 'POST' && method !== 'PATCH'));
    }
    async #wait(failure, failures, signal) {
        const { clock, provider, tell } = this.#options;
        const isLimit = failure.status === 429;
        const asked = failure.headers.get('retry-after');
        const milliseconds = isLimit || asked !== null ? retryAfterMs(asked, clock.now()) : 1000 * 2 ** (failures - 1);
        const seconds = Math.ceil(milliseconds / 1000);
        const why = isLimit ? `${provider} limits our requests` : failure.message;
        tell(`${why}: trying again in ${seconds} s.`);
        await clock.sleep(milliseconds, signal);
    }
    /** Follows redirects within the origin, of requests that only read. */
    async #follow(call, signal) {
        const { provider, baseUrl } = this.#options;
        let url = new URL(`${baseUrl.pathname.replace(/\/$/, '')}${call.path}`, baseUrl);
        for (let redirects = 0;; redirects++) {
            const answer = await this.#once(call, url, signal);
            const location = answer.headers.get('location');
            if (answer.status < 300)
                return answer;
            url = new URL(location ?? url, url);
            if (url.origin !== baseUrl.origin || call.method !== 'GET' || redirects >= MOST_REDIRECTS) {
                // The key goes nowhere else, and what another host says is not the provider's word.
                const message = `${provider} sent us on to ${url.origin}, where we do not follow`;
                throw new ApiFailure(message, { status: answer.status, mayBeDone: true });
            }
        }
    }
    /** One request: an answer below 400, or a failure. */
    async #once(call, url, signal) {
        const { provider, headers, timeoutMs = TIMEOUT_MS, onAnswer } = this.#options;
        signal.throwIfAborted();
        const hasBody = call.body !== undefined;
        const type = hasBody ? { 'content-type': 'application/json' } : {};
        try {
            const response = await fetch(url, {
                method: call.method,
                headers: { ...headers, ...type, ...call.headers },
                ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
                redirect: 'manual',
                signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
            });
            this.#tellTime(response.headers);
            onAnswer?.(response.headers);
            const text = await boundedText(response, MOST_BYTES);
            if (text === undefined)
                throw tooLarge(provider, response);
            return readAnswer(provider, response, text);
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof ApiFailure)
                throw error;
            throw noAnswer(provider, error, timeoutMs);
        }
    }
}
/** With its status, so that a success is not asked for again: it would be as large. */
function tooLarge(provider, { status, headers }) {
    const message = `${provider} answered ${status} with more than ${MOST_BYTES / 1e6} MB`;
    const mayBeDone = status < 400 || isServerError(status);
    return new ApiFailure(`${message}${requestNote(headers)}`, { status, headers, mayBeDone });
}
/** The request may have been carried out by then. */
function isServerError(status) {
    return status >= 500 || status === 408;
}
/** @throws ApiFailure for 400 and above, and for a success that cannot be read */
function readAnswer(provider, response, text) {
    const { status, headers } = response;
    const body = parseJson(text);
    if (status < 400) {
        if (body !== undefined || text.trim() === '' || status >= 300)
            return { status, headers, body };
        const message = `${provider} answered with something that is not JSON`;
        throw new ApiFailure(`${message}${requestNote(headers)}`, { headers, mayBeDone: true });
    }
    const fields = (typeof body === 'object' && body !== null ? body : {});
    const said = [fields.message, fields.error].find((one) => typeof one === 'string' && one !== '');
    const id = [fields.id, fields.code].find((one) => typeof one === 'string');
    const message = `${provider} answered ${status}${id === undefined ? '' : ` (${id})`}`;
    throw new ApiFailure(`${message}${said === undefined ? '' : `: ${said.slice(0, LONGEST_SAYING)}`}${requestNote(headers)}`, { status, headers, body, id: id ?? '', mayBeDone: isServerError(status) });
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** The provider's support asks for it. */
function requestNote(headers) {
    const id = headers.get('request-id') ?? headers.get('x-request-id');
    return id === null ? '' : ` [request ${id}]`;
}
/** A connection that was never made has carried nothing. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];
function noAnswer(provider, error, timeoutMs) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    const why = isTimeout ? `within ${timeoutMs / 1000} s` : `(${(0,errors/* errorMessage */.gJ)(cause)})`;
    const mayBeDone = !NEVER_SENT.includes((0,errors/* errorCode */.CA)(cause) ?? '');
    return new ApiFailure(`${provider} gave no answer ${why}`, { mayBeDone }, error);
}


/***/ }),

/***/ 61276:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ serviceAddress)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/**
 * The address of a service from its variable, or its usual one. The key is sent to the provider's
 * own hosts and to this machine only, whatever the variable says, and never unencrypted.
 *
 * @param hosts of the provider; all names below them are its own, too
 * @throws UserError `E_INPUT`
 */
function serviceAddress(variable, text, usual, hosts) {
    const url = URL.canParse(text || usual) ? new URL(text || usual) : undefined;
    const isLoopback = url !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
    const isOwn = hosts.some((host) => url?.hostname === host || url?.hostname.endsWith(`.${host}`));
    const isSafe = isLoopback || (isOwn && url?.protocol === 'https:');
    if (url !== undefined && isSafe && /^https?:$/.test(url.protocol))
        return url;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('E_INPUT', `${variable} is not an https address of ${hosts.join(' or ')}, and the key is sent to no other.`, `Unset ${variable}, or correct it.`);
}


/***/ })

};
