import type { SnippetCode, SnippetDriver } from './snippet-drivers.ts';

const moduleName = (id: string) => `p_${id.replaceAll('-', '_')}`;

/** Debian's crates (librust-…-dev), so that nothing is fetched. */
const crates = '/usr/share/cargo/registry';

/** The `engine` interface of the base64 crate since 0.21, which Debian 12 does not have yet. */
const base64Crate = `pub mod engine { pub mod general_purpose {
    pub struct Base64 { pub url: bool }
    pub const STANDARD: Base64 = Base64 { url: false };
    pub const URL_SAFE_NO_PAD: Base64 = Base64 { url: true };
} }
use engine::general_purpose::Base64;
fn alphabet(url: bool) -> Vec<u8> {
    let mut all: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').collect();
    all.extend(if url { *b"-_" } else { *b"+/" });
    all
}
pub trait Engine {
    fn encode<T: AsRef<[u8]>>(&self, input: T) -> String;
    fn decode<T: AsRef<[u8]>>(&self, input: T) -> Result<Vec<u8>, ()>;
}
impl Engine for Base64 {
    fn encode<T: AsRef<[u8]>>(&self, input: T) -> String {
        let all = alphabet(self.url);
        let mut text = String::new();
        for part in input.as_ref().chunks(3) {
            let bits = part.iter().fold(0u32, |bits, byte| bits << 8 | *byte as u32) << (8 * (3 - part.len()));
            for at in 0..=part.len() { text.push(all[(bits >> (18 - 6 * at) & 63) as usize] as char); }
            if !self.url { for _ in part.len()..3 { text.push('='); } }
        }
        text
    }
    fn decode<T: AsRef<[u8]>>(&self, input: T) -> Result<Vec<u8>, ()> {
        let all = alphabet(self.url);
        let (mut bits, mut count, mut bytes) = (0u32, 0, Vec::new());
        for byte in input.as_ref().iter().filter(|byte| **byte != b'=') {
            bits = bits << 6 | all.iter().position(|one| one == byte).ok_or(())? as u32;
            count += 6;
            if count >= 8 { count -= 8; bytes.push((bits >> count) as u8); bits &= (1 << count) - 1; }
        }
        Ok(bytes)
    }
}
`;

const main = (subjects: SnippetCode[]) => `
use base64::{engine::general_purpose::STANDARD, Engine};
use std::collections::HashMap;
${subjects.map(({ id }) => `mod ${moduleName(id)};`).join('\n')}

fn bytes(field: &str) -> Vec<u8> { STANDARD.decode(field).unwrap() }
fn text(field: &str) -> String { String::from_utf8(bytes(field)).unwrap() }

fn ask(field: &[&str]) -> bool {
    let headers: HashMap<String, String> = field[2].split(',').filter_map(|pair| pair.split_once(':')).map(|(name, value)| (text(name), text(value))).collect();
    let (body, secret, url, method) = (bytes(field[1]), text(field[3]), text(field[4]), text(field[5]));
    let now: i64 = field[6].parse().unwrap_or_default();
    let _ = (&url, &method, now);
    match field[0] {
${subjects
  .map(({ id, cases: [one] }) => {
    const given = ['&body', '&headers', '&secret'];
    if (one?.url !== null) given.push('&url');
    if (one?.method !== null) given.push('&method');
    if (one?.now !== null) given.push('now');
    return `        ${JSON.stringify(id)} => ${moduleName(id)}::verify_webhook(${given.join(', ')}),`;
  })
  .join('\n')}
        _ => panic!(),
    }
}

fn main() {
    let cases = std::fs::read_to_string("cases.tsv").unwrap();
    let (mut rows, mut before): (Vec<Vec<String>>, &str) = (Vec::new(), "");
    for line in cases.lines() {
        let field: Vec<&str> = line.split('\\t').collect();
        if field[0] != before { rows.push(Vec::new()); before = field[0]; }
        rows.last_mut().unwrap().push(ask(&field).to_string());
    }
    let rows: Vec<String> = rows.iter().map(|row| format!("[{}]", row.join(","))).collect();
    println!("[{}]", rows.join(","));
}
`;

/** Rust's snippets, by cargo without the network. */
export const rust: SnippetDriver = {
  language: 'rust',
  command: 'cargo',
  versionArguments: ['--version'],
  needsFile: `${crates}/hmac-0.12.1/Cargo.toml`,
  fileName: (id) => `src/${moduleName(id)}.rs`,
  run: ['cargo', 'run', '--quiet', '--offline'],
  files: {
    '.cargo/config.toml': `[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "${crates}"
`,
    'Cargo.toml': `[package]
name = "snippets"
version = "0.0.0"
edition = "2021"
[dependencies]
base64 = { path = "base64" }
hmac = "0.12"
sha1 = "0.10"
sha2 = "0.10"
hex = "0.4"
subtle = "2"
chrono = { version = "0.4", default-features = false }
unicode-normalization = "0.1"
form_urlencoded = "1"
`,
    'base64/Cargo.toml': '[package]\nname = "base64"\nversion = "0.22.0"\nedition = "2021"\n',
    'base64/src/lib.rs': base64Crate,
  },
  driver: { name: 'src/main.rs', code: main },
};
