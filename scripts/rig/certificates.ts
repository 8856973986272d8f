import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'

export interface Certificates {
  /** Paths of PEM files. */
  readonly ca: string
  readonly serverCert: string
  readonly serverKey: string
  readonly clientCert: string
  readonly clientKey: string
}

/** What is wrong with the server's certificate, if anything. */
export type CertificateFault = 'none' | 'expired' | 'wrong-host'

/**
 * Makes a certificate authority, a certificate of the server (localhost, 127.0.0.1, ::1) and one
 * of a client whose common name is `clientName`, which PostgreSQL's `cert` method takes as the user.
 */
export async function makeCertificates(
  folder: string,
  fault: CertificateFault,
  clientName: string,
): Promise<Certificates> {
  await mkdir(folder, { recursive: true })
  const names =
    fault === 'wrong-host' ? 'DNS:elsewhere.example' : 'DNS:localhost,IP:127.0.0.1,IP:::1'
  await writeFile(join(folder, 'openssl.cnf'), configuration(names))
  await makeKey(folder, 'ca', 'Rig test CA')
  await openssl(
    folder,
    'x509 -req -in ca.csr -signkey ca.key -days 30 -extensions root -out ca.crt',
  )
  await makeKey(folder, 'server', fault === 'wrong-host' ? 'elsewhere.example' : 'localhost')
  await sign(folder, 'server', fault === 'expired' ? expired : ['-days', '30'])
  await makeKey(folder, 'client', clientName)
  await sign(folder, 'client', ['-days', '30'])
  return {
    ca: join(folder, 'ca.crt'),
    serverCert: join(folder, 'server.crt'),
    serverKey: join(folder, 'server.key'),
    clientCert: join(folder, 'client.crt'),
    clientKey: join(folder, 'client.key'),
  }
}

/** `openssl ca` is the one old command that takes both dates. */
const expired = ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z']

async function makeKey(folder: string, name: string, commonName: string) {
  await openssl(folder, `ecparam -name prime256v1 -genkey -noout -out ${name}.key`)
  const subject = ['-subj', `/CN=${commonName}`]
  await openssl(folder, `req -new -key ${name}.key -out ${name}.csr -config openssl.cnf`, subject)
}

async function sign(folder: string, name: string, validity: readonly string[]) {
  await writeFile(join(folder, 'index.txt'), '')
  const extensions = name === 'server' ? 'server' : 'client'
  const files = `-in ${name}.csr -out ${name}.crt -keyfile ca.key -cert ca.crt`
  const flags = `ca -batch -notext -config openssl.cnf -extensions ${extensions} ${files}`
  await openssl(folder, flags, ['-rand_serial', '-outdir', '.', ...validity])
}

async function openssl(folder: string, flags: string, more: readonly string[] = []) {
  const extra = flags.startsWith('x509') ? ['-extfile', 'openssl.cnf'] : []
  await run('openssl', [...flags.split(' '), ...more, ...extra], { cwd: folder })
}

function configuration(serverNames: string): string {
  return `
[req]
distinguished_name = subject
[subject]
[ca]
default_ca = authority
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
[authority]
database = index.txt
default_md = sha256
serial = serial
policy = policy
unique_subject = no
[policy]
commonName = supplied
[server]
basicConstraints = CA:false
extendedKeyUsage = serverAuth
subjectAltName = ${serverNames}
[client]
basicConstraints = CA:false
extendedKeyUsage = clientAuth
`
}
