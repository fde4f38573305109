//! Numbers and texts as bytes. What is read may come from anywhere: where it ends too early, or is no text, there is nothing.

#[derive(Default)]
pub struct Writer(pub Vec<u8>);

pub struct Reader<'a>(&'a [u8]);

impl Writer {
    /// Seven bits a byte, the lowest first; a set highest bit says that more follow (LEB128).
    pub fn number(&mut self, number: usize) {
        let mut left = number;
        while left > 0x7F {
            self.0.push((left & 0x7F) as u8 | 0x80);
            left >>= 7;
        }
        self.0.push(left as u8);
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A text of a sorted list: how many bytes it has in common with the one before, and the rest.
    pub fn next(&mut self, before: &str, text: &str) {
        let mut shared = before.bytes().zip(text.bytes()).take_while(|(one, other)| one == other).count();
        while !text.is_char_boundary(shared) {
            shared -= 1;
        }
        self.number(shared);
        self.text(&text[shared..]);
    }
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader(bytes)
    }

    pub fn number(&mut self) -> Option<usize> {
        let mut number = 0_u64;
        for place in 0..5 {
            let byte = *self.bytes(1)?.first()?;
            number |= u64::from(byte & 0x7F) << (7 * place);
            if byte < 0x80 {
                return usize::try_from(number).ok();
            }
        }
        None
    }

    pub fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes)
    }

    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    /// The text of a sorted list that comes after `text`, in its place.
    pub fn next(&mut self, text: &mut String) -> Option<()> {
        let shared = self.number()?;
        let rest = self.text()?;
        if !text.is_char_boundary(shared) {
            return None;
        }
        text.truncate(shared);
        text.push_str(rest);
        Some(())
    }

    /// A sorted list of texts, and how many it has before it.
    pub fn list(&mut self) -> Option<Vec<String>> {
        let mut text = String::new();
        let mut list = Vec::new();
        for _ in 0..self.number()? {
            self.next(&mut text)?;
            list.push(text.clone());
        }
        Some(list)
    }
}

/// Writes such a list.
pub fn list<'a>(writer: &mut Writer, texts: impl ExactSizeIterator<Item = &'a str>) {
    writer.number(texts.len());
    let mut before = "";
    for text in texts {
        writer.next(before, text);
        before = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let mut writer = Writer::default();
        for number in [0, 127, 128, 300, 4_000_000_000] {
            writer.number(number);
        }
        list(&mut writer, ["", "été", "êtes", "tes", "test"].into_iter());
        let mut reader = Reader::new(&writer.0);
        for number in [0, 127, 128, 300, 4_000_000_000] {
            assert_eq!(reader.number(), Some(number));
        }
        assert_eq!(reader.list().unwrap(), ["", "été", "êtes", "tes", "test"]);
        assert_eq!(reader.number(), None);
    }

    #[test]
    fn what_is_broken_is_nothing() {
        let check = |bytes: &[u8]| assert_eq!(Reader::new(bytes).list(), None, "{bytes:?}");
        check(&[]);
        check(&[2, 0, 1, b'a']);
        check(&[1, 1, 1, b'a']);
        check(&[1, 0, 1, 0xFF]);
        check(&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        check(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0]);
    }
}
