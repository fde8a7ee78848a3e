//! A device's address on the shop's network, as people write it.

/// The device's name or address, and its port: the one written, else the usual one. None: it is none.
pub fn host_and_port(place: &str, usual: u16) -> Option<(String, u16)> {
    // `[fd00::1]:9100`: the colons within brackets are the address's.
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()?),
        _ => (place, usual),
    };
    let host = host.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(host);
    let is_name = |c: char| c.is_alphanumeric() || "-._:%".contains(c);
    let is_place = !host.is_empty() && host.chars().all(is_name) && port != 0;
    is_place.then(|| (host.to_owned(), port))
}

/// The same, written.
pub fn written(host: &str, port: u16) -> String {
    match host.contains(':') {
        true => format!("[{host}]:{port}"),
        false => format!("{host}:{port}"),
    }
}
