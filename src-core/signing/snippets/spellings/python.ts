import { needs, quoted, type SnippetPlan } from '../plan.ts';

/** Forms, addresses and headers as providers with spellings of their own sign them. */
export function pythonSpellings(plan: SnippetPlan): string[] {
  return [
    ...(plan.bodyDigestIn === null
      ? []
      : [
          `    stated = query.get(${quoted(plan.bodyDigestIn)})`,
          '    if body and not is_form if stated is None else stated != hashlib.sha256(body).hexdigest():',
          '        return False',
        ]),
    ...(needs(plan, 'sortedFormParams')
      ? ['    fields = "".join(name + value for name, value in sorted(set(pairs)))']
      : []),
    ...(needs(plan, 'urlWithPort')
      ? [
          '    origin, port, rest = re.match(r"(\\w+://[^/?#]*?)(:\\d+)?([/?#].*)?$", url, re.S).groups("")',
          '    url_with_port = origin + (port or (":80" if url.lower().startswith("http:") else ":443")) + rest',
          '    url_without_port = origin + rest',
        ]
      : []),
    ...(needs(plan, 'plivoUrl')
      ? [
          '    base, _, raw = url.partition("?")',
          '    query = "&".join(name + "=" + value for name, value in sorted(parse_qsl(raw, keep_blank_values=True)))',
          '    fields = "".join(name + value for name, value in sorted(pairs)) if method == "POST" else ""',
          '    plivo_url = base + ("?" + query if query or fields else "") + ("." if query and fields else "") + fields',
        ]
      : []),
    ...(needs(plan, 'contentfulPath')
      ? [
          '    path, question, raw = re.sub(r"^\\w+://[^/?]*", "", url).partition("?")',
          '    escaped = (path or "/") + question + quote(raw, safe="!~*\'()")',
          '    contentful_path = quote(escaped, safe=";,/?:@&=+$-_.!~*\'()#")',
        ]
      : []),
    ...(needs(plan, 'bodyEscaped')
      ? [
          '    units = body.decode().encode("utf-16-be")',
          '    codes = [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]',
          '    escaped = "".join(chr(code) if code < 128 else f"\\\\u{code:04x}" for code in codes)',
          '    body_escaped = re.sub(r"(?<!\\\\)/", r"\\\\/", escaped)',
        ]
      : []),
    ...plan.contents
      .flat()
      .flatMap((piece) =>
        piece.kind === 'signedHeaders'
          ? [
              `    names = [name.strip().lower() for name in headers[${quoted(piece.name)}].split(",")]`,
              '    if len(names) > 100 or len(set(names)) < len(names):',
              '        return False',
              '    signed_headers = ";".join(name + ":" + headers[name].strip() for name in names)',
            ]
          : [],
      ),
  ];
}
