import { needs, quoted, type SnippetPlan } from '../plan.ts';

/** Forms, addresses and headers as providers with spellings of their own sign them. */
export function rubySpellings(plan: SnippetPlan): string[] {
  return [
    ...(plan.bodyDigestIn === null
      ? []
      : [
          `  stated = query[${quoted(plan.bodyDigestIn)}]`,
          '  return false if stated ? stated != OpenSSL::Digest.hexdigest("SHA256", body) : !body.empty? && !is_form',
        ]),
    ...(needs(plan, 'urlWithPort')
      ? [
          '  origin, port, rest = url.match(%r{\\A(\\w+://[^/?#]*?)(:\\d+)?([/?#].*)?\\z}m).captures.map(&:to_s)',
          '  port = url.match?(/\\Ahttp:/i) ? ":80" : ":443" if port.empty?',
          '  url_with_port = origin + port + rest',
          '  url_without_port = origin + rest',
        ]
      : []),
    ...(needs(plan, 'plivoUrl')
      ? [
          '  base, raw = url.split("?", 2)',
          '  sorted = URI.decode_www_form(raw.to_s).sort.map { |pair| pair.join("=") }.join("&")',
          '  fields = method == "POST" ? pairs.sort.join : ""',
          '  plivo_url = base + (sorted.empty? && fields.empty? ? "" : "?" + sorted) + (sorted.empty? || fields.empty? ? "" : ".") + fields',
        ]
      : []),
    ...(needs(plan, 'contentfulPath')
      ? [
          '  path, raw = url.sub(%r{\\A\\w+://[^/?]*}, "").split("?", 2)',
          '  escape = ->(text, safe) { text.b.gsub(/[^A-Za-z0-9_.!~*\'()#{safe}-]/n) { |c| format("%%%02X", c.ord) } }',
          '  path = "/" if path.to_s.empty?',
          '  contentful_path = escape.(path + (raw ? "?" + escape.(raw, "") : ""), ";,/?:@&=+$#")',
        ]
      : []),
    ...(needs(plan, 'bodyEscaped')
      ? [
          '  text = body.dup.force_encoding("UTF-8").gsub(/[^\\x00-\\x7f]/) { |c| c.encode("UTF-16BE").unpack("n*").map { |unit| format("\\\\u%04x", unit) }.join }',
          '  body_escaped = text.gsub(%r{(?<!\\\\)/}) { "\\\\/" }',
        ]
      : []),
    ...plan.contents
      .flat()
      .flatMap((piece) =>
        piece.kind === 'signedHeaders'
          ? [
              `  names = headers.fetch(${quoted(piece.name)}).split(",", -1).map { |name| name.strip.downcase }`,
              '  return false if names.size > 100 || names.uniq.size < names.size',
              '  signed_headers = names.map { |name| "#{name}:#{headers.fetch(name).strip}" }.join(";")',
            ]
          : [],
      ),
  ];
}
