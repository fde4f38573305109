//! Sentences of ordinary words, for generated entries each like no other.

pub const WORDS: [&str; 48] = [
    "people",
    "neighbors",
    "clinic",
    "school",
    "garden",
    "street",
    "budget",
    "health",
    "trust",
    "library",
    "bus",
    "housing",
    "work",
    "youth",
    "elders",
    "council",
    "meeting",
    "park",
    "water",
    "food",
    "care",
    "learning",
    "voice",
    "plan",
    "safety",
    "market",
    "music",
    "kitchen",
    "together",
    "every",
    "often",
    "because",
    "where",
    "when",
    "with",
    "and",
    "the",
    "a",
    "of",
    "to",
    "in",
    "for",
    "that",
    "more",
    "build",
    "share",
    "listen",
    "grow",
];

/// A generator of numbers that gives the same ones every time (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap_or_default()
    }

    pub fn sentence(&mut self) -> String {
        let words: Vec<&str> = (0..10 + self.next(10)).map(|_| WORDS[self.next(WORDS.len())]).collect();
        let sentence = words.join(" ");
        format!("{}{}.", sentence[..1].to_uppercase(), &sentence[1..])
    }

    pub fn sentences(&mut self, count: usize) -> String {
        (0..count).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }
}
