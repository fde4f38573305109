//! What the README tells people to paste.

/// The README's code blocks in a language, in order, with the tests' server in the place of `HOST`.
pub fn blocks(language: &str) -> Vec<String> {
    let readme = include_str!("../../README.md");
    let opening = format!("```{language}\n");
    let fenced = readme.split(&opening).skip(1).filter_map(|rest| rest.split_once("```"));
    fenced.map(|(block, _)| block.replace("https://HOST", "SITE")).collect()
}
