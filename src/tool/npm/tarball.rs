//! The form in which npm takes a package from an address: a tar archive, packed with gzip, whose entries are under `package/`.

use anyhow::{Context, Result};
use tar::{Builder, EntryType, Header};

use crate::tool::assets::gzip;

/// The time of every entry, in seconds since 1970: the one that npm itself writes, 26 October 1985.
const TIME: u64 = 499_162_500;

/// The tarball of these files. The same files give the same bytes.
///
/// # Errors
/// When a name is too long for the format.
pub fn pack(files: &[(&str, String)]) -> Result<Vec<u8>> {
    let mut archive = Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(TIME);
        header.set_size(content.len() as u64);
        let path = format!("package/{name}");
        archive.append_data(&mut header, &path, content.as_bytes()).with_context(|| format!("{path} could not be packed"))?;
    }
    gzip(&archive.into_inner()?)
}
