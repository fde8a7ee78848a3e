//! A server of mail on a TCP port: it takes letters, refuses, says nothing, or leaves in the middle; over TLS
//! by a certificate of its own. It keeps what it got.

use domain::settings::{MailSecurity, TypedMail};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// It takes what it is given.
    Takes,
    /// It answers so to who is to get it.
    ToRecipient(&'static str),
    /// It answers so to the content.
    ToContent(&'static str),
    /// It answers so to the password.
    ToPassword(&'static str),
    /// It says nothing at all.
    Silent,
    /// It takes the content and says nothing more.
    SilentAfterContent,
    /// It leaves before the content.
    LeavesBefore,
    /// It takes the content and leaves.
    LeavesAfter,
    /// It offers no STARTTLS.
    InClear,
    /// The line is refused.
    Closed,
}

/// The server; off when dropped.
pub struct TestPost {
    port: u16,
    ca: String,
    security: MailSecurity,
    got: Arc<Mutex<Vec<String>>>,
    behaviour: watch::Sender<Post>,
    serving: JoinHandle<()>,
}

impl TestPost {
    /// One that is on.
    pub async fn on(security: MailSecurity, behaviour: Post) -> TestPost {
        let (acceptor, ca) = certified();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let got = Arc::new(Mutex::new(Vec::new()));
        let (behaviour, behaves) = watch::channel(behaviour);
        let kept = got.clone();
        let serving = tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                let (behaves, kept, acceptor) = (*behaves.borrow(), kept.clone(), acceptor.clone());
                // A line that breaks is what some of the tests are about.
                tokio::spawn(
                    async move { drop(serve(line, security, behaves, acceptor, &kept).await) },
                );
            }
        });
        TestPost { port, ca, security, got, behaviour, serving }
    }

    /// It behaves so from now on.
    pub fn behave(&self, behaviour: Post) {
        self.behaviour.send_replace(behaviour);
    }

    /// The letters it got to their end.
    pub fn got(&self) -> Vec<String> {
        self.got.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where it is, as an administrator types it.
    pub fn typed(&self) -> TypedMail {
        TypedMail {
            host: "localhost".to_owned(),
            port: self.port.to_string(),
            security: self.security,
            sender: "caisse@oc-pizza.example".to_owned(),
            name: "OC Pizza Gare".to_owned(),
            ca: self.ca.clone(),
        }
    }
}

impl Drop for TestPost {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A certificate for `localhost`, and who vouches for it.
fn certified() -> (TlsAcceptor, String) {
    let key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(Vec::new()).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca = params.self_signed(&key).expect("an authority");
    let issuer = Issuer::new(params, key);
    let own = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("parameters");
    let certificate = params.signed_by(&own, &issuer).expect("a certificate");
    let secret = PrivatePkcs8KeyDer::from(own.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], secret.into())
        .expect("a certificate with its key");
    (TlsAcceptor::from(Arc::new(config)), ca.pem())
}

async fn serve(
    mut line: TcpStream,
    security: MailSecurity,
    behaves: Post,
    acceptor: TlsAcceptor,
    got: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    match behaves {
        Post::Closed => return Ok(()),
        Post::Silent => std::future::pending().await,
        _ => {}
    }
    if security == MailSecurity::StartTls {
        let offered = if behaves == Post::InClear { "" } else { "STARTTLS" };
        let mut plain = BufReader::new(&mut line);
        plain.write_all(b"220 test\r\n").await?;
        loop {
            let said = read_line(&mut plain).await?;
            match said.split(' ').next().unwrap_or_default() {
                "EHLO" if offered.is_empty() => plain.write_all(b"250 test\r\n").await?,
                "EHLO" => plain.write_all(b"250-test\r\n250 STARTTLS\r\n").await?,
                "STARTTLS" => break plain.write_all(b"220 go\r\n").await?,
                // Whoever goes on in clear is found out by what was got.
                other => {
                    got.lock().unwrap_or_else(PoisonError::into_inner).push(other.to_owned());
                    plain.write_all(b"250 ok\r\n").await?;
                }
            }
        }
        talk(acceptor.accept(line).await?, false, behaves, got).await
    } else {
        talk(acceptor.accept(line).await?, true, behaves, got).await
    }
}

async fn read_line(line: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<String> {
    let mut said = String::new();
    match line.read_line(&mut said).await? {
        0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(said.trim_end().to_owned()),
    }
}

/// The conversation on a protected line.
async fn talk(
    line: impl AsyncRead + AsyncWrite + Unpin,
    greets: bool,
    behaves: Post,
    got: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut line = BufReader::new(line);
    if greets {
        line.write_all(b"220 test\r\n").await?;
        line.flush().await?;
    }
    loop {
        let said = read_line(&mut line).await?;
        let answer = match (said.split([' ', ':']).next().unwrap_or_default(), behaves) {
            ("EHLO", _) => "250-test\r\n250 AUTH PLAIN LOGIN",
            ("AUTH", Post::ToPassword(answer)) | ("RCPT", Post::ToRecipient(answer)) => answer,
            ("AUTH", _) => "235 in",
            ("DATA", Post::LeavesBefore) => return Ok(()),
            ("DATA", _) => "354 go on",
            ("QUIT", _) => "221 bye",
            _ => "250 ok",
        };
        line.write_all(format!("{answer}\r\n").as_bytes()).await?;
        line.flush().await?;
        if !answer.starts_with("354") {
            continue;
        }
        let mut letter = String::new();
        loop {
            match read_line(&mut line).await?.as_str() {
                "." => break,
                more => letter.push_str(&format!("{more}\n")),
            }
        }
        let answer = match behaves {
            Post::ToContent(answer) => answer,
            _ => {
                got.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
                "250 taken"
            }
        };
        match behaves {
            Post::LeavesAfter => return Ok(()),
            Post::SilentAfterContent => std::future::pending().await,
            _ => {}
        }
        line.write_all(format!("{answer}\r\n").as_bytes()).await?;
        line.flush().await?;
    }
}
