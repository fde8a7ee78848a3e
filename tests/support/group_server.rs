//! A server as a group has one: on a network port, with passwords and a certificate.

use oc_pizza::embedded::Cluster;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Who comes in how. `md5` takes passwords however they are stored, which changed with 14.
const RULES_OF_ENTRY: &str = "\
local all oc_pizza trust
host all outsider all reject
local all all md5
host all all all md5
";

/// A PostgreSQL of one test, on the loopback. Dropping it removes it.
pub struct GroupServer {
    folder: TempDir,
    cluster: Option<Cluster>,
    port: u16,
}

impl GroupServer {
    /// Makes and starts it, with a certificate in the name of `localhost`.
    pub fn start() -> anyhow::Result<GroupServer> {
        let folder = tempfile::tempdir()?;
        let cluster = Cluster::open_with(folder.path(), &[("fsync", "off")])?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut server = GroupServer { folder, cluster: Some(cluster), port };
        let (authority, certificate, key) = certificates()?;
        fs::write(server.authority(), authority)?;
        server.give("server.crt", &certificate)?;
        server.give("server.key", &key)?;
        server.give("pg_hba.conf", RULES_OF_ENTRY)?;
        server.settle("on")?;
        Ok(server)
    }

    /// Starts it again with TLS `on` or `off`.
    pub fn settle(&mut self, ssl: &str) -> anyhow::Result<()> {
        let port = self.port;
        let settings = format!("listen_addresses = '127.0.0.1'\nport = {port}\nssl = {ssl}\n");
        self.give("postgresql.auto.conf", &settings)?;
        self.cluster.as_mut().map_or(Ok(()), Cluster::restart)
    }

    /// Puts a file among the server's, as its own.
    fn give(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let data = self.folder.path().join("postgresql/data");
        let file = data.join(name);
        fs::write(&file, text)?;
        let like = format!("--reference={}", data.join("postgresql.conf").display());
        for command in ["chown", "chmod"] {
            let done = Command::new(command).arg(&like).arg(&file).status()?;
            anyhow::ensure!(done.success(), "{command} {}: {done}", file.display());
        }
        Ok(())
    }

    /// The port, on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The file of the authority that signed its certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// A folder for whatever the test wants to keep.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Types statements as its administrator.
    pub async fn type_in(&self, statements: &[String]) -> anyhow::Result<()> {
        self.type_into("postgres", statements).await
    }

    /// The same in one of its databases.
    pub async fn type_into(&self, database: &str, statements: &[String]) -> anyhow::Result<()> {
        let cluster = self.cluster.as_ref().expect("it runs until it is dropped");
        let options = cluster.connect_options(database).port(self.port);
        let mut server = options.connect().await?;
        for statement in statements {
            server.execute(AssertSqlSafe(statement.clone())).await?;
        }
        Ok(())
    }
}

impl Drop for GroupServer {
    fn drop(&mut self) {
        if let Some(Err(error)) = self.cluster.take().map(Cluster::remove) {
            eprintln!("the test's PostgreSQL stays behind: {error:#}");
        }
    }
}

/// An authority, and the certificate and key that it gave `localhost`.
fn certificates() -> anyhow::Result<(String, String, String)> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
    let key = KeyPair::generate()?;
    let certificate =
        CertificateParams::new(["localhost".to_owned()])?.signed_by(&key, &authority)?;
    Ok((authority.pem(), certificate.pem(), key.serialize_pem()))
}
